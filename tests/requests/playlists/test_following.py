"""A learner's own way: beginning, ticking, finishing, taking the new route, leaving."""

import re

import pytest
from django.core import mail

from tests.requests.opportunities.making import another_city, publish, sign_in
from wagtail_cofl.awards.models import Award
from wagtail_cofl.credentials.models import Revocation
from wagtail_cofl.learners.confirming import learner_for_email
from wagtail_cofl.pages.models import PlaylistPage
from wagtail_cofl.playlists.models import Following, Tick

from .conftest import link

pytestmark = pytest.mark.django_db


@pytest.fixture
def me(browser, learner):
    """The learner's own browser."""
    sign_in(browser, learner)
    return browser


def words(browser, path: str) -> str:
    response = browser.get(path)
    assert response.status_code == 200, response.status_code
    return response.content.decode()


def tick(browser, podcast, name: str, done: str = "1"):
    return browser.post(podcast.tick, {"step": step_id(podcast, name), "done": done})


def step_id(podcast, title: str) -> str:
    from wagtail_cofl.playlists.publishing import each_step

    return next(one["id"] for one in each_step(podcast.version.steps) if one["title"] == title)


def withdraw(award: Award) -> None:
    Revocation.objects.create(
        credential=award.credential, reason=Revocation.Reason.MISTAKE, revoked_at=award.awarded_at
    )


def do_everything(me, podcast, give) -> None:
    """Every step that must be done, but for the first."""
    give(podcast.sound)
    for name in ("Kitchen sounds", "Edit it"):
        tick(me, podcast, name)


# --- who sees what ----------------------------------------------------------------------------------


def test_a_visitor_is_told_how_a_place_is_kept(browser, podcast):
    page = words(browser, podcast.mine)
    assert "I have a badge already" in page
    assert f"/cofl/sign-in/?next={podcast.mine.replace('/', '%2F')}" in page
    assert 'href="/playlists/podcast/#route"' in page
    assert browser.get(podcast.part).status_code == 204


def test_signing_in_leads_back_to_the_playlist(browser, podcast, learner):
    """The link may be opened in another browser: where to go on travels in it."""
    browser.post(f"/cofl/sign-in/?next={podcast.mine}", {"email": "lovelace@example.org"})
    address = re.search(r"https://learn\.example\.org(/cofl/sign-in/\S+)", mail.outbox[-1].body)[1]
    assert browser.get(address).status_code == 200
    assert browser.post(address).url == podcast.mine
    assert "Start this playlist" in words(browser, podcast.mine)


@pytest.mark.parametrize(
    "then",
    ["https://evil.example/", "//evil.example/", "javascript:alert(1)", "/\\evil.example", ""],
)
def test_signing_in_leads_to_no_other_site(browser, podcast, learner, then):
    browser.post(f"/cofl/sign-in/?next={then}", {"email": "lovelace@example.org"})
    address = re.search(r"https://learn\.example\.org(/cofl/sign-in/\S+)", mail.outbox[-1].body)[1]
    assert "next=" not in address
    path = address.partition("?")[0]
    assert browser.post(f"{path}?next={then}").url == "/cofl/my-badges/"


@pytest.mark.parametrize("name", ["mine", "part"])
def test_what_is_a_learners_own_is_kept_by_nobody(me, podcast, name):
    answer = me.get(getattr(podcast, name))
    assert "no-store" in answer["Cache-Control"]
    assert "private" in answer["Cache-Control"]
    me.post(podcast.begin)
    assert "no-store" in me.get(getattr(podcast, name))["Cache-Control"]


def test_one_learners_way_is_not_anothers(me, podcast, site):
    me.post(podcast.begin)
    tick(me, podcast, "Edit it")
    assert "1 of 4 steps done." in words(me, podcast.mine)
    sign_in(me, learner_for_email(site.pk, "hopper@example.org"))
    page = words(me, podcast.mine)
    assert "steps done" not in page
    assert "Start this playlist" in page


@pytest.mark.parametrize("name", ["begin", "stop", "tick"])
def test_only_a_press_changes_anything_and_only_a_learners(browser, podcast, name):
    assert browser.get(getattr(podcast, name)).status_code == 405
    assert browser.post(getattr(podcast, name)).status_code == 302
    assert not Following.objects.exists()


