"""Claims in the admin: whose they are, deciding them there, the dashboard, and the report."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.contrib.auth.models import Permission
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from openpyxl import load_workbook

from tests.requests.awards.deciders import decided_by, member, new_badge, person, sent_in, user
from wagtail_cofl.awards.actors import Actor
from wagtail_cofl.awards.deciding import act
from wagtail_cofl.awards.models import Award, Claim, ClaimDecision
from wagtail_cofl.learners.models import Learner
from wagtail_cofl.providers.models import Provider, Role

pytestmark = pytest.mark.django_db
REVIEW = {"kind": "review"}
LIST = "/admin/cofl/claims/"
REPORT = "/admin/reports/cofl-claims/"


def into_admin(person, *more: str):
    names = ["access_admin", *more]
    person.user_permissions.set(Permission.objects.filter(codename__in=names))
    return person


@pytest.fixture
def asked(badge):
    return decided_by(badge, REVIEW)


@pytest.fixture
def assessor(browser, provider):
    made = into_admin(member(provider, "ana"))
    browser.force_login(made)
    return made


@pytest.fixture
def claim(asked, site):
    return sent_in(asked, person(site, nickname="Curlew"))


@pytest.fixture
def foreign(site, city):
    other = Provider.objects.create(site=site, name="Youth Club", email="y@example.org")
    badge = decided_by(new_badge(other, "Good Listener"), REVIEW)
    return sent_in(badge, person(site, nickname="Heron"))


def words(response) -> str:
    return " ".join(response.content.decode().split())


def where(claim, name: str = "decide") -> str:
    return reverse(f"cofl_claims:{name}", args=[claim.pk])


def test_a_member_lists_the_claims_of_her_provider_and_no_others(
    browser, assessor, claim, foreign, site
):
    draft = Claim.objects.create(
        site=site,
        badge=claim.badge,
        badge_version=claim.badge_version,
        learner=person(site, nickname="Pebble"),
        way="asked",
    )
    page = words(browser.get(LIST))
    assert "Curlew" in page
    assert "Heron" not in page
    assert "Pebble" not in page
    assert "Claims (1)" in page
    for address in (where(foreign), where(foreign, "reassign"), where(draft)):
        assert browser.get(address).status_code == 404
        assert browser.post(address, {"decision": "approve"}).status_code == 404
    assert not ClaimDecision.objects.exists()


def test_nobody_adds_edits_or_deletes_a_claim(browser, django_user_model, claim):
    browser.force_login(django_user_model.objects.create_superuser("root", "r@example.org", "x"))
    for name in ("add", "edit", "delete", "copy", "history", "usage"):
        for args in ([], [claim.pk]):
            with pytest.raises(NoReverseMatch):
                reverse(f"cofl_claims:{name}", args=args)
    assert browser.get(where(claim)).status_code == 200


@pytest.mark.parametrize("role", [Role.VIEWER, Role.ISSUER])
def test_who_may_not_see_claims_is_refused(browser, claim, provider, role):
    browser.force_login(into_admin(member(provider, "vera", role)))
    for address in (LIST, where(claim), where(claim, "reassign"), REPORT):
        assert "Curlew" not in words(browser.get(address, follow=True))
    assert browser.get(reverse("cofl_claims:together")).status_code == 404
    browser.post(where(claim), {"decision": "approve", "seen": "1.0", "c1-met": "yes"})
    assert not ClaimDecision.objects.exists()


@pytest.mark.parametrize(
    ("query", "found"),
    [("?state=waiting", True), ("?state=awarded", False), ("?stuck=yes", False)]
    + [("?stuck=no", True), ("?late=yes", False), ("?flag=nobody", False)],
)
def test_the_list_is_filtered(browser, assessor, claim, query, found):
    assert ("Curlew" in words(browser.get(LIST + query))) is found


def test_a_longer_list_takes_no_more_queries(browser, assessor, claim, asked, site):
    browser.get(LIST)
    with CaptureQueriesContext(connection) as few:
        browser.get(LIST)
    for number in range(10):
        sent_in(asked, person(site, nickname=f"More {number}"))
    with CaptureQueriesContext(connection) as many:
        assert "More 9" in words(browser.get(LIST))
    assert len(many) == len(few)


def test_a_claim_is_decided_in_the_admin(browser, assessor, claim):
    page = words(browser.get(where(claim)))
    assert "Curlew asks for Kite Festival Helper" in page
    page = words(browser.post(where(claim), {"decision": "approve", "seen": "1.0"}))
    assert "To approve, say for criterion 1" in page
    posted = {"decision": "approve", "seen": "1.0", "c1-met": "yes"}
    assert "They have the badge now" in words(browser.post(where(claim), posted, follow=True))
    assert ClaimDecision.objects.get().user == assessor
    assert Award.objects.get().learner == claim.learner
    assert "no longer waits" in words(browser.post(where(claim), posted, follow=True))
    assert Award.objects.count() == 1


def test_her_own_claim_is_for_somebody_else(browser, assessor, asked, site):
    own = sent_in(asked, person(site, email="ana@club.example"))
    posted = {"decision": "approve", "seen": "1.0", "c1-met": "yes"}
    assert "Somebody else must decide it" in words(browser.get(where(own), follow=True))
    assert "Somebody else must decide it" in words(browser.post(where(own), posted, follow=True))
    assert not ClaimDecision.objects.exists()


def test_several_are_decided_in_the_admin(browser, assessor, claim, asked, foreign, site):
    other = sent_in(asked, person(site, nickname="Samphire"))
    together = reverse("cofl_claims:together")
    page = words(browser.get(together))
    assert "Curlew" in page
    assert "Heron" not in page
    assert "Choose at least one" in words(browser.post(together, {"decision": "approve"}))
    marks = [f"{one.uuid}:1.0" for one in (claim, other)]
    foul = {"claim": [f"{foreign.uuid}:1.0"], "decision": "approve"}
    assert "no longer wait" in words(browser.post(together, foul))
    page = words(browser.post(together, {"claim": marks, "decision": "more"}))
    assert "Say why" in page
    assert page.count("checked") == 2
    posted = {"claim": marks, "decision": "approve"}
    assert "2 approved" in words(browser.post(together, posted, follow=True))
    assert Award.objects.count() == 2


def test_a_manager_hands_a_claim_on_and_an_assessor_cannot(browser, assessor, claim, provider):
    bo, outsider = member(provider, "bo"), user("zoltan")
    assert "Give it to somebody else" not in words(browser.get(where(claim)))
    refused = browser.post(where(claim, "reassign"), {"to_user": bo.pk})
    assert refused["Location"] == reverse("wagtailadmin_home")
    browser.force_login(into_admin(member(provider, "max", Role.MANAGER)))
    page = words(browser.get(where(claim, "reassign")))
    assert "bo" in page
    assert "zoltan" not in page
    assert "@" not in page.partition('id="id_to_user"')[2].partition("</select>")[0]
    page = words(browser.post(where(claim, "reassign"), {"to_user": outsider.pk}))
    assert "Select a valid choice" in page
    browser.post(where(claim, "reassign"), {"to_user": bo.pk})
    claim.refresh_from_db()
    assert claim.assigned_to == bo
    # Nothing but what is stuck begins again.
    page = words(browser.post(where(claim, "reassign"), {"restart": "on"}))
    assert "can go on by its own steps" in page


# --- the dashboard -----------------------------------------------------------------------------


def test_the_dashboard_shows_five_of_two_thousand_in_as_many_queries_as_of_six(
    browser, assessor, claim, asked, site
):
    claim.refresh_from_db()

    def more(count: int) -> None:
        people = Learner.objects.bulk_create(
            Learner(site=site, age_band="18-plus") for _number in range(count)
        )
        Claim.objects.bulk_create(
            Claim(
                site=site,
                badge=asked,
                badge_version=claim.badge_version,
                learner=one,
                way="asked",
                state="waiting",
                steps=claim.steps,
                turn=claim.turn,
                submitted_at=claim.submitted_at,
                due_at=claim.due_at,
            )
            for one in people
        )

    home = reverse("wagtailadmin_home")
    more(5)
    browser.get(home)
    with CaptureQueriesContext(connection) as few:
        assert "Claims waiting for you: 6" in words(browser.get(home))
    more(1994)
    with CaptureQueriesContext(connection) as many:
        page = words(browser.get(home))
    assert "Claims waiting for you: 2000" in page
    assert page.count("/admin/cofl/claims/1") + page.count("button-small button-secondary") >= 5
    assert page.count('<li class="cofl-admin-line">') == 5
    assert len(many) == len(few)


def test_who_manages_is_told_what_is_stuck(browser, assessor, claim, provider):
    Claim.objects.update(flag=Claim.Flag.NOBODY)
    home = reverse("wagtailadmin_home")
    assert "stuck" not in words(browser.get(home))
    browser.force_login(into_admin(member(provider, "max", Role.MANAGER)))
    page = words(browser.get(home))
    assert "1 claim is stuck" in page
    assert "Curlew" in words(browser.get(LIST + "?state=waiting&stuck=yes"))


def test_who_decides_nothing_has_no_panel(browser, claim, provider):
    browser.force_login(into_admin(member(provider, "vera", Role.VIEWER)))
    assert "Claims waiting" not in words(browser.get(reverse("wagtailadmin_home")))


# --- the report --------------------------------------------------------------------------------


@pytest.fixture
def decided(assessor, asked, site):
    """Three decided after 1, 2 and 9 days, one of them long ago; one late."""
    now = timezone.now()
    for days, ago in ((1, 0), (2, 0), (9, 200)):
        one = act(
            sent_in(asked, person(site)),
            Actor.of_user(assessor),
            ClaimDecision.Decision.DECLINE,
            "Not this time.",
        )
        done = now - timedelta(days=ago)
        Claim.objects.filter(pk=one.pk).update(
            submitted_at=done - timedelta(days=days), decided_at=done
        )
    late = sent_in(asked, person(site))
    Claim.objects.filter(pk=late.pk).update(
        submitted_at=now - timedelta(days=12), due_at=now - timedelta(days=5)
    )


def test_the_report_says_what_is_late_and_how_long_it_takes(browser, decided, foreign):
    rows = browser.get(REPORT + "?export=csv")
    lines = b"".join(rows.streaming_content).decode("utf-8-sig").splitlines()
    assert lines[0].startswith("Badge,Provider,Waiting,Late")
    assert lines[1:] == ["Kite Festival Helper,Harbour Museum,1,1,12.0,0,2,1.5,1.5"]
    rows = browser.get(REPORT + "?export=csv&period=all")
    lines = b"".join(rows.streaming_content).decode("utf-8-sig").splitlines()
    assert lines[1] == "Kite Festival Helper,Harbour Museum,1,1,12.0,0,3,2.0,2.0"
    page = words(browser.get(REPORT))
    assert "Kite Festival Helper" in page
    assert "Good Listener" not in page
    assert "1.5" in page


def test_the_report_is_saved_as_a_workbook(browser, decided):
    response = browser.get(REPORT + "?export=xlsx")
    content = b"".join(response.streaming_content) if response.streaming else response.content
    sheet = load_workbook(BytesIO(content)).active
    assert [cell.value for cell in sheet[2]][:4] == ["Kite Festival Helper", "Harbour Museum", 1, 1]


@pytest.mark.parametrize("query", ["?period=nonsense", "?provider=x", "?ordering=-late"])
def test_the_report_survives_any_question(browser, decided, query):
    assert browser.get(REPORT + query).status_code == 200
