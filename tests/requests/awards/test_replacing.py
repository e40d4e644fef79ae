"""A newer award in the place of an older one, and many withdrawn together."""

import hashlib
import json
from datetime import timedelta

import pytest
from django.utils import timezone
from wagtail.log_actions import registry

from wagtail_cofl.awards import replacing
from wagtail_cofl.awards.issuing import issue, issue_many
from wagtail_cofl.awards.models import Award
from wagtail_cofl.awards.replacing import CannotReplace, correct, move, renew
from wagtail_cofl.awards.revoking import revoke, revoke_many
from wagtail_cofl.city.emails import email_lookup
from wagtail_cofl.credentials import documents
from wagtail_cofl.credentials.models import Revocation
from wagtail_cofl.learners.models import Identifier, Learner

pytestmark = pytest.mark.django_db


def test_a_corrected_badge_stands_in_the_place_of_the_old_one(award, badge, admin_user):
    badge.statement = "I helped to run a very big event."
    badge.save_revision().publish()
    earned = timezone.now() - timedelta(days=3)
    newer = correct(award, admin_user, awarded_at=earned, note="The day was wrong.")
    award.refresh_from_db()
    assert award.revocation.reason == Revocation.Reason.REPLACED
    assert newer.replaces == award
    assert newer.awarded_at == earned.replace(microsecond=0)
    assert newer.badge_version.statement == "I helped to run a very big event."
    assert b"A newer one stands in its place" in _gone(award)
    said = registry.get_logs_for_instance(newer).get(action=replacing.CORRECT)
    assert (said.user, said.data["note"]) == (admin_user, "The day was wrong.")
    # Pressed twice: the same newer one again.
    assert correct(award, admin_user) == newer
    assert Award.objects.count() == 2


def _gone(award) -> bytes:
    with pytest.raises(documents.Withdrawn) as gone:
        documents.assertion(award.credential.uuid)
    return gone.value.body


def test_a_renewed_badge_counts_from_now(award, badge, admin_user):
    badge.valid_months = 12
    badge.save_revision().publish()
    Award.objects.filter(pk=award.pk).update(valid_until=timezone.now() - timedelta(days=1))
    award.refresh_from_db()
    newer = renew(award, admin_user)
    assert award.has_run_out and not newer.has_run_out
    assert newer.valid_until - newer.awarded_at > timedelta(days=364)


def test_a_learner_moves_a_badge_to_another_address_of_theirs(award, learner, site):
    other = Identifier(site=site, learner=learner)
    other.value = "ada@home.example"
    other.save()
    with pytest.raises(CannotReplace):
        move(award, other)  # nobody has shown yet that it is theirs
    assert award.revocation is None
    other.confirmed_at = timezone.now()
    other.save()
    newer = move(award, other)
    recipient = json.loads(documents.assertion(newer.credential.uuid))["recipient"]
    named = hashlib.sha256(b"ada@home.example" + recipient["salt"].encode()).hexdigest()
    assert recipient["identity"] == f"sha256${named}"
    assert newer.awarded_at == award.awarded_at


def test_what_is_withdrawn_suspended_or_nobodys_is_not_replaced(award, admin_user):
    revoke(award, admin_user, Revocation.Reason.MISTAKE)
    with pytest.raises(CannotReplace):
        renew(award, admin_user)
    award.learner = None
    with pytest.raises(CannotReplace):
        renew(award, admin_user)
    assert Award.objects.count() == 1


def test_who_was_withdrawn_meanwhile_gets_no_newer_one(award, admin_user, monkeypatch):
    """Between the look and the press somebody else withdrew it, for cause."""
    draw_up = replacing.draw_up

    def and_somebody_withdraws(*args, **kwargs):
        revoke(Award.objects.get(pk=award.pk), admin_user, Revocation.Reason.NOT_MET)
        return draw_up(*args, **kwargs)

    monkeypatch.setattr(replacing, "draw_up", and_somebody_withdraws)
    with pytest.raises(CannotReplace):
        renew(award, admin_user)
    assert Award.objects.count() == 1


def test_many_are_withdrawn_together_and_each_is_logged(badge, site, admin_user):
    version = badge.current_version
    learners = Learner.objects.bulk_create(Learner(site=site) for _n in range(5))
    issue_many(version, [(learner, None) for learner in learners])
    first = Award.objects.order_by("pk").first()
    revoke(first, None, Revocation.Reason.ASKED)
    assert revoke_many(Award.objects.all(), admin_user, Revocation.Reason.MISTAKE, "Rain") == 4
    assert revoke_many(Award.objects.all(), admin_user, Revocation.Reason.MISTAKE) == 0
    assert Revocation.objects.get(credential=first.credential).reason == "asked"
    for award in Award.objects.exclude(pk=first.pk):
        assert registry.get_logs_for_instance(award).get().data["note"] == "Rain"


# --- the ledger -------------------------------------------------------------------------------


def _url(action: str, *pk) -> str:
    return "/admin/cofl/awards/" + "/".join([action, *map(str, pk)]) + "/"


