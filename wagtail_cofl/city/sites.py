"""Which city is a request about, and what does it say of itself?"""

from django.http import Http404, HttpRequest
from wagtail.models import Site

from .models import CitySettings


def site_of(request: HttpRequest) -> Site:
    """The Wagtail Site of a request's host. Raises ``Http404`` for a host that is no city's."""
    site = Site.find_for_request(request)
    if site is None:
        raise Http404
    return site


def city_of(request: HttpRequest) -> CitySettings:
    """The settings of a request's city, looked up once for a request. Where there are none yet, an
    empty row that is not saved: looking at a page writes nothing."""
    if not hasattr(request, "_cofl_city"):
        site = Site.find_for_request(request)
        found = CitySettings.objects.filter(site=site).first() if site else None
        request._cofl_city = found or CitySettings(site=site)
    return request._cofl_city
