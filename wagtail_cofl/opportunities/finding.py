"""Which opportunities are on: by skill area, kind and date, soonest first."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from django.db import models
from django.db.models import Exists, F, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from wagtail_cofl.badges.models import BadgeVersion
from wagtail_cofl.skills.spine import Area, Spine

from .models import Opportunity, Session


class When(models.TextChoices):
    """How councils' visitors ask for dates."""

    TODAY = "today", _("Today")
    TOMORROW = "tomorrow", _("Tomorrow")
    WEEKEND = "weekend", _("This weekend")
    WEEK = "week", _("Next 7 days")
    ANY_TIME = "any-time", _("No fixed date")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What to look for; empty means everything. ``areas`` are UUIDs of areas of the spine."""

    areas: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    when: str = ""


EVERYTHING = Wanted()


@dataclass(frozen=True, slots=True)
class Card:
    """An opportunity with what a list shows of it. ``session`` is the next date that is not
    cancelled, else the next one that is, else None; ``dates`` is how many are to come."""

    opportunity: Opportunity
    session: Session | None
    dates: int
    badge: BadgeVersion | None
    area: Area | None


def span(when: str) -> tuple[datetime, datetime]:
    """From and until, on the city's own clock. The weekend is Saturday and Sunday: on a Sunday,
    what is left of this one."""
    today = timezone.localdate()

    def midnight(days: int) -> datetime:
        return timezone.make_aware(datetime.combine(today + timedelta(days=days), time()))

    if when == When.TODAY:
        return midnight(0), midnight(1)
    if when == When.TOMORROW:
        return midnight(1), midnight(2)
    if when == When.WEEKEND:
        weekday = today.weekday()
        return midnight(max(0, 5 - weekday)), midnight(7 - weekday)
    return midnight(0), midnight(7)


def _to_come() -> QuerySet[Session]:
    now = timezone.now()
    return Session.objects.filter(Q(ends_at__gte=now) | Q(ends_at=None, starts_at__gte=now))


def find(site_id: int, spine: Spine, wanted: Wanted = EVERYTHING) -> QuerySet[Opportunity]:
    """The opportunities of a city that are still on: first those with a date to come, soonest
    first, then those that never had a date. One whose dates are all past is over and left out."""
    its = {"opportunity": OuterRef("pk")}
    soonest = _to_come().filter(**its).order_by("starts_at").values("starts_at")[:1]
    rows = Opportunity.objects.filter(site_id=site_id, live=True, provider__archived=False)
    rows = rows.annotate(
        next_at=Subquery(soonest), undated=~Exists(Session.objects.filter(**its))
    ).filter(Q(next_at__isnull=False) | Q(undated=True))
    if wanted.areas:
        ids = [pk for a in spine.areas if str(a.skill.uuid) in wanted.areas for pk in a.ids]
        through = Opportunity.skills.through.objects.filter(skill_id__in=ids)
        rows = rows.filter(pk__in=through.values("opportunity_id"))
    if wanted.kinds:
        rows = rows.filter(kind__in=wanted.kinds)
    if wanted.when == When.ANY_TIME:
        rows = rows.filter(undated=True)
    elif wanted.when:
        start, end = span(wanted.when)
        on_then = _to_come().filter(**its, cancelled=False, starts_at__lt=end)
        on_then = on_then.filter(Q(starts_at__gte=start) | Q(ends_at__gt=start))
        rows = rows.filter(Exists(on_then))
    return rows.order_by(F("next_at").asc(nulls_last=True), "title", "pk")


def cards(opportunities: QuerySet[Opportunity] | Iterable[Opportunity], spine: Spine) -> list[Card]:
    """What a list shows of some opportunities, in their order, in six queries however many."""
    found = list(opportunities)
    models.prefetch_related_objects(
        found,
        "provider",
        "image",
        "page",
        Prefetch("sessions", _to_come().order_by("starts_at", "pk"), to_attr="to_come"),
        Prefetch("skills", to_attr="its_skills"),
    )
    badges = {row.badge_id for row in found if row.badge_id}
    versions = {version.badge_id: version for version in BadgeVersion.current_of(badges)}
    return [
        Card(
            opportunity=row,
            session=next((s for s in row.to_come if not s.cancelled), None)
            or next(iter(row.to_come), None),
            dates=sum(not s.cancelled for s in row.to_come),
            badge=versions.get(row.badge_id),
            area=next((a for s in row.its_skills if (a := spine.area_of(s.pk))), None),
        )
        for row in found
    ]
