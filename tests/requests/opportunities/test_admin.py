"""What an editor does with pages of opportunities and of playlists in Wagtail's admin."""

import json
from datetime import UTC, datetime

import pytest
from django.urls import reverse
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text, streamfield

from wagtail_cofl.badges.models import Badge
from wagtail_cofl.city.admin import checklist
from wagtail_cofl.opportunities.models import Opportunity
from wagtail_cofl.pages.models import OpportunityIndexPage, OpportunityPage, PlaylistPage
from wagtail_cofl.playlists.models import Playlist
from wagtail_cofl.skills.models import Skill
from wagtail_cofl.skills.spine import spine_for

from .making import add, another_city, opportunity, row_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(browser, admin_user):
    browser.force_login(admin_user)
    return browser


@pytest.fixture
def home(site):
    return site.root_page


def opportunity_form(provider, *, sessions=(), skills=(), **changed) -> dict:
    return {
        "title": "Gulls",
        "slug": "gulls",
        "summary": "",
        "body": rich_text("<p>Come.</p>"),
        "picture": "",
        "provider": provider.pk,
        "badge": "",
        "kind": "informal",
        "place": "in-person",
        "venue": "",
        "cost": "",
        "audience": "",
        "access": "",
        **nested_form_data(
            {
                "sessions": streamfield(sessions),
                "skills": streamfield(skills),
                "comments": inline_formset([]),
            }
        ),
    } | changed


def playlist_form(provider, steps, **changed) -> dict:
    return {
        "title": "Route",
        "slug": "route",
        "summary": "",
        "body": rich_text("<p>For you.</p>"),
        "provider": provider.pk,
        "badge": "",
        **nested_form_data({"steps": streamfield(steps), "comments": inline_formset([])}),
    } | changed


def address_of_new(parent, model: str) -> str:
    return reverse("wagtailadmin_pages:add", args=["wagtail_cofl_pages", model, parent.pk])


PUBLISH = {"action-publish": "action-publish"}


def link(**more) -> tuple[str, dict]:
    return "link", {"title": "Tides", "url": "https://tides.example/", "note": ""} | more


# --- where a new page goes ---------------------------------------------------------------------------


def test_the_checklist_puts_new_opportunities_beneath_the_list(editor, home, site, city):
    address = checklist(site)[-1].url
    assert address == address_of_new(home, "opportunitypage")
    index = add(home, OpportunityIndexPage(title="What’s on", slug="whats-on"))
    add(home, OpportunityIndexPage(title="A draft", slug="draft"), live=False)
    assert checklist(site)[-1].url == address_of_new(index, "opportunitypage")
    assert editor.get(checklist(site)[-1].url).status_code == 200


def test_an_opportunity_is_made_beneath_the_list(editor, home, provider):
    index = add(home, OpportunityIndexPage(title="What’s on", slug="whats-on"))
    editor.post(address_of_new(index, "opportunitypage"), opportunity_form(provider) | PUBLISH)
    page = OpportunityPage.objects.get()
    assert page.get_parent().pk == index.pk
    assert "Gulls" in editor.get("/whats-on/").content.decode()


# --- drafts -----------------------------------------------------------------------------------------------

UNFINISHED = [
    ("session", {"starts_at": "", "ends_at": "2036-06-12 16:00", "venue": ""}),
    (
        "weekly",
        {
            "first": "",
            "last": "2036-06-12",
            "starts": "18:00",
            "ends": "",
            "venue": "",
            "not_on": streamfield([]),
        },
    ),
]


def test_a_draft_with_half_a_date_is_saved(editor, home, provider):
    """Autosave sends it in the middle of typing."""
    data = opportunity_form(provider, sessions=UNFINISHED[:1])
    answer = editor.post(address_of_new(home, "opportunitypage"), data, follow=True)
    assert OpportunityPage.objects.get().live is False, answer.content.decode()[:500]
    assert not Opportunity.objects.exists()


def test_a_draft_of_a_playlist_is_saved_without_saying_how_many(editor, home, provider):
    steps = [
        (
            "choice",
            {
                "needed": "",
                "note": "",
                "steps": streamfield([link(), link()]),
            },
        )
    ]
    editor.post(address_of_new(home, "playlistpage"), playlist_form(provider, steps))
    assert PlaylistPage.objects.get().live is False


@pytest.mark.parametrize("model", ["opportunitypage", "playlistpage"])
def test_a_page_can_be_looked_at_before_it_is_saved(editor, home, provider, model):
    address = reverse(
        "wagtailadmin_pages:preview_on_add", args=["wagtail_cofl_pages", model, home.pk]
    )
    data = opportunity_form(provider) if model == "opportunitypage" else None
    data = data or playlist_form(provider, [link()])
    kept = json.loads(editor.post(address, data).content)
    assert kept["is_valid"], kept
    page = editor.get(address).content.decode()
    assert data["title"] in page
    assert "data-cofl-personal" not in page


def test_a_draft_of_a_playlist_is_looked_at_as_it_is_now(editor, home, provider):
    editor.post(address_of_new(home, "playlistpage"), playlist_form(provider, [link()]) | PUBLISH)
    page = PlaylistPage.objects.get()
    address = reverse("wagtailadmin_pages:preview_on_edit", args=[page.pk])
    editor.post(address, playlist_form(provider, [link(), link(title="Moon")]))
    assert "Moon" in editor.get(address).content.decode()
    assert "Moon" not in editor.get(page.url).content.decode()


