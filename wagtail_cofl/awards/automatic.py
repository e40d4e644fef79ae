"""Badges that follow by themselves, once what they ask for is there.

Signals tell us, nothing is polled. A badge follows once per learner, so that a chain of badges ends,
and one that was withdrawn stays away: that was a person's decision.
"""

import logging
from collections import defaultdict
from collections.abc import Callable, Iterable

from django.db import transaction
from django.db.models import F, QuerySet

from wagtail_cofl.badges import answering
from wagtail_cofl.badges.answering import Case
from wagtail_cofl.badges.models import Badge, BadgeNeed, BadgeVersion
from wagtail_cofl.learners.models import ConsentRequest, Learner

from .casing import case_of
from .models import Award, Claim
from .stepping import go_on
from .submitting import CannotClaim, begin, submit

logger = logging.getLogger(__name__)


def after_awards(awards: Iterable[Award]) -> None:
    """Badges were given: do others follow from them? One query where none asks for any of these."""
    learners = defaultdict(set)
    for award in awards:
        if award.learner_id:
            learners[award.badge_version.badge_id].add(award.learner_id)
    needs = BadgeNeed.objects.filter(needs__in=learners).values_list("badge", "needs")
    candidates = defaultdict(set)
    for badge_id, needed in needs:
        candidates[badge_id] |= learners[needed]
    if not candidates:
        return
    for badge in _given_now().filter(pk__in=candidates):
        if follows_by_itself(badge):
            asked = Learner.objects.filter(pk__in=candidates[badge.pk], is_kept=True)
            for learner in asked.filter(site=badge.provider.site_id):
                _try(badge, learner)


def after(learner: Learner, asked_for: Callable[[dict], bool]) -> None:
    """Something else was done: do badges follow that ask for it? ``asked_for`` says of a criterion
    (``{"id", "type", "value"}``) whether that is it. One query where no badge of the city does."""
    if not learner.is_kept:
        return
    badges = _given_now().filter(provider__site=learner.site_id).exclude(workflow=None)
    versions = BadgeVersion.current_of(badges.order_by().values("pk"))
    candidates = {
        badge_id
        for badge_id, criteria in versions.values_list("badge", "criteria")
        if any(asked_for(criterion) for criterion in answering.walk(criteria))
    }
    for badge in _given_now().filter(pk__in=candidates) if candidates else ():
        if follows_by_itself(badge):
            _try(badge, learner)


def _given_now() -> QuerySet[Badge]:
    badges = Badge.objects.filter(archived=False, live=True, provider__suspended_at=None)
    return badges.select_related("provider", "workflow")


def follows_by_itself(badge: Badge) -> bool:
    """Does nobody have to look, at any step or for any criterion?"""
    version = badge.current_version
    if version is None or badge.workflow is None:
        return False
    kinds = [step["kind"] for step in badge.workflow.frozen()]
    automatic = bool(kinds) and all(kind == "automatic" for kind in kinds)
    return automatic and answering.is_automatic(version)


def _try(badge: Badge, learner: Learner) -> None:
    """One badge that cannot be given holds up no other, and not the one that it would follow from."""
    try:
        with transaction.atomic():
            _follow(badge, learner)
    except CannotClaim:
        return
    except Exception:
        logger.exception("Badge %s could not follow by itself for %s.", badge.pk, learner)


def _has_had(badge: Badge, learner: Learner) -> bool:
    return Award.objects.filter(learner=learner, badge_version__badge=badge).exists()


def _follow(badge: Badge, learner: Learner) -> None:
    # A write first: two badges that come together must not both be followed by a third.
    Learner.objects.filter(pk=learner.pk).update(is_kept=F("is_kept"))
    if _has_had(badge, learner):
        return
    claims = Claim.objects.filter(badge=badge, learner=learner)
    if found := claims.filter(state__in=Claim.OPEN).first():
        if found.state == Claim.State.WAITING:
            go_on(found)
        elif answering.all_met(case_of(found)):
            submit(found)
        return
    if claims.filter(way=Claim.Way.ITSELF).exclude(state=Claim.State.CANCELLED).exists():
        return
    if answering.all_met(Case(learner, badge.current_version, {}, {})):
        submit(begin(badge, learner, Claim.Way.ITSELF))


def after_consent(request: ConsentRequest) -> None:
    """A child's guardian has answered: the claims that waited for that go on, or end."""
    waiting = Claim.objects.filter(learner=request.learner_id, state=Claim.State.WAITING)
    for claim in waiting:
        if (claim.step or {}).get("kind") == "consent":
            go_on(claim)
