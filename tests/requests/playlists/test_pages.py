"""Playlists for everybody: the list, the route, what is gone, and the badge's own page."""

from datetime import timedelta

import pytest
from django.utils import timezone
from wagtail.models import Page, PageViewRestriction

from tests.requests.opportunities.making import (
    add,
    another_city,
    date,
    opportunity,
    publish,
    sign_in,
)
from wagtail_cofl.opportunities.models import Session
from wagtail_cofl.pages.models import OpportunityIndexPage, PlaylistIndexPage, PlaylistPage

from .conftest import link, step

pytestmark = pytest.mark.django_db

HTML = {"accept": "text/html"}


def words(browser, path: str, **more) -> str:
    response = browser.get(path, **more)
    assert response.status_code == 200, response.content.decode()[:400]
    return response.content.decode()


def at(podcast) -> str:
    return "/playlists/podcast/"


# --- the list -----------------------------------------------------------------------------------


def test_the_list_says_how_long_each_is_and_what_it_ends_with(browser, podcast):
    page = words(browser, "/playlists/")
    for one in (
        "Podcast",
        "4 steps, and 1 more if you like",
        "Catch the sounds of your street.",
        "Put together by Harbour Museum",
        "It ends with <strong>Harbour Storyteller</strong>",
        f"/cofl/badges/{podcast.end.current_version.uuid}.png",
    ):
        assert one in page


def test_the_list_has_what_anybody_may_know_of(browser, podcast, make_playlist, provider):
    make_playlist([link()], "Other route", slug="other-route").unpublish()
    page = words(browser, "/playlists/")
    assert "Podcast" in page
    assert "Other route" not in page
    restriction = PageViewRestriction.objects.create(
        page=Page.objects.get(pk=podcast.page.pk), restriction_type=PageViewRestriction.LOGIN
    )
    assert "Podcast" not in words(browser, "/playlists/")
    restriction.delete()
    provider.archived = True
    provider.save()
    assert "There are no playlists yet" in words(browser, "/playlists/")


def test_a_list_with_nothing_on_it_leads_to_what_is_on(browser, site, index):
    add(site.root_page, OpportunityIndexPage(title="What’s on", slug="whats-on"))
    page = words(browser, "/playlists/")
    assert "There are no playlists yet" in page
    assert 'href="/whats-on/"' in page


def test_another_citys_playlists_are_not_here(browser, podcast):
    other, _theirs = another_city()
    add(other.root_page, PlaylistIndexPage(title="Playlists", slug="playlists"))
    assert "Podcast" not in words(browser, "/playlists/", headers={"host": other.hostname})


def test_a_long_list_asks_no_more_of_the_database(
    browser, podcast, make_playlist, django_assert_max_num_queries
):
    def queries() -> int:
        browser.get("/playlists/")
        with django_assert_max_num_queries(100) as captured:
            browser.get("/playlists/")
        return len(captured)

    few = queries()
    for number in range(8):
        page = make_playlist(
            [step("badge", {"badge": podcast.sound})],
            f"Route {number}",
            slug=f"route-{number}",
            badge=podcast.end,
        )
        page.steps = [step("badge", {"badge": podcast.walker})]
        publish(page)  # a second version
    assert queries() == few
    assert few <= 25


# --- the route ------------------------------------------------------------------------------------


def test_the_route_for_everybody(browser, podcast):
    page = words(browser, at(podcast))
    for one in (
        "Start this playlist",
        "See how far I am",
        "Do any 2 of these 3",
        "Only if you like",
        "about an hour",
        'href="/walk/"',
        'href="https://kitchen.example/"',
        "kitchen.example</span>",
        "Get the badge Sound Recordist",
        "This badge comes by itself when you have done every step.",
        "If you like music.",
        "Print as a checklist",
    ):
        assert one in page, one
    assert "learn.example.org</span>" not in page, "the site's own pages are not elsewhere"
    assert f'data-cofl-personal="{podcast.part}"' in page
    assert f'href="{podcast.mine}"' in page


def test_the_page_is_the_same_for_everyone_and_has_no_form(browser, podcast, learner):
    signed_out = browser.get(at(podcast))
    assert b"<form" not in signed_out.content
    assert b"csrf" not in signed_out.content
    assert not signed_out.cookies
    sign_in(browser, learner)
    browser.post(podcast.begin)
    assert browser.get(at(podcast)).content == signed_out.content


def test_each_step_has_a_square_for_paper(browser, podcast, monkeypatch):
    drawn = []
    monkeypatch.setattr(
        "wagtail_cofl.playlists.sights.qr_svg", lambda text: drawn.append(text) or ""
    )
    words(browser, at(podcast))
    here = "https://learn.example.org/cofl"
    steps = podcast.version.steps
    assert set(drawn) == {
        f"{here}/opportunities/{steps[0]['opportunity']}/",
        f"{here}/opportunities/{steps[1]['steps'][0]['opportunity']}/",
        "https://kitchen.example/",
        "https://learn.example.org/n/",
        f"{here}/badges/{podcast.sound.current_version.uuid}",
        "https://tides.example/",
        f"{here}/opportunities/{steps[4]['opportunity']}/",
    }


