"""Port Merrow as plain data: everything that it names exists, and nobody in it is real."""

import re
import sys
from itertools import chain
from pathlib import Path

import pytest
from PIL import Image

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "example_site"))
from demo import badges, city, drawing, opportunities, people, playlists

from wagtail_cofl.learners.words import check_words, nickname_problem

DEMO = Path(__file__).resolve().parents[2] / "example_site/demo"
PICTURES = DEMO / "pictures"
# What a visitor's mail program or browser could reach, if it were real.
ADDRESS = re.compile(r"[\w.-]+@([\w.-]+)|https?://([\w.-]+)")


routes = playlists.PLAYLISTS
things = opportunities.OPPORTUNITIES
areas = city.AREAS
skills = {skill["name"]: area["name"] for area in areas for skill in area["skills"]}
slugs = {thing["slug"]: thing for thing in things}


def singles(steps):
    return chain.from_iterable(singles(s[2]) if s[0] == "any" else [s] for s in steps)


def floors(area: dict) -> int:
    leads = {skill["name"]: skill["leads_to"] for skill in area["skills"]}

    def height(name: str) -> int:
        return 1 + max(map(height, leads[name]), default=0)

    return max(map(height, leads))


def test_the_city_is_as_large_as_it_says() -> None:
    assert (len(areas), len(skills), len(city.PROVIDERS)) == (8, 43, 6)
    assert (len(things), len(routes), len(badges.BADGES)) == (24, 4, 19)
    assert len(slugs) == 24


@pytest.mark.parametrize("area", areas, ids=lambda area: area["icon"])
def test_a_building(area: dict) -> None:
    assert re.fullmatch(r"\w{1,9}", area["short_name"])
    assert 2 <= floors(area) <= 3
    assert all(skill["description"] for skill in area["skills"])
    for skill in area["skills"]:
        assert all(skills[name] == area["name"] for name in skill["leads_to"])


def test_the_last_things_that_a_skill_leads_to_are_different_ones() -> None:
    for area in areas:
        for skill in area["skills"]:
            assert len(set(skill["leads_to"])) == len(skill["leads_to"])


@pytest.mark.parametrize("slug", badges.BADGES)
def test_a_badge(slug: str) -> None:
    badge = badges.BADGES[slug]
    assert badge["provider"] in city.PROVIDERS
    assert set(badge["skills"]) <= set(skills)
    assert len(badge["statement"]) <= 255
    assert badge["criteria"]
    # What the picture claims, the words say too.
    if badge["art"].get("star"):
        assert "vouches" in badge["description"]
    if badge["art"].get("ring") == 2:
        assert "two rings" in badge["description"] or "college" in badge["description"]
    ends = [route for route in routes if route["badge"] == slug]
    assert bool(badge["art"].get("ribbon")) == bool(ends)
    given = [thing for thing in things if thing["badge"] == slug]
    by_itself = badge["criteria"][0][0] == "badges" and badge["workflow"] == "at-once"
    assert given or ends or by_itself, "nobody can get it"


@pytest.mark.parametrize("slug", badges.BADGES)
def test_its_picture_is_the_one_that_is_drawn(slug: str) -> None:
    facts = badges.BADGES[slug]
    drawn = drawing.badge(facts["layer"], **facts["art"])
    assert (PICTURES / f"{slug}.svg").read_text() == drawn, "run python -m demo.render"
    with Image.open(PICTURES / f"{slug}.png") as png:
        assert png.size == (600, 600)
    assert (PICTURES / f"{slug}.png").stat().st_size < 25_000


@pytest.mark.parametrize("thing", things, ids=lambda thing: thing["slug"])
def test_an_opportunity(thing: dict) -> None:
    assert thing["provider"] in city.PROVIDERS
    assert thing["badge"] is None or thing["badge"] in badges.BADGES
    assert thing["badge"] or thing["skills"], "it grows nothing"
    assert set(thing["skills"]) <= set(skills)
    assert not (thing["free"] and thing["cost"])
    assert len(thing["summary"]) <= 300
    assert len(thing["audience"]) <= 120
    assert bool(thing["venue"]) == (thing["place"] != "online")
    assert set(re.findall(r"<(\w+)", thing["body"])) <= {"p", "h3", "ul", "ol", "li", "b", "i"}
    if picture := thing.get("picture"):
        assert (PICTURES / "scenes" / f"{picture}.png").exists()


def test_there_is_something_of_every_kind() -> None:
    assert {thing["kind"] for thing in things} == {"informal", "formal", "in-work"}
    assert {thing["place"] for thing in things} == {"in-person", "online", "both"}
    assert {thing["free"] for thing in things} == {True, False}
    sessions = [thing["sessions"] for thing in things]
    assert [] in sessions
    assert any(len(dates) == 1 and "start" in dates[0] for dates in sessions)
    assert any(date.get("cancelled") for dates in sessions for date in dates)
    assert any(date.get("weekly") for dates in sessions for date in dates)