def test_a_press_needs_its_token(me, podcast):
    me.handler.enforce_csrf_checks = True
    assert me.post(podcast.begin).status_code == 403
    page = words(me, podcast.part)
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page)[1]
    headers = {"referer": "https://learn.example.org/playlists/podcast/"}
    answer = me.post(podcast.begin, {"csrfmiddlewaretoken": token}, headers=headers)
    assert answer.status_code == 302


# --- along the route -----------------------------------------------------------------------------------


def test_the_part_and_the_page_say_the_same(me, podcast):
    me.post(podcast.begin)
    page, part = words(me, podcast.mine), words(me, podcast.part)
    inside = re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", part).strip()
    assert inside in re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", page)
    assert "<html" not in part


def test_begun_at_the_first_step(me, podcast):
    assert me.post(podcast.begin).url == podcast.mine
    page = words(me, podcast.mine)
    assert "0 of 4 steps done." in page
    assert "You are here" in page
    assert f'href="#step-{podcast.version.steps[0]["id"]}"' in page
    assert "Only you see how far you are." in page
    # A step with a badge is not for ticking; the other four single ones are.
    assert page.count("I did this") == 4


def test_begun_twice_is_begun_once(me, podcast):
    me.post(podcast.begin)
    me.post(podcast.begin)
    assert Following.objects.count() == 1


def test_what_is_held_already_counts_and_says_why(me, podcast, give):
    give(podcast.walker)
    me.post(podcast.begin)
    page = words(me, podcast.mine)
    assert "1 of 4 steps done." in page
    assert "It counts because you hold Kite Festival Helper." in page
    assert "You already have <strong>the skill</strong>" in page


def test_ticks_come_and_go(me, podcast):
    me.post(podcast.begin)
    answer = tick(me, podcast, "Kitchen sounds")
    assert answer.url == f"{podcast.mine}#step-{step_id(podcast, 'Kitchen sounds')}"
    page = words(me, podcast.mine)
    assert "1 done, 1 to go" in page
    tick(me, podcast, "Kitchen sounds")
    assert Tick.objects.count() == 1
    tick(me, podcast, "Kitchen sounds", done="0")
    assert Tick.objects.count() == 0
    assert "1 done, 1 to go" not in words(me, podcast.mine)


def test_a_choice_is_done_by_any_of_its_steps(me, podcast, give):
    me.post(podcast.begin)
    tick(me, podcast, "Kitchen sounds")
    tick(me, podcast, "Neighbour")
    assert "1 of 4 steps done." in words(me, podcast.mine)


def test_a_step_that_gives_a_badge_cannot_be_ticked(me, podcast):
    me.post(podcast.begin)
    assert tick(me, podcast, "Story walk").status_code == 404
    assert me.post(podcast.tick, {"step": "nonsense", "done": "1"}).status_code == 404
    assert not Tick.objects.exists()


def test_leaving_forgets_the_ticks_and_keeps_the_badges(me, podcast, give, learner):
    award = give(podcast.walker)
    me.post(podcast.begin)
    tick(me, podcast, "Edit it")
    assert me.post(podcast.stop).url == "/cofl/my-badges/"
    assert not Following.objects.exists()
    assert not Tick.objects.exists()
    assert learner.awards.get() == award
    assert "Start this playlist" in words(me, podcast.mine)


def test_my_way_asks_no_more_of_the_database_the_longer_it_is(
    me, make_playlist, django_assert_max_num_queries
):
    from tests.requests.opportunities.making import playlist_of

    def queries(page) -> int:
        address = f"/cofl/playlists/{playlist_of(page).uuid}/mine/"
        me.post(address.replace("mine/", "begin/"))
        me.get(address)
        with django_assert_max_num_queries(100) as captured:
            me.get(address)
        return len(captured)

    few = queries(make_playlist([link()], "Short", slug="short"))
    long = make_playlist([link(f"Step {n}") for n in range(12)], "Long", slug="long")
    assert queries(long) == few
    assert few <= 40


