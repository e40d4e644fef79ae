"""How the demo's dates are written down: counted from the day on which it is loaded.

A date is ``{"start": timedelta after today's midnight, "weekday": the first such day from then, or
None, "length": timedelta, "venue": "" or another place, "cancelled": bool}``. A weekly one is
``{"weekly": True, "first": (weekday, time), "length": timedelta, "weeks": how many, "not_on": numbers
of the weeks that are left out, from 0}``. Weekdays are numbers, Monday 0 to Sunday 6.
"""

from datetime import time, timedelta

MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY, SATURDAY, SUNDAY = range(7)


def on(
    days: int,
    clock: str,
    hours: float,
    venue: str = "",
    *,
    weekday: int | None = None,
    cancelled: bool = False,
) -> dict:
    """One date, ``days`` from today at ``clock`` ("14:30"), for so many hours; with ``weekday`` on
    the first such day from then."""
    at = time.fromisoformat(clock)
    return {
        "start": timedelta(days=days, hours=at.hour, minutes=at.minute),
        "weekday": weekday,
        "length": timedelta(hours=hours),
        "venue": venue,
        "cancelled": cancelled,
    }


def every(weekday: int, clock: str, hours: float, weeks: int, not_on: tuple = ()) -> dict:
    """The same day every week; ``not_on`` are the weeks that are left out, counted from 0."""
    return {
        "weekly": True,
        "first": (weekday, time.fromisoformat(clock)),
        "length": timedelta(hours=hours),
        "weeks": weeks,
        "not_on": not_on,
    }
