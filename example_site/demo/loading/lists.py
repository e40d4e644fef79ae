"""A list of people who were given a badge, with what became of their letters. None was sent."""

import secrets
from datetime import timedelta

from django.contrib.auth import get_user_model
from django.utils import timezone

from demo.people import LIST
from wagtail_cofl.awards import batches, invited, working
from wagtail_cofl.awards.letters import LETTER_DAYS, hash_of
from wagtail_cofl.awards.models import Batch, BatchRow
from wagtail_cofl.badges.models import Badge
from wagtail_cofl.city.readiness import ready_city
from wagtail_cofl.city.sealing import seal
from wagtail_cofl.learners.models import AgeBand

State = BatchRow.State


def load_list(badges: dict[str, Badge]) -> None:
    """Raises ``CityNotReady`` where this city may not give badges here."""
    badge = badges[LIST["badge"]]
    if badge.batches.filter(file_name=LIST["file_name"]).exists():
        return
    ready_city(badge.provider.site_id)
    # Without letters the work is done when the badges are given.
    batch = Batch.objects.create(
        badge=badge,
        made_by=get_user_model().objects.filter(username=LIST["by"]).first(),
        file_name=LIST["file_name"],
        columns={"name": 0, "email": 1},
        invite=False,
    )
    day = timezone.localdate() - timedelta(days=LIST["days"])
    for number, (name, email, _state) in enumerate(LIST["people"], start=2):
        row = BatchRow(batch=batch, number=number, awarded_on=day, sealed_name=seal(name.encode()))
        row.value = email
        row.save()
    batches.start(batch)
    working.work(batch.pk)
    _say_that_letters_went(batch)


def _say_that_letters_went(batch: Batch) -> None:
    Batch.objects.filter(pk=batch.pk).update(invite=True)
    sent = timezone.now() - timedelta(days=LIST["days"])
    wanted = [state for _name, _email, state in LIST["people"]]
    for row in batch.rows.filter(state=State.AWARDED).select_related("award__learner"):
        state = wanted[row.number - 2]
        row.state = State.DELIVERED if state == "claimed" else state
        row.secret_hash, row.sent_at = hash_of(secrets.token_urlsafe(32)), sent
        row.expires_at = sent + timedelta(days=LETTER_DAYS)
        row.problem = "550 No such mailbox here" if state == "failed" else ""
        row.save()
        if state == "claimed":
            invited.keep(row, AgeBand.TEEN)
