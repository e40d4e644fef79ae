"""Withdrawing an award: the verb, the documents, the pages and the ledger."""

import json

import pytest
from django.contrib.auth.models import Permission
from django.db import IntegrityError, connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.log_actions import registry

from tests.conftest import ADDRESS
from wagtail_cofl.awards import revoking
from wagtail_cofl.awards.issuing import issue
from wagtail_cofl.awards.models import Award
from wagtail_cofl.awards.revoking import revoke
from wagtail_cofl.credentials.documents import status_list
from wagtail_cofl.credentials.models import Revocation
from wagtail_cofl.signals import award_revoked

pytestmark = pytest.mark.django_db

HTML = {"accept": "text/html"}


@pytest.fixture
def registrar(browser, django_user_model, site):
    """Somebody of the council who may see the ledger and withdraw."""
    user = django_user_model.objects.create_user("registrar", "r@example.org", "x")
    user.user_permissions.set(
        Permission.objects.filter(codename__in=["access_admin", "view_award", "revoke_award"])
    )
    browser.force_login(user)
    return user


@pytest.fixture
def told():
    heard = []

    def hear(sender, award, **kwargs):
        heard.append(award)

    award_revoked.connect(hear)
    yield heard
    award_revoked.disconnect(hear)


def inspect(award):
    return reverse("cofl_awards_modeladmin_inspect", args=[award.pk])


def withdraw(award):
    return reverse("cofl_awards_modeladmin_withdraw", args=[award.pk])


# --- the verb ---------------------------------------------------------------------------------


def test_it_is_recorded_logged_and_told_once(award, django_user_model, told):
    user = django_user_model.objects.create_user("u", "u@example.org", "x")
    first = revoke(award, user, "mistake", "The wrong list of names.")
    assert award.revocation == first
    again = revoke(award, None, "other", "Pressed twice.")
    assert again == first
    assert (Revocation.objects.get().reason, told) == ("mistake", [award])
    [entry] = registry.get_logs_for_instance(award)
    assert (entry.user, entry.action) == (user, revoking.ACTION)
    assert entry.message == "Badge withdrawn: It was given by mistake."
    assert entry.comment == "The wrong list of names."
    assert "lovelace" not in json.dumps([entry.label, entry.data]).lower()


def test_the_transaction_begins_with_its_write(award):
    """On SQLite one that reads first dies under load, and a withdrawal must not."""
    fresh = Award.objects.get(pk=award.pk)
    with CaptureQueriesContext(connection) as queries:
        revoke(fresh, None, "mistake")
    statements = [query["sql"] for query in queries]
    # The test's own transaction makes a savepoint of what is BEGIN otherwise.
    begin = next(n for n, sql in enumerate(statements) if sql.startswith("SAVEPOINT"))
    first = next(sql for sql in statements[begin:] if not sql.startswith("SAVEPOINT"))
    assert first.startswith('INSERT INTO "wagtail_cofl_revocation"')


def test_signing_a_list_begins_with_its_write_too(award):
    with CaptureQueriesContext(connection) as queries:
        status_list(award.credential.status_list.uuid)
    statements = [query["sql"] for query in queries]
    begin = next(n for n, sql in enumerate(statements) if sql.startswith("SAVEPOINT"))
    assert statements[begin + 1].startswith('UPDATE "wagtail_cofl_statuslist"')


def test_of_two_at_once_one_counts(award, told, monkeypatch):
    """Both looked before either had written."""
    first = revoke(award, None, "mistake")
    looks = []
    original = Revocation.objects.filter

    def blind_once(*args, **kwargs):
        looks.append(1)
        return Revocation.objects.none() if len(looks) == 1 else original(*args, **kwargs)

    monkeypatch.setattr(Revocation.objects, "filter", blind_once)
    assert revoke(award, None, "other") == first
    assert len(told) == 1
    assert len(registry.get_logs_for_instance(award)) == 1


