"""Who offers learning in the city: the list of providers, and what the page of one shows.

The page of one provider is at the address that its badges name: ``credentials.views.issuer``.
"""

from urllib.parse import urlsplit

from django.core.paginator import Paginator
from django.db.models import Count, IntegerField, OuterRef, Prefetch, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe
from wagtail.images import get_image_model

from wagtail_cofl.badges.models import Badge, BadgeVersion
from wagtail_cofl.city.rendering import render
from wagtail_cofl.city.sites import site_of
from wagtail_cofl.opportunities.finding import cards, find, list_page
from wagtail_cofl.playlists.finding import listed
from wagtail_cofl.skills.spine import Spine

from ..models import Provider

PER_PAGE = 24
#: Cards on the page of a provider; the list of what is on has the others.
CARDS = 12
#: How lists show a logo. All renditions of a page are fetched in one query.
LOGO = "max-112x112"


def provider_context(provider: Provider) -> dict:
    """What the page of a provider shows: ``badges``, ``cards`` and how many ``more`` there are,
    ``playlists``, ``website`` as people say it ("museum.example"), and ``whats_on``, the page with
    all that is on in the city."""
    site = provider.site
    spine = Spine.of(site)
    on = find(site.pk, spine).filter(provider=provider)
    given = provider.badges.filter(live=True, archived=False)
    shown = cards(on[:CARDS], spine)
    return {
        "provider": provider,
        "badges": BadgeVersion.current_of(given),
        "cards": shown,
        "more": on.count() - len(shown) if len(shown) == CARDS else 0,
        "playlists": listed(site).filter(provider=provider).select_related("page", "provider"),
        "website": (urlsplit(provider.website).hostname or "").removeprefix("www."),
        "whats_on": list_page(site, "opportunities"),
    }


def _count(rows: QuerySet) -> Coalesce:
    """How many of some rows each provider has."""
    mine = rows.filter(provider=OuterRef("pk")).order_by().values("provider")
    count = mine.annotate(n=Count("pk", distinct=True)).values("n")
    return Coalesce(Subquery(count, output_field=IntegerField()), 0)


@require_safe
def providers(request: HttpRequest) -> HttpResponse:
    """Everybody who offers learning in this city, by name."""
    site = site_of(request)
    rows = Provider.objects.filter(site=site, archived=False)
    rows = rows.annotate(
        things=_count(find(site.pk, Spine.of(site))),
        gives=_count(Badge.objects.filter(live=True, archived=False)),
    ).prefetch_related(Prefetch("logo", get_image_model().objects.prefetch_renditions(LOGO)))
    page_obj = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    response = render(request, "wagtail_cofl/providers/providers.html", {"page_obj": page_obj})
    patch_cache_control(response, public=True, max_age=300)
    return response
