"""Criteria from the draft to the version, the page and the documents."""

import json
from datetime import UTC, datetime

import pytest
from django.utils import timezone

from tests.conftest import ADDRESS
from wagtail_cofl.awards.holding import held
from wagtail_cofl.awards.issuing import draw_up, issue, issue_many
from wagtail_cofl.awards.lasting import months_later
from wagtail_cofl.awards.models import Award
from wagtail_cofl.awards.revoking import revoke
from wagtail_cofl.badges import answering
from wagtail_cofl.badges.answering import Case, Verdict
from wagtail_cofl.badges.models import BadgeNeed, BadgeVersion
from wagtail_cofl.badges.needs import loop
from wagtail_cofl.credentials.models import Credential, Suspension
from wagtail_cofl.learners.sessions import SESSION_KEY
from wagtail_cofl.openbadges import v3

from .making import SECRET, STEP, badges, choice, everything, make_badge, republish

pytestmark = pytest.mark.django_db

HTML = {"accept": "text/html"}


@pytest.fixture
def other(badge, provider):
    return make_badge(provider, "Gate Keeper")


@pytest.fixture
def rich(other, provider):
    """A badge with criteria of every kind."""
    return make_badge(provider, "Harbour Pilot", everything(other))


def by_type(version, kind):
    return next(one for one in answering.criteria_of(version) if one["type"] == kind)


def test_a_version_keeps_criteria_with_ids_that_stay(rich, other):
    version = rich.current_version
    everyone = list(answering.walk(answering.criteria_of(version)))
    assert len(everyone) == 12
    ids = [one["id"] for one in everyone]
    assert len(set(ids)) == 12
    assert all(len(uid) <= 40 for uid in ids)
    assert by_type(version, "badges")["value"]["badges"][0]["value"] == other.pk
    assert all(set(one) == {"id", "type", "value"} for one in everyone)
    # Nothing has changed: nothing is published anew.
    rich.save_revision().publish()
    assert rich.versions.count() == 1
    rich.valid_months = 24
    rich.save_revision().publish()
    newer = rich.current_version
    assert (newer.number, newer.valid_months) == (2, 24)
    assert [one["id"] for one in answering.walk(answering.criteria_of(newer))] == ids


def test_the_narrative_says_it_all_but_what_is_for_the_assessor(rich):
    narrative = rich.current_version.criteria_narrative
    assert len(narrative.splitlines()) == 7
    for words in ["*In a wind*: In force 4.", "1 question", "Volunteer for 10 hours"]:
        assert words in narrative
    assert "6. **Have this badge** – Gate Keeper" in narrative
    assert "7. **Do any 2 of these** – (1) **Steer" in narrative
    assert SECRET not in narrative
    assert "bowline" not in narrative


def test_neither_right_answers_nor_guidance_leave_the_server(browser, rich, learner):
    award = issue(rich.current_version, learner, email=None)
    paths = [
        f"/cofl/badges/{rich.current_version.uuid}",
        f"/cofl/credentials/{award.credential.uuid}",
        f"/cofl/assertions/{award.credential.uuid}",
    ]
    for path in paths:
        for accept in ["text/html", "application/json"]:
            answer = browser.get(path, headers={"accept": accept})
            assert answer.status_code == 200
            said = answer.content.decode()
            for secret in [SECRET, "bowline", "Which knot", "pass_mark", "&quot;right&quot;"]:
                assert secret not in said, (path, accept)


def test_the_page_shows_each_kind(browser, rich, other, django_assert_max_num_queries):
    path = f"/cofl/badges/{rich.current_version.uuid}"
    with django_assert_max_num_queries(45):
        page = browser.get(path, headers={"accept": "text/html"}).content.decode()
    for words in [
        "You can show: a photo, the name of somebody who saw it.",
        "This counts",
        "Get 1 right.",
        "You write them down, and somebody looks.",
        "Do any 2 of these",
        "Do one of these",
        f'href="/cofl/badges/{other.current_version.uuid}"',
    ]:
        assert words in page
    assert page.count("Take part") == 3


def test_a_kind_that_is_gone_keeps_its_title_on_the_page(browser, badge):
    version = badge.current_version
    contents = {field: getattr(version, field) for field in ["name", "statement", "layer"]}
    gone = BadgeVersion.objects.create(
        badge=badge, number=9, criteria_narrative="", picture=b"", fingerprint="",
        criteria=[{"type": "moon_walk", "value": {"title": "Walk on the moon"}}, *version.criteria],
        **contents,
    )  # fmt: skip
    page = browser.get(f"/cofl/badges/{gone.uuid}", headers={"accept": "text/html"})
    said = page.content.decode()
    assert said.index("Walk on the moon") < said.index("Help for two hours")


