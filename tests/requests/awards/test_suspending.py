"""Suspending an award for a while: the verb, the documents, the pages and the ledger."""

import json
from datetime import timedelta

import pytest
from django.contrib.auth.models import Permission
from django.db import IntegrityError, connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.log_actions import registry

from tests.conftest import ADDRESS
from wagtail_cofl.awards import suspending
from wagtail_cofl.awards.issuing import issue
from wagtail_cofl.awards.models import Award
from wagtail_cofl.awards.revoking import revoke
from wagtail_cofl.awards.suspending import lift, suspend
from wagtail_cofl.credentials.looking_up import LookUps
from wagtail_cofl.credentials.models import Revocation, StatusList, Suspension
from wagtail_cofl.credentials.suspending import CannotBeSuspended
from wagtail_cofl.credentials.verifying import check_badge
from wagtail_cofl.openbadges import status
from wagtail_cofl.openbadges.verification import verify

pytestmark = pytest.mark.django_db

HTML = {"accept": "text/html"}


@pytest.fixture
def city(city):
    """A city whose new badges can be suspended."""
    city.status_method = "suspension"
    city.save()
    return city


@pytest.fixture
def registrar(browser, django_user_model, site):
    """Somebody of the council who may see the ledger and withdraw."""
    user = django_user_model.objects.create_user("registrar", "r@example.org", "x")
    user.user_permissions.set(
        Permission.objects.filter(codename__in=["access_admin", "view_award", "revoke_award"])
    )
    browser.force_login(user)
    return user


def fresh(award) -> Award:
    return Award.objects.get(pk=award.pk)


def page_of(action: str, award) -> str:
    return reverse(f"cofl_awards_modeladmin_{action}", args=[award.pk])


def bit(browser, award) -> bool:
    path = f"/cofl/status/{award.credential.status_list.uuid}"
    subject = browser.get(path).json()["credentialSubject"]
    assert subject["statusPurpose"] == "suspension"
    return status.is_set(status.decode(subject["encodedList"]), award.credential.status_index)


def verdict(award) -> tuple[str, list[str]]:
    report = verify(
        bytes(award.credential.ob3),
        fetch=LookUps(network=False),
        now=timezone.now() + timedelta(seconds=1),
    )
    return report.verdict, [check.code for check in report.checks if check.name == "status"]


# --- the verb ---------------------------------------------------------------------------------


@pytest.mark.spec("Bitstring Status List 1.0, 2.1, statusPurpose")
def test_its_document_names_a_list_for_suspensions(award):
    entry = json.loads(award.credential.ob3)["credentialStatus"]
    assert entry["statusPurpose"] == "suspension"
    assert StatusList.objects.get().purpose == "suspension"


@pytest.mark.spec("Bitstring Status List 1.0, 2.1: a suspension can be reversed")
def test_it_is_suspended_and_given_back(browser, award):
    assert (bit(browser, award), verdict(award)[0]) == (False, "valid")
    suspend(award, None, "checking")
    assert (bit(browser, award), verdict(award)) == (True, ("not_valid", ["suspended"]))
    assert lift(fresh(award), None)
    assert (bit(browser, award), verdict(award)[0]) == (False, "valid")
    suspend(fresh(award), None, "renewal")
    assert bit(browser, award)
    assert Suspension.objects.count() == 2


def test_it_is_recorded_and_logged_once(award, django_user_model):
    user = django_user_model.objects.create_user("u", "u@example.org", "x")
    first = suspend(award, user, "checking", "Somebody rang.")
    assert suspend(fresh(award), None, "other", "Pressed twice.") == first
    assert lift(fresh(award), user, "It was all right.")
    assert not lift(fresh(award), None)
    said = [
        (entry.user, entry.action, entry.message, entry.comment)
        for entry in registry.get_logs_for_instance(award).order_by("timestamp")
    ]
    assert said == [
        (
            user,
            suspending.SUSPEND,
            "Badge suspended: The issuer is checking it.",
            "Somebody rang.",
        ),
        (user, suspending.LIFT, "Badge given back: it counts again.", "It was all right."),
    ]


def test_one_that_was_issued_without_that_possibility_cannot_be_suspended(city, badge, learner):
    city.status_method = "bitstring"
    city.save()
    award = issue(badge.current_version, learner, email=None)
    city.status_method = "suspension"
    city.save()
    with pytest.raises(CannotBeSuspended):
        suspend(award, None, "checking")
    assert not Suspension.objects.exists() and not registry.get_logs_for_instance(award)


