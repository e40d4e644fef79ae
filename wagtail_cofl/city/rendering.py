"""Every page of ours extends the site's own base template."""

from django.http import HttpRequest, HttpResponse
from django.template.backends.django import Template
from django.template.loader import select_template
from django.template.response import TemplateResponse

from wagtail_cofl.settings import cofl_settings

SKELETON = "wagtail_cofl/skeleton.html"


def base_template() -> Template:
    """The site's base template, or our plain skeleton where the site has none."""
    return select_template([cofl_settings.BASE_TEMPLATE, SKELETON])


def render(
    request: HttpRequest, template: str, context: dict | None = None, **kwargs
) -> HttpResponse:
    """A page of ours inside the site's look. Keyword arguments go to ``TemplateResponse``."""
    context = {"cofl_base_template": base_template(), **(context or {})}
    return TemplateResponse(request, template, context, **kwargs)
