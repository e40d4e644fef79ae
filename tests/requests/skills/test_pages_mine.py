"""What a learner has lit: which windows, the part of the skills page that is theirs, my badges."""

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.conftest import make_image, png
from wagtail_cofl.awards.issuing import issue
from wagtail_cofl.badges.models import Badge, BadgeSkill
from wagtail_cofl.credentials.models import Revocation
from wagtail_cofl.learners.confirming import learner_for_email
from wagtail_cofl.opportunities.models import Opportunity
from wagtail_cofl.pages.models import PlaylistPage, SkillsSpinePage
from wagtail_cofl.playlists.following import follow
from wagtail_cofl.playlists.lighting import lights_of
from wagtail_cofl.playlists.models import Following, Playlist
from wagtail_cofl.skills.models import Skill
from wagtail_cofl.skills.spine import Spine, spine_for

pytestmark = pytest.mark.django_db

PART = "/cofl/skills/mine/part/"
MINE = "/cofl/my-badges/"


@pytest.fixture
def arts(site) -> dict[str, Skill]:
    framework = spine_for(site)
    area = Skill.objects.create(framework=framework, label="Arts", icon="arts")
    names = ("Recording", "Editing", "Telling", "Drawing", "Singing")
    return {
        name: Skill.objects.create(framework=framework, label=name, parent=area, sort_order=number)
        for number, name in enumerate(names)
    }


@pytest.fixture
def make_badge(city, provider):
    def make(name: str, *skills: Skill, layer="participate") -> Badge:
        badge = Badge(
            provider=provider,
            name=name,
            statement="I did it.",
            description="For people who did it.",
            image=make_image(png()),
            criteria=[("step", {"title": "Do it", "detail": ""})],
            badge_skills=[BadgeSkill(skill=skill) for skill in skills],
            layer=layer,
            live=False,
        )
        badge.save()
        badge.save_revision().publish()
        return badge

    return make


@pytest.fixture
def give(learner):
    def give(badge: Badge):
        return issue(badge.current_version, learner, email="lovelace@example.org")

    return give


@pytest.fixture
def start(site, provider, learner):
    """Put ``learner`` on a playlist of these badges."""

    def start(title: str, *badges: Badge, end: Badge | None = None) -> Following:
        page = PlaylistPage(
            title=title,
            provider=provider,
            badge=end,
            steps=[("badge", {"badge": badge, "note": "", "optional": False}) for badge in badges],
        )
        site.root_page.add_child(instance=page)
        page.save_revision().publish()
        return follow(Playlist.objects.get(page_id=page.pk), learner)

    return start


@pytest.fixture
def signed_in(browser, learner):
    session = browser.session
    session["cofl_learner"] = str(learner.uuid)
    session.save()
    browser.cookies["sessionid"] = session.session_key
    return browser


def revoke(award) -> None:
    Revocation.objects.create(
        credential=award.credential, reason="mistake", revoked_at=timezone.now()
    )


def lit_by(learner) -> dict[str, set[str]]:
    spine = Spine.of(learner.site)
    lights = lights_of(learner, spine)
    return {
        name: {skill.label for skill in spine.find(getattr(lights, name))}
        for name in ("lit", "used", "started")
    } | {"gone": set(lights.gone)}


def soup_of(response) -> BeautifulSoup:
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def words_of(node) -> str:
    return " ".join(node.get_text(" ").split())


# --- what lights a window ---------------------------------------------------------------------


def test_a_badge_lights_its_skills_and_some_layers_build_a_balcony(learner, arts, make_badge, give):
    give(make_badge("Tried", arts["Recording"], arts["Editing"], layer="engage"))
    give(make_badge("Did", arts["Editing"], layer="demonstrate"))
    give(make_badge("Led", arts["Telling"], layer="lead"))
    give(make_badge("Owned", arts["Drawing"], layer="own"))
    found = lit_by(learner)
    assert found["lit"] == {"Recording", "Editing", "Telling", "Drawing"}
    assert found["used"] == {"Editing", "Telling", "Drawing"}


def test_a_withdrawn_badge_lights_nothing(learner, arts, make_badge, give):
    revoke(give(make_badge("Did", arts["Recording"], layer="demonstrate")))
    assert lit_by(learner) == {"lit": set(), "used": set(), "started": set(), "gone": set()}


