"""The page of one opportunity: facts that are never blank, dates as people say them, and drafts."""

from datetime import date as day
from datetime import time, timedelta

import pytest
from django.utils import timezone
from wagtail.models import Page, PageViewRestriction

from wagtail_cofl.pages.models import OpportunityIndexPage, OpportunityPage
from wagtail_cofl.templatetags.cofl import ages, price

from .making import add, another_city, date, opportunity, publish, row_of, sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def make(site, provider):
    return lambda title="Gulls", *sessions, **more: opportunity(
        site.root_page, provider, title, slug="it", sessions=list(sessions), **more
    )


def words(browser, path: str = "/it/") -> str:
    response = browser.get(path)
    assert response.status_code == 200
    return response.content.decode()


@pytest.mark.parametrize(
    ("low", "high", "says"),
    [
        (None, None, "All ages"),
        (0, None, "All ages"),
        (11, 17, "Age 11 to 17"),
        (13, None, "Age 13 and over"),
        (None, 4, "Age 4 and under"),
        (0, 4, "Age 4 and under"),
        (12, 12, "Age 12"),
    ],
)
def test_ages_in_words(low, high, says) -> None:
    assert ages(OpportunityPage(age_from=low, age_to=high)) == says


def test_prices_in_words() -> None:
    assert price(OpportunityPage(free=True)) == "Free"
    assert price(OpportunityPage(cost="£8")) == "£8"
    assert price(OpportunityPage()) == ""


def test_what_nobody_wrote_down_is_ask_us(browser, make):
    make()
    page = words(browser)
    # when, where, how much; access leads to its own heading, which asks too
    assert page.count('href="mailto:badges@museum.example">Ask us</a>') == 4
    assert "We have not written it down yet." in page
    assert "<h2" in page.partition('id="access"')[0][-40:]
    assert "Book a place" not in page
    assert "Just turn up" not in page, "nobody knows when"


def test_the_facts_come_before_the_story_and_the_way_to_book_with_them(browser, make):
    make(
        "Gulls",
        date(3),
        body="<p>Counting gulls.</p>",
        booking_url="https://book.example/gulls",
        free=True,
        venue="The pier, Quay Street, PM1",
        access="Step-free.",
        audience="Bring a grown-up",
    )
    page = words(browser)
    assert page.index("https://book.example/gulls") < page.index("Counting gulls.")
    for one in (
        "The pier<small>Quay Street, PM1</small>",
        "Free",
        "Bring a grown-up",
        "Step-free.",
    ):
        assert one in page
    assert "How to get in" in page


def test_every_week_is_said_once_and_weeks_off_are_struck(browser, make):
    first = timezone.localdate() + timedelta(days=7)
    weeks = {
        "first": first,
        "last": first + timedelta(weeks=9),
        "starts": time(18),
        "ends": time(20),
        "venue": "",
        "not_on": [first + timedelta(weeks=1)],
    }
    make("Club", ("weekly", weeks))
    page = words(browser)
    assert f"Every {first:%A}" in page
    assert "6pm to 8pm" in page
    last = first + timedelta(weeks=9)
    assert f"until {last.day} {last:%B}" in page
    assert page.count("<strong>Not on</strong> <s>") == 1
    assert "6 more" in page


def test_a_cancelled_date_is_struck_and_says_so(browser, make):
    make("Gulls", date(3, cancelled=True), date(4), booking_url="https://book.example/")
    page = words(browser)
    assert page.count("<strong>Cancelled:</strong> <s>") == 1
    assert "Book a place" in page


def test_where_every_date_is_off_nobody_can_book(browser, make):
    make("Gulls", date(3, cancelled=True), booking_url="https://book.example/")
    page = words(browser)
    assert "Cancelled</span>" in page
    assert "Book a place" not in page


def test_where_every_date_is_over_it_says_so_and_whom_to_ask(browser, make):
    make("Gulls", date(-3), booking_url="https://book.example/")
    page = words(browser)
    assert "No more dates for now" in page
    assert "Book a place" not in page


def test_a_badge_that_is_no_longer_given_is_not_promised(browser, make, badge):
    make("Kites", badge=badge)
    assert "You can earn" in words(browser)
    badge.archived = True
    badge.save()
    assert "You can earn" not in words(browser)


def test_skills_lead_to_their_pages(browser, make, badge, skill):
    make("Kites", badge=badge)
    assert f"/cofl/skills/{skill.uuid}" in words(browser)


def test_the_way_back_leads_to_the_list(browser, site, make):
    make()
    assert "Where you are" not in words(browser)
    add(site.root_page, OpportunityIndexPage(title="What’s on", slug="whats-on"))
    assert 'href="/whats-on/"' in words(browser)


def test_the_page_is_the_same_for_everyone(browser, make, learner):
    make("Gulls", date(3))
    signed_out = browser.get("/it/")
    sign_in(browser, learner)
    assert browser.get("/it/").content == signed_out.content
    assert not signed_out.cookies