def test_all_or_nothing(award, monkeypatch, told):
    def broken(*args, **kwargs):
        raise IntegrityError("no log")

    monkeypatch.setattr(revoking, "log", broken)
    with pytest.raises(IntegrityError):
        revoke(award, None, "mistake")
    assert not Revocation.objects.exists() and told == []


def test_a_reason_of_ones_own_making_is_refused(award):
    with pytest.raises(ValueError):
        revoke(award, None, "Ada was rude")
    assert not Revocation.objects.exists()


def test_a_withdrawal_is_for_good(award):
    from wagtail_cofl.city.immutable import Immutable

    revocation = revoke(award, None, "mistake")
    with pytest.raises(Immutable):
        revocation.save()


# --- documents --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("suffix", "accept", "answer"),
    [
        ("", "application/json", "application/json"),
        ("", "*/*", "application/ld+json"),
        (".json", "*/*", "application/ld+json"),
        (".png", "image/png", "application/ld+json"),
    ],
)
def test_the_assertion_is_gone_with_a_body_that_says_why(browser, award, suffix, accept, answer):
    revoke(award, None, "wrong-person", "Private words.")
    path = f"/cofl/assertions/{award.credential.uuid}"
    response = browser.get(path + suffix, headers={"accept": accept})
    assert response.status_code == 410
    assert response["Content-Type"] == answer
    assert response["Access-Control-Allow-Origin"] == "*"
    assert response["Cache-Control"] == "public, max-age=300"
    assert response.json() == {
        "@context": "https://w3id.org/openbadges/v2",
        "id": ADDRESS + path,
        "type": "Assertion",
        "revoked": True,
        "revocationReason": "It was given to the wrong person.",
    }
    again = browser.get(
        path + suffix, headers={"accept": accept, "if-none-match": response["ETag"]}
    )
    assert again.status_code == 410


def test_the_reason_is_in_the_sites_language_whoever_reads(browser, award, settings):
    revoke(award, None, "mistake")
    path = f"/cofl/assertions/{award.credential.uuid}.json"
    response = browser.get(path, headers={"accept-language": "cy,fr"})
    assert response.json()["revocationReason"] == "It was given by mistake."


def test_the_signed_credential_stays_as_it_was_and_its_list_tells(browser, award):
    before = browser.get(f"/cofl/credentials/{award.credential.uuid}.json").content
    revoke(award, None, "mistake")
    assert browser.get(f"/cofl/credentials/{award.credential.uuid}.json").content == before


def test_what_may_be_withdrawn_is_kept_for_five_minutes_at_most(browser, award):
    uid = award.credential.uuid
    for path in (f"/cofl/assertions/{uid}.json", f"/cofl/assertions/{uid}.png"):
        assert browser.get(path)["Cache-Control"] == "public, max-age=300"
    for kind in ("credentials", "assertions"):
        page = browser.get(f"/cofl/{kind}/{uid}", headers=HTML)
        assert "max-age=300" in page["Cache-Control"]


# --- pages ------------------------------------------------------------------------------------


@pytest.mark.parametrize(("kind", "status"), [("credentials", 200), ("assertions", 410)])
def test_the_awards_page_says_that_it_was_withdrawn_and_why(browser, award, kind, status):
    revoke(award, None, "not-met", "Private words.")
    response = browser.get(f"/cofl/{kind}/{award.credential.uuid}", headers=HTML)
    page = response.content.decode()
    assert response.status_code == status
    assert "This badge was withdrawn" in page
    assert "What it says was not done." in page
    assert "cofl-badge--grey" in page
    assert "Private words." not in page
    # Nobody is offered to carry it away as if it held.
    assert "Download" not in page and "Awarded on" not in page