def test_a_playlist_half_lights_what_is_along_it(learner, arts, make_badge, give, start):
    held, other = make_badge("Held", arts["Recording"]), make_badge("Other", arts["Editing"])
    make_badge("Not on it", arts["Telling"])
    start("Podcast", held, other)
    give(held)
    found = lit_by(learner)
    assert (found["lit"], found["started"]) == ({"Recording"}, {"Editing"})
    Following.objects.update(completed_at=timezone.now())
    assert lit_by(learner)["started"] == set(), "what is finished is not on the way"


def test_the_completion_badge_counts_as_along_the_way(learner, arts, make_badge, start):
    end = make_badge("End", arts["Telling"])
    start("Podcast", make_badge("Step", arts["Recording"]), end=end)
    assert lit_by(learner)["started"] == {"Recording", "Telling"}


def test_nobody_elses_badges_light_my_street(site, learner, arts, make_badge):
    other = learner_for_email(site.pk, "babbage@example.org")
    issue(make_badge("Did", arts["Recording"]).current_version, other, email="babbage@example.org")
    assert lit_by(learner)["lit"] == set()
    assert lit_by(other)["lit"] == {"Recording"}


def test_a_skill_that_left_the_spine_is_named_not_forgotten(learner, arts, make_badge, give):
    give(make_badge("Did", arts["Recording"], arts["Editing"]))
    Skill.objects.filter(pk=arts["Editing"].pk).update(archived=True)
    found = lit_by(learner)
    assert (found["lit"], found["gone"]) == ({"Recording"}, {"Editing"})


def test_lights_take_a_fixed_number_of_queries(learner, arts, make_badge, give, start):
    def count() -> int:
        spine = Spine.of(learner.site)
        with CaptureQueriesContext(connection) as queries:
            lights_of(learner, spine)
        return len(queries)

    give(make_badge("A", arts["Recording"]))
    start("One", make_badge("B", arts["Editing"]))
    assert count() == 3
    give(make_badge("C", arts["Telling"]))
    start("Two", make_badge("D", arts["Drawing"]), make_badge("E", arts["Singing"]))
    assert count() == 3


# --- the learner's part of the skills page ----------------------------------------------------


def test_a_visitor_has_no_part(browser, arts):
    response = browser.get(PART)
    assert (response.status_code, response.content) == (204, b"")
    assert "no-store" in response["Cache-Control"]


def test_the_part_is_the_same_street_with_my_lights(signed_in, site, arts, make_badge, give, start):
    page = SkillsSpinePage(title="Skills", slug="skills")
    site.root_page.add_child(instance=page)
    give(make_badge("Did", arts["Recording"], layer="demonstrate"))
    start("Podcast", make_badge("Next", arts["Editing"]))
    public = soup_of(signed_in.get("/skills/"))
    place = public.select_one("[data-cofl-personal]")
    assert place["data-cofl-personal"] == PART
    assert place.find("a", href=MINE), "the way without JavaScript"

    response = signed_in.get(PART)
    assert {"private", "no-store"} <= set(response["Cache-Control"].split(", "))
    mine = soup_of(response)
    assert mine.html is None, "a part, not a page"
    assert "You have lit one window." in mine.text
    assert mine.select_one(".cofl-city a")["aria-label"] == "Arts: 1 of 5 lit"
    assert len(mine.select(".cofl-city .cofl-w--lit")) == 1
    assert len(mine.select(".cofl-city .cofl-w__balcony")) == 1
    assert len(mine.select(".cofl-city .cofl-w__half")) == 1
    for name in ("#street", "#list", public.select_one(".cofl-city a")["href"]):
        assert public.select_one(name).name == mine.select_one(name).name
    listed = {words_of(item) for item in mine.select(".cofl-arealist ul > li")}
    assert {"Recording You have used it for real", "Editing You have started", "Telling"} <= listed
    panes = {words_of(pane.a): words_of(pane) for pane in mine.select(".cofl-pane")}
    assert "You have used it for real" in panes["Recording"]


def test_the_page_itself_is_the_same_for_everybody(signed_in, site, arts, make_badge, give):
    site.root_page.add_child(instance=SkillsSpinePage(title="Skills", slug="skills"))
    give(make_badge("Did", arts["Recording"]))
    mine = signed_in.get("/skills/").content
    signed_in.cookies.clear()
    assert signed_in.get("/skills/").content == mine


