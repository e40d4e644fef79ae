"""The skills page with its street, and the page of one skill."""

import re
from datetime import timedelta
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.template.loader import render_to_string
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

import wagtail_cofl
from tests.conftest import make_image, png
from wagtail_cofl.badges.models import Badge, BadgeSkill
from wagtail_cofl.opportunities.models import Opportunity, Session
from wagtail_cofl.pages.models import OpportunityIndexPage, PlaylistPage, SkillsSpinePage
from wagtail_cofl.skills.models import AreaIcon, Framework, NextSkill, Skill, SkillRelation
from wagtail_cofl.skills.spine import spine_for

pytestmark = pytest.mark.django_db


@pytest.fixture
def make_area(site):
    """An area with skills of these names; returns all of them by name."""

    def make(name: str, *skills: str, **more) -> dict[str, Skill]:
        framework = spine_for(site)
        order = Skill.objects.filter(parent=None, framework=framework).count()
        area = Skill.objects.create(framework=framework, label=name, sort_order=order, **more)
        made = {
            label: Skill.objects.create(
                framework=framework, label=label, parent=area, sort_order=number
            )
            for number, label in enumerate(skills)
        }
        return made | {name: area}

    return make


@pytest.fixture
def make_badge(city, provider):
    def make(name: str, *skills: Skill, **more) -> Badge:
        badge = Badge(
            provider=provider,
            name=name,
            statement="I did it.",
            description="For people who did it.",
            image=make_image(png()),
            criteria=[("step", {"title": "Do it", "detail": ""})],
            badge_skills=[BadgeSkill(skill=skill) for skill in skills],
            live=False,
            **more,
        )
        badge.save()
        badge.save_revision().publish()
        return badge

    return make


@pytest.fixture
def make_thing(site, provider):
    """Something that is on tomorrow."""

    def make(title: str, *skills: Skill, badge: Badge | None = None, cancelled=False):
        thing = Opportunity.objects.create(
            site=site,
            provider=provider,
            title=title,
            kind="informal",
            place="in-person",
            badge=badge,
        )
        thing.skills.set(skills)
        Session.objects.create(
            opportunity=thing, starts_at=timezone.now() + timedelta(days=1), cancelled=cancelled
        )
        return thing

    return make


@pytest.fixture
def make_playlist(site, provider):
    def make(title: str, *badges: Badge) -> PlaylistPage:
        page = PlaylistPage(
            title=title,
            provider=provider,
            steps=[("badge", {"badge": badge, "note": "", "optional": False}) for badge in badges],
        )
        site.root_page.add_child(instance=page)
        page.save_revision().publish()
        return page

    return make


@pytest.fixture
def spine_page(site) -> SkillsSpinePage:
    page = SkillsSpinePage(title="Every skill is a window", slug="skills", intro="Come in.")
    site.root_page.add_child(instance=page)
    return page


def soup_of(response) -> BeautifulSoup:
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def words_of(node) -> str:
    return " ".join(node.get_text(" ").split())


# --- the street -------------------------------------------------------------------------------


def test_every_area_is_a_building_and_leads_inside(browser, spine_page, make_area):
    arts = make_area("Arts and performance", "Recording", "Editing", short_name="Arts", icon="arts")
    make_area("Sea", "Knots")
    soup = soup_of(browser.get("/skills/"))
    links = soup.select(".cofl-city a")
    assert [link["aria-label"] for link in links] == [
        "Arts and performance: 2 skills",
        "Sea: 1 skill",
    ]
    inside = soup.select_one(links[0]["href"])
    assert words_of(inside.h2) == "Inside Arts and performance"
    assert [a.text for a in inside.select(".cofl-pane a")] == ["Recording", "Editing"]
    assert inside.select_one(".cofl-pane a")["href"] == f"/cofl/skills/{arts['Recording'].uuid}"
    assert len(soup.select(".cofl-city .cofl-w")) == 3
    assert not soup.select(".cofl-w--lit:not(.cofl-key *)"), "nobody's street is dark"
    assert "Come in." in soup.text


def test_floors_have_names_and_the_ground_floor_is_the_last(browser, spine_page, make_area):
    arts = make_area("Arts", "Recording", "Editing", "Telling")
    NextSkill.objects.create(skill=arts["Recording"], target=arts["Editing"])
    NextSkill.objects.create(skill=arts["Editing"], target=arts["Telling"])
    floors = soup_of(browser.get("/skills/")).select(".cofl-floor")
    assert [words_of(floor.h3) for floor in floors] == [
        "Second floor",
        "First floor",
        "Ground floor Start here",
    ]
    assert "Leads to Editing" in words_of(floors[-1])


def test_a_window_says_what_there_is_to_do(
    browser, spine_page, make_area, make_badge, make_thing, make_playlist
):
    arts = make_area("Arts", "Recording", "Editing")
    badge = make_badge("Sound Recordist", arts["Recording"])
    make_thing("Sounds of the harbour", arts["Recording"], badge=badge)
    make_thing("Open studio", arts["Recording"])
    make_playlist("Make a podcast", badge)
    panes = soup_of(browser.get("/skills/")).select(".cofl-pane")
    assert words_of(panes[0].small) == "2 things to do, 1 badge, 1 playlist"
    assert words_of(panes[1].small) == "Nothing on just now"


