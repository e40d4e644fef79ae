"""The list of what is on: what is on it, in which order, and how it is narrowed."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.cache import cache
from django.template import engines
from django.utils import timezone
from wagtail.models import Page, PageViewRestriction

from tests.conftest import make_image, png
from wagtail_cofl.opportunities.finding import Wanted, When, cards, find
from wagtail_cofl.pages.models import OpportunityIndexPage
from wagtail_cofl.skills.models import Skill
from wagtail_cofl.skills.spine import Spine, spine_for

from .making import add, another_city, date, opportunity, row_of, sign_in

pytestmark = pytest.mark.django_db

#: A Wednesday at noon, in British Summer Time.
NOON = datetime(2027, 6, 9, 11, tzinfo=UTC)


@pytest.fixture(autouse=True)
def wednesday(monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: NOON)


@pytest.fixture
def index(site) -> OpportunityIndexPage:
    return add(site.root_page, OpportunityIndexPage(title="What’s on", slug="whats-on"))


@pytest.fixture
def make(index, provider):
    return lambda title, *sessions, **more: opportunity(
        index, provider, title, sessions=list(sessions), **more
    )


@pytest.fixture
def areas(site) -> dict[str, Skill]:
    """Two areas with a skill each; the skills' names are the keys."""
    spine = spine_for(site)
    sea = Skill.objects.create(framework=spine, label="Sea", sort_order=1, icon="sea")
    arts = Skill.objects.create(framework=spine, label="Arts", sort_order=2, icon="arts")
    return {
        "sea": sea,
        "arts": arts,
        "gulls": Skill.objects.create(framework=spine, label="Gulls", parent=sea),
        "songs": Skill.objects.create(framework=spine, label="Songs", parent=arts),
    }


def shown(site, **wanted) -> list[str]:
    spine = Spine.of(site)
    rows = find(site.pk, spine, Wanted(**wanted))
    return [card.opportunity.title for card in cards(rows, spine, wanted.get("when", ""))]


def card_of(site, title: str, when: str = ""):
    spine = Spine.of(site)
    found = cards(find(site.pk, spine, Wanted(when=when)), spine, when)
    return next(card for card in found if card.opportunity.title == title)


# --- what is on ---------------------------------------------------------------------------------


def test_soonest_first_then_what_has_no_date_and_nothing_that_is_over(site, make):
    make("no date")
    make("over", date(-1))
    make("next week", date(8))
    make("tomorrow", date(1))
    make("on now", date(-0.05, hours=3))
    make("begun, and nobody said when it ends", date(-0.05, hours=0))
    assert shown(site) == ["on now", "tomorrow", "next week", "no date"]


def test_one_date_to_come_is_enough(site, make):
    make("weekly", date(-7), date(7), date(14))
    card = card_of(site, "weekly")
    assert (card.dates, card.more) == (2, 1)
    assert card.session.starts_at > NOON


def test_a_cancelled_date_is_passed_over_while_there_is_another(site, make):
    make("choir", date(1, cancelled=True), date(5))
    make("walk", date(3))
    make("moths", date(2, cancelled=True))
    assert shown(site) == ["moths", "walk", "choir"]
    assert not card_of(site, "choir").is_cancelled
    assert card_of(site, "choir").more == 0
    assert card_of(site, "moths").is_cancelled


def test_what_nobody_may_know_of_is_not_on_the_list(site, index, make, provider):
    public = make("public", date(1))
    hidden = make("hidden", date(1))
    PageViewRestriction.objects.create(
        page=Page.objects.get(pk=hidden.pk), restriction_type=PageViewRestriction.LOGIN
    )
    gone = make("gone", date(1))
    gone.unpublish()
    other, theirs = another_city()
    opportunity(other.root_page, theirs, "theirs", sessions=[date(1)])
    assert shown(site) == ["public"]
    assert shown(other) == ["theirs"]
    provider.archived = True
    provider.save()
    assert shown(site) == []
    assert row_of(public).live, "it comes back with its provider"


def test_a_badge_that_is_no_longer_given_is_not_promised(site, make, badge):
    make("kites", date(1), badge=badge)
    assert card_of(site, "kites").badge == badge.current_version
    badge.archived = True
    badge.save()
    assert card_of(site, "kites").badge is None


