"""Pictures of badges, pages and providers are the site's own kind of picture."""

import pytest
from django.core.cache import cache
from django.urls import reverse

from wagtail_cofl.badges.models import Badge
from wagtail_cofl.opportunities.models import Opportunity

from .models import Picture, PictureRendition

pytestmark = pytest.mark.django_db


def test_it_is_the_sites_own(here):
    page_type = type(here.pages["OpportunityPageMixin"])
    for model, name in ((Badge, "image"), (Opportunity, "image"), (page_type, "picture")):
        assert model._meta.get_field(name).related_model is Picture
    assert isinstance(here.badge.image, Picture)


def test_pages_show_its_sizes(browser, here):
    cache.clear()  # Wagtail remembers sizes, and another test had a picture of the same number
    browser.get(here.pages["OpportunityPageMixin"].url)
    shown = PictureRendition.objects.filter(image=here.pages["OpportunityPageMixin"].picture)
    assert shown.exists()


def test_a_badge_keeps_the_bytes_whatever_happens_to_the_picture(admin, here):
    """Its picture travels in documents: it is copied when the badge is published."""
    bytes_of_it = bytes(here.badge.current_version.picture)
    assert bytes_of_it.startswith(b"\x89PNG")
    here.badge.image.delete()
    path = reverse("wagtail_cofl:badge_version_png", args=[here.badge.current_version.uuid])
    assert admin.get(path).content == bytes_of_it
