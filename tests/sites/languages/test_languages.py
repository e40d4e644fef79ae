"""Two languages: pages have one address in each, our own addresses have one for all."""

import pytest
from django.urls import reverse
from wagtail.models import Locale

from tests.sites.addresses import addresses
from wagtail_cofl.opportunities.models import Opportunity
from wagtail_cofl.playlists.models import Playlist

pytestmark = pytest.mark.django_db


@pytest.fixture
def welsh(here):
    """Every page of the city in Welsh too, published. By mixin name."""
    locale = Locale.objects.create(language_code="cy")
    translated = {}
    for name, page in here.pages.items():
        copy = page.copy_for_translation(locale, copy_parents=True)
        copy.title = f"Cymraeg {copy.title}"
        copy.save_revision().publish()
        translated[name] = copy
    return translated


def test_our_addresses_have_no_language_in_them(here):
    for address in addresses(here):
        if address.path.startswith("/cofl/"):
            assert not address.path.startswith(("/en-gb/", "/cy/"))
    assert reverse("wagtail_cofl:enter_code") == "/cofl/claim/"


def test_pages_open_in_both(browser, here, welsh):
    for name, page in welsh.items():
        assert page.url.startswith("/cy/"), page.url
        response = browser.get(page.url)
        assert response.status_code == 200, name
        assert page.title in response.content.decode()


def test_a_translation_is_a_row_of_its_own(here, welsh):
    assert Opportunity.objects.count() == 2
    assert Playlist.objects.count() == 2


@pytest.mark.parametrize("name", ["OpportunityIndexPageMixin", "PlaylistIndexPageMixin"])
def test_a_list_shows_each_thing_once_in_its_own_language(browser, here, welsh, name):
    english = browser.get(here.pages[name].url).content.decode()
    theirs = browser.get(welsh[name].url).content.decode()
    title = {"OpportunityIndexPageMixin": "opportunity", "PlaylistIndexPageMixin": "playlist"}[name]
    assert f"Merrow {title}" in english
    assert f"Cymraeg Merrow {title}" not in english
    assert f"Cymraeg Merrow {title}" in theirs
    assert theirs.count(f"Merrow {title}") == theirs.count(f"Cymraeg Merrow {title}")


def test_what_has_no_translation_is_shown_as_it_is(browser, here):
    locale = Locale.objects.create(language_code="cy")
    page = here.pages["OpportunityIndexPageMixin"]
    copy = page.copy_for_translation(locale, copy_parents=True)
    copy.save_revision().publish()
    assert here.opportunity.title in browser.get(copy.url).content.decode()
