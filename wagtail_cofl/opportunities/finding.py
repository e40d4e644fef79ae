"""Which opportunities are on: by skill area, kind and date, soonest first."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

import swapper
from django.apps import apps
from django.db import models
from django.db.models import Exists, F, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.images import get_image_model
from wagtail.models import Site

from wagtail_cofl.badges.models import Badge, BadgeVersion
from wagtail_cofl.city.languages import one_language
from wagtail_cofl.skills.spine import Area, Spine

from .models import Opportunity, Session
from .scheduling import at

#: How a card shows its picture. Lists fetch all of these renditions in one query.
CARD_PICTURE = "fill-640x240"


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
    """An opportunity with what a list shows of it. ``session`` is the next date (that was asked
    for) that is not cancelled, else the next one that is, else None; ``dates`` is how many are to
    come and not cancelled; ``badge`` only where it is still given; ``is_over``: it had dates, and
    all are past."""

    opportunity: Opportunity
    session: Session | None
    dates: int
    badge: BadgeVersion | None
    area: Area | None
    is_over: bool

    @property
    def is_cancelled(self) -> bool:
        """Every date to come is off."""
        return self.session is not None and self.session.cancelled

    @property
    def more(self) -> int:
        """How many dates there are beside the one that is shown."""
        return max(0, self.dates - 1)


def span(when: str) -> tuple[datetime, datetime] | None:
    """From and until, on the city's own clock; None for what is no time. The weekend is Saturday
    and Sunday: on a Sunday, what is left of this one."""
    today = timezone.localdate(timezone=timezone.get_default_timezone())
    weekday = today.weekday()
    days = {
        When.TODAY: (0, 1),
        When.TOMORROW: (1, 2),
        When.WEEKEND: (max(0, 5 - weekday), 7 - weekday),
        When.WEEK: (0, 7),
    }.get(when)
    return days and tuple(at(today + timedelta(days=day)) for day in days)


def to_come() -> QuerySet[Session]:
    """Sessions that are not over, soonest first."""
    now = timezone.now()
    sessions = Session.objects.filter(Q(ends_at__gte=now) | Q(ends_at=None, starts_at__gte=now))
    return sessions.order_by("starts_at", "pk")


def _within(start: datetime, end: datetime) -> Q:
    """Sessions of which some part is in a span."""
    return Q(starts_at__lt=end) & (Q(starts_at__gte=start) | Q(ends_at__gt=start))


def listed(rows: QuerySet[Opportunity]) -> QuerySet[Opportunity]:
    """Those that anybody may know of: published, not on a private page of the site, and by a
    provider that is still there."""
    private = swapper.load_model("wagtailcore", "Page").objects.private()
    return rows.filter(live=True, provider__archived=False).exclude(page__in=private)


def list_page(site: Site, of: str):
    """The page of a city that lists its "opportunities" or its "playlists", or None. Page types say
    ``cofl_list_of``. A page that lists one provider's is none."""
    types = tuple(m for m in apps.get_models() if getattr(m, "cofl_list_of", "") == of)
    if not types:
        return None
    pages = site.root_page.get_descendants(inclusive=True).type(*types).live().public()
    for model in types:
        if hasattr(model, "provider"):
            pages = pages.exclude(pk__in=model.objects.exclude(provider=None).values("pk"))
    page = pages.first()
    return page and page.localized


