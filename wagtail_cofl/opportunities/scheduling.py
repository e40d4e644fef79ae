"""From the dates as an editor writes them to the sessions that people can come to."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils import timezone

WEEK = timedelta(days=7)


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


def _at(day: date, clock: time) -> datetime:
    """A time on a clock of this city, on a day: right on both sides of a clock change."""
    return timezone.make_aware(datetime.combine(day, clock))


def _weekly(value, venue: str) -> Iterator[Date]:
    off = set(value["not_on"] or [])
    day = value["first"]
    while day <= value["last"]:
        ends = _at(day, value["ends"]) if value["ends"] else None
        yield Date(_at(day, value["starts"]), ends, value["venue"] or venue, day in off)
        day += WEEK


def dates_of(stream, venue: str = "") -> list[Date]:
    """Every date in a page's ``sessions``, soonest first. ``venue`` is where they are unless they
    say otherwise. Blocks that a draft has not finished are left out."""
    found: list[Date] = []
    for block in stream:
        value = block.value
        if block.block_type == "session" and value["starts_at"]:
            found.append(
                Date(
                    value["starts_at"],
                    value["ends_at"],
                    value["venue"] or venue,
                    bool(value["cancelled"]),
                )
            )
        elif block.block_type == "weekly" and value["first"] and value["last"] and value["starts"]:
            found += _weekly(value, venue)
    return sorted(found, key=lambda found: found.starts_at)
