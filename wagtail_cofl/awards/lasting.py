"""How long an award counts."""

from calendar import monthrange
from datetime import datetime

from django.utils import timezone

from wagtail_cofl.badges.models import BadgeVersion


def months_later(when: datetime, months: int) -> datetime:
    """The same day and time ``months`` later, as the council's clocks and calendar have it; the last
    day of a month that is too short."""
    zone = timezone.get_default_timezone()  # not that of whoever presses the button
    local = timezone.localtime(when, zone)
    year, month = divmod(local.year * 12 + local.month - 1 + months, 12)
    month += 1
    day = min(local.day, monthrange(year, month)[1])
    naive = local.replace(year=year, month=month, day=day, tzinfo=None)
    return timezone.make_aware(naive, zone)


def lasts_until(version: BadgeVersion, awarded_at: datetime) -> datetime | None:
    """When an award of this version runs out; None for never."""
    return months_later(awarded_at, version.valid_months) if version.valid_months else None
