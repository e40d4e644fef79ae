"""A newer award in the place of an older one: corrected, renewed, or made out to another address.

Documents are never changed. The new award names the older one, which is withdrawn for the reason that
a newer one stands in its place; so whoever checks the older document is told so.
"""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from wagtail_cofl.badges import answering
from wagtail_cofl.badges.models import BadgeVersion
from wagtail_cofl.credentials.models import Revocation
from wagtail_cofl.learners.models import Identifier

from .issuing import draw_up, record, until_placed
from .models import Award
from .revoking import revoke_now

CORRECT = "wagtail_cofl.correct_award"
RENEW = "wagtail_cofl.renew_award"
MOVE = "wagtail_cofl.move_award"


class CannotReplace(Exception):
    """There is nothing that a newer one could stand in for. ``str()`` is a sentence."""


def correct(
    award: Award,
    actor,
    *,
    badge_version: BadgeVersion | None = None,
    awarded_at: datetime | None = None,
    valid_until: datetime | None = None,
    note: str = "",
) -> Award:
    """The award as it should have been: what is left out stays, but the words of the badge are those
    of ``badge_version`` or of the newest. Raises what :func:`draw_up` raises and
    :exc:`CannotReplace`."""
    return _replace(
        award,
        actor,
        CORRECT,
        note,
        badge_version=badge_version or award.badge_version.badge.current_version,
        awarded_at=awarded_at or award.awarded_at,
        valid_until=valid_until or award.valid_until,
    )


def renew(award: Award, actor, *, valid_until: datetime | None = None, note: str = "") -> Award:
    """The award anew, from now on, until ``valid_until`` or as long as the badge says. Raises the
    same."""
    return _replace(
        award,
        actor,
        RENEW,
        note,
        badge_version=award.badge_version.badge.current_version,
        awarded_at=timezone.now(),
        valid_until=valid_until,
    )


def move(award: Award, identifier: Identifier) -> Award:
    """The award made out to another address of its learner, who asks for it. Raises the same."""
    if identifier.learner_id != award.learner_id or identifier.confirmed_at is None:
        raise CannotReplace(_("Add this address to your badges first."))
    return _replace(
        award,
        None,
        MOVE,
        "",
        badge_version=award.badge_version,
        awarded_at=award.awarded_at,
        valid_until=award.valid_until,
        email=identifier.value,
    )


def _replace(award: Award, actor, action: str, note: str, **facts) -> Award:
    if award.learner is None:
        raise CannotReplace(_("Nobody holds this badge any more."))
    if newer := Award.objects.filter(replaces=award).first():
        return newer
    if award.revocation:
        raise CannotReplace(_("This badge is withdrawn. Give it again instead."))
    if award.suspension:
        raise CannotReplace(_("This badge is suspended. Give it back first."))
    facts = {"email": award.learner.email, "results": _still_described(award, facts)} | facts
    version = facts.pop("badge_version")
    try:
        return until_placed(lambda: _in_its_place(award, actor, action, note, version, facts))
    except IntegrityError:
        # Two people pressed at once: the other was first.
        if newer := Award.objects.filter(replaces=award).first():
            return newer
        raise CannotReplace(_("This badge was withdrawn a moment ago.")) from None


def _still_described(award: Award, facts: dict) -> list[dict]:
    """Results that the version to come describes too, also those inside of a choice."""
    criteria = answering.walk(answering.criteria_of(facts["badge_version"]))
    levels = {
        one["id"]: {level["id"] for level in answering.answerer_of(one).levels(one)}
        for one in criteria
    }
    return [
        result
        for result in award.results
        if result.get("criterion") in levels
        and ("level" not in result or result["level"] in levels[result["criterion"]])
    ]


def _in_its_place(award, actor, action, note, version, facts) -> Award:
    newer = draw_up(version, award.learner, **facts)
    newer.replaces = award
    with transaction.atomic():
        record(newer)
        revoke_now(award, actor, Revocation.Reason.REPLACED, note)
        log(newer, action, user=actor, data={"note": note, "replaces": str(award.uuid)})
    return newer