# --- the end ---------------------------------------------------------------------------------------------


def test_the_last_step_gives_the_badge_by_itself(me, podcast, give, learner):
    me.post(podcast.begin)
    do_everything(me, podcast, give)
    assert Following.objects.get().completed_at is None
    give(podcast.walker)
    award = Award.objects.get(badge_version__badge=podcast.end)
    assert award.learner == learner
    assert Following.objects.get().completed_at
    page = words(me, podcast.mine)
    assert "You finished this playlist." in page
    assert f"/cofl/my-badges/{award.uuid}/" in page
    assert "I did this" not in page
    assert "Stop this playlist" not in page


def test_the_last_tick_gives_it_too(me, podcast, give):
    give(podcast.walker)
    give(podcast.sound)
    me.post(podcast.begin)
    tick(me, podcast, "Edit it")
    assert not Award.objects.filter(badge_version__badge=podcast.end).exists()
    tick(me, podcast, "Neighbour")
    assert Award.objects.filter(badge_version__badge=podcast.end).count() == 1


def test_who_has_done_it_all_gets_it_at_the_beginning_and_once(me, podcast, give):
    give(podcast.walker)
    give(podcast.sound)
    me.post(podcast.begin)
    tick(me, podcast, "Edit it")
    tick(me, podcast, "Kitchen sounds")
    me.post(podcast.begin)
    me.post(podcast.stop)
    me.post(podcast.begin)
    tick(me, podcast, "Edit it")
    tick(me, podcast, "Kitchen sounds")
    assert Award.objects.filter(badge_version__badge=podcast.end).count() == 1
    assert Following.objects.get().completed_at


def test_a_city_that_may_not_issue_gives_it_when_it_may(me, podcast, give, city):
    me.post(podcast.begin)
    do_everything(me, podcast, give)
    address, city.canonical_address = city.canonical_address, ""
    walker = podcast.walker
    city.save()
    with pytest.raises(Exception, match="permanent address"):
        give(walker)
    city.canonical_address = address
    city.save()
    award = give(walker)
    assert award.learner.awards.count() == 3


def test_a_badge_that_is_not_given_at_the_moment_is_given_later(me, podcast, give):
    podcast.end.archived = True
    podcast.end.save()
    me.post(podcast.begin)
    do_everything(me, podcast, give)
    give(podcast.walker)
    assert not Award.objects.filter(badge_version__badge=podcast.end).exists()
    assert "You did every step." in words(me, podcast.mine)
    podcast.end.archived = False
    podcast.end.save()
    page = words(me, podcast.mine)
    assert "Get my badge" in page
    assert not Award.objects.filter(badge_version__badge=podcast.end).exists(), (
        "a look changes nothing"
    )
    me.post(podcast.begin)
    assert Award.objects.filter(badge_version__badge=podcast.end).count() == 1
    assert "See my badge" in words(me, podcast.mine)


def test_a_step_whose_badge_was_withdrawn_is_to_be_done_again(me, podcast, give):
    me.post(podcast.begin)
    withdraw(give(podcast.walker))
    page = words(me, podcast.mine)
    assert "0 of 4 steps done." in page
    assert "It counts because you hold" not in page
    assert "You already have" not in page, "its skills are not held either"


def test_a_completion_badge_that_was_withdrawn_does_not_come_back_by_itself(me, podcast, give):
    me.post(podcast.begin)
    do_everything(me, podcast, give)
    give(podcast.walker)
    withdraw(Award.objects.get(badge_version__badge=podcast.end))
    me.post(podcast.stop)
    me.post(podcast.begin)
    for name in ("Kitchen sounds", "Edit it"):
        tick(me, podcast, name)
    assert Award.objects.filter(badge_version__badge=podcast.end).count() == 1
    assert "See my badge" not in words(me, podcast.mine)