def test_what_is_not_public_is_not_counted(
    browser, spine_page, make_area, make_badge, make_thing, make_playlist
):
    arts = make_area("Arts", "Recording", "Editing", "Telling", "Drawing")
    retired = make_badge("No longer given", arts["Recording"])
    Badge.objects.filter(pk=retired.pk).update(archived=True)
    Badge.objects.filter(pk=make_badge("Draft", arts["Editing"]).pk).update(live=False)
    step = make_badge("Step of what is gone", arts["Telling"])
    make_playlist("Unpublished", step).unpublish()
    thing = make_thing("Unpublished", arts["Drawing"])
    Opportunity.objects.filter(pk=thing.pk).update(live=False)
    panes = soup_of(browser.get("/skills/")).select(".cofl-pane")
    assert {words_of(pane.a): words_of(pane.small) for pane in panes} == {
        "Recording": "Nothing on just now",
        "Editing": "Nothing on just now",
        "Telling": "1 badge",
        "Drawing": "Nothing on just now",
    }


def test_an_archived_skill_has_no_window(browser, spine_page, make_area):
    arts = make_area("Arts", "Recording", "Whistling")
    Skill.objects.filter(pk=arts["Whistling"].pk).update(archived=True)
    page = browser.get("/skills/")
    assert "Arts: 1 skill" in page.content.decode()
    assert "Whistling" not in page.content.decode()


def test_a_visitor_is_shown_one_badge_to_try_soonest_first(
    browser, spine_page, make_area, make_badge, make_thing
):
    arts = make_area("Arts", "Recording")
    badge = make_badge("Sound Recordist", arts["Recording"])
    make_thing("A talk without a badge", arts["Recording"])
    make_thing("Rained off", arts["Recording"], badge=badge, cancelled=True)
    later = make_thing("Sounds of the harbour", arts["Recording"], badge=badge)
    later.sessions.update(starts_at=timezone.now() + timedelta(days=9))
    tried = soup_of(browser.get("/skills/")).select_one(".cofl-try")
    assert "Sounds of the harbour" in tried.text
    assert tried.a["href"] == f"/cofl/opportunities/{later.uuid}/"


def test_an_empty_spine_is_said_kindly(browser, spine_page):
    page = browser.get("/skills/").content.decode()
    assert "Our street is dark for now" in page
    assert "data-cofl-personal" not in page


def test_the_layers_are_explained_with_their_shapes(browser, spine_page, make_area):
    make_area("Arts", "Recording")
    legend = soup_of(browser.get("/skills/")).select(".cofl-layers > li")
    assert [words_of(item).partition(":")[0] for item in legend] == [
        "Engage",
        "Participate",
        "Demonstrate",
        "Lead",
        "Own",
    ]
    assert len({str(item.svg) for item in legend}) == 5


def test_queries_do_not_grow_with_the_spine(
    browser, spine_page, make_area, make_badge, make_thing, make_playlist
):
    def count() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert browser.get("/skills/").status_code == 200
        return len(queries)

    arts = make_area("Arts", "Recording", "Editing")
    NextSkill.objects.create(skill=arts["Recording"], target=arts["Editing"])
    badge = make_badge("Sound Recordist", arts["Recording"])
    make_thing("Sounds", arts["Recording"], badge=badge)
    make_playlist("Podcast", badge)
    browser.get("/skills/")
    small = count()
    for number in range(4):
        made = list(
            make_area(f"Area {number}", *[f"Skill {number} {n}" for n in range(8)]).values()
        )
        NextSkill.objects.create(skill=made[0], target=made[1])
        badge = make_badge(f"Badge {number}", *made[:3])
        make_thing(f"Thing {number}", *made[:3], badge=badge)
        make_playlist(f"Playlist {number}", badge)
    assert count() == small


def test_the_preview_of_a_page_that_is_in_no_city(rf, site):
    from wagtail.models import Page

    lost = SkillsSpinePage(title="Lost", slug="lost")
    Page.objects.get(depth=1).add_child(instance=lost)
    request = rf.get("/", headers={"host": "learn.example.org"})
    assert lost.make_preview_request(request).status_code == 200


# --- one skill --------------------------------------------------------------------------------