def test_the_area_is_the_one_that_most_of_its_skills_are_in(site, make, areas):
    more = Skill.objects.create(framework=spine_for(site), label="Boats", parent=areas["sea"])
    chosen = [areas["songs"], areas["gulls"], more]
    make("shanties", date(1), skills=[("skill", one) for one in chosen])
    make("both", date(1), skills=[("skill", areas["songs"]), ("skill", areas["gulls"])])
    assert card_of(site, "shanties").area.name == "Sea"
    assert card_of(site, "both").area.name == "Sea", "the editor's first, where they are even"


# --- narrowing -----------------------------------------------------------------------------------


def test_when(site, make):
    make("tonight", date(0.3))
    make("tomorrow", date(1))
    make("saturday", date(3))
    make("a fortnight on", date(14))
    make("all week", date(-1, hours=24 * 8))
    make("off on saturday", date(3, cancelled=True))
    make("any time")
    assert shown(site, when=When.TODAY) == ["all week", "tonight"]
    assert shown(site, when=When.TOMORROW) == ["all week", "tomorrow"]
    assert shown(site, when=When.WEEKEND) == ["all week", "saturday"]
    assert shown(site, when=When.WEEK) == ["all week", "tonight", "tomorrow", "saturday"]
    assert shown(site, when=When.ANY_TIME) == ["any time"]


def test_a_card_shows_the_date_that_was_asked_for(site, make):
    make("daily", date(1), date(2), date(3), date(4))
    make("saturday only", date(3))
    found = card_of(site, "daily", When.WEEKEND)
    assert timezone.localtime(found.session.starts_at).day == 12
    # And it stands where that date belongs, not where its next one would.
    assert shown(site, when=When.WEEKEND) == ["daily", "saturday only"]


def test_area_and_kind(site, make, areas):
    make("gulls", date(1), skills=[("skill", areas["gulls"])])
    make("songs", date(2), skills=[("skill", areas["songs"])], kind="formal")
    make("art itself", date(3), skills=[("skill", areas["arts"])])
    make("neither", date(4), kind="in-work")
    sea, arts = str(areas["sea"].uuid), str(areas["arts"].uuid)
    assert shown(site, areas=(sea,)) == ["gulls"]
    assert shown(site, areas=(arts,)) == ["songs", "art itself"]
    assert shown(site, areas=(sea, arts)) == ["gulls", "songs", "art itself"]
    assert shown(site, kinds=("formal", "in-work")) == ["songs", "neither"]
    assert shown(site, areas=(arts,), kinds=("formal",)) == ["songs"]


# --- the page ---------------------------------------------------------------------------------------


def page_at(browser, query: str = "") -> str:
    response = browser.get(f"/whats-on/{query}")
    assert response.status_code == 200
    return response.content.decode()


def test_the_page_counts_in_words(browser, make):
    make("one", date(3))
    assert "1 thing to do</h2>" in page_at(browser)
    make("two", date(3))
    assert "2 things to do this weekend</h2>" in page_at(browser, "?when=weekend")


def test_a_filter_that_is_on_can_be_taken_away(browser, make, areas):
    make("gulls", date(3), skills=[("skill", areas["gulls"])])
    sea = areas["sea"].uuid
    page = page_at(browser, f"?when=weekend&area={sea}&kind=informal")
    assert "Take away:" in page
    for rest in (
        f"?area={sea}&amp;kind=informal#results",
        "?when=weekend&amp;kind=informal#results",
        f"?when=weekend&amp;area={sea}#results",
    ):
        assert f'href="{rest}"' in page
    assert 'href="?#results"' in page
    # What is on stays ticked.
    assert page.count(" checked") == 3


@pytest.mark.parametrize("query", ["?when=never", "?area=nonsense&kind=x", "?page=99", "?page=x"])
def test_an_old_or_mistyped_address_still_shows_the_list(browser, make, query):
    make("gulls", date(3))
    assert "1 thing to do" in page_at(browser, query)


def test_pages_keep_the_filters(browser, make, monkeypatch):
    monkeypatch.setattr("wagtail_cofl.opportunities.views.PER_PAGE", 2)
    for number in range(5):
        make(f"walk {number}", date(3, hours=number + 1))
    first = page_at(browser, "?when=weekend")
    assert "Page 1 of 3" in first
    assert 'href="?when=weekend&amp;page=2"' in first
    last = page_at(browser, "?when=weekend&page=3")
    assert "Next page" not in last
    assert "walk 4" in last