def test_two_last_steps_at_once_give_one_badge(podcast, learner, give, monkeypatch):
    """Whoever marks the route first gives the badge; the other finds it marked."""
    from wagtail_cofl.playlists import completing, following

    route = following.follow(podcast.row, learner)
    give(podcast.walker)
    give(podcast.sound)
    Tick.objects.bulk_create(
        Tick(following=route, step=step_id(podcast, name)) for name in ("Kitchen sounds", "Edit it")
    )
    other = Following.objects.get(pk=route.pk)
    real, entered = completing.draw_up, []

    def meanwhile(*args, **kwargs):
        if not entered:
            entered.append(True)
            assert completing.complete(other)
        return real(*args, **kwargs)

    monkeypatch.setattr(completing, "draw_up", meanwhile)
    assert completing.complete(route) is None
    assert Award.objects.filter(badge_version__badge=podcast.end).count() == 1


def test_one_route_may_finish_another(me, podcast, give, make_playlist, make_badge):
    from tests.requests.opportunities.making import playlist_of

    from .conftest import step

    last = make_badge("Radio Star")
    longer = make_playlist(
        [step("badge", {"badge": podcast.end})], "Longer", slug="longer", badge=last
    )
    me.post(podcast.begin)
    me.post(f"/cofl/playlists/{playlist_of(longer).uuid}/begin/")
    do_everything(me, podcast, give)
    give(podcast.walker)
    assert Award.objects.filter(badge_version__badge=last).count() == 1


# --- routes that change ---------------------------------------------------------------------------------------


def rework(podcast) -> None:
    """The editor keeps the first step and the link, and adds one."""
    raw = podcast.page.steps.get_prep_value()
    steps = [
        raw[0],
        raw[3],
        {"type": "link", "value": {"title": "New", "url": "https://n.example/"}},
    ]
    podcast.page.steps = PlaylistPage._meta.get_field("steps").to_python(steps)
    publish(podcast.page)


def test_a_learner_finishes_the_way_they_began_or_takes_the_new_route(me, podcast):
    me.post(podcast.begin)
    tick(me, podcast, "Edit it")
    rework(podcast)
    page = words(me, podcast.mine)
    assert "You can finish the way you began." in page
    assert "Do any 2 of these 3" in page
    assert "1 of 4 steps done." in page
    me.post(podcast.begin, {"newest": "1"})
    page = words(me, podcast.mine)
    assert "Do any 2 of these 3" not in page
    assert "You can finish the way you began." not in page
    assert "1 of 3 steps done." in page, "the tick stays with its step"


def test_the_new_route_may_be_done_already(me, podcast, give):
    me.post(podcast.begin)
    tick(me, podcast, "Edit it")
    give(podcast.walker)
    raw = podcast.page.steps.get_prep_value()
    podcast.page.steps = PlaylistPage._meta.get_field("steps").to_python([raw[0], raw[3]])
    publish(podcast.page)
    assert not Award.objects.filter(badge_version__badge=podcast.end).exists()
    me.post(podcast.begin, {"newest": "1"})
    assert Award.objects.filter(badge_version__badge=podcast.end).count() == 1


def test_an_unpublished_playlist_can_be_finished_and_not_begun(me, podcast, site):
    me.post(podcast.begin)
    podcast.page.unpublish()
    page = words(me, podcast.mine)
    assert "This playlist is closed to new people." in page
    assert tick(me, podcast, "Edit it").status_code == 302
    podcast.page.delete()
    assert "1 of 4 steps done." in words(me, podcast.mine)
    sign_in(me, learner_for_email(site.pk, "hopper@example.org"))
    assert me.get(podcast.mine).status_code == 404
    assert me.post(podcast.begin).status_code == 404
    me.cookies.clear()
    assert me.get(podcast.mine).status_code == 404


def test_a_playlist_is_its_own_citys(me, podcast):
    other, _theirs = another_city()
    headers = {"host": other.hostname}
    assert me.get(podcast.mine, headers=headers).status_code == 404
    assert me.post(podcast.begin, headers=headers).status_code == 302
    assert not Following.objects.exists()


def test_what_is_gone_can_be_ticked_by_who_did_it(me, podcast):
    podcast.radio.delete()
    me.post(podcast.begin)
    assert "Did you do it? Then tick it." in words(me, podcast.mine)
    tick(me, podcast, "Visit the radio")
    assert Tick.objects.count() == 1
