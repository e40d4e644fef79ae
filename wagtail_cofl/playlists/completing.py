"""The end of a route: who did every step gets its badge, by itself and once."""

from collections.abc import Iterable
from functools import partial

from django.db import transaction
from django.utils import timezone

from wagtail_cofl.awards.issuing import draw_up, record
from wagtail_cofl.awards.models import Award
from wagtail_cofl.city.readiness import CityNotReady
from wagtail_cofl.signals import playlist_completed

from .models import Following, Tick
from .progress import held_badges, walk


def complete(following: Following) -> Award | None:
    """Mark a finished route and give its completion badge; None where there is nothing to give.

    Who had the badge before does not get it again, also where it was withdrawn: that was a
    person's decision. A city that may not issue here, or a badge that is not given at the moment,
    marks nothing: the learner's next step tries again. The mark is the transaction's first write,
    so that two steps at once give one badge, and ``playlist_completed`` is sent once, after the commit.
    """
    learner = following.learner
    # Asked anew: the caller may have read the ticks before it made one.
    ticked = Tick.objects.filter(following=following).values_list("step", flat=True)
    route = walk(following.version.steps, held_badges(learner), ticked)
    if following.completed_at or not route.is_complete:
        return None
    award, badge = None, following.version.badge
    if badge and not Award.objects.filter(learner=learner, badge_version__badge=badge).exists():
        version = badge.current_version
        if version is None or badge.archived or not badge.live:
            return None
        try:
            award = draw_up(version, learner, email=learner.email)
        except CityNotReady:
            return None
    now = timezone.now()
    with transaction.atomic():
        if not Following.objects.filter(pk=following.pk, completed_at=None).update(
            completed_at=now
        ):
            return None
        following.completed_at = now
        if award:
            record(award)
        transaction.on_commit(
            partial(playlist_completed.send, sender=Following, following=following)
        )
    return award


def after_awards(awards: Iterable[Award]) -> None:
    """Badges were given: do they finish routes that their learners follow?"""
    learners = {award.learner_id for award in awards}
    open_routes = Following.objects.filter(learner__in=learners, completed_at=None)
    for following in open_routes.select_related("version__badge__provider", "learner"):
        complete(following)