def test_the_page_of_a_skill(
    browser, spine_page, make_area, make_badge, make_thing, make_playlist, skill
):
    arts = make_area("Arts", "Recording", "Editing", "Telling", icon="arts")
    NextSkill.objects.create(skill=arts["Recording"], target=arts["Editing"])
    NextSkill.objects.create(skill=arts["Editing"], target=arts["Telling"])
    esco = Skill.objects.get(framework__kind=Framework.Kind.REFERENCE)
    SkillRelation.objects.create(origin=arts["Editing"], target=esco)
    badge = make_badge("Sound Editor", arts["Editing"], layer="demonstrate")
    thing = make_thing("Cutting tape", arts["Editing"], badge=badge)
    make_playlist("Make a podcast", badge)
    soup = soup_of(browser.get(f"/cofl/skills/{arts['Editing'].uuid}"))
    words = words_of(soup)
    assert [words_of(item) for item in soup.select(".cofl-crumbs li")] == [
        "Every skill is a window",
        "Arts",
        "Editing",
    ]
    assert [a["href"] for a in soup.select(".cofl-crumbs a")] == [
        "/skills/",
        f"/cofl/skills/{arts['Arts'].uuid}",
    ]
    assert "Good to have first Recording" in words
    assert "Leads to Telling" in words
    assert "The same as “carry out event management” in ESCO" in words
    assert "This service uses the ESCO classification of the European Commission." in words
    assert "1 thing to do, 1 badge, 1 playlist" in words
    assert thing.title in words
    assert "Sound Editor Demonstrate: doing it for real" in words
    assert soup.find("a", string=re.compile("Make a podcast"))
    assert len(soup.select(".cofl-w__here")) == 1, "its own window has a frame"
    assert "cofl-a2" in soup.select_one(".cofl-skill")["class"], "the second area of this city"


def test_the_page_of_an_area_shows_its_floors_and_all_that_is_below(
    browser, make_area, make_badge, make_thing
):
    arts = make_area("Arts", "Recording", "Editing")
    badge = make_badge("Sound Recordist", arts["Recording"])
    make_thing("Sounds", arts["Recording"], arts["Editing"], badge=badge)
    soup = soup_of(browser.get(f"/cofl/skills/{arts['Arts'].uuid}"))
    assert [a.text for a in soup.select(".cofl-floor a")] == ["Recording", "Editing"]
    assert "1 thing to do, 1 badge" in words_of(soup), "each counted once"
    assert "Sound Recordist" in soup.text
    assert len(soup.select(".cofl-crumbs a")) == 0, "there is no skills page to go back to"


def test_more_things_than_fit_lead_to_the_list_of_what_is_on(browser, site, make_area, make_thing):
    arts = make_area("Arts", "Recording")
    for number in range(8):
        make_thing(f"Thing {number}", arts["Recording"])
    path = f"/cofl/skills/{arts['Recording'].uuid}"
    assert "And 2 more." in browser.get(path).content.decode()
    site.root_page.add_child(instance=OpportunityIndexPage(title="What’s on", slug="whats-on"))
    link = soup_of(browser.get(path)).find("a", string="All things to do in Arts")
    assert link["href"] == f"/whats-on/?area={arts['Arts'].uuid}"


def test_an_archived_skill_keeps_its_page_and_says_so(browser, make_area, make_badge):
    arts = make_area("Arts", "Whistling")
    make_badge("Whistler", arts["Whistling"])
    Skill.objects.filter(pk=arts["Whistling"].pk).update(archived=True)
    soup = soup_of(browser.get(f"/cofl/skills/{arts['Whistling'].uuid}"))
    assert "no longer in our list" in soup.text
    assert "Whistler" in soup.text
    assert not soup.select(".cofl-tower__pic")


def test_a_skill_with_nothing_to_do_says_where_to_go_on(browser, make_area):
    arts = make_area("Arts", "Whistling", "Recording")
    soup = soup_of(browser.get(f"/cofl/skills/{arts['Whistling'].uuid}"))
    assert "Nothing is on just now" in soup.text
    assert "There is no badge for it yet" in soup.text
    assert soup.find("a", string="All about Arts")["href"] == f"/cofl/skills/{arts['Arts'].uuid}"


def test_a_skill_of_another_city_is_a_404(browser, site, make_area):
    from wagtail.models import Page, Site

    root = Page.objects.get(depth=1).add_child(title="Other", slug="other")
    other = Site.objects.create(hostname="other.example", port=443, root_page=root)
    theirs = Skill.objects.create(framework=spine_for(other), label="Theirs")
    assert browser.get(f"/cofl/skills/{theirs.uuid}").status_code == 404


def test_queries_of_a_skills_page_do_not_grow(browser, make_area, make_badge, make_thing):
    arts = make_area("Arts", *[f"Skill {n}" for n in range(12)])
    path = f"/cofl/skills/{arts['Arts'].uuid}"

    def add(number: int) -> None:
        badge = make_badge(f"Badge {number}", arts[f"Skill {number}"])
        make_thing(f"Thing {number}", arts[f"Skill {number}"], badge=badge)

    def count() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert browser.get(path).status_code == 200
        return len(queries)

    add(0)
    browser.get(path)
    small = count()
    for number in range(1, 5):
        add(number)
    assert count() == small


# --- icons ------------------------------------------------------------------------------------

PACKAGE = Path(wagtail_cofl.__file__).parent


def icon(name: str) -> str:
    return render_to_string("wagtail_cofl/includes/icon.html", {"name": name})


def test_every_icon_that_a_template_asks_for_is_drawn():
    asked = {icon.value for icon in AreaIcon}
    for template in PACKAGE.glob("templates/**/*.html"):
        asked |= set(re.findall(r'icon\.html" with name="([a-z]+)"', template.read_text()))
    plain = icon("no such name")
    assert "<circle" in plain
    assert [name for name in sorted(asked) if icon(name) == plain] == []
