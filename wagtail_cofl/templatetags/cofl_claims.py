"""What claims keep as plain data, in words, and how badges come: ``{% load cofl_claims %}``."""

from datetime import date

from django import template

from wagtail_cofl.awards import coming_by_itself

from .cofl import day

register = template.Library()
register.filter("comes_by_itself", coming_by_itself.comes_by_itself)


@register.filter
def iso_day(value: str) -> str:
    """A day that is kept as "2026-06-12", such as "Friday 12 June"; anything else as it is."""
    try:
        return day(date.fromisoformat(str(value)))
    except ValueError:
        return str(value)