# --- choosing ----------------------------------------------------------------------------------------------


def test_choosing_an_opportunity_tells_one_from_another(editor, home, site, provider):
    start = datetime(2036, 6, 12, 13, tzinfo=UTC)
    session = {"starts_at": start, "ends_at": None, "venue": "", "cancelled": False}
    opportunity(home, provider, "Gull count", kind="formal", sessions=[("session", session)])
    opportunity(home, provider, "Anytime")
    gone = opportunity(home, provider, "Gone")
    gone.unpublish()
    page = editor.get(reverse("cofl_opportunity_chooser:choose")).content.decode()
    for words in (
        "Gull count",
        "Harbour Museum",
        "Course or class",
        "Thursday 12 June 2036, 2pm",
        "No date to come",
    ):
        assert words in page
    assert "Gone" not in page
    assert site.site_name not in page or not site.site_name
    assert "City" not in page


def test_choosing_names_the_city_where_there_are_several(editor, home, provider):
    other, theirs = another_city()
    opportunity(home, provider, "Ours")
    opportunity(other.root_page, theirs, "Theirs")
    page = editor.get(reverse("cofl_opportunity_chooser:choose_results")).content.decode()
    assert "City" in page
    assert "other.example" in page
    assert "learn.example.org" in page


def test_choosing_asks_no_more_of_the_database_for_a_long_list(
    editor, home, provider, django_assert_max_num_queries
):
    def queries() -> int:
        with django_assert_max_num_queries(100) as captured:
            editor.get(reverse("cofl_opportunity_chooser:choose_results"))
        return len(captured)

    opportunity(home, provider, "one")
    queries()
    few = queries()
    for number in range(8):
        opportunity(home, provider, f"more {number}")
    assert queries() == few


def test_searching_in_the_chooser(editor, home, provider):
    opportunity(home, provider, "Gull count")
    opportunity(home, provider, "Choir")
    address = reverse("cofl_opportunity_chooser:choose_results")
    page = editor.get(address, {"q": "gull"}).content.decode()
    assert "Gull count" in page
    assert "Choir" not in page


# --- another city's -----------------------------------------------------------------------------------------


def refused(answer) -> bool:
    return "belongs to another city" in answer.content.decode()


@pytest.fixture
def theirs(badge):
    """Things of a second city: its site, provider, badge, skill and opportunity."""
    other, provider = another_city()
    skill = Skill.objects.create(framework=spine_for(other), label="Their skill")
    their_badge = Badge.objects.create(
        provider=provider, name="Their badge", statement="x", description="x", image=badge.image
    )
    page = opportunity(other.root_page, provider, "Their thing")
    return {
        "site": other,
        "provider": provider,
        "badge": their_badge,
        "skill": skill,
        "opportunity": row_of(page),
    }


def test_a_page_names_nothing_of_another_city(editor, home, provider, theirs):
    address = address_of_new(home, "opportunitypage")
    skills = [("skill", theirs["skill"].pk)]
    for data in (
        opportunity_form(theirs["provider"]),
        opportunity_form(provider, badge=theirs["badge"].pk),
        opportunity_form(provider, skills=skills),
    ):
        assert refused(editor.post(address, data | PUBLISH))
    assert OpportunityPage.objects.count() == 1, "theirs alone"
    there = address_of_new(theirs["site"].root_page, "opportunitypage")
    answer = editor.post(
        there, opportunity_form(theirs["provider"], skills=skills) | PUBLISH, follow=True
    )
    assert not refused(answer)
    assert OpportunityPage.objects.count() == 2


def test_a_playlist_names_nothing_of_another_city(editor, home, provider, badge, theirs):
    address = address_of_new(home, "playlistpage")
    foreign = ("opportunity", {"opportunity": theirs["opportunity"].pk, "note": ""})
    foreign_badge = ("badge", {"badge": theirs["badge"].pk, "note": ""})
    in_choice = (
        "choice",
        {"needed": "1", "note": "", "steps": streamfield([link(), foreign])},
    )
    for data in (
        playlist_form(theirs["provider"], [link()]),
        playlist_form(provider, [foreign]),
        playlist_form(provider, [foreign_badge]),
        playlist_form(provider, [in_choice]),
        playlist_form(
            provider, [("badge", {"badge": badge.pk, "note": ""})], badge=theirs["badge"].pk
        ),
    ):
        assert refused(editor.post(address, data | PUBLISH))
    assert not Playlist.objects.exists()


# --- completion badges -----------------------------------------------------------------------------------


def test_a_completion_badge_needs_more_than_ticks(editor, home, provider, badge):
    address = address_of_new(home, "playlistpage")
    answer = editor.post(address, playlist_form(provider, [link()], badge=badge.pk) | PUBLISH)
    assert "needs at least one step" in answer.content.decode()
    itself = [("badge", {"badge": badge.pk, "note": ""})]
    answer = editor.post(address, playlist_form(provider, itself, badge=badge.pk) | PUBLISH)
    assert "also a step of the playlist" in answer.content.decode()
    assert not Playlist.objects.exists()


def test_more_than_there_is_to_choose_from_is_said(editor, home, provider):
    steps = [("choice", {"needed": "3", "note": "", "steps": streamfield([link(), link()])})]
    answer = editor.post(
        address_of_new(home, "playlistpage"), playlist_form(provider, steps) | PUBLISH
    )
    assert "There are only 2 to choose from." in answer.content.decode()
