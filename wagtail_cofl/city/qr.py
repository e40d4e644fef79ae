"""Square codes for paper, and the addresses in them."""

from functools import lru_cache

import segno
from django.utils.safestring import SafeString, mark_safe
from wagtail.models import Site

from .models import CitySettings


@lru_cache(maxsize=1024)
def qr_svg(text: str) -> SafeString:
    """A QR code as inline SVG, error correction M, without inline styles. Drawing one takes some
    milliseconds and the same few are drawn on every view of a page, so they are remembered."""
    svg = segno.make(text, error="m", micro=False).svg_inline(
        svgclass="cofl-qr", lineclass=None, omitsize=True, border=4, light="#fff"
    )
    return mark_safe(svg)  # noqa: S308 (made by segno: numbers and our class alone)


def paper_address(site: Site) -> str:
    """The origin to print: the city's permanent address, or the site's own while it has none.
    Paper lasts longer than a site's name."""
    settings = CitySettings.objects.filter(site=site).values_list("canonical_address", flat=True)
    return settings.first() or site.root_url