def test_a_step_that_is_over_says_so_and_stays(browser, podcast):
    Session.objects.update(
        starts_at=timezone.now() - timedelta(days=3), ends_at=timezone.now() - timedelta(days=2)
    )
    page = words(browser, at(podcast))
    assert "It has no more dates for now." in page
    assert 'href="/walk/"' in page


def test_a_step_that_was_unpublished_says_so_and_stays_without_a_link(browser, podcast):
    podcast.walk.unpublish()
    page = words(browser, at(podcast))
    assert "Story walk" in page
    assert "This is not on any more." in page
    assert "You can still get its badge somewhere else." in page
    assert 'href="/walk/"' not in page


def test_a_step_whose_badge_is_no_longer_given_says_so(browser, podcast):
    podcast.sound.archived = True
    podcast.sound.save()
    page = words(browser, at(podcast))
    # twice: the harbour, and the badge itself
    assert page.count("Its badge is not given at the moment.") == 2
    podcast.harbour.delete()
    assert "what counts instead" in words(browser, at(podcast))


def test_a_step_is_called_what_its_page_is_called_today(browser, podcast):
    podcast.walk.title = "Story stroll"
    publish(podcast.walk)
    page = words(browser, at(podcast))
    assert "Story stroll" in page
    assert "Story walk" not in page


def test_a_playlist_without_a_badge_has_an_end_too(browser, make_playlist):
    make_playlist([link()], "Plain", slug="plain")
    page = words(browser, "/playlists/plain/")
    assert "When every step is done, you have done the whole route." in page
    assert "1 step" in page


def test_a_long_route_asks_no_more_of_the_database(
    browser, site, provider, make_playlist, make_badge, django_assert_max_num_queries
):
    from tests.requests.opportunities.making import row_of

    def steps(number: int):
        for n in range(number):
            badge = make_badge(f"Badge {number} {n}")
            page = opportunity(
                site.root_page, provider, f"Walk {number} {n}", badge=badge, sessions=[date(3)]
            )
            yield step("opportunity", {"opportunity": row_of(page)})

    def queries(path: str) -> int:
        browser.get(path)
        with django_assert_max_num_queries(100) as captured:
            browser.get(path)
        return len(captured)

    make_playlist(list(steps(1)), "Short", slug="short")
    make_playlist(list(steps(7)), "Long", slug="long")
    few = queries("/playlists/short/")
    assert queries("/playlists/long/") == few
    assert few <= 30


def test_an_opportunity_names_the_playlists_that_it_is_in(browser, podcast):
    page = words(browser, "/harbour/")
    assert "It is step 2 of 5 of" in page
    assert 'href="/playlists/podcast/"' in page
    podcast.page.unpublish()
    assert "Part of a playlist" not in words(browser, "/harbour/")


def test_only_the_newest_route_counts(browser, podcast):
    raw = podcast.page.steps.get_prep_value()
    podcast.page.steps = PlaylistPage._meta.get_field("steps").to_python([raw[3], raw[0]])
    publish(podcast.page)
    assert "Part of a playlist" not in words(browser, "/harbour/")
    assert words(browser, "/walk/").count("It is step 2 of 2 of") == 1
    assert "2 steps" in words(browser, "/playlists/")


# --- a badge ------------------------------------------------------------------------------------------


def badge_page(browser, version) -> str:
    return words(browser, f"/cofl/badges/{version.uuid}", headers=HTML)


def test_a_badges_page_says_where_to_get_it_and_where_it_leads(browser, podcast):
    page = badge_page(browser, podcast.walker.current_version)
    for one in (
        "Where you can get it",
        "Story walk",
        "It is step 1 of 5 of",
        "Participate: taking part",
        "Help for two hours",
        "Helping to run an event",
        'href="/cofl/issuers/',
    ):
        assert one in page, one
    assert "It is the last badge of" in badge_page(browser, podcast.end.current_version)
    podcast.walk.unpublish()
    page = badge_page(browser, podcast.walker.current_version)
    assert "Nothing that gives it is on just now." in page


def test_a_badge_that_is_not_given_any_more_says_so(browser, podcast):
    podcast.walker.archived = True
    podcast.walker.save()
    page = badge_page(browser, podcast.walker.current_version)
    assert "This badge is not given any more." in page
    assert "I have a code" not in page
    assert "Where you can get it" not in page


def test_an_older_version_leads_to_the_newest(browser, podcast):
    old = podcast.walker.current_version
    podcast.walker.statement = "I helped twice."
    podcast.walker.save_revision().publish()
    newest = podcast.walker.current_version
    page = badge_page(browser, old)
    assert "See it as it is now" in page
    assert f"/cofl/badges/{newest.uuid}" in page
    assert "See it as it is now" not in badge_page(browser, newest)
