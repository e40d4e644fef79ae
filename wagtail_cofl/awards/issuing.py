"""Issuing: the one door through which awards are made."""

import uuid
from collections.abc import Callable
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from wagtail_cofl.badges.models import BadgeVersion
from wagtail_cofl.credentials.publishing import AwardFacts, PlaceTaken, keep, prepare
from wagtail_cofl.learners.models import Learner
from wagtail_cofl.signals import award_issued

from .models import Award, Claim


def draw_up(
    badge_version: BadgeVersion,
    learner: Learner,
    *,
    email: str | None,
    awarded_at: datetime | None = None,
) -> Award:
    """An award with its signed credential, neither of them saved.

    Everything that reads and signs happens here, so that the transaction that records the award
    holds its locks only for a few inserts. Raises ``CityNotReady``.
    """
    uid, when = uuid.uuid4(), (awarded_at or timezone.now()).replace(microsecond=0)
    return Award(
        uuid=uid,
        site_id=learner.site_id,
        badge_version=badge_version,
        learner=learner,
        credential=prepare(AwardFacts(uid, badge_version, when, email)),
        awarded_at=when,
    )


def record(award: Award, claim: Claim | None = None) -> Award:
    """Save an award that was drawn up, and its credential, or neither. Raises ``PlaceTaken`` where it
    must be drawn up again."""
    with transaction.atomic():
        keep(award.credential)
        award.credential_id = award.credential.pk
        award.claim = claim
        award.save(force_insert=True)
        transaction.on_commit(lambda: award_issued.send(sender=Award, award=award))
    return award


def until_placed(attempt: Callable[[], Award]) -> Award:
    """Call ``attempt``, which draws up and records, again where another process took the same place in
    the status list in between: of 131,072 places, so hardly ever."""
    for _more in range(2):
        try:
            return attempt()
        except PlaceTaken:
            continue
    return attempt()


def issue(
    badge_version: BadgeVersion,
    learner: Learner,
    *,
    email: str | None,
    awarded_at: datetime | None = None,
) -> Award:
    """Draw up and record. ``awarded_at`` is when it was earned, where that is not now. Raises
    ``CityNotReady``, and then nothing has happened."""
    return until_placed(
        lambda: record(draw_up(badge_version, learner, email=email, awarded_at=awarded_at))
    )