@pytest.mark.parametrize("route", routes, ids=lambda route: route["slug"])
def test_a_playlist(route: dict) -> None:
    assert 3 <= len(route["steps"]) <= 7
    gives = set()
    for kind, name, *_more in singles(route["steps"]):
        if kind == "opportunity":
            gives.add(slugs[name]["badge"])
        elif kind == "badge":
            assert name in badges.BADGES
            gives.add(name)
    assert route["badge"] not in gives, "it would end itself"
    assert gives - {None}, "nothing on the way can be checked"
    assert any(step[0] == "any" and step[1] <= len(step[2]) for step in route["steps"])


def test_a_learner_holds_and_follows_what_there_is() -> None:
    titles = {thing["title"] for thing in things}
    for learner in people.LEARNERS:
        assert set(learner["badges"]) <= set(badges.BADGES)
        assert set(learner.get("withdrawn", {})) <= set(learner["badges"])
        for slug, ticked in learner["follows"].items():
            route = next(route for route in routes if route["slug"] == slug)
            links = {step[1] for step in singles(route["steps"]) if step[0] == "link"}
            assert set(ticked) <= links | titles


def criteria(slug: str) -> list[tuple]:
    """Those of a badge, and those inside of a choice after it."""
    found = []
    for one in badges.BADGES[slug]["criteria"]:
        found += [one, *(one[3]["any_of"] if one[0] == "choice" else [])]
    return found


def test_every_kind_of_criterion_is_somewhere() -> None:
    kinds = {one[0] for slug in badges.BADGES for one in criteria(slug)}
    ours = {"step", "evidence", "rubric", "quiz", "hours", "badges", "choice"}
    assert kinds == ours | {"secret_word"}, "the last one is the example site's own"
    for slug, badge in badges.BADGES.items():
        for one in criteria(slug):
            more = one[3] if len(one) > 3 else {}
            if one[0] == "badges":
                before = list(badges.BADGES)[: list(badges.BADGES).index(slug)]
                assert set(more["badges"]) <= set(before), "they are loaded in order"
                assert more["needed"] <= len(more["badges"])
            elif one[0] == "choice":
                assert more["needed"] < len(more["any_of"])
            elif one[0] == "rubric":
                assert more["pass_level"] <= len(more["levels"])
            elif one[0] == "quiz":
                for _text, answers, right in more["questions"]:
                    assert 0 < right < len(set(answers)) == len(answers)
        assert badge.get("workflow", "at-once") in {"at-once", "one-look", "two-looks"}


def test_six_words_are_six_of_the_list() -> None:
    words = [learner["words"] for learner in people.WITHOUT_EMAIL]
    assert len(set(words)) == len(words)
    for some in words:
        assert " ".join(check_words(some)) == some
    for learner in people.WITHOUT_EMAIL:
        assert set(learner.get("badges", {})) <= set(badges.BADGES)
        assert not nickname_problem(learner["nickname"])


def test_there_is_a_claim_of_every_kind() -> None:
    known = {who["email"] for who in people.LEARNERS}
    known |= {who["nickname"] for who in people.WITHOUT_EMAIL}
    assessors = {login for login, _f, _l, _p, role, _w in people.MEMBERS if role == "assessor"}
    assert {claim["until"] for claim in people.CLAIMS} == {
        "draft",
        "waiting",
        "more",
        "declined",
        "awarded",
    }
    for claim in people.CLAIMS:
        assert claim["who"] in known
        assert badges.BADGES[claim["badge"]]["workflow"], "people cannot ask for it"
        asked = {one[1] for one in criteria(claim["badge"])}
        assert {given[0] for given in claim["given"]} <= asked
        assert set(claim.get("verdicts", {})) <= asked
        if "by" in claim:
            assert claim["by"] in assessors
            assert claim["comment"], "the learner has to know why"
        for _title, _kind, given in claim["given"]:
            words = given.values() if isinstance(given, dict) else []
            assert "'" not in "".join(words)


@pytest.mark.parametrize("file", sorted(DEMO.rglob("*.py")), ids=lambda file: file.name)
def test_no_address_is_anybodys(file: Path) -> None:
    for match in ADDRESS.finditer(file.read_text()):
        host = match[1] or match[2]
        known = host in {"www.w3.org", "data.europa.eu"}
        assert known or host.endswith((".example", "example.org")), match.group()


def test_curly_quotes_in_what_people_read() -> None:
    for thing in things:
        assert "'" not in thing["title"] + thing["summary"] + thing["body"], thing["slug"]
    for slug, badge in badges.BADGES.items():
        assert "'" not in "".join(one[1] + one[2] for one in criteria(slug)), slug
        assert "'" not in badge["statement"] + badge["description"], badge["name"]
