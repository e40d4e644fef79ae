"""Claims that wait too long. Nothing is ever issued here."""

from datetime import datetime


def chase(now: datetime) -> dict[str, int]:
    raise NotImplementedError