def find(site_id: int, spine: Spine, wanted: Wanted = EVERYTHING) -> QuerySet[Opportunity]:
    """The opportunities of a city that are still on: first those with a date to come, soonest
    first, then those that never had a date. One whose dates are all past is over and left out."""
    its = {"opportunity": OuterRef("pk")}
    coming = to_come().filter(**its)
    on = coming.filter(cancelled=False)
    if asked_for := span(wanted.when):
        soonest = Subquery(on.filter(_within(*asked_for)).values("starts_at")[:1])
    else:
        soonest = Coalesce(
            Subquery(on.values("starts_at")[:1]), Subquery(coming.values("starts_at")[:1])
        )
    undated = ~Exists(Session.objects.filter(**its))
    rows = one_language(listed(Opportunity.objects.filter(site_id=site_id)))
    rows = rows.annotate(next_at=soonest)
    if wanted.areas:
        ids = [pk for a in spine.areas if str(a.skill.uuid) in wanted.areas for pk in a.ids]
        through = Opportunity.skills.through.objects.filter(skill_id__in=ids)
        rows = rows.filter(pk__in=through.values("opportunity_id"))
    if wanted.kinds:
        rows = rows.filter(kind__in=wanted.kinds)
    if wanted.when == When.ANY_TIME:
        rows = rows.filter(undated)
    elif asked_for:
        rows = rows.filter(next_at__isnull=False)
    else:
        rows = rows.filter(Q(next_at__isnull=False) | undated)
    return rows.order_by(F("next_at").asc(nulls_last=True), "title", "pk")


def _looser(wanted: Wanted) -> Iterator[Wanted]:
    """What to try where nothing was found, the nearest first."""
    if wanted.when not in {"", When.WEEK, When.ANY_TIME}:
        yield replace(wanted, when=When.WEEK)
    if wanted.when:
        yield replace(wanted, when="")
    if wanted.kinds:
        yield replace(wanted, kinds=())
    if wanted.areas:
        yield replace(wanted, areas=())


def nearest(site_id: int, spine: Spine, wanted: Wanted) -> tuple[Wanted, int] | None:
    """Where nothing was found: the nearest wish that finds something, and how much."""
    for looser in _looser(wanted):
        if count := find(site_id, spine, looser).count():
            return looser, count
    return None


def given(badges: Iterable) -> dict[int, BadgeVersion]:
    """The newest version of each of some badges (rows or primary keys) that people can still get,
    by the badge's primary key."""
    still = Badge.objects.filter(pk__in=[getattr(b, "pk", b) for b in badges])
    versions = BadgeVersion.current_of(still.filter(live=True, archived=False))
    return {version.badge_id: version for version in versions}


def main_area(skill_ids: Iterable[int], spine: Spine) -> Area | None:
    """The area that most of some skills belong to; of two alike, the first in the editor's order."""
    counts = Counter(area.skill.pk for pk in skill_ids if (area := spine.area_of(pk)))
    return max(spine.areas, key=lambda area: counts[area.skill.pk]) if counts else None


def cards(
    opportunities: QuerySet[Opportunity] | Iterable[Opportunity], spine: Spine, when: str = ""
) -> list[Card]:
    """What a list shows of some opportunities, in their order, in a fixed number of queries however
    many. ``when``: the time that was asked for, so that each shows its date then."""
    found = list(opportunities)
    models.prefetch_related_objects(
        found,
        "provider",
        "page",
        Prefetch("image", get_image_model().objects.prefetch_renditions(CARD_PICTURE)),
        Prefetch("sessions", to_come(), to_attr="to_come"),
        Prefetch("skills", to_attr="its_skills"),
    )
    any_date = Session.objects.filter(opportunity__in=found)
    dated = set(any_date.values_list("opportunity_id", flat=True).distinct())
    badges = given(row.badge_id for row in found if row.badge_id)
    return [
        Card(
            opportunity=row,
            session=_shown(row.to_come, span(when)),
            dates=sum(not session.cancelled for session in row.to_come),
            badge=badges.get(row.badge_id),
            area=main_area((skill.pk for skill in row.its_skills), spine),
            is_over=row.pk in dated and not row.to_come,
        )
        for row in found
    ]


def _shown(sessions: list[Session], asked_for: tuple[datetime, datetime] | None) -> Session | None:
    """The date that a card shows, of those to come."""
    on = [session for session in sessions if not session.cancelled]
    if asked_for:
        start, end = asked_for
        on = [
            session
            for session in on
            if session.starts_at < end
            and (session.starts_at >= start or (session.ends_at and session.ends_at > start))
        ]
    return next(iter(on or sessions), None)