def test_the_learners_own_page_says_so(browser, award, learner):
    from wagtail_cofl.learners.sessions import SESSION_KEY

    session = browser.session
    session[SESSION_KEY] = str(learner.uuid)
    session.save()
    path = reverse("wagtail_cofl:my_badge", args=[award.uuid])
    assert "Download badge picture" in browser.get(path + "?new=1").content.decode()
    revoke(award, None, "mistake")
    page = browser.get(path + "?new=1").content.decode()
    assert "Harbour Museum has taken this badge back." in page
    assert "It was given by mistake." in page
    assert "cofl-badge--grey" in page
    assert "You did it!" not in page and "Download" not in page


# --- the ledger -------------------------------------------------------------------------------


def test_from_the_ledger_to_the_withdrawal(browser, registrar, award, told):
    page = browser.get(inspect(award)).content.decode()
    assert f'href="{withdraw(award)}"' in page and "Withdraw this badge" in page
    form = browser.get(withdraw(award)).content.decode()
    assert "This cannot be undone." in form
    assert form.count('type="radio"') == len(Revocation.Reason.choices) - 1  # not “replaced”
    response = browser.post(
        withdraw(award), {"reason": "mistake", "note": "Wrong list."}, follow=True
    )
    page = response.content.decode()
    assert response.redirect_chain[-1][0] == inspect(award)
    assert "The badge was withdrawn." in page
    assert "It was given by mistake." in page and "Wrong list." in page
    assert f'href="{withdraw(award)}"' not in page
    assert told == [award]
    [entry] = registry.get_logs_for_instance(award)
    assert entry.user == registrar


def test_without_a_reason_nothing_happens(browser, registrar, award):
    response = browser.post(withdraw(award), {"note": "Wrong list."})
    page = response.content.decode()
    assert "Choose a reason." in page and "Wrong list." in page
    assert not Revocation.objects.exists()


def test_what_is_withdrawn_is_not_withdrawn_again(browser, registrar, award):
    revoke(award, None, "asked")
    response = browser.get(withdraw(award), follow=True)
    assert "withdrawn already" in response.content.decode()
    browser.post(withdraw(award), {"reason": "mistake", "note": ""})
    assert Revocation.objects.get().reason == "asked"


def test_a_get_withdraws_nothing(browser, registrar, award):
    browser.get(withdraw(award) + "?reason=mistake&note=")
    assert not Revocation.objects.exists()


def test_who_may_only_look_may_only_look(browser, registrar, award):
    registrar.user_permissions.remove(Permission.objects.get(codename="revoke_award"))
    page = browser.get(inspect(award)).content.decode()
    assert "Withdraw this badge" not in page
    for response in (
        browser.get(withdraw(award)),
        browser.post(withdraw(award), {"reason": "mistake"}),
    ):
        assert response.status_code in {302, 403}
    assert not Revocation.objects.exists()


def test_nobody_from_outside_withdraws(browser, award):
    response = browser.post(withdraw(award), {"reason": "mistake"})
    assert response.status_code == 302 and "login" in response["Location"]
    assert not Revocation.objects.exists()


def test_the_list_shows_and_finds_withdrawn_ones(browser, registrar, award, learner):
    kept = issue(award.badge_version, learner, email=None)
    revoke(award, None, "mistake")
    index = reverse("cofl_awards_modeladmin_index")
    everything = browser.get(index).content.decode()
    assert "Withdrawn" in everything
    for state, shown, hidden in (("withdrawn", award, kept), ("given", kept, award)):
        page = browser.get(index, {"state": state}).content.decode()
        assert str(shown.credential.uuid) in page
        assert str(hidden.credential.uuid) not in page


def test_the_list_costs_the_same_with_more_withdrawn(
    browser, registrar, award, learner, django_assert_num_queries
):
    index = reverse("cofl_awards_modeladmin_index")
    revoke(award, None, "mistake")
    browser.get(index)
    with CaptureQueriesContext(
        connection,
    ) as few:
        browser.get(index)
    for _ in range(10):
        revoke(issue(award.badge_version, learner, email=None), None, "asked")
    with django_assert_num_queries(len(few)):
        browser.get(index)
