"""What every page of ours says at its end: ``{% load cofl_city %}``."""

from django import template
from django.http import HttpRequest
from django.template import RequestContext
from django.urls import reverse

from wagtail_cofl.city.models import CitySettings
from wagtail_cofl.city.personal import reportable
from wagtail_cofl.city.sites import city_of

register = template.Library()


def _request(context: RequestContext) -> HttpRequest | None:
    return getattr(context, "request", None) or context.get("request")


@register.inclusion_tag("wagtail_cofl/includes/footer.html", takes_context=True)
def city_footer(context: RequestContext) -> dict:
    """Report a problem, whom to call, whom to ask, check a badge. The same for everyone; one query."""
    request = _request(context)
    path = reportable(request.path) if request else ""
    return {
        "city": city_of(request) if request else CitySettings(),
        "page_path": path,
        "reporting": path.startswith(reverse("wagtail_cofl:report")),
    }


@register.inclusion_tag("wagtail_cofl/includes/safe.html")
def whom_to_call(city: CitySettings) -> dict:
    """The city's safeguarding contact in a sentence, or the next best."""
    return {"city": city}


@register.filter
def tel(number: str) -> str:
    """A phone number as a link dials it: "01632 960 001" becomes "01632960001"."""
    return "".join(sign for sign in number if sign in "+0123456789")
