"""Somebody tells the city about a problem with a page."""

import re
from urllib.parse import quote

import pytest
from django.core import mail
from django.db import DatabaseError, transaction
from django.utils import timezone

from wagtail_cofl.city import reporting
from wagtail_cofl.city.forms import ProblemForm
from wagtail_cofl.city.models import CitySettings, ProblemReport
from wagtail_cofl.city.personal import reportable

pytestmark = pytest.mark.django_db

Kind = ProblemReport.Kind
AT = "/cofl/report/"


def stamp(monkeypatch, seconds_ago: int) -> str:
    """What the form would carry had it been opened then."""
    with monkeypatch.context() as then:
        now = timezone.now().timestamp()
        then.setattr("wagtail_cofl.city.forms.time.time", lambda: now - seconds_ago)
        return ProblemForm().stamp


@pytest.fixture
def answers(monkeypatch) -> dict:
    """What a person sends who took half a minute."""
    return {
        "kind": "wrong",
        "message": "The date is last year’s.",
        "page": "/kites/",
        "seen_at": stamp(monkeypatch, 30),
    }


def test_a_report_is_kept_and_the_city_hears_of_it(browser, city, answers):
    said = browser.post(AT, answers | {"email": "ada@example.org"}, follow=True)
    assert said.redirect_chain == [("/cofl/report/thanks/", 302)]
    page = said.content.decode()
    assert "Thank you for telling us" in page
    assert "01632 960 001" in page
    report = ProblemReport.objects.get()
    assert (report.site, report.kind, report.page) == (city.site, "wrong", "/kites/")
    assert report.message == "The date is last year’s."
    assert "ada" not in report.sealed_reply_to
    assert report.reply_to == "ada@example.org"
    (message,) = mail.outbox
    assert message.to == ["help@example.org"]
    assert "https://learn.example.org/kites/" in message.body
    assert "The date is last year’s." in message.body
    assert f"/cofl/reports/edit/{report.pk}/" in message.body
    assert "ada@example.org" not in message.body


def test_who_looks_after_safety_hears_that_somebody_is_not_safe(browser, city, answers):
    browser.post(AT, answers | {"kind": "unsafe", "message": "He shouts at us."})
    words = {message.to[0]: "He shouts at us." in message.body for message in mail.outbox}
    assert words == {"safe@example.org": True, "help@example.org": False}
    mail.outbox.clear()
    CitySettings.objects.update(safeguarding_email="")
    browser.post(AT, answers | {"kind": "unsafe", "message": "Again."})
    (message,) = mail.outbox
    assert message.to == ["help@example.org"]
    assert "Again." in message.body


@pytest.mark.parametrize("path", [AT, "/cofl/report/thanks/"])
def test_it_says_at_once_whom_to_call(browser, city, path):
    page = browser.get(path).content.decode()
    head = page[: page.index("cofl-foot")]
    assert "tel:01632960001" in head
    assert "mailto:safe@example.org" in head
    assert "tel:999" in head


def test_a_city_that_may_not_send_mail_keeps_the_report(browser, city, answers):
    CitySettings.objects.update(canonical_address="")
    assert browser.post(AT, answers).status_code == 302
    assert ProblemReport.objects.count() == 1
    assert not mail.outbox


def test_a_city_without_settings_keeps_the_report(browser, site, answers):
    assert browser.post(AT, answers).status_code == 302
    assert ProblemReport.objects.get().site == site


@pytest.mark.django_db(transaction=True)
def test_a_mail_server_that_fails_does_not_lose_it(browser, city, answers, settings, monkeypatch):
    monkeypatch.undo()  # real commits
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    assert browser.post(AT, answers).status_code == 302
    assert ProblemReport.objects.count() == 1


def test_a_mistake_gives_back_what_was_typed(browser, city, answers):
    said = browser.post(AT, answers | {"kind": "", "email": "not an address"})
    page = said.content.decode()
    assert "Choose what it is about." in page
    assert "This is not a whole email address." in page
    assert "The date is last year’s.</textarea>" in page
    assert 'value="not an address"' in page
    assert 'name="page" value="/kites/"' in page
    assert "<title>Problem:" in re.sub(r"\s+", " ", page)
    assert not ProblemReport.objects.exists()


