"""A badge that asks for a playlist: what its learner is told, and that it follows by itself."""

from types import SimpleNamespace

import pytest
from django.urls import reverse

from tests.requests.awards.deciders import new_badge, person, sent_in
from tests.requests.opportunities.making import playlist_of, publish, sign_in
from wagtail_cofl.awards import automatic
from wagtail_cofl.awards.issuing import issue
from wagtail_cofl.awards.models import Award, Claim
from wagtail_cofl.badges import answering
from wagtail_cofl.badges.answering import Case, Verdict
from wagtail_cofl.badges.blocks import shown
from wagtail_cofl.badges.models import Badge
from wagtail_cofl.learners.models import AgeBand
from wagtail_cofl.playlists.following import follow, leave, set_tick
from wagtail_cofl.playlists.models import Following
from wagtail_cofl.playlists.publishing import each_step

from .conftest import link, step

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("city")]


@pytest.fixture
def tides(badge, make_playlist):
    """A link and a badge."""
    steps = [link("One"), step("badge", {"badge": badge})]
    return playlist_of(make_playlist(steps, title="Tides *and* sounds"))


def asks(provider, playlist, name: str = "Tide Reader", *, workflow: str = "at-once", inside=False):
    criteria = ("playlist", {"title": "", "detail": "", "playlist": playlist})
    if inside:
        other = ("step", {"title": "Do it", "detail": ""})
        criteria = ("choice", {"title": "", "needed": 1, "any_of": [criteria, other]})
    made = new_badge(provider, name, [criteria])
    made.workflow = provider.workflows.get(ready_made=workflow)
    made.save()
    return made


def finish(playlist, learner) -> Following:
    """Tick what is for ticking, and give the badge of the rest, if there is one."""
    following = follow(playlist, learner)
    for one in each_step(following.version.steps):
        if one.get("badge"):
            badge = Badge.objects.get(uuid=one["badge"])
            issue(badge.current_version, learner, email=None)
        else:
            set_tick(following, one["id"], done=True)
    return following


def held(learner) -> list[str]:
    found = Award.objects.filter(learner=learner).order_by("pk")
    names = found.values_list("badge_version__name", flat=True)
    return [name for name in names if name != "Kite Festival Helper"]


def said(playlist, learner, reviewed=None):
    criterion = {"id": "a", "type": "playlist", "value": {"playlist": playlist.pk}}
    version = SimpleNamespace(criteria=[criterion])
    answer = answering.answer(criterion, Case(learner, version, {}, reviewed or {}))
    return answer.verdict, answer.because, answering.is_automatic(version)


def test_a_learner_is_told_how_much_is_left_until_it_is_met(tides, learner, give, badge):
    not_yet = Verdict.NOT_YET
    name = "“Tides *and* sounds”"
    assert said(tides, learner) == (not_yet, f"You have not started {name} yet.", True)
    following = follow(tides, learner)
    assert said(tides, learner) == (not_yet, f"Do 2 more steps of {name}.", True)
    set_tick(following, following.version.steps[0]["id"], done=True)
    assert said(tides, learner) == (not_yet, f"Do 1 more step of {name}.", True)
    give(badge)
    assert said(tides, learner) == (Verdict.MET, "", True)
    # Every step done, and nobody has said that it is finished: not yet.
    Following.objects.update(completed_at=None)
    assert said(tides, learner) == (not_yet, f"Open {name} again to finish it.", True)
    gone = SimpleNamespace(pk=0)
    assert said(gone, learner) == (not_yet, "The playlist for this is not there any more.", False)


def test_ticking_alone_gives_no_badge(provider, make_playlist, learner):
    playlist = playlist_of(make_playlist([link("One"), link("Two")], title="Ticks"))
    asks(provider, playlist)
    finish(playlist, learner)
    assert held(learner) == []
    assert said(playlist, learner) == (Verdict.PERSON, "Somebody looks at this.", False)
    assert said(playlist, learner, {"a": {"met": True}})[0] == Verdict.MET


def test_documents_and_pages_name_the_playlist(provider, tides, browser):
    badge = asks(provider, tides)
    version = badge.current_version
    assert version.criteria[0]["value"]["playlist"] == tides.pk
    name = "Finish the playlist “Tides \\*and\\* sounds”"
    assert f"1. **{name}**" in version.criteria_narrative
    assert answering.is_automatic(version)
    address = reverse("wagtail_cofl:badge_version", args=[version.uuid])
    page = browser.get(address, headers={"accept": "text/html"}).content.decode()
    assert "Finish the playlist “Tides *and* sounds”" in page
    assert 'href="/playlists/podcast/"' in page
    # An editor's own title does not hide which one it is.
    own = {"type": "playlist", "value": {"title": "Go on", "detail": "", "playlist": tides.pk}}
    assert answering.markdown(own) == "**Go on** – Tides \\*and\\* sounds"
    version.criteria[0]["value"]["playlist"] = 0
    ((_title, block),) = shown(version.criteria)
    assert "Finish this playlist" in block.render()


def test_who_finishes_it_gets_the_badges_that_ask_for_it_once(
    browser, provider, tides, learner, site, django_assert_num_queries
):
    badge = asks(provider, tides)
    asks(provider, tides, "By a choice", inside=True)
    asks(provider, tides, "Looked at", workflow="one-look")
    sign_in(browser, learner)
    browser.post(f"/cofl/playlists/{tides.uuid}/begin/")
    issue(Badge.objects.get(name="Kite Festival Helper").current_version, learner, email=None)
    assert held(learner) == []
    first = tides.current_version.steps[0]["id"]
    browser.post(f"/cofl/playlists/{tides.uuid}/tick/", {"step": first, "done": "1"})
    # Not the one that somebody looks at.
    assert held(learner) == ["By a choice", "Tide Reader"]
    claim = Claim.objects.get(badge=badge)
    assert (claim.badge, claim.way, claim.state) == (badge, Claim.Way.ITSELF, Claim.State.AWARDED)
    # Leaving it and finishing it again gives nothing twice.
    leave(Following.objects.get())
    assert finish(tides, learner).playlist.followings.get().completed_at
    assert held(learner) == ["By a choice", "Tide Reader"]
    # Nobody asks for this: one query, however many badges there are.
    with django_assert_num_queries(1):
        automatic.after(learner, lambda criterion: False)
    # A child whose grown-up has not said yes gets nothing.
    child = person(site, AgeBand.UNDER_13, is_kept=False)
    finish(tides, child)
    assert held(child) == []
    # Who asked before they were done need not ask again.
    asked = person(site)
    second = asks(provider, tides, "Second")
    assert sent_in(second, asked).state == Claim.State.MORE
    finish(tides, asked)
    assert held(asked) == ["By a choice", "Second", "Tide Reader"]
    # Nor is a badge given that is not given now.
    Badge.objects.exclude(name="Kite Festival Helper").update(archived=True)
    late = person(site)
    finish(tides, late)
    assert held(late) == []


def test_a_playlist_that_ends_with_the_badge_that_asks_for_it_ends(
    badge, provider, make_playlist, learner, give
):
    """Finishing is marked once and a badge follows once, so that nothing can go round."""
    steps = [step("badge", {"badge": badge}), link("One")]
    page = make_playlist(steps, title="Round")
    last = asks(provider, playlist_of(page), "Last")
    page.badge = last
    publish(page)
    assert playlist_of(page).current_version.badge == last
    following = follow(playlist_of(page), learner)
    set_tick(following, following.version.steps[1]["id"], done=True)
    give(badge)
    assert held(learner) == ["Last"]
