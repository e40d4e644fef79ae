"""Issuing: the one door through which awards are made."""

import uuid

from django.db import transaction
from django.utils import timezone

from wagtail_cofl.badges.models import BadgeVersion
from wagtail_cofl.credentials.publishing import AwardFacts, prepare
from wagtail_cofl.learners.models import Learner
from wagtail_cofl.signals import award_issued

from .models import Award, Claim


def issue(
    badge_version: BadgeVersion, learner: Learner, *, email: str | None, claim: Claim | None = None
) -> Award:
    """Make the award and its credential, or neither.

    Raises ``CityNotReady``. Call it inside a transaction that has begun with a write, or outside
    any: it reads and signs before its own transaction begins.
    """
    uid, now = uuid.uuid4(), timezone.now().replace(microsecond=0)
    credential = prepare(AwardFacts(uid, badge_version, now, email))
    with transaction.atomic():
        credential.save()
        award = Award.objects.create(
            uuid=uid,
            site_id=learner.site_id,
            badge_version=badge_version,
            learner=learner,
            claim=claim,
            credential=credential,
            awarded_at=now,
        )
        transaction.on_commit(lambda: award_issued.send(sender=Award, award=award))
    return award
