"""The end of a route: who did every step gets its badge, by itself and once."""

from django.db import transaction
from django.utils import timezone

from wagtail_cofl.awards.issuing import issue
from wagtail_cofl.awards.models import Award
from wagtail_cofl.city.readiness import CityNotReady

from .models import Following
from .progress import held_badges, progress


def complete(following: Following) -> Award | None:
    """Mark a finished route and give its completion badge; None where there is nothing to give.

    A city that may not issue here gives nothing and marks nothing: the next step, or the next look,
    tries again. The mark is taken first, so that two steps at once give one badge.
    """
    if following.completed_at or not progress(following).is_complete:
        return None
    badge = following.version.badge
    version = badge.current_version if badge else None
    learner = following.learner
    try:
        with transaction.atomic():
            unmarked = Following.objects.filter(pk=following.pk, completed_at=None)
            if not unmarked.update(completed_at=timezone.now()):
                return None
            if version is None or str(badge.uuid) in held_badges(learner):
                return None
            return issue(version, learner, email=learner.email)
    except CityNotReady:
        return None


def after_award(award: Award) -> None:
    """A badge was given: does it finish a route that its learner follows?"""
    if award.learner_id is None:
        return
    open_routes = Following.objects.filter(learner_id=award.learner_id, completed_at=None)
    for following in open_routes.select_related("version__badge__provider", "learner"):
        complete(following)