# --- badges that need badges ---------------------------------------------------------------------


def test_publishing_writes_down_which_badges_are_needed(rich, other, provider):
    assert list(rich.needs.values_list("needs", flat=True)) == [other.pk]
    third = make_badge(provider, "Third")
    inner = choice(("badges", badges(third)), ("step", STEP))
    republish(rich, [("choice", choice(("choice", inner), ("step", STEP)))])
    assert list(rich.needs.values_list("needs", flat=True)) == [third.pk]
    republish(rich, [("step", STEP)])
    assert not BadgeNeed.objects.exists()


def test_a_loop_of_any_length_is_found_and_named(other, provider):
    chain = [other]
    for name in ["B", "C", "D"]:
        chain.append(make_badge(provider, name, [("badges", badges(chain[-1]))]))
    names = [one.name for one in loop(other, {chain[-1].pk})]
    assert names == ["Gate Keeper", "D", "C", "B", "Gate Keeper"]
    assert [one.name for one in loop(other, {other.pk})] == ["Gate Keeper", "Gate Keeper"]
    assert loop(chain[-1], {other.pk}) == []
    # One that another badge is in is not this one's.
    BadgeNeed.objects.create(badge=other, needs=chain[-1])
    fresh = make_badge(provider, "Fresh")
    assert loop(fresh, {other.pk}) == []


def test_holding_counts_in_any_version_as_long_as_it_counts(other, badge, learner):
    both = {other.pk, badge.pk}
    first = issue(other.current_version, learner, email=None)
    republish(other, [("step", STEP)])
    assert held(learner, both) == {other.pk}
    needs = {"id": "c", "type": "badges", "value": {
        "needed": 2, "badges": [{"value": pk} for pk in both]}}  # fmt: skip
    found = answering.answer(needs, Case(learner, None, {}, {}))
    assert found.because == "You have 1 of these badges; 2 are needed."
    second = issue(badge.current_version, learner, email=None)
    assert answering.answer(needs, Case(learner, None, {}, {})).verdict == Verdict.MET
    suspended = {"credential": second.credential, "suspended_at": timezone.now()}
    suspension = Suspension.objects.create(**suspended)
    assert held(learner, both) == {other.pk}
    Suspension.objects.filter(pk=suspension.pk).update(lifted_at=timezone.now())
    assert held(learner, both) == both
    revoke(second, None, "other")
    Award.objects.filter(pk=first.pk).update(valid_until=timezone.now())
    assert held(learner, both) == set()


# --- documents -----------------------------------------------------------------------------------


def reached(version, place):
    one = by_type(version, "rubric")
    return {"criterion": one["id"], "level": one["value"]["levels"][place]["id"]}


def test_a_level_is_described_and_reached_in_the_document(rich, learner):
    version = rich.current_version
    result = reached(version, 2)
    award = issue(version, learner, email=None, results=[result])
    subject = json.loads(award.credential.ob3)["credentialSubject"]
    at = f"{ADDRESS}/cofl/badges/{version.uuid}#"
    described = subject["achievement"]["resultDescription"]
    assert [one["resultType"] for one in described] == [
        "RubricCriterionLevel", "Result", "RubricCriterionLevel"
    ]  # fmt: skip
    rubric = described[0]
    levels = rubric["rubricCriterionLevel"]
    assert rubric["id"] == at + result["criterion"]
    assert [level["name"] for level in levels] == ["With help", "Alone", "In a wind"]
    assert [level.get("points") for level in levels] == [None, "5", "10"]
    assert rubric["requiredLevel"] == levels[1]["id"]
    assert described[1]["name"] == "Volunteer for 10 hours"
    assert subject["result"] == [
        {"type": ["Result"], "resultDescription": rubric["id"], "achievedLevel": levels[2]["id"]}
    ]
    award.refresh_from_db()
    assert award.results == [result]


def test_a_result_that_the_badge_does_not_describe_issues_nothing(rich, learner):
    version = rich.current_version
    step = by_type(version, "step")["id"]
    for wrong in [
        {"criterion": step, "value": "1"},
        {**reached(version, 1), "level": by_type(version, "rubric")["id"]},
        {"criterion": "nothing", "level": "x"},
    ]:
        with pytest.raises(ValueError, match="no "):
            issue(version, learner, email=None, results=[wrong])
    assert not Award.objects.exists()
    assert not Credential.objects.exists()