def test_both_kinds_of_a_provider_have_lists_of_their_own(city, award, learner):
    city.status_method = "bitstring"
    city.save()
    other = issue(award.badge_version, learner, email=None)
    assert other.credential.status_list != award.credential.status_list
    assert sorted(StatusList.objects.values_list("purpose", flat=True)) == [
        "revocation",
        "suspension",
    ]


def test_what_is_withdrawn_is_not_suspended(award):
    revoke(award, None, "mistake")
    assert suspend(fresh(award), None, "checking") is None
    assert not Suspension.objects.exists()


def test_a_withdrawal_sets_the_same_bit_for_ever(browser, award):
    suspend(award, None, "checking")
    revoke(fresh(award), None, "not-met")
    assert fresh(award).suspension is None
    assert bit(browser, award)
    lift(fresh(award), None)
    assert bit(browser, award)


def test_of_two_at_once_one_counts(award, monkeypatch):
    """Both looked before either had written."""
    first = suspend(award, None, "checking")
    looks = []
    original = suspending._open

    def blind_once(award):
        looks.append(1)
        return None if len(looks) == 1 else original(award)

    monkeypatch.setattr(suspending, "_open", blind_once)
    assert suspend(fresh(award), None, "other") == first
    assert len(registry.get_logs_for_instance(award)) == 1


@pytest.mark.parametrize("verb", ["suspend", "lift"])
def test_all_or_nothing(browser, award, monkeypatch, verb):
    if verb == "lift":
        suspend(award, None, "checking")
    before = bit(browser, award)

    def broken(*args, **kwargs):
        raise IntegrityError("no log")

    monkeypatch.setattr(suspending, "log", broken)
    arguments = ["checking"] if verb == "suspend" else []
    with pytest.raises(IntegrityError):
        getattr(suspending, verb)(fresh(award), None, *arguments)
    assert bit(browser, award) == before
    assert Suspension.objects.filter(lifted_at=None).exists() == before


@pytest.mark.parametrize(
    ("verb", "begins"),
    [
        ("suspend", 'INSERT INTO "wagtail_cofl_suspension"'),
        ("lift", 'UPDATE "wagtail_cofl_suspension"'),
    ],
)
def test_the_transaction_begins_with_its_write(award, verb, begins):
    """On SQLite one that reads first dies under load."""
    if verb == "lift":
        suspend(award, None, "checking")
    same = fresh(award)
    assert same.credential.status_list
    with CaptureQueriesContext(connection) as queries:
        suspend(same, None, "checking") if verb == "suspend" else lift(same, None)
    statements = [query["sql"] for query in queries]
    begin = next(n for n, sql in enumerate(statements) if sql.startswith("SAVEPOINT"))
    first = next(sql for sql in statements[begin:] if not sql.startswith("SAVEPOINT"))
    assert first.startswith(begins)


def test_a_reason_of_ones_own_making_is_refused(award):
    with pytest.raises(ValueError):
        suspend(award, None, "Ada was rude")
    assert not Suspension.objects.exists()


# --- documents --------------------------------------------------------------------------------


@pytest.mark.spec("OB 2.0, Assertion, revoked")
@pytest.mark.parametrize(
    ("suffix", "accept"), [("", "application/json"), (".json", "*/*"), (".png", "image/png")]
)
def test_the_assertion_is_gone_for_a_while_and_comes_back(browser, award, suffix, accept):
    path = f"/cofl/assertions/{award.credential.uuid}"
    before = browser.get(path + suffix, headers={"accept": accept})
    assert before.status_code == 200
    suspend(award, None, "renewal", "Private words.")
    response = browser.get(path + suffix, headers={"accept": accept})
    assert response.status_code == 410
    assert response["Cache-Control"] == "public, max-age=300"
    assert response.json() == {
        "@context": "https://w3id.org/openbadges/v2",
        "id": ADDRESS + path,
        "type": "Assertion",
        "revoked": True,
        "revocationReason": "Something has to be renewed first.",
    }
    lift(fresh(award), None)
    assert browser.get(path + suffix, headers={"accept": accept}).content == before.content


def test_of_both_the_withdrawal_is_told(browser, award):
    suspend(award, None, "checking")
    revoke(fresh(award), None, "asked")
    body = browser.get(f"/cofl/assertions/{award.credential.uuid}.json").json()
    assert body["revocationReason"] == "The holder asked for it."


