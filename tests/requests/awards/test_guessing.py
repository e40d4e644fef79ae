"""Guessing codes is slow, and nobody pays for it who did not guess."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from wagtail_cofl.awards import throttling
from wagtail_cofl.awards.campaigns import one_code, start_campaign
from wagtail_cofl.awards.models import Campaign, Claim

pytestmark = pytest.mark.django_db

WRONG = "/cofl/claim/ZZZZ-ZZZZ-ZZZZ/"


@pytest.fixture(autouse=True)
def _nothing_counted(settings):
    # Of its own, so that tests that run beside these do not share their counts.
    settings.CACHES = {
        "default": {
            "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
            "LOCATION": "guessing",
        }
    }
    cache.clear()
    yield
    cache.clear()


def phone() -> Client:
    """Another browser behind the same network address."""
    return Client(headers={"host": "learn.example.org"}, REMOTE_ADDR="203.0.113.7")


def get(client, address):
    return client.get(address, secure=True)


def test_after_ten_wrong_codes_a_session_waits_even_with_a_right_one(site, code, monkeypatch):
    guesser, neighbour = phone(), phone()
    right = f"/cofl/claim/{code.pretty}/"
    for n in range(throttling.TRIES):
        if n % 2:
            answer = guesser.post("/cofl/claim/", {"code": "zzzz"}, secure=True)
        else:
            answer = get(guesser, WRONG)
        assert answer.status_code == 404
    for answer in (
        get(guesser, right),
        get(guesser, WRONG),
        get(guesser, "/cofl/claim/"),
        get(guesser, right + "you/"),
        guesser.post("/cofl/claim/", {"code": code.pretty}, secure=True),
        guesser.post(right + "email/?age=18-plus", {"email": "a@example.org"}, secure=True),
    ):
        assert answer.status_code == 429
        assert answer["Retry-After"] == "600"
        assert "no-store" in answer["Cache-Control"]
    page = answer.content.decode()
    assert "short break" in page and "in 10 minutes" in page
    assert get(neighbour, right).status_code == 200
    now = timezone.now()
    later = now + timedelta(minutes=9, seconds=30)
    monkeypatch.setattr(throttling.timezone, "now", lambda: later)
    assert "in 1 minute." in get(guesser, right).content.decode()
    cache.clear()  # as when the time is up
    assert get(guesser, right).status_code == 200


def test_fifty_phones_of_one_address_do_not_slow_each_other(site, code):
    for _phone in range(50):
        visitor = phone()
        assert get(visitor, WRONG).status_code == 404
        assert get(visitor, f"/cofl/claim/{code.pretty}/").status_code == 200


def test_a_right_code_sets_no_cookie_and_is_the_same_for_everybody(site, code):
    answer = get(phone(), f"/cofl/claim/{code.pretty}/")
    assert not answer.cookies
    assert "Cookie" not in answer.get("Vary", "")


def test_cookies_that_we_did_not_set_begin_no_counts_of_their_own(site, city):
    guesser = phone()
    guesser.cookies["sessionid"] = "a" * 32
    assert get(guesser, WRONG).cookies["sessionid"].value != "a" * 32
    for _n in range(throttling.TRIES - 1):
        get(guesser, WRONG)
    assert get(guesser, WRONG).status_code == 429


def test_a_city_with_too_many_guesses_gives_no_hints_and_right_codes_work(site, badge, monkeypatch):
    monkeypatch.setattr(throttling, "CITY_TRIES", 3)
    one_code(badge, "Kites", word="kite-festival")
    for _n in range(3):
        assert b"Yes, kite-festival" in get(phone(), "/cofl/claim/kite-festval/").content
    answer = get(phone(), "/cofl/claim/kite-festval/")
    assert answer.status_code == 429
    assert b"Yes, kite-festival" not in answer.content and b"in a few minutes" in answer.content
    assert "sessionid" not in answer.cookies
    assert get(phone(), "/cofl/claim/kite-festival/").status_code == 200


def test_slips_near_one_word_end_its_hint_and_no_others(site, badge, monkeypatch):
    monkeypatch.setattr(throttling, "NEAR_TRIES", 2)
    one_code(badge, "Kites", word="kite-festival")
    one_code(badge, "Boats", word="boat-festival-2036")
    for hinted in (True, True, False):
        page = get(phone(), "/cofl/claim/kite-festval/").content
        assert (b"Yes, kite-festival" in page) is hinted
    assert b"Yes, boat-festival-2036" in get(phone(), "/cofl/claim/boat-fstival-2036/").content
    assert get(phone(), "/cofl/claim/kite-festival/").status_code == 200


def test_only_words_are_named_and_only_open_ones(site, badge, code):
    closed = one_code(badge, "Kites", word="kite-festival")
    Campaign.objects.filter(pk=closed.campaign_id).update(closes_at=timezone.now())
    page = get(phone(), "/cofl/claim/kite-festval/").content
    assert b"Did you mean" not in page
    near = code.pretty[:-1] + ("2" if code.pretty[-1] != "2" else "3")
    page = get(phone(), f"/cofl/claim/{near}/").content
    assert b"Did you mean" not in page and code.pretty.encode() not in page
    typed = phone().post("/cofl/claim/", {"code": "kite festval"}, secure=True)
    assert b'value="kite festval"' in typed.content


def test_a_reserved_code_mails_nobody_else_and_then_nobody(site, badge, mailoutbox):
    campaign = start_campaign(badge, "For Ada", addresses=["ada@example.org"])
    code = campaign.codes.get()
    address = f"/cofl/claim/{code.pretty}/email/?age=18-plus"
    for n in range(throttling.ADDRESS_TRIES):
        answer = phone().post(address, {"email": f"eve{n}@example.org"}, secure=True)
        assert answer.status_code == 410
        page = answer.content.decode()
        assert "somebody else’s email address" in page and "Try another address" in page
        assert "ada@example.org" not in page
    assert phone().post(address, {"email": "ada@example.org"}, secure=True).status_code == 429
    assert not mailoutbox
    cache.clear()
    assert "six words" not in get(phone(), address).content.decode()
    assert phone().post(address, {"email": "Ada@Example.org"}, secure=True).status_code == 302
    assert mailoutbox[0].to == ["Ada@Example.org"] or mailoutbox[0].to == ["ada@example.org"]
    assert not Claim.objects.exists()


def test_a_suspended_provider_is_named_and_the_code_kept(site, code):
    provider = code.badge.provider
    provider.suspended_at = timezone.now()
    provider.save()
    page = get(phone(), f"/cofl/claim/{code.pretty}/").content.decode()
    assert "This badge is not given at the moment." in page
    assert "Keep your code" in page and "Ask Harbour Museum for a new code" not in page
