"""The account: more addresses, new words, and two learners who are one person."""

import re

import pytest
from django.core import mail

from tests.requests.learners.test_children import enter, text
from tests.requests.learners.test_without_email import again
from wagtail_cofl.awards.claiming import claim
from wagtail_cofl.awards.issuing import issue
from wagtail_cofl.awards.models import Award, Claim
from wagtail_cofl.learners import wording
from wagtail_cofl.learners.confirming import learner_for_email
from wagtail_cofl.learners.merging import CannotMerge, merge
from wagtail_cofl.learners.models import AgeBand, EmailLink, Identifier, Learner

pytestmark = pytest.mark.django_db

ACCOUNT = "/cofl/my-badges/account/"


@pytest.fixture
def otter(browser, site, city):
    """Somebody with words and no address, signed in in ``browser``."""
    learner, _words = wording.register(site.pk, "Otter", AgeBand.ADULT)
    enter(browser, learner)
    return learner


def link() -> str:
    return re.search(r"https://learn.example.org(/cofl/add-address/\S+/)", mail.outbox[-1].body)[1]


def test_an_address_is_added_in_whatever_browser(browser, otter):
    answer = browser.post(ACCOUNT, {"email": "otter@"})
    assert 'value="otter@"' in text(answer)
    assert browser.post(ACCOUNT, {"email": "Otter@example.org"})["Location"].endswith("?said=sent")
    assert "have sent a link" in text(browser.get(ACCOUNT + "?said=sent"))
    phone, path = again(), link()
    for _scanner in range(2):
        page = text(phone.get(path))
    assert "o•••@example.org" in page
    assert "“Otter” wants" in page
    assert not Identifier.objects.exists()
    # The link does not sign anybody in elsewhere.
    secret = path.split("/")[-2]
    assert phone.post(f"/cofl/sign-in/{secret}/").status_code == 404
    assert phone.post(path)["Location"] == "/cofl/my-badges/account/added/"
    identifier = Identifier.objects.get()
    assert (identifier.learner, identifier.value) == (otter, "otter@example.org")
    assert identifier.confirmed_at
    assert phone.get("/cofl/my-badges/").status_code == 302
    assert phone.post(path).status_code == 410
    page = text(browser.get(ACCOUNT))
    assert "o•••@example.org" in page
    assert "otter@example.org" not in page


def test_the_last_way_in_stays(browser, award, city):
    enter(browser, award.learner)
    identifier = Identifier.objects.get()
    answer = browser.post(ACCOUNT + "remove/", {"address": identifier.pk})
    assert "only way in" in text(answer)
    assert Identifier.objects.exists()
    page = browser.post(ACCOUNT + "words/", {"nickname": "Ada"})["Location"]
    words = re.findall(r"<li>(\w+)</li>", text(browser.get(page)))
    assert wording.find(city.site_id, "Ada", words) is None
    browser.post(page, {"written": "on"})
    assert wording.find(city.site_id, "Ada", words) == award.learner
    browser.post(ACCOUNT + "remove/", {"address": identifier.pk})
    assert not Identifier.objects.exists()
    assert browser.post(ACCOUNT + "remove/", {"address": "x"}).status_code == 404


def test_nobody_takes_away_somebody_elses_address(browser, otter, learner):
    theirs = Identifier.objects.get()
    assert browser.post(ACCOUNT + "remove/", {"address": theirs.pk}).status_code == 404
    assert Identifier.objects.exists()


def test_new_words_end_the_old_ones(browser, site, city):
    learner, old = wording.register(site.pk, "Otter", AgeBand.ADULT)
    enter(browser, learner)
    browser.post(ACCOUNT + "words/", {"nickname": "Otter"})
    new = re.findall(r"<li>(\w+)</li>", text(browser.get(ACCOUNT + "words/")))
    assert wording.find(site.pk, "Otter", old) == learner
    browser.post(ACCOUNT + "words/", {"written": "on"})
    assert wording.find(site.pk, "Otter", old) is None
    assert wording.find(site.pk, "Otter", new) == learner


def test_an_address_with_badges_puts_two_learners_together(browser, otter, award, code, badge):
    other = award.learner
    made = claim(code, other)
    issue(badge.current_version, otter, email=None)
    browser.post(ACCOUNT, {"email": "lovelace@example.org"})
    # Who only has the mail gives nobody's badges away.
    phone = again()
    assert "in the browser in which you asked" in text(phone.get(link()))
    assert phone.post(link()).status_code == 409
    assert Learner.objects.count() == 2
    assert "All of your badges will be together" in text(browser.get(link()))
    assert browser.post(link())["Location"].endswith("?said=together")
    assert Learner.objects.get() == otter
    assert otter.awards.count() == 3
    assert otter.email == "lovelace@example.org"
    assert Claim.objects.get(pk=made.pk).learner == otter


def test_what_only_one_may_have_stays_with_who_asked(otter, learner, code):
    mine, theirs = claim(code, otter), claim(code, learner)
    merge(otter, learner)
    assert list(otter.claims.all()) == [mine]
    assert not Claim.objects.filter(pk=theirs.pk).exists()
    assert otter.awards.count() == 2
    assert Award.objects.get(claim=None).learner == otter


def test_children_are_never_found_out_by_mail(otter, site):
    child, _words = wording.register(site.pk, "Crab", AgeBand.UNDER_13)
    for pair in ((otter, child), (child, otter)):
        with pytest.raises(CannotMerge):
            merge(*pair)
    assert Learner.objects.count() == 2


def test_words_move_to_who_had_none(site, city):
    ada = learner_for_email(site.pk, "ada@example.org")
    otter, words = wording.register(site.pk, "Otter", AgeBand.ADULT)
    merge(ada, otter)
    assert wording.find(site.pk, "Otter", words) == ada
    assert ada.age_band == AgeBand.ADULT


def test_who_is_not_signed_in_has_no_account(browser, city):
    for path in (ACCOUNT, ACCOUNT + "words/"):
        assert browser.get(path)["Location"] == "/cofl/sign-in/"
    assert browser.post(ACCOUNT + "remove/").status_code == 302
    assert not EmailLink.objects.exists()