def test_a_part_without_lights_invites(signed_in, arts):
    page = signed_in.get(PART).content.decode()
    assert "Your first badge lights the first window." in page
    assert "Arts: 0 of 5 lit" in page


# --- my badges --------------------------------------------------------------------------------


def test_my_badges_are_my_street_at_night(signed_in, arts, make_badge, give):
    give(make_badge("Did", arts["Recording"], arts["Editing"], layer="demonstrate"))
    withdrawn = give(make_badge("Mistaken", arts["Telling"]))
    revoke(withdrawn)
    soup = soup_of(signed_in.get(MINE))
    assert words_of(soup.h1) == "You have lit 2 windows."
    assert soup.select_one(".cofl-city--night a")["aria-label"] == "Arts: 2 of 5 lit"
    badges = {words_of(item.a): item for item in soup.select(".cofl-badges > li")}
    assert "Withdrawn" in badges["Mistaken"].text
    assert badges["Mistaken"].select_one(".cofl-badge--grey")
    assert "Withdrawn" not in badges["Did"].text
    listed = [words_of(item) for item in soup.select(".cofl-arealist ul > li")]
    assert listed == ["Recording You have used it for real", "Editing You have used it for real"]
    assert "%" not in soup.select_one(".cofl").text, "nobody is a percentage"


def test_a_light_that_went_out_is_explained(signed_in, arts, make_badge, give):
    give(make_badge("Did", arts["Recording"], arts["Editing"]))
    Skill.objects.filter(pk=arts["Editing"].pk).update(archived=True)
    words = words_of(soup_of(signed_in.get(MINE)))
    assert "One skill of yours has no window any more" in words
    assert "Editing. Your badge keeps it." in words


def test_what_i_am_on_says_how_far_and_what_next(signed_in, arts, make_badge, give, start):
    first, second = make_badge("First", arts["Recording"]), make_badge("Second", arts["Editing"])
    start("Podcast", first, second)
    give(first)
    (way,) = soup_of(signed_in.get(MINE)).select(".cofl-way")
    assert "1 of 2 steps" in words_of(way)
    assert "Next: Second" in words_of(way)
    assert way.a["href"] == f"/cofl/playlists/{Playlist.objects.get().uuid}/mine/"
    assert len(way.select(".cofl-steps__one")) == 2
    assert len(way.select(".cofl-steps__one--done")) == 1
    give(second)
    (way,) = soup_of(signed_in.get(MINE)).select(".cofl-way")
    assert "You did every step" in words_of(way)
    assert "Next:" not in words_of(way)


def test_without_badges_it_invites_one(signed_in, site, provider, arts, make_badge):
    assert (
        "The first one is waiting somewhere in your city." in signed_in.get(MINE).content.decode()
    )
    badge = make_badge("Sound Recordist", arts["Recording"])
    thing = Opportunity.objects.create(
        site=site, provider=provider, title="Sounds", kind="informal", place="both", badge=badge
    )
    soup = soup_of(signed_in.get(MINE))
    assert words_of(soup.h1) == "Your city is dark for now"
    assert soup.select_one(".cofl-try a")["href"] == f"/cofl/opportunities/{thing.uuid}/"
    assert soup.find("a", href="/cofl/claim/")


def test_a_badge_that_was_withdrawn_is_not_counted(signed_in, arts, make_badge, give):
    revoke(give(make_badge("Mistaken", arts["Telling"])))
    soup = soup_of(signed_in.get(MINE))
    assert words_of(soup.h1) == "Your city is dark for now"
    assert "Withdrawn" in words_of(soup.select_one(".cofl-badges > li"))


def test_my_badges_in_a_city_without_skills(signed_in, make_badge, give):
    give(make_badge("Did"))
    soup = soup_of(signed_in.get(MINE))
    assert words_of(soup.h1) == "You have one badge."
    assert not soup.select(".cofl-city")


def test_queries_of_my_badges_do_not_grow(signed_in, arts, make_badge, give, start):
    def count() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert signed_in.get(MINE).status_code == 200
        return len(queries)

    give(make_badge("A", arts["Recording"]))
    start("One", make_badge("B", arts["Editing"]))
    signed_in.get(MINE)
    small = count()
    for number in range(4):
        give(make_badge(f"C{number}", arts["Telling"]))
        start(f"Two {number}", make_badge(f"D{number}", arts["Drawing"]))
    assert count() == small