@pytest.mark.parametrize(
    "change, words",
    {
        "a field that nobody sees": ({"website": "https://spam.example"}, "Leave this empty"),
        "no stamp": ({"seen_at": ""}, "open for a long time"),
        "a made-up stamp": ({"seen_at": "1700000000:forged"}, "open for a long time"),
        "nothing said": ({"message": "  "}, "Tell us what happened."),
        "too much said": ({"message": "x" * 2001}, "too long"),
        "a kind of its own": ({"kind": "spam"}, "Choose what it is about."),
        "a null": ({"message": "a\0b"}, "Null characters are not allowed."),
    }.values(),
)
def test_what_no_person_sends_is_not_kept(browser, city, answers, change, words):
    said = browser.post(AT, answers | change)
    assert said.status_code == 200
    assert words in said.content.decode()
    assert not ProblemReport.objects.exists()


@pytest.mark.parametrize("seconds, words", [(0, "very quick"), (90_000, "open for a long time")])
def test_once_more_is_enough_after_too_quick_or_too_late(
    browser, city, answers, monkeypatch, seconds, words
):
    said = browser.post(AT, answers | {"seen_at": stamp(monkeypatch, seconds)})
    page = said.content.decode()
    assert words in page
    assert "The date is last year’s.</textarea>" in page
    fresh = re.search(r'name="seen_at" value="([^"]+)"', page).group(1)
    later = timezone.now().timestamp() + 10
    monkeypatch.setattr("wagtail_cofl.city.forms.time.time", lambda: later)
    assert browser.post(AT, answers | {"seen_at": fresh}).status_code == 302


def test_pressing_twice_makes_one_report(browser, city, answers):
    for _press in range(2):
        assert browser.post(AT, answers).status_code == 302
    assert ProblemReport.objects.count() == 1
    assert len(mail.outbox) == 1


def test_a_flood_is_kept_but_not_mailed(browser, city, answers, monkeypatch):
    monkeypatch.setattr(reporting, "MAILS_AN_HOUR", 2)
    for number in range(4):
        browser.post(AT, answers | {"message": f"Spam {number}"})
    assert ProblemReport.objects.count() == 4
    assert len(mail.outbox) == 2
    browser.post(AT, answers | {"kind": "unsafe", "message": "Help"})
    assert [m.to for m in mail.outbox[2:]] == [["safe@example.org"], ["help@example.org"]]


ELSEWHERE = [
    "https://evil.example/",
    "//evil.example/",
    "/\\evil.example",
    "javascript:alert(1)",
    "kites/",
    "/a\nb",
    "/" + "a" * 500,
    "",
]


@pytest.mark.parametrize("page", ELSEWHERE)
def test_only_a_path_of_this_site_is_kept(browser, city, answers, page):
    assert reportable(page) == ""
    shown = browser.get(f"{AT}?page={quote(page)}").content.decode()
    assert "About this page" not in shown
    assert browser.post(AT, answers | {"page": page}).status_code == 302
    assert ProblemReport.objects.get().page == ""


def test_what_is_typed_is_never_markup(browser, city, answers):
    bad = "/<script>alert(1)</script>"
    page = browser.get(f"{AT}?page={quote(bad)}").content.decode()
    assert "<script" not in page
    assert "&lt;script&gt;" in page
    page = browser.post(
        AT, answers | {"kind": "", "message": "</textarea><script>", "page": bad}
    ).content.decode()
    assert "<script" not in page


def test_secrets_in_a_path_are_left_out(browser, city, award):
    for path, said in {
        "/kites/?q=1#top": "/kites/",
        "/cofl/confirm/s3cret/": "/cofl/confirm/…/",
        "/cofl/sign-in/s3cret/": "/cofl/sign-in/…/",
        "/cofl/sign-in/sent/": "/cofl/sign-in/sent/",
        f"/cofl/my-badges/{award.uuid}/": "/cofl/my-badges/…/",
    }.items():
        assert reportable(path) == said


def test_a_report_needs_no_cookie_and_sets_none(site, city, answers, client):
    from django.test import Client

    strict = Client(enforce_csrf_checks=True, HTTP_HOST="learn.example.org")
    assert not strict.get(AT).cookies
    said = strict.post(AT, answers)
    assert said.status_code == 302
    assert not said.cookies


def test_a_report_belongs_to_the_city_where_it_was_made(browser, city, answers):
    from wagtail.models import Page, Site

    page = Page.objects.get(depth=1).add_child(title="Other", slug="other")
    other = Site.objects.create(hostname="other.example", port=443, root_page=page)
    browser.post(AT, answers, headers={"host": "other.example"})
    assert ProblemReport.objects.get().site == other


def test_a_write_that_fails_mails_nothing(browser, city, answers, monkeypatch):
    def fail(*args, **kwargs):
        raise DatabaseError

    monkeypatch.setattr(ProblemReport, "save", fail)
    with pytest.raises(DatabaseError), transaction.atomic():
        browser.post(AT, answers)
    assert not mail.outbox
