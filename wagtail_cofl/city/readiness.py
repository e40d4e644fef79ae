"""May this deployment speak for this city? Asked before every badge and every mail."""

from urllib.parse import urlsplit

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Site

from wagtail_cofl.settings import cofl_settings

from .models import CitySettings


class CityNotReady(Exception):
    """The city cannot issue or send mail here. ``str()`` is a sentence that names the fix."""


def why_not_ready(city: CitySettings) -> str:
    """The reason why ``city`` may not issue on this deployment, or "" when it may."""
    address = city.canonical_address
    if not address:
        return _("This city has no permanent address yet. Choose it in Settings > City settings.")
    parts = urlsplit(address)
    if parts.scheme != "https" and not (settings.DEBUG and parts.scheme == "http"):
        return _("The permanent address %(address)s does not begin with https://.") % {
            "address": address
        }
    if not parts.netloc or parts.path or parts.query or parts.fragment or "@" in parts.netloc:
        return _(
            "The permanent address %(address)s is not a plain address such as "
            "https://learn.example.gov.uk."
        ) % {"address": address}
    if address not in cofl_settings.CANONICAL_ADDRESSES:
        return _(
            "The permanent address %(address)s is not one of this deployment’s own addresses. If "
            "this is a copy for testing, it must not issue badges; otherwise add the address to "
            "CANONICAL_ADDRESSES."
        ) % {"address": address}
    return ""


def mark_issued(city: CitySettings) -> None:
    """Remember that documents now name the city's address. A write for the first badge only."""
    if city.issued_since is None:
        CitySettings.objects.filter(pk=city.pk, issued_since=None).update(
            issued_since=timezone.now()
        )


def ready_city(site_id: int) -> CitySettings:
    """The settings of a city that may issue. Raises :exc:`CityNotReady` with the reason."""
    city = CitySettings.objects.filter(site_id=site_id).first()
    if city is None:
        city = CitySettings(site=Site.objects.get(pk=site_id))
    if reason := why_not_ready(city):
        raise CityNotReady(reason)
    return city