@pytest.mark.parametrize(
    ("query", "says", "leads_to"),
    [
        ("?when=weekend", "1 thing comes up in the next 7 days.", "?when=week#results"),
        ("?when=weekend&kind=formal", "There is 1 at another time.", "?kind=formal#results"),
        ("?kind=in-work", "There are 2 of other kinds.", "?#results"),
        ("?kind=in-work&when=any-time", "Take a filter away.", None),
    ],
)
def test_an_empty_list_names_the_nearest_that_is_not(browser, make, query, says, leads_to):
    make("tomorrow", date(1))
    make("in a month", date(30), kind="formal")
    page = page_at(browser, query)
    assert says in page
    assert "Clear all filters" in page
    if leads_to:
        assert f'class="cofl-btn" href="{leads_to}"' in page


def test_the_way_out_leads_somewhere(browser, make, areas):
    make("gulls", date(1), skills=[("skill", areas["gulls"])])
    page = page_at(browser, f"?area={areas['arts'].uuid}&kind=informal")
    assert "There is 1 in another skill area." in page
    assert "1 thing to do" in page_at(browser, "?kind=informal")


def test_a_city_in_which_nothing_is_on_yet(browser, index):
    page = page_at(browser)
    assert "Nothing is on just now" in page
    assert "Look again in a few days." in page


def test_the_list_is_the_same_for_everyone(browser, make, learner):
    make("gulls", date(1))
    signed_out = browser.get("/whats-on/?when=week")
    sign_in(browser, learner)
    signed_in = browser.get("/whats-on/?when=week")
    assert signed_in.content == signed_out.content
    assert not signed_out.cookies


def test_a_long_list_asks_no_more_of_the_database(
    browser, make, badge, areas, django_assert_max_num_queries, monkeypatch
):
    def fill(start, number):
        for n in range(start, start + number):
            make(
                f"walk {n}",
                *[date(n + day) for day in range(1, 4)],
                badge=badge,
                picture=make_image(png(comment=str(n)), f"{n}.png"),
                skills=[("skill", areas["gulls"])],
            )

    def queries() -> int:
        browser.get("/whats-on/")  # makes the renditions
        cache.clear()  # a new process knows none of them
        with django_assert_max_num_queries(100) as captured:
            browser.get("/whats-on/")
        return len(captured)

    fill(1, 2)
    few = queries()
    fill(3, 10)
    assert queries() == few
    assert few <= 25


# --- for a page of the site's own --------------------------------------------------------------------


def whats_on(context: dict) -> list[str]:
    template = engines["django"].from_string(
        "{% load cofl %}{% cofl_whats_on 2 as cards %}"
        "{% for card in cards %}{% include 'wagtail_cofl/includes/opportunity_card.html' %}"
        "{% endfor %}"
    )
    return template.render(context, context.get("request"))


def test_the_next_few_for_a_page_of_the_sites_own(rf, make):
    make("third", date(3))
    make("first & foremost", date(1), venue="Tom & Jo’s, Quay Street")
    make("second", date(2))
    page = whats_on({"request": rf.get("/", headers={"host": "learn.example.org"})})
    assert page.index("first &amp; foremost") < page.index("second")
    assert "third" not in page
    assert "Tom &amp; Jo’s</li>" in page
    assert whats_on({}) == ""


def test_dates_that_go_on_into_another_day_name_both(rf, make, monkeypatch):
    make("camp", date(3, hours=30))
    make(
        "late show",
        (
            "session",
            {
                "starts_at": datetime(2027, 6, 11, 19, tzinfo=UTC),
                "ends_at": datetime(2027, 6, 11, 23, tzinfo=UTC),  # midnight in Port Merrow
                "venue": "",
                "cancelled": False,
            },
        ),
    )
    page = whats_on({"request": rf.get("/", headers={"host": "learn.example.org"})})
    page = page.replace("<strong>", "").replace("</strong>", "")
    assert "Saturday 12 June, noon to Sunday 13 June, 6pm" in page
    assert "Friday 11 June, 8pm to midnight" in page
    monkeypatch.setattr(timezone, "now", lambda: NOON - timedelta(days=200))
    page = whats_on({"request": rf.get("/", headers={"host": "learn.example.org"})})
    assert "Friday 11 June 2027" in page, "a year only where it is not this one"
