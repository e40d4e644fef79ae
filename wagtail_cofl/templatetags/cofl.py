"""Small things that our templates say or choose: ``{% load cofl %}``."""

from datetime import datetime, time, timedelta

from django import template
from django.utils import timezone
from django.utils.formats import date_format, time_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from wagtail.models import Site

from wagtail_cofl.opportunities import finding
from wagtail_cofl.skills import street as streets
from wagtail_cofl.skills.spine import Spine

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


@register.filter(expects_localtime=True)
def day(value: datetime) -> str:
    """A day: "Saturday 12 June", with the year only if it is not this one."""
    this_year = value.year == timezone.localdate().year
    return date_format(value, "l j F" if this_year else "l j F Y")


@register.filter(expects_localtime=True)
def day_alone(value: datetime) -> str:
    """A day without the name of its weekday: "12 June", with the year only if it is not this one."""
    this_year = value.year == timezone.localdate().year
    return date_format(value, "j F" if this_year else "j F Y")


@register.filter
def goes_on(session) -> bool:
    """Does a session end on another day than it begins? Midnight still belongs to the day before."""
    if not session.ends_at:
        return False
    end = timezone.localtime(session.ends_at - timedelta(microseconds=1))
    return timezone.localtime(session.starts_at).date() != end.date()


@register.filter
def ages(what) -> str:
    """For whom an opportunity (page or row) is: "Age 11 to 17", "Age 13 and over", "All ages"."""
    low, high = what.age_from, what.age_to
    if not low and high is None:
        return _("All ages")
    if high is None:
        return _("Age %(low)s and over") % {"low": low}
    if not low:
        return _("Age %(high)s and under") % {"high": high}
    if low == high:
        return _("Age %(low)s") % {"low": low}
    return _("Age %(low)s to %(high)s") % {"low": low, "high": high}


@register.filter
def price(what) -> str:
    """What an opportunity (page or row) costs: "Free", the editor's words, or "" if they are silent."""
    return what.cost or (_("Free") if what.free else "")


@register.filter
def place_name(venue: str) -> str:
    """The first part of a place: "Harbour Museum" of "Harbour Museum, Quay Street"."""
    return venue.partition(",")[0].strip()


@register.filter
def place_rest(venue: str) -> str:
    """What comes after its name: "Quay Street"."""
    return venue.partition(",")[2].strip()


@register.filter
def one_of(value: int | None, count: int) -> int:
    """A number from 1 to ``count`` that is always the same for one ``value``: which paving to lay."""
    return (value or 0) % count + 1


@register.filter
def street(spine: Spine) -> streets.Street:
    """A spine as a street that is nobody's: ``{% include "wagtail_cofl/skills/street.html" with
    street=spine|street %}``."""
    return streets.street(spine)


@register.simple_tag(takes_context=True)
def cofl_whats_on(context, count: int = 3) -> list[finding.Card]:
    """The next few things to do in the city of the page, soonest first, for a page of the site's own::

        {% load cofl %}{% cofl_whats_on 3 as cards %}
        <link rel="stylesheet" href="{% static 'wagtail_cofl/css/cofl.css' %}">
        <ul class="cofl cofl-cards cofl-cards--3">
          {% for card in cards %}{% include "wagtail_cofl/includes/opportunity_card.html" %}{% endfor %}
        </ul>

    A fixed number of queries, however many. Empty where the template has no ``request``, or its
    host is no city's.
    """
    request = context.get("request")
    site = Site.find_for_request(request) if request else None
    if site is None:
        return []
    spine = Spine.of(site)
    return finding.cards(finding.find(site.pk, spine)[:count], spine)
