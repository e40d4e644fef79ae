"""The list of providers, and the page of one."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import Page, Site

from tests.conftest import make_image, png
from wagtail_cofl.opportunities.models import Opportunity, Session
from wagtail_cofl.pages.models import OpportunityIndexPage, PlaylistPage
from wagtail_cofl.providers.models import Provider

pytestmark = pytest.mark.django_db

HTML = {"accept": "text/html"}


@pytest.fixture
def make_provider(site):
    def make(name: str, **more) -> Provider:
        return Provider.objects.create(
            **{"site": site, "name": name, "email": "hello@club.example"} | more
        )

    return make


def things(provider: Provider, count: int) -> None:
    for number in range(count):
        thing = Opportunity.objects.create(
            site=provider.site,
            provider=provider,
            title=f"Thing {number}",
            kind="informal",
            place="in-person",
        )
        starts = timezone.now() + timedelta(days=number + 1)
        Session.objects.create(opportunity=thing, starts_at=starts)


def soup_of(browser, path: str, **headers) -> BeautifulSoup:
    response = browser.get(path, headers={**HTML, **headers})
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def words_of(node) -> str:
    return " ".join(node.get_text(" ").split())


# --- the list ---------------------------------------------------------------------------------


def test_the_list_says_what_each_offers(browser, badge, provider, make_provider):
    make_provider("Boat Club", description="Boats. " * 60)
    make_provider("Gone", archived=True)
    things(provider, 3)
    cards = soup_of(browser, "/cofl/providers/").select(".cofl-card")
    assert [words_of(card.h2) for card in cards] == ["Boat Club", "Harbour Museum"]
    assert cards[1].a["href"] == f"/cofl/issuers/{provider.uuid}"
    assert "3 things to do" in words_of(cards[1])
    assert "One badge" in words_of(cards[1])
    assert "badge" not in words_of(cards[0])
    assert len(words_of(cards[0])) < 260, "a long description is cut"


def test_two_letters_stand_in_for_a_logo(browser, make_provider):
    make_provider("Boat Club")
    make_provider("Code Club", logo=make_image(png()))
    without, with_logo = soup_of(browser, "/cofl/providers/").select(".cofl-card")
    assert words_of(without.select_one(".cofl-logo")) == "BC"
    assert without.select_one(".cofl-logo")["aria-hidden"] == "true"
    assert with_logo.img["alt"] == ""


def test_a_long_list_has_pages(browser, make_provider):
    for number in range(30):
        make_provider(f"Club {number:02}")
    first = soup_of(browser, "/cofl/providers/")
    assert len(first.select(".cofl-card")) == 24
    second = soup_of(browser, "/cofl/providers/" + first.select_one("nav a[href^='?page']")["href"])
    assert len(second.select(".cofl-card")) == 6
    assert "Page 2 of 2" in second.text


def test_queries_do_not_grow_with_the_list(browser, make_provider):
    def count() -> int:
        soup_of(browser, "/cofl/providers/")  # makes the small copies of the logos
        cache.clear()
        with CaptureQueriesContext(connection) as queries:
            soup_of(browser, "/cofl/providers/")
        return len(queries)

    things(make_provider("Club", logo=make_image(png(side=200))), 1)
    small = count()
    for number in range(6):
        things(make_provider(f"Club {number}", logo=make_image(png(side=200 + number))), 2)
    assert count() == small


def test_an_empty_list_is_said_kindly(browser, site):
    assert "Nobody is here yet" in soup_of(browser, "/cofl/providers/").text


def test_the_list_is_of_this_city_and_the_same_for_everybody(browser, site, make_provider):
    root = Page.objects.get(depth=1).add_child(title="Other", slug="other")
    other = Site.objects.create(hostname="other.example", port=443, root_page=root)
    make_provider("Ours")
    make_provider("Theirs", site=other)
    assert "Theirs" not in soup_of(browser, "/cofl/providers/").text
    response = browser.get("/cofl/providers/", headers={"host": "other.example"})
    assert "Theirs" in response.content.decode()
    assert "Ours" not in response.content.decode()
    assert "public" in response["Cache-Control"]
    assert not response.cookies


# --- one provider -----------------------------------------------------------------------------


def test_the_page_of_a_provider(browser, badge, provider):
    Provider.objects.filter(pk=provider.pk).update(website="https://www.museum.example/visit/us")
    page = PlaylistPage(
        title="Out on the water",
        provider=provider,
        steps=[("badge", {"badge": badge, "note": "", "optional": False})],
    )
    provider.site.root_page.add_child(instance=page)
    page.save_revision().publish()
    things(provider, 2)
    soup = soup_of(browser, f"/cofl/issuers/{provider.uuid}")
    words = words_of(soup)
    for said in ("Harbour Museum", "Boats.", "Thing 0", "Thing 1", "Kite Festival Helper"):
        assert said in words
    assert soup.find("a", href="https://www.museum.example/visit/us")
    assert words_of(soup.select_one(".cofl-host")) == "museum.example"
    assert soup.find("a", string="Out on the water")["href"] == page.get_url()
    assert soup.select_one(".cofl-crumbs a")["href"] == "/cofl/providers/"


def test_a_provider_with_very_much_on_leads_to_the_rest(browser, provider):
    things(provider, 15)
    provider.site.root_page.add_child(instance=OpportunityIndexPage(title="On", slug="whats-on"))
    soup = soup_of(browser, f"/cofl/issuers/{provider.uuid}")
    assert len(soup.select(".cofl-card")) == 12
    assert "And 3 more." in words_of(soup)
    assert soup.find("a", string="All that is on in the city")["href"] == "/whats-on/"


def test_an_archived_provider_keeps_its_page_and_says_so(browser, badge, provider):
    Provider.objects.filter(pk=provider.pk).update(archived=True)
    soup = soup_of(browser, f"/cofl/issuers/{provider.uuid}")
    assert "They no longer offer learning here." in soup.text