def test_several_ticked_in_the_list_are_withdrawn(admin_client, award, badge, learner):
    other = issue(badge.current_version, learner, email=None)
    shown = admin_client.get("/admin/cofl/awards/").content.decode()
    assert f'value="{award.pk}" form="cofl-several"' in shown
    address = _url("withdraw-several") + f"?id={award.pk}&id={other.pk}"
    asked = admin_client.get(address).content.decode()
    assert "This cannot be undone." in asked and "2 badges" in asked
    again = admin_client.post(address, {"note": "Kept"}).content.decode()
    assert "Choose a reason." in again and "Kept" in again
    admin_client.post(address, {"reason": "mistake", "note": ""})
    assert Revocation.objects.count() == 2
    assert admin_client.get(_url("withdraw-several")).status_code == 302


def test_the_ledger_corrects_and_renews(admin_client, award):
    page = admin_client.get(_url("inspect", award.pk)).content.decode()
    assert _url("correct", award.pk) in page and _url("renew", award.pk) in page
    assert _url("history", award.pk) in page
    history = admin_client.get(_url("history", award.pk)).content.decode()
    assert "Nothing has been done with it" in history and _url("inspect", award.pk) in history
    late = {"awarded_at": "2999-01-01 10:00", "note": ""}
    answer = admin_client.post(_url("correct", award.pk), late)
    assert "not still to come" in answer.content.decode()
    past = {"awarded_at": "2026-01-02 10:00", "note": "Wrong day"}
    answer = admin_client.post(_url("correct", award.pk), past)
    newer = Award.objects.get(replaces=award)
    assert answer["Location"] == _url("inspect", newer.pk)
    shown = admin_client.get(answer["Location"]).content.decode()
    assert "Wrong day" in shown and "An older one" in shown
    history = admin_client.get(_url("history", newer.pk)).content.decode()
    assert "Given as a correction" in history and "Nothing has been done" not in history
    site_history = admin_client.get("/admin/reports/site-history/").content.decode()
    assert "Given as a correction" in site_history
    old = admin_client.get(_url("renew", award.pk))
    assert old.status_code == 302  # withdrawn: nothing to renew


def test_the_ledger_is_searched_by_address_number_and_nickname(admin_client, award, learner):
    learner.nickname = "Curlew"
    learner.save()

    def found(term: str) -> bool:
        page = admin_client.get("/admin/cofl/awards/", {"q": term}).content.decode()
        return f'value="{award.pk}" form=' in page

    for term in ("lovelace@example.org", str(award.credential.uuid), "curlew", "Kite Festival"):
        assert found(term), term
    for term in ("other@example.org", str(learner.uuid), "heron"):
        assert not found(term), term


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_the_ledger_is_exported(admin_client, award, kind):
    answer = admin_client.get("/admin/cofl/awards/", {"export": kind})
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    assert answer.status_code == 200
    if kind == "csv":
        assert f"/cofl/credentials/{award.credential.uuid}" in content.decode()
        assert "lovelace" not in content.decode()


def test_the_ledger_asks_few_questions_however_long_it_is(
    admin_client, award, badge, site, django_assert_max_num_queries
):
    learners = Learner.objects.bulk_create(Learner(site=site) for _n in range(120))
    issue_many(badge.current_version, [(learner, None) for learner in learners])
    with django_assert_max_num_queries(29):
        assert admin_client.get("/admin/cofl/awards/").status_code == 200


# --- the learner's own ------------------------------------------------------------------------


def test_from_the_learners_page_to_another_address(browser, award, learner, site):
    for name, confirmed in (("ada@home.example", timezone.now()), ("new@home.example", None)):
        other = Identifier(site=site, learner=learner, confirmed_at=confirmed)
        other.value = name
        other.save()
    learner.identifiers.filter(pk=learner.identifiers.earliest("pk").pk).update(
        confirmed_at=timezone.now()
    )
    address = f"/cofl/my-badges/{award.uuid}/address/"
    assert browser.get(address)["Location"] == "/cofl/sign-in/"
    session = browser.session
    session["cofl_learner"] = str(learner.uuid)
    session.save()
    assert address in browser.get(f"/cofl/my-badges/{award.uuid}/").content.decode()
    page = browser.get(address)
    assert "no-store" in page["Cache-Control"]
    shown = page.content.decode()
    assert shown.count('type="radio"') == 2 and shown.count(" checked") == 1
    assert "ada@home.example" not in shown
    assert "Choose one of your addresses" in browser.post(address).content.decode()
    theirs = Identifier(site=site, learner=Learner.objects.create(site=site))
    theirs.value = "else@home.example"
    theirs.save()
    assert browser.post(address, {"address": theirs.pk}).status_code == 404
    chosen = learner.identifiers.get(lookup=email_lookup("ada@home.example"))
    answer = browser.post(address, {"address": chosen.pk})
    newer = Award.objects.get(replaces=award)
    assert answer["Location"] == f"/cofl/my-badges/{newer.uuid}/"
    old = browser.get(f"/cofl/my-badges/{award.uuid}/").content.decode()
    assert "You have a newer one of this badge" in old
    mine = browser.get("/cofl/my-badges/").content.decode()
    assert str(newer.uuid) in mine and str(award.uuid) not in mine
    assert browser.get(address).status_code == 404
