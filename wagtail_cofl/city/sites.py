"""Which city is a request about?"""

from django.http import Http404, HttpRequest
from wagtail.models import Site


def site_of(request: HttpRequest) -> Site:
    """The Wagtail Site of a request's host. Raises ``Http404`` for a host that is no city's."""
    site = Site.find_for_request(request)
    if site is None:
        raise Http404
    return site