def test_an_assertion_costs_one_query(browser, award, django_assert_num_queries):
    suspend(award, None, "checking")
    lift(fresh(award), None)
    suspend(fresh(award), None, "other")
    with django_assert_num_queries(1):
        browser.get(f"/cofl/assertions/{award.credential.uuid}.json")


# --- pages ------------------------------------------------------------------------------------


@pytest.mark.parametrize(("kind", "code"), [("credentials", 200), ("assertions", 410)])
def test_the_awards_page_says_that_it_is_suspended_and_why(browser, award, kind, code):
    path = f"/cofl/{kind}/{award.credential.uuid}"
    suspend(award, None, "checking", "Private words.")
    response = browser.get(path, headers=HTML)
    page = response.content.decode()
    assert response.status_code == code
    assert "This badge is suspended for now." in page
    assert "The reason: The issuer is checking it." in page
    assert "cofl-badge--grey" in page
    assert "Private words." not in page
    assert "Download" not in page and "Awarded on" not in page and "ob2" not in page
    lift(fresh(award), None)
    response = browser.get(path, headers=HTML)
    assert response.status_code == 200
    assert "suspended" not in response.content.decode().lower()


def test_the_learners_own_pages_say_so(browser, award, learner, django_assert_num_queries):
    from wagtail_cofl.learners.sessions import SESSION_KEY

    session = browser.session
    session[SESSION_KEY] = str(learner.uuid)
    session.save()
    path = reverse("wagtail_cofl:my_badge", args=[award.uuid])
    suspend(award, None, "checking")
    page = browser.get(path + "?new=1").content.decode()
    assert "Harbour Museum has suspended this badge for now." in page
    assert "The issuer is checking it." in page
    assert "You did it!" not in page and "Download" not in page
    mine = reverse("wagtail_cofl:my_badges")
    assert "Suspended for now" in browser.get(mine).content.decode()
    with CaptureQueriesContext(connection) as few:
        browser.get(mine)
    for _ in range(5):
        suspend(issue(award.badge_version, learner, email=None), None, "other")
    with django_assert_num_queries(len(few)):
        assert browser.get(mine).content.decode().count("Suspended for now") == 6


@pytest.mark.parametrize("name", ["ob3", "ob2"])
def test_whoever_checks_it_is_told_why(award, name):
    suspend(award, None, "renewal")
    document = bytes(getattr(award.credential, name))
    [told] = [each for each in state(document) if each.code == "suspended"]
    assert told.params == {"reason": "Something has to be renewed first."}
    lift(fresh(award), None)
    assert not [each for each in state(document) if each.status == "fail"]
    suspend(fresh(award), None, "checking")
    revoke(fresh(award), None, "asked")
    [told] = [each for each in state(document) if each.status == "fail"]
    assert (told.code, told.params) == ("revoked", {"reason": "The holder asked for it."})


def state(document: bytes) -> list:
    checked = check_badge(document, look_up=LookUps(network=False))
    assert checked.genuine
    return checked.report.checks


def test_the_page_that_checks_badges_says_it_in_words(browser, award):
    suspend(award, None, "renewal")
    path = f"{reverse('wagtail_cofl:verify')}?badge=/cofl/credentials/{award.credential.uuid}"
    page = browser.get(path).content.decode()
    assert "This badge does not count for now" in page and "Do not trust" not in page
    assert "The issuer has suspended it for now" in page
    assert "Something has to be renewed first." in page and "Suspended for now" in page


# --- the ledger -------------------------------------------------------------------------------


def test_from_the_ledger_to_the_suspension_and_back(browser, registrar, award):
    page = browser.get(page_of("inspect", award)).content.decode()
    assert f'href="{page_of("suspend", award)}"' in page
    assert f'href="{page_of("withdraw", award)}"' in page
    assert f'href="{page_of("lift", award)}"' not in page
    form = browser.get(page_of("suspend", award)).content.decode()
    assert "You can give it back at any time." in form
    assert form.count('type="radio"') == len(Suspension.Reason.choices)
    response = browser.post(
        page_of("suspend", award), {"reason": "checking", "note": "Rang."}, follow=True
    )
    page = response.content.decode()
    assert response.redirect_chain[-1][0] == page_of("inspect", award)
    assert "The badge is suspended." in page and "Suspended since" in page
    assert "The issuer is checking it." in page and "Rang." in page
    assert f'href="{page_of("suspend", award)}"' not in page
    assert f'href="{page_of("withdraw", award)}"' in page
    assert "The badge counts again" in browser.get(page_of("lift", award)).content.decode()
    page = browser.post(page_of("lift", award), {"note": "Fine."}, follow=True).content.decode()
    assert "The badge counts again." in page and "Fine." in page
    assert "Suspended since" not in page
    assert fresh(award).suspension is None
    assert {entry.user for entry in registry.get_logs_for_instance(award)} == {registrar}