@pytest.mark.parametrize("results", [True, False])
def test_the_fast_way_writes_what_the_general_way_does(rich, learner, monkeypatch, results):
    """Twice, because the first teaches the fast way."""
    seen = []

    def spy(facts, **how):
        seen.append((facts, signed(facts, **how)))
        return seen[-1][1]

    from wagtail_cofl.credentials import publishing

    signed = publishing.issue_v3
    monkeypatch.setattr(publishing, "issue_v3", spy)
    rich.valid_months = 12
    rich.save_revision().publish()
    version = rich.current_version
    found = [reached(version, 1)] if results else []
    for _time in range(3):
        draw_up(version, learner, email="lovelace@example.org", results=found)
    for facts, document in seen:
        document = json.loads(document)
        del document["proof"]
        assert document == v3.credential(facts)
        assert document["validUntil"]
        assert ("result" in document["credentialSubject"]) is results


def test_a_badge_that_runs_out_says_so_in_both_documents(badge, learner):
    badge.valid_months = 6
    badge.save_revision().publish()
    when = datetime(2025, 8, 31, 12, tzinfo=UTC)
    award = issue(badge.current_version, learner, email=None, awarded_at=when)
    assert award.valid_until == datetime(2026, 2, 28, 13, tzinfo=UTC)
    assert json.loads(award.credential.ob3)["validUntil"] == "2026-02-28T13:00:00Z"
    assert json.loads(award.credential.ob2)["expires"] == "2026-02-28T13:00:00Z"
    asked = datetime(2027, 1, 1, tzinfo=UTC)
    other = issue(badge.current_version, learner, email=None, valid_until=asked)
    assert json.loads(other.credential.ob2)["expires"] == "2027-01-01T00:00:00Z"
    issue_many(badge.current_version, [(learner, None)], awarded_at=when)
    assert Award.objects.order_by("pk").last().valid_until == award.valid_until


@pytest.mark.parametrize(
    ("zone", "when", "months", "expected"),
    [
        ("UTC", (2024, 2, 29, 10), 12, (2025, 2, 28, 10)),
        ("UTC", (2024, 12, 31, 10), 2, (2025, 2, 28, 10)),
        ("UTC", (2025, 1, 15, 10), 600, (2075, 1, 15, 10)),
        # The same hour of the council's clocks, in summer and in winter.
        ("Europe/London", (2025, 1, 15, 10), 6, (2025, 7, 15, 9)),
        # Awarded on 1 July there, though on 30 June in Greenwich.
        ("Europe/London", (2025, 6, 30, 23), 1, (2025, 7, 31, 23)),
    ],
)
def test_the_same_day_some_months_later(settings, zone, when, months, expected):
    settings.TIME_ZONE = zone
    with timezone.override("Asia/Tokyo"):
        assert months_later(datetime(*when, tzinfo=UTC), months) == datetime(*expected, tzinfo=UTC)


def test_without_results_a_badge_of_old_is_as_it_was(award):
    document = json.loads(award.credential.ob3)
    assert "validUntil" not in document
    assert "resultDescription" not in document["credentialSubject"]["achievement"]


@pytest.fixture
def piloted(rich, learner):
    """An award with a level, with hours, and with an end."""
    version = rich.current_version
    results = [
        reached(version, 2),
        {"criterion": by_type(version, "hours")["id"], "value": "12.5"},
    ]
    until = datetime(2099, 3, 1, tzinfo=UTC)
    return issue(version, learner, email=None, results=results, valid_until=until)


def facts_on(page):
    return " ".join(page.content.decode().split())


def test_pages_say_how_well_and_until_when(browser, piloted, learner):
    uid = piloted.credential.uuid
    address = f"{ADDRESS}/cofl/credentials/{uid}"
    pages = {
        "credential": facts_on(browser.get(f"/cofl/credentials/{uid}", headers=HTML)),
        "verify": facts_on(browser.post("/cofl/verify/", {"badge": address}, headers=HTML)),
    }
    session = browser.session
    session[SESSION_KEY] = str(learner.uuid)
    session.save()
    pages["mine"] = facts_on(browser.get(f"/cofl/my-badges/{piloted.uuid}/?new"))
    for name, said in pages.items():
        assert "Steer around the buoys: <strong>In a wind</strong>" in said, name
        assert "Volunteer for 10 hours: <strong>12.5 hours</strong>" in said, name
        assert "It counts until 1 March 2099." in said, name
    assert "for good" not in pages["mine"]
    assert "This badge is real" in pages["verify"]
    Award.objects.filter(pk=piloted.pk).update(valid_until=datetime(2020, 3, 1, tzinfo=UTC))
    said = facts_on(browser.get(f"/cofl/credentials/{uid}", headers=HTML))
    assert "It ran out on 1 March 2020." in said
