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

from .models import Award, Claim

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
) -> Award:
    """An award with its signed credential, neither of them saved.

    Everything that reads and signs happens here, so that the transaction that records the award
    holds its locks only for a few inserts. Raises ``CityNotReady``.
    """
    return _draw_up(badge_version, [(learner, email)], awarded_at)[0]


def _draw_up(
    badge_version: BadgeVersion, recipients: Sequence[Recipient], awarded_at: datetime | None
) -> list[Award]:
    when = (awarded_at or timezone.now()).replace(microsecond=0)
    facts = [AwardFacts(uuid.uuid4(), when, email) for _learner, email in recipients]
    return [
        Award(
            uuid=fact.award_uuid,
            site_id=learner.site_id,
            badge_version=badge_version,
            learner=learner,
            credential=credential,
            awarded_at=when,
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


def _record(awards: list[Award]) -> list[Award]:
    with transaction.atomic():
        keep([award.credential for award in awards])
        for award in awards:
            award.credential_id = award.credential.pk
        Award.objects.bulk_create(awards)
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
) -> Award:
    """Draw up and record. ``awarded_at`` is when it was earned, where that is not now. Raises
    ``CityNotReady``, and then nothing has happened."""
    return until_placed(
        lambda: record(draw_up(badge_version, learner, email=email, awarded_at=awarded_at))
    )


def issue_many(
    badge_version: BadgeVersion,
    recipients: Iterable[Recipient],
    *,
    awarded_at: datetime | None = None,
    after_each: Callable[[list[Award]], object] | None = None,
) -> int:
    """Issue a badge to many people, ``AT_ONCE`` in a transaction, and say how many it were.

    ``recipients`` is read as it is needed, so that thousands need no more memory than hundreds.
    ``after_each`` is called with the awards of each transaction once it is committed. Raises
    ``CityNotReady``. What an exception finds committed stays: begin again with the rest.
    """
    waiting, count = iter(recipients), 0
    while chunk := list(islice(waiting, AT_ONCE)):
        awards = until_placed(
            lambda chunk=chunk: _record(_draw_up(badge_version, chunk, awarded_at))
        )
        count += len(awards)
        if after_each:
            after_each(awards)
    return count
