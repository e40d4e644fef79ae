"""Small things that our templates say or choose: ``{% load cofl %}``."""

from datetime import datetime, time

from django import template
from django.utils import timezone
from django.utils.formats import date_format, time_format
from django.utils.translation import get_language

register = template.Library()


@register.filter(expects_localtime=True)
def clock(value: datetime | time) -> str:
    """A time of day: "2pm", "5:30pm" or "noon" in English, the language's own way elsewhere."""
    if (get_language() or "").startswith("en"):
        return time_format(value, "P").replace(".", "").replace(" ", "")
    return time_format(value, "TIME_FORMAT")


@register.filter(expects_localtime=True)
def moment(value: datetime) -> str:
    """A day and a time: "Saturday 12 June, 2pm", with the year only if it is not this one."""
    this_year = value.year == timezone.localdate().year
    return f"{date_format(value, 'l j F' if this_year else 'l j F Y')}, {clock(value)}"


@register.filter
def one_of(value: int | None, count: int) -> int:
    """A number from 1 to ``count`` that is always the same for one ``value``: which paving to lay."""
    return (value or 0) % count + 1
