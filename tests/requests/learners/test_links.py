"""Addresses at rest, links by e-mail, learner sessions."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.db import connection
from django.utils import timezone

from wagtail_cofl.learners.confirming import LinkProblem, confirm, learner_for_email, send_link
from wagtail_cofl.learners.models import EmailLink, Identifier, Learner

pytestmark = pytest.mark.django_db


@pytest.fixture
def sent(city):
    send_link(city.site_id, " Lovelace@Example.org ", age_band="13-17")
    return re.search(r"/cofl/sign-in/([^/]+)/", mail.outbox[-1].body)[1]


def test_the_mail_goes_to_the_address_and_names_the_city(sent):
    message = mail.outbox[-1]
    assert message.to == ["lovelace@example.org"]
    assert "https://learn.example.org/cofl/sign-in/" in message.body
    assert "Port Merrow" in message.body


def test_addresses_and_secrets_are_not_in_the_database(sent, city):
    confirm(city.site_id, sent)
    with connection.cursor() as cursor:
        for model in (EmailLink, Identifier, Learner):
            cursor.execute(f"SELECT * FROM {model._meta.db_table}")  # noqa: S608
            rows = str(cursor.fetchall())
            assert "lovelace" not in rows.lower()
            assert sent not in rows
    assert Identifier.objects.get().value == "lovelace@example.org"


def test_one_address_is_one_learner_however_it_is_typed(city):
    one = learner_for_email(city.site_id, "lovelace@example.org")
    assert learner_for_email(city.site_id, " LOVELACE@example.ORG") == one


def test_a_link_works_once(sent, city):
    learner, _link = confirm(city.site_id, sent)
    assert learner.age_band == "13-17"
    assert learner.identifiers.get().confirmed_at
    with pytest.raises(LinkProblem) as problem:
        confirm(city.site_id, sent)
    assert problem.value.code == "used"


def test_an_old_link_says_so(sent, city):
    EmailLink.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    with pytest.raises(LinkProblem) as problem:
        confirm(city.site_id, sent)
    assert problem.value.code == "expired"
    assert not Learner.objects.exists()


def test_a_made_up_link_says_so(city):
    with pytest.raises(LinkProblem) as problem:
        confirm(city.site_id, "made-up")
    assert problem.value.code == "unknown"


def test_sign_in_by_link_where_get_changes_nothing(browser, award, city):
    assert browser.get("/cofl/my-badges/").status_code == 302
    answer = browser.post("/cofl/sign-in/", {"email": "lovelace@example.org"})
    assert answer["Location"] == "/cofl/sign-in/sent/"
    path = re.search(r"/cofl/sign-in/[^/\s]+/", mail.outbox[-1].body)[0]
    for _time in range(2):
        assert "Open my badges" in browser.get(path).content.decode()
    assert browser.get("/cofl/my-badges/").status_code == 302
    assert browser.post(path)["Location"] == "/cofl/my-badges/"
    page = browser.get("/cofl/my-badges/")
    assert "Kite Festival Helper" in page.content.decode()
    assert "no-store" in page["Cache-Control"]
    assert "private" in page["Cache-Control"]
    browser.post("/cofl/sign-out/")
    assert browser.get("/cofl/my-badges/").status_code == 302


def test_an_unknown_address_gets_the_same_answer_and_no_mail(browser, city):
    answer = browser.post("/cofl/sign-in/", {"email": "nobody@example.org"})
    assert answer["Location"] == "/cofl/sign-in/sent/"
    assert not mail.outbox


def test_a_mistyped_address_is_kept_and_explained(browser, city):
    page = browser.post("/cofl/sign-in/", {"email": "lovelace@"}).content.decode()
    assert 'value="lovelace@"' in page
    assert "not a whole email address" in page
    assert 'aria-describedby="email-error email-hint"' in page


def test_a_user_of_the_site_may_be_a_learner(browser, site, award, django_user_model):
    user = django_user_model.objects.create_user("ada", password="x")
    browser.force_login(user)
    assert browser.get("/cofl/my-badges/").status_code == 302
    award.learner.user = user
    award.learner.save()
    assert "Kite Festival Helper" in browser.get("/cofl/my-badges/").content.decode()
