"""Issuing: the one door through which awards are made."""

import uuid
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from itertools import islice
from typing import TypeVar

from django.db import transaction
from django.utils import timezone

from wagtail_cofl.badges.models import BadgeVersion
from wagtail_cofl.credentials.publishing import AwardFacts, PlaceTaken, keep, prepare
from wagtail_cofl.learners.models import Learner
from wagtail_cofl.signals import awards_issued

from .lasting import lasts_until
from .models import Award, Claim
from .superseding import end_open

#: A learner and the confirmed e-mail address that the documents are to name, hashed, or None.
Recipient = tuple[Learner, str | None]
Recorded = TypeVar("Recorded")

# Awards of one transaction: few enough that the others at the database hardly wait, and so many that
# what they share costs little.
AT_ONCE = 200


def draw_up(
    badge_version: BadgeVersion,
    learner: Learner,
    *,
    email: str | None,
    awarded_at: datetime | None = None,
    results: Sequence[dict] = (),
    valid_until: datetime | None = None,
) -> Award:
    """An award with its signed credential, neither of them saved.

    ``results`` is what was found (``[{"criterion", "level" or "value"}]``); ``valid_until`` when it
    runs out, where that is not what the badge says. Everything that reads and signs happens here, so
    that the transaction that records the award holds its locks only for a few inserts. Raises
    ``CityNotReady``, and ValueError for a result that the badge does not describe.
    """
    return _draw_up(badge_version, [(learner, email)], awarded_at, results, valid_until)[0]


def _draw_up(
    badge_version: BadgeVersion,
    recipients: Sequence[Recipient],
    awarded_at: datetime | None,
    results: Sequence[dict] = (),
    valid_until: datetime | None = None,
) -> list[Award]:
    when = (awarded_at or timezone.now()).replace(microsecond=0)
    until = valid_until.replace(microsecond=0) if valid_until else lasts_until(badge_version, when)
    facts = [
        AwardFacts(uuid.uuid4(), when, email, until, tuple(results))
        for _learner, email in recipients
    ]
    return [
        Award(
            uuid=fact.award_uuid,
            site_id=learner.site_id,
            badge_version=badge_version,
            learner=learner,
            credential=credential,
            awarded_at=when,
            valid_until=until,
            results=list(results),
        )
        for fact, credential, (learner, _email) in zip(
            facts, prepare(badge_version, facts), recipients, strict=True
        )
    ]


def record(award: Award, claim: Claim | None = None) -> Award:
    """Save an award that was drawn up, and its credential, or neither. Raises ``PlaceTaken`` where it
    must be drawn up again."""
    award.claim = claim
    return _record([award])[0]


def _record(
    awards: list[Award], in_transaction: Callable[[list[Award]], object] | None = None
) -> list[Award]:
    with transaction.atomic():
        end_open(awards)
        keep([award.credential for award in awards])
        for award in awards:
            award.credential_id = award.credential.pk
        Award.objects.bulk_create(awards)
        if in_transaction:
            in_transaction(awards)
        transaction.on_commit(lambda: awards_issued.send(sender=Award, awards=awards))
    return awards


def until_placed(attempt: Callable[[], Recorded]) -> Recorded:
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
    results: Sequence[dict] = (),
    valid_until: datetime | None = None,
) -> Award:
    """Draw up and record. ``awarded_at`` is when it was earned, where that is not now. Raises
    what :func:`draw_up` raises, and then nothing has happened."""
    return until_placed(
        lambda: record(
            draw_up(
                badge_version,
                learner,
                email=email,
                awarded_at=awarded_at,
                results=results,
                valid_until=valid_until,
            )
        )
    )


def issue_many(
    badge_version: BadgeVersion,
    recipients: Iterable[Recipient],
    *,
    awarded_at: datetime | None = None,
    in_transaction: Callable[[list[Award]], object] | None = None,
    after_each: Callable[[list[Award]], object] | None = None,
) -> int:
    """Issue a badge to many people, ``AT_ONCE`` in a transaction, and say how many it were.

    ``recipients`` is read as it is needed, so that thousands need no more memory than hundreds.
    ``in_transaction`` is called with the awards of each transaction, in their order, before it is
    committed: what it writes is kept with them or not at all, and if it raises they are not given.
    ``after_each`` is called with them once it is committed. Raises ``CityNotReady``. What an
    exception finds committed stays: begin again with the rest.
    """
    waiting, count = iter(recipients), 0
    while chunk := list(islice(waiting, AT_ONCE)):
        awards = until_placed(
            lambda chunk=chunk: _record(_draw_up(badge_version, chunk, awarded_at), in_transaction)
        )
        count += len(awards)
        if after_each:
            after_each(awards)
    return count