def test_many_dates_ask_no_more_of_the_database(browser, make, django_assert_max_num_queries):
    def queries() -> int:
        browser.get("/it/")
        with django_assert_max_num_queries(100) as captured:
            browser.get("/it/")
        return len(captured)

    page = make("Gulls", date(3))
    few = queries()
    page.sessions = [date(n) for n in range(1, 40)]
    publish(page)
    assert queries() == few
    assert few <= 25


# --- the permanent address ------------------------------------------------------------------------


def permanent(page) -> str:
    return f"/cofl/opportunities/{row_of(page).uuid}/"


def test_the_permanent_address_leads_to_the_page_wherever_it_is_now(browser, site, make):
    page = make()
    address = permanent(page)
    assert browser.get(address).url == "/it/"
    shelf = add(site.root_page, OpportunityIndexPage(title="Shelf", slug="shelf"))
    Page.objects.get(pk=page.pk).move(shelf, pos="last-child")
    assert browser.get(address).url == "/shelf/it/"


def test_paper_names_the_permanent_address(browser, site, make, request, monkeypatch):
    drawn = []
    monkeypatch.setattr("wagtail_cofl.opportunities.views.qr_svg", lambda text: drawn.append(text))
    page = make()
    words(browser)
    assert drawn == [f"https://learn.example.org{permanent(page)}"]
    city = request.getfixturevalue("city")
    city.canonical_address = "https://for-ever.example.org"
    city.save()
    words(browser)
    assert drawn[-1] == f"https://for-ever.example.org{permanent(page)}"


def test_the_permanent_address_of_what_is_gone_says_so_kindly(browser, site, make):
    page = make("A name that was taken down")
    address = permanent(page)
    add(site.root_page, OpportunityIndexPage(title="What’s on", slug="whats-on"))
    page.unpublish()
    answer = browser.get(address)
    assert answer.status_code == 410
    said = answer.content.decode()
    assert "This is not on any more" in said
    assert 'href="/whats-on/"' in said
    assert "taken down" not in said
    page.delete()
    assert browser.get(address).status_code == 410


def test_a_permanent_address_is_its_own_citys(browser, make):
    address = permanent(make())
    other, _theirs = another_city()
    assert browser.get(address, headers={"host": other.hostname}).status_code == 404


def test_a_private_page_stays_private(browser, make):
    page = make("Members only")
    restriction = {"restriction_type": PageViewRestriction.PASSWORD, "password": "x"}
    PageViewRestriction.objects.create(page=Page.objects.get(pk=page.pk), **restriction)
    answer = browser.get(permanent(page), follow=True)
    assert "Members only" not in answer.content.decode()


# --- drafts --------------------------------------------------------------------------------------------


def preview(page) -> str:
    response = page.make_preview_request()
    response = response.render() if hasattr(response, "render") else response
    assert response.status_code == 200
    return response.content.decode()


def test_a_page_that_was_never_saved_can_be_looked_at(site, provider, badge):
    page = OpportunityPage(
        title="New", slug="new", provider=provider, badge=badge, sessions=[date(3)]
    )
    page.path, page.depth = site.root_page.path + "0001", site.root_page.depth + 1
    page.set_url_path(site.root_page)
    said = preview(page)
    assert "New" in said
    assert "Kite Festival Helper" in said


def test_a_draft_is_shown_as_it_is_now(make):
    page = make("Gulls", date(3))
    page.title, page.sessions = "Terns", [date(9), date(10)]
    said = preview(page)
    assert "Terns" in said
    assert said.count('<li class="cofl-panel cofl-stack">') == 2


def test_the_list_can_be_looked_at_before_it_is_saved(site, make):
    make("Gulls", date(3))
    page = OpportunityIndexPage(title="What’s on", slug="whats-on")
    page.path, page.depth = site.root_page.path + "0001", site.root_page.depth + 1
    page.set_url_path(site.root_page)
    assert "1 thing to do" in preview(page)


def test_a_page_in_no_city_shows_what_it_can(make, provider):
    page = make("Gulls", date(3))
    Page.objects.get(pk=page.pk).move(Page.objects.get(depth=1), pos="last-child")
    page.refresh_from_db()
    assert "Gulls" in preview(page)
    assert "Nothing is on" in preview(
        Page.objects.get(depth=1).add_child(instance=OpportunityIndexPage(title="x", slug="x"))
    )


def test_a_weekly_block_is_read_back_as_it_was_written(make):
    first = day(2030, 1, 1)
    weeks = {
        "first": first,
        "last": first,
        "starts": time(18),
        "ends": None,
        "venue": "",
        "not_on": [],
    }
    page = make("Once", ("weekly", weeks))
    assert page.sessions[0].value["first"] == first
    assert row_of(page).sessions.count() == 1