def test_where_it_cannot_be_the_page_says_how_to_have_it(browser, registrar, city, award, learner):
    city.status_method = "bitstring"
    city.save()
    old = issue(award.badge_version, learner, email=None)
    page = browser.get(page_of("inspect", old)).content.decode()
    assert "not suspended for a while" in page and "For specialists" in page
    assert f'href="{page_of("suspend", old)}"' not in page
    page = browser.get(page_of("suspend", old), follow=True).content.decode()
    assert "This badge cannot be suspended." in page
    browser.post(page_of("suspend", old), {"reason": "checking"})
    assert not Suspension.objects.exists()
    assert "For specialists" not in browser.get(page_of("inspect", award)).content.decode()


def test_what_makes_no_sense_is_said_and_not_done(browser, registrar, award):
    page = browser.get(page_of("lift", award), follow=True).content.decode()
    assert "This badge is not suspended." in page
    suspend(award, None, "checking")
    page = browser.get(page_of("suspend", award), follow=True).content.decode()
    assert "This badge is suspended already." in page
    revoke(fresh(award), None, "asked")
    for action in ("suspend", "lift"):
        page = browser.get(page_of(action, award), follow=True).content.decode()
        assert "This badge is withdrawn already." in page
        browser.post(page_of(action, award), {"reason": "other"})
    assert Suspension.objects.get().lifted_at is None
    assert len(registry.get_logs_for_instance(award)) == 2


def test_without_a_reason_nothing_happens(browser, registrar, award):
    page = browser.post(page_of("suspend", award), {"note": "Rang."}).content.decode()
    assert "Choose a reason." in page and "Rang." in page
    assert not Suspension.objects.exists()


def test_a_get_changes_nothing(browser, registrar, award):
    browser.get(page_of("suspend", award) + "?reason=checking&note=")
    assert not Suspension.objects.exists()
    suspend(award, None, "checking")
    browser.get(page_of("lift", award))
    assert fresh(award).suspension


@pytest.mark.parametrize("action", ["suspend", "lift"])
def test_who_may_only_look_may_only_look(browser, registrar, award, action):
    registrar.user_permissions.remove(Permission.objects.get(codename="revoke_award"))
    if action == "lift":
        suspend(award, None, "checking")
    page = browser.get(page_of("inspect", award)).content.decode()
    assert page_of(action, award) not in page
    for response in (
        browser.get(page_of(action, award)),
        browser.post(page_of(action, award), {"reason": "checking"}),
    ):
        assert response.status_code in {302, 403}
    assert bool(fresh(award).suspension) == (action == "lift")


@pytest.mark.parametrize("action", ["suspend", "lift"])
def test_nobody_from_outside_does_it(browser, award, action):
    response = browser.post(page_of(action, award), {"reason": "checking"})
    assert response.status_code == 302 and "login" in response["Location"]
    assert not Suspension.objects.exists()


def test_the_list_shows_and_finds_them_and_costs_the_same_with_more(
    browser, registrar, award, learner, django_assert_num_queries
):
    index = reverse("cofl_awards_modeladmin_index")
    kept = issue(award.badge_version, learner, email=None)
    gone = issue(award.badge_version, learner, email=None)
    suspend(award, None, "checking")
    suspend(gone, None, "checking")
    revoke(gone, None, "mistake")
    ids = {"suspended": award, "given": kept, "withdrawn": gone}
    for state, shown in ids.items():
        page = browser.get(index, {"state": state}).content.decode()
        found = {n for n, each in ids.items() if str(each.credential.uuid) in page}
        assert found == {state}
        assert str(shown.credential.uuid) in page
    with CaptureQueriesContext(connection) as few:
        page = browser.get(index).content.decode()
    assert page.count(">Suspended</span>") == 1
    for _ in range(8):
        suspend(issue(award.badge_version, learner, email=None), None, "other")
    with django_assert_num_queries(len(few)):
        assert browser.get(index).content.decode().count(">Suspended</span>") == 9
    assert Revocation.objects.count() == 1
