"""How the demo's dates are written down: counted from the day on which it is loaded."""

from datetime import time, timedelta

SATURDAY, SUNDAY = 5, 6
TUESDAY, WEDNESDAY, THURSDAY = 1, 2, 3


def on(days: int, clock: str, hours: float, venue: str = "", *, cancelled: bool = False) -> dict:
    """One date, ``days`` from today at ``clock`` ("14:30"), for so many hours."""
    at = time.fromisoformat(clock)
    return {
        "start": timedelta(days=days, hours=at.hour, minutes=at.minute),
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
