"""Nothing of one city shows in the other, whoever looks and whatever they ask for."""

import pytest
from django.core import mail

from ..addresses import DOCUMENTS, addresses
from ..conftest import be_learner
from ..content import City

pytestmark = pytest.mark.django_db

HTML = {"accept": "text/html"}


@pytest.fixture(params=["a visitor", "its learner", "the other city’s learner"])
def someone(request, browser, here, there):
    """A browser at the other city's host."""
    browser.defaults["HTTP_HOST"] = there.host
    if request.param == "its learner":
        be_learner(browser, here)
    elif request.param == "the other city’s learner":
        be_learner(browser, there)
    return browser


def tells(response, city: City) -> bool:
    """Does an answer say anything of ``city``: in its words, or in where it leads?"""
    words = response.get("Location", "")
    if not response.streaming:
        words += response.content.decode(errors="replace")
    things = [city.mark, city.mark.lower(), city.host, str(city.learner.uuid), city.code.code]
    return any(thing in words for thing in things)


def test_the_test_can_see(browser, here, there):
    """At its own host every page that could show something does."""
    shown = [
        address.name
        for address in addresses(here)
        if tells(browser.get(address.path, headers=HTML), here)
    ]
    assert {"credential", "badge_version", "issuer", "skill", "claim", "OpportunityPage"} <= set(
        shown
    )
    assert not tells(browser.get(here.pages["OpportunityIndexPageMixin"].url), there)


def test_an_address_of_one_city_tells_the_other_nothing(someone, here, there):
    told = []
    for address in addresses(here):
        if address.name in DOCUMENTS:
            continue
        for ask in (someone.get, someone.head):
            if tells(ask(address.path, headers=HTML), here):
                told.append(f"{ask.__name__} {address}")
    assert not told, told


def test_nor_do_its_forms(someone, here, there):
    """What belongs to one city, typed into the other's forms."""
    mail.outbox.clear()
    things = {
        "code": here.code.pretty,
        "email": here.learner.email,
        "age": "18-plus",
        "step": here.playlist.current_version.steps[2]["id"],
        "done": "1",
    }
    ways = addresses(here) + addresses(there)
    mail.outbox.clear()
    told = []
    for address in ways:
        if address.name in DOCUMENTS:
            continue
        if tells(someone.post(address.path, things, headers=HTML), here):
            told.append(str(address))
    assert not told, told
    assert not [m for m in mail.outbox if here.mark in m.subject + m.body]
    assert not [m for m in mail.outbox if here.host in m.body]


def test_nor_do_its_pages(someone, here, there):
    """The other city's own pages, asked for what belongs to this one."""
    foreign = [here.area.uuid, here.skill.uuid, here.provider.uuid, here.provider.pk]
    told = []
    for name, page in there.pages.items():
        path = page.get_url_parts()[2]
        asked = [path] + [
            f"{path}?{field}={value}"
            for field in ("area", "skill", "provider", "kind", "q")
            for value in foreign
        ]
        for address in asked:
            response = someone.get(address)
            assert response.status_code == 200, address
            if tells(response, here):
                told.append(f"{name}: {address}")
    assert not told, told


def test_a_page_is_found_at_its_own_host_only(browser, here, there):
    """Wagtail sees to that; our lists lead there and nowhere else."""
    for page in there.pages.values():
        site_id, root, path = page.get_url_parts()
        assert (site_id, root) == (there.site.pk, f"https://{there.host}")
        assert browser.get(path, headers={"host": there.host}).status_code == 200


def test_documents_are_the_exception(browser, here, there):
    """A badge names its address for ever, and checking it asks for the bytes at that address."""
    found = {a.name: a.path for a in addresses(here) if a.name in DOCUMENTS}
    assert set(found) == DOCUMENTS
    for name, path in found.items():
        ours = browser.get(path)
        theirs = browser.get(path, headers={"host": there.host})
        assert (ours.status_code, theirs.status_code) == (200, 200), name
        if not name.endswith("_png"):
            assert ours.content == theirs.content, name
