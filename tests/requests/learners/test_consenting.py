"""Asking a child's guardian, and what stays and goes with each answer."""

from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.utils import timezone

from wagtail_cofl.awards.claiming import claim
from wagtail_cofl.awards.issuing import issue
from wagtail_cofl.awards.models import Award, Claim, Evidence
from wagtail_cofl.learners import consenting, wording
from wagtail_cofl.learners.childhood import CONSENT_DAYS
from wagtail_cofl.learners.models import (
    AgeBand,
    Consent,
    ConsentRequest,
    Guardian,
    Identifier,
    Learner,
)
from wagtail_cofl.signals import consent_answered

pytestmark = pytest.mark.django_db


@pytest.fixture
def child(site):
    return wording.register(site.pk, "Otter", AgeBand.UNDER_13)[0]


@pytest.fixture
def heard():
    """Every answer that other rooms were told of."""
    answers = []

    def hear(request, **kwargs):
        answers.append(request.answer)

    consent_answered.connect(hear)
    yield answers
    consent_answered.disconnect(hear)


def test_a_yes_keeps_the_child_and_leaves_a_receipt(child, heard):
    _first, by_mail = consenting.ask(child, email="mum@example.org")
    _second, by_square = consenting.ask(child)
    assert not child.is_kept
    consenting.answer(by_mail, True, shown="the nickname “Otter”")
    child.refresh_from_db()
    assert child.is_kept
    assert Guardian.objects.get().value == "mum@example.org"
    receipt = Consent.objects.get()
    assert receipt.decision == Consent.Decision.GIVEN
    assert receipt.learner_uuid == child.uuid
    assert receipt.guardian_lookup == Guardian.objects.get().lookup
    assert receipt.shown == "the nickname “Otter”"
    assert heard == ["yes"]
    # The other question went with it, and nothing is answered twice.
    for secret, code in ((by_square, "unknown"), (by_mail, "answered")):
        with pytest.raises(consenting.ConsentProblem) as problem:
            consenting.answer(secret, False)
        assert problem.value.code == code
    assert Learner.objects.filter(pk=child.pk).exists()


def test_an_address_left_on_the_childs_own_screen_is_kept_for_the_guardian(child):
    _request, secret = consenting.ask(child)
    consenting.answer(secret, True, email="Dad@example.org")
    assert Guardian.objects.get().value == "dad@example.org"
    assert not Identifier.objects.exists()


def test_a_no_deletes_the_child_and_gives_the_use_of_the_code_back(child, code, heard):
    made = claim(code, child)
    code.refresh_from_db()
    assert (code.used, made.state) == (1, Claim.State.WAITING)
    _request, secret = consenting.ask(child, claim_uuid=made.uuid, email="mum@example.org")
    consenting.answer(secret, False)
    code.refresh_from_db()
    assert code.used == 0
    assert not Learner.objects.exists()
    assert not Claim.objects.exists()
    assert not ConsentRequest.objects.exists()
    assert Consent.objects.get().decision == Consent.Decision.REFUSED
    assert heard == ["no"]
    with pytest.raises(consenting.ConsentProblem, match="nothing about the child"):
        consenting.look_up(secret)


def test_taking_it_back_removes_everything_but_the_receipt(child, code, badge):
    _request, secret = consenting.ask(child)
    with pytest.raises(consenting.ConsentProblem):
        consenting.withdraw(secret)
    consenting.answer(secret, True)
    child.refresh_from_db()
    award = issue(badge.current_version, child, email=None)
    made = Claim.objects.create(
        site_id=child.site_id,
        badge=badge,
        badge_version=badge.current_version,
        learner=child,
        way=Claim.Way.ASKED,
    )
    evidence = Evidence(claim=made, round=1, criterion="0", kind=Evidence.Kind.FILE)
    evidence.file.save("kite.txt", ContentFile(b"a kite"))
    storage, name = evidence.file.storage, evidence.file.name
    assert storage.exists(name)
    consenting.withdraw(secret)
    assert not storage.exists(name)
    award = Award.objects.get(pk=award.pk)
    assert award.learner is None
    assert award.revocation.reason == "asked"
    for model in (Learner, Claim, Evidence, Guardian, ConsentRequest):
        assert not model.objects.exists(), model
    assert [c.decision for c in Consent.objects.order_by("pk")] == ["given", "withdrawn"]


def test_nobody_answers_and_the_record_goes(child, code, site):
    claim(code, child)
    _request, secret = consenting.ask(child)
    kept = wording.register(site.pk, "Heron", AgeBand.TEEN)[0]
    assert consenting.forget_unanswered() == 0
    Learner.objects.update(created_at=timezone.now() - timedelta(days=CONSENT_DAYS, minutes=1))
    ConsentRequest.objects.update(expires_at=timezone.now() - timedelta(minutes=1))
    with pytest.raises(consenting.ConsentProblem) as problem:
        consenting.answer(secret, True)
    assert problem.value.code == "expired"
    assert consenting.forget_unanswered() == 1
    assert list(Learner.objects.all()) == [kept]
    code.refresh_from_db()
    assert code.used == 0


def test_a_question_asked_later_runs_out_with_the_first(child):
    Learner.objects.update(created_at=timezone.now() - timedelta(days=10))
    child.refresh_from_db()
    request, _secret = consenting.ask(child)
    assert request.expires_at - timezone.now() < timedelta(days=4, minutes=1)


def test_a_child_cannot_fill_an_inbox(child):
    for _n in range(consenting.MOST_MAILS):
        consenting.ask(child, email="mum@example.org")
    with pytest.raises(consenting.ConsentProblem) as problem:
        consenting.ask(child, email="dad@example.org")
    assert problem.value.code == "too-many"
    consenting.ask(child)  # the square goes on working


def test_only_for_children_is_anybody_asked(learner, child):
    _request, secret = consenting.ask(child)
    consenting.answer(secret, True)
    child.refresh_from_db()
    for one in (learner, child):
        with pytest.raises(consenting.ConsentProblem) as problem:
            consenting.ask(one)
        assert problem.value.code == "not-a-child"


def test_six_words_lead_back_to_one_learner_of_one_city(site):
    learner, words = wording.register(site.pk, " Sea  Otter ", AgeBand.ADULT)
    assert learner.nickname == "Sea Otter"
    assert learner.is_kept
    assert wording.find(site.pk, "sea otter", words) == learner
    assert wording.find(site.pk, "sea otters", words) is None
    assert wording.find(site.pk, "sea otter", tuple(reversed(words))) is None
    assert wording.find(site.pk + 1, "sea otter", words) is None
    wording.change_words(learner, "Heron", ("kite",) * 6)
    assert wording.find(site.pk, "sea otter", words) is None
    assert wording.find(site.pk, "heron", ("kite",) * 6) == learner
    with pytest.raises(wording.NicknameProblem):
        wording.register(site.pk, "otter@example.org", AgeBand.ADULT)
