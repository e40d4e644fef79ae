"""From a code to an award, as a learner does it."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from wagtail_cofl.awards import codes
from wagtail_cofl.awards.campaigns import one_code
from wagtail_cofl.awards.claiming import claim
from wagtail_cofl.awards.models import Award, Campaign, Claim, ClaimCode
from wagtail_cofl.learners.models import EmailLink, Learner
from wagtail_cofl.signals import awards_issued

pytestmark = pytest.mark.django_db


def test_codes_carry_at_least_fifty_bits():
    assert len(set(codes.ALPHABET)) ** codes.LENGTH >= 2**50
    made = {codes.new_code() for _ in range(200)}
    assert len(made) == 200
    assert all(len(code) == codes.LENGTH and set(code) <= set(codes.ALPHABET) for code in made)


@pytest.mark.parametrize("typed", ["{0}", " {1} ", "{2}", "{1}."])
def test_a_code_is_read_however_it_is_typed(browser, code, typed):
    typed = typed.format(code.code, code.pretty.lower(), code.pretty.replace("-", " – "))
    answer = browser.post("/cofl/claim/", {"code": typed})
    assert answer["Location"] == f"/cofl/claim/{code.pretty}/"


def _ask(browser, code, email="lovelace@example.org", age="13-17"):
    return browser.post(f"/cofl/claim/{code.pretty}/email/?age={age}", {"email": email})


def _link() -> str:
    return re.search(r"/cofl/confirm/[^/\s]+/", mail.outbox[-1].body)[0]


def test_the_whole_way_in_two_browsers(browser, code):
    first = browser.get(f"/cofl/claim/{code.pretty}/").content.decode()
    for words in ("Kite Festival Helper", "Harbour Museum", "I helped to run a big event."):
        assert words in first
    assert "How old are you?" in browser.get(f"/cofl/claim/{code.pretty}/you/").content.decode()
    answer = browser.get(f"/cofl/claim/{code.pretty}/you/?age=13-17&next=1")
    assert answer["Location"] == f"/cofl/claim/{code.pretty}/email/?age=13-17"
    assert _ask(browser, code)["Location"] == f"/cofl/claim/{code.pretty}/sent/"
    assert not Learner.objects.exists()

    other = Client(headers={"host": "learn.example.org"})
    for _scanner in range(2):
        page = other.get(_link(), secure=True)
        assert "Get my badge" in page.content.decode()
        assert "no-store" in page["Cache-Control"]
    assert not Award.objects.exists()
    answer = other.post(_link(), secure=True)
    award = Award.objects.get()
    assert answer["Location"] == f"/cofl/my-badges/{award.uuid}/?new=1"
    page = other.get(answer["Location"], secure=True).content.decode()
    for words in (
        "You did it!",
        "Help for two hours",
        "Harbour Museum",
        "Download badge picture",
        "Download credential",
        f"/cofl/credentials/{award.credential.uuid}.png",
        f"/cofl/badges/{award.badge_version.uuid}.png",
    ):
        assert words in page
    code.refresh_from_db()
    assert code.used == 1
    assert award.learner.age_band == "13-17"
    # The browser that asked is not signed in: the link was opened elsewhere.
    assert browser.get(f"/cofl/my-badges/{award.uuid}/").status_code == 302


def test_a_known_learner_presses_one_button(browser, code, badge):
    _ask(browser, code)
    browser.post(_link())
    second = one_code(badge, "Sunday")
    page = browser.get(f"/cofl/claim/{second.pretty}/you/").content.decode()
    assert "We know you here" in page
    browser.post(f"/cofl/claim/{second.pretty}/you/")
    assert Award.objects.count() == 2
    # Again: the same award, not a third.
    answer = browser.get(f"/cofl/claim/{second.pretty}/you/")
    assert "/cofl/my-badges/" in answer["Location"]
    browser.post(f"/cofl/claim/{second.pretty}/you/")
    assert Award.objects.count() == 2


def test_somebody_elses_award_is_not_shown(browser, award, code):
    _ask(browser, code, email="eve@example.org")
    browser.post(_link())
    assert browser.get(f"/cofl/my-badges/{award.uuid}/").status_code == 404


def test_no_link_is_ever_sent_to_a_child(browser, code):
    answer = _ask(browser, code, age="under-13")
    assert answer["Location"] == f"/cofl/claim/{code.pretty}/you/"
    assert not EmailLink.objects.exists()
    assert not Learner.objects.exists()
    assert not browser.cookies.get("sessionid")


def test_an_age_must_be_chosen(browser, code):
    page = browser.get(f"/cofl/claim/{code.pretty}/you/?next=1").content.decode()
    assert "Choose how old you are." in page
    assert 'role="alert"' in page


STATES = {
    "expired": ({"closes_at": -1}, "has run out"),
    "used": ({"quota": 1, "used": 1}, "has been used"),
    "exhausted": ({"used": 3}, "All the badges of this code are claimed"),
    "not-yet": ({"opens_at": 1}, "does not work yet"),
}


@pytest.mark.parametrize("changes, words", STATES.values(), ids=STATES)
def test_a_code_that_does_not_work_says_so_and_what_to_do(browser, code, changes, words):
    for name, value in changes.items():
        if name.endswith("_at"):
            Campaign.objects.update(**{name: timezone.now() + timedelta(hours=value)})
        else:
            ClaimCode.objects.update(**{name: value})
    for answer in (
        browser.post("/cofl/claim/", {"code": code.pretty}),
        browser.get(f"/cofl/claim/{code.pretty}/"),
        browser.get(f"/cofl/claim/{code.pretty}/you/"),
        _ask(browser, code),
    ):
        assert answer.status_code == 410
        page = answer.content.decode()
        assert words in page
        assert "Type another code" in page
    assert not mail.outbox


def test_an_unknown_code_is_kept_and_explained(browser, city):
    answer = browser.post("/cofl/claim/", {"code": "abcd-efgh-zzzz"})
    assert answer.status_code == 404
    page = answer.content.decode()
    assert "We do not know that code." in page
    assert 'value="abcd-efgh-zzzz"' in page


def test_a_code_of_a_badge_that_is_no_longer_given(browser, code, badge):
    badge.archived = True
    badge.save()
    assert "no longer given" in browser.get(f"/cofl/claim/{code.pretty}/").content.decode()


def test_the_last_badge_goes_to_who_presses_first(browser, code, learner):
    _ask(browser, code, email="late@example.org")
    ClaimCode.objects.update(quota=1)
    claim(ClaimCode.objects.get(), learner)
    answer = browser.post(_link())
    assert answer.status_code == 410
    assert Award.objects.count() == 1
    # The link was not used up: with a bigger quota it still works.
    ClaimCode.objects.update(quota=2)
    assert browser.post(_link()).status_code == 302


def test_a_city_that_may_not_issue_says_so_and_keeps_the_code(browser, code, city, settings):
    settings.WAGTAIL_COFL = {"CANONICAL_ADDRESSES": []}
    answer = _ask(browser, code)
    assert answer.status_code == 503
    assert "your code still works" in answer.content.decode()
    assert not mail.outbox


def test_claiming_twice_is_one_award(code, learner):
    assert claim(code, learner) == claim(code, learner)
    code.refresh_from_db()
    assert (code.used, Claim.objects.count(), Award.objects.count()) == (1, 1, 1)


def test_a_failed_signature_leaves_nothing_behind(code, learner, monkeypatch):
    def broken(*args, **kwargs):
        raise ValueError("no pen")

    monkeypatch.setattr("wagtail_cofl.credentials.publishing.issue_v3", broken)
    with pytest.raises(ValueError, match="no pen"):
        claim(code, learner)
    code.refresh_from_db()
    assert (code.used, Claim.objects.count(), Award.objects.count()) == (0, 0, 0)


def test_rooms_below_hear_of_an_award(code, learner):
    heard = []

    def hear(awards, **kwargs):
        heard.extend(awards)

    awards_issued.connect(hear)
    try:
        award = claim(code, learner).award
    finally:
        awards_issued.disconnect(hear)
    assert heard == [award]


def test_claiming_begins_with_its_write(code, learner):
    with CaptureQueriesContext(connection) as queries:
        claim(code, learner)
    statements = [query["sql"] for query in queries]
    # The test's own transaction makes a savepoint of what is BEGIN otherwise.
    begin = next(i for i, sql in enumerate(statements) if sql.startswith("SAVEPOINT"))
    assert statements[begin + 1].startswith('UPDATE "wagtail_cofl_claimcode"')
