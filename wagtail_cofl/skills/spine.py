"""The city's own framework: there is one, and it is made when it is first needed."""

from django.utils.translation import gettext as _
from wagtail.models import Site

from .models import Framework


def spine_for(site: Site) -> Framework:
    """The spine of a city, made on first use."""
    framework, _created = Framework.objects.get_or_create(
        site=site, kind=Framework.Kind.SPINE, defaults={"title": _("Skills spine")}
    )
    return framework
