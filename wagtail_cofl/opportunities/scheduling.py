"""From the dates as an editor writes them to the sessions that people can come to."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils import timezone

WEEK = timedelta(days=7)
#: A weekly block that a draft has not finished may span any time; what is made of it has an end.
MOST_WEEKS = 60


@dataclass(frozen=True, slots=True)
class Date:
    """One session: when (with time zone), where, and whether it is off."""

    starts_at: datetime
    ends_at: datetime | None
    venue: str
    cancelled: bool = False

    @property
    def over_at(self) -> datetime:
        """From when on nobody can come any more."""
        return self.ends_at or self.starts_at


@dataclass(frozen=True, slots=True)
class Series:
    """Dates that an editor wrote as one thing, soonest first and at least one: a date by itself or
    (``is_weekly``) the same day and time every week."""

    dates: tuple[Date, ...]
    is_weekly: bool = False

    @property
    def last(self) -> Date:
        return self.dates[-1]

    @property
    def next(self) -> Date:
        """The soonest that is not cancelled, else the soonest."""
        return next((date for date in self.dates if not date.cancelled), self.dates[0])


def at(day: date, clock: time = time()) -> datetime:
    """A time of the city's own clock, on a day: right on both sides of a clock change. An editor
    or visitor who reads another clock (Wagtail lets an account choose one) does not move it."""
    return timezone.make_aware(datetime.combine(day, clock), timezone.get_default_timezone())


def _weekly(value, venue: str) -> Iterator[Date]:
    off = set(value["not_on"] or [])
    for week in range(MOST_WEEKS):
        day = value["first"] + week * WEEK
        if day > value["last"]:
            return
        ends = at(day, value["ends"]) if value["ends"] else None
        yield Date(at(day, value["starts"]), ends, value["venue"] or venue, day in off)


def series_of(stream, venue: str = "", since: datetime | None = None) -> list[Series]:
    """What a page's ``sessions`` say, the soonest first; with ``since``, only the dates that were
    not over then. ``venue`` is where they are unless they say otherwise. Blocks that a draft has
    not finished are left out."""
    found: list[Series] = []
    for block in stream:
        value, weekly = block.value, block.block_type == "weekly"
        if weekly and value["first"] and value["last"] and value["starts"]:
            dates = list(_weekly(value, venue))
        elif block.block_type == "session" and value["starts_at"]:
            place, off = value["venue"] or venue, bool(value["cancelled"])
            dates = [Date(value["starts_at"], value["ends_at"], place, off)]
        else:
            continue
        kept = tuple(date for date in dates if since is None or date.over_at >= since)
        if kept:
            found.append(Series(kept, is_weekly=weekly and len(kept) > 1))
    return sorted(found, key=lambda series: series.next.starts_at)


def dates_of(stream, venue: str = "") -> list[Date]:
    """Every date of a page's ``sessions``, soonest first."""
    dates = [date for series in series_of(stream, venue) for date in series.dates]
    return sorted(dates, key=lambda date: date.starts_at)
