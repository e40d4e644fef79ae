"""Nickname and six words: claiming, coming back, guessing."""

import pytest
from django.core.cache import cache
from django.test import Client

from tests.requests.learners.test_children import begin, text, written
from wagtail_cofl.awards.claim_views import _register_and_claim
from wagtail_cofl.awards.models import Award
from wagtail_cofl.learners import slowing
from wagtail_cofl.learners.models import AgeBand, Learner
from wagtail_cofl.learners.wording import register

pytestmark = pytest.mark.django_db

SIGN_IN = "/cofl/sign-in/words/"


@pytest.fixture(autouse=True)
def _no_old_tries():
    cache.clear()


def again() -> Client:
    client = Client(HTTP_HOST="learn.example.org")
    client.defaults |= {"wsgi.url_scheme": "https", "SERVER_PORT": "443"}
    return client


def test_the_whole_way_and_back_on_another_phone(browser, code):
    keep = f"/cofl/claim/{code.pretty}/email/?age=13-17"
    assert f"/cofl/claim/{code.pretty}/nickname/?age=13-17" in text(browser.get(keep))
    words = begin(browser, code, "Sea Otter", age="13-17")
    page = browser.post(f"/cofl/claim/{code.pretty}/words/")
    assert "Write the words down first" in text(page)
    assert all(word in text(page) for word in words)
    assert not Learner.objects.exists()
    award_page = written(browser, code)
    award = Award.objects.get()
    assert award_page == f"/cofl/my-badges/{award.uuid}/?new=1"
    assert "You did it!" in text(browser.get(award_page))
    assert "identityHash" not in str(award.credential.ob3), "there is no address to hash"
    # Shown once: nobody can have them shown again.
    words_page = browser.get(f"/cofl/claim/{code.pretty}/words/")
    assert words_page.status_code == 302
    assert not any(word in str(dict(browser.session)) for word in words)

    phone = again()
    answer = phone.post(SIGN_IN, {"nickname": " sea OTTER", "words": ", ".join(words).upper()})
    assert answer["Location"] == "/cofl/my-badges/"
    assert "Kite Festival Helper" in text(phone.get("/cofl/my-badges/"))


def test_the_words_survive_a_reload_and_a_bad_nickname_is_kept(browser, code):
    nickname = f"/cofl/claim/{code.pretty}/nickname/?age=18-plus"
    page = text(browser.post(nickname, {"nickname": "me@example.org"}))
    assert 'value="me@example.org"' in page
    assert "Leave out your email address" in page
    words = begin(browser, code, age="18-plus")
    assert all(w in text(browser.get(f"/cofl/claim/{code.pretty}/words/")) for w in words)


def test_a_code_that_ran_out_in_the_meantime_keeps_nobody(browser, code):
    begin(browser, code, age="18-plus")
    type(code).objects.update(quota=1, used=1)
    answer = browser.post(f"/cofl/claim/{code.pretty}/words/", {"written": "on"})
    assert answer.status_code == 410
    assert not Learner.objects.exists()
    type(code).objects.update(quota=3, used=0)
    assert "/cofl/my-badges/" in written(browser, code)


def test_pressing_twice_is_one_learner_and_one_badge(browser, code):
    words = begin(browser, code, age="18-plus")
    pending = {"nickname": "Otter", "age_band": "18-plus", "words": words}
    first, second = (_register_and_claim(code, pending) for _press in range(2))
    assert first == second
    assert Learner.objects.count() == Award.objects.count() == 1


def test_the_next_person_at_this_browser_finds_nothing_of_the_last(browser, code, site):
    begin(browser, code, age="18-plus")
    browser.post("/cofl/sign-out/")
    assert browser.get(f"/cofl/claim/{code.pretty}/words/").status_code == 302


def test_wrong_words_say_what_helps_and_never_which_is_wrong(browser, site, city):
    _learner, words = register(site.pk, "Otter", AgeBand.ADULT)
    right = " ".join(words)
    page = text(browser.post(SIGN_IN, {"nickname": "Otter", "words": "badgr " + right}))
    assert "Did you mean “badger”?" in page
    assert "badgr" in page
    page = text(browser.post(SIGN_IN, {"nickname": "Otter", "words": words[0]}))
    assert "Type all six" in page
    wrong_words = browser.post(SIGN_IN, {"nickname": "Otter", "words": "badger " * 6})
    wrong_name = browser.post(SIGN_IN, {"nickname": "Hermit", "words": right})
    for answer in (wrong_words, wrong_name):
        assert "do not go together" in text(answer)
    assert wrong_words.status_code == wrong_name.status_code


def test_guessing_comes_to_a_pause_for_the_browser_and_for_the_nickname(browser, site, city):
    _learner, words = register(site.pk, "Otter", AgeBand.ADULT)
    right = {"nickname": "Otter", "words": " ".join(words)}
    wrong = {"nickname": "Otter", "words": "badger " * 6}
    for _n in range(slowing.TRIES):
        assert browser.post(SIGN_IN, wrong).status_code == 200
    answer = browser.post(SIGN_IN, right)
    assert answer.status_code == 429
    assert "Time for a pause" in text(answer)
    # Somebody else in the same library: another nickname goes, this one rests in every browser.
    _other, others = register(site.pk, "Heron", AgeBand.ADULT)
    neighbour = again()
    heron = {"nickname": "Heron", "words": " ".join(others)}
    assert neighbour.post(SIGN_IN, right).status_code == 429
    assert neighbour.post(SIGN_IN, heron).status_code == 302
    assert browser.post(SIGN_IN, heron).status_code == 429, "the browser itself rests too"
    cache.clear()
    assert browser.post(SIGN_IN, right).status_code == 302
