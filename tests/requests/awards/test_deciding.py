"""One verb, and what it refuses."""

from itertools import count

import pytest
from django.core import mail
from django.utils import timezone
from wagtail.log_actions import registry
from wagtail.models import ModelLogEntry

from tests.requests.awards.deciders import (
    approve,
    decided_by,
    member,
    new_badge,
    person,
    sent_in,
    staff,
    user,
)
from wagtail_cofl.awards import step_kinds, stepping
from wagtail_cofl.awards.campaigns import one_code
from wagtail_cofl.awards.deciding import Actor, CannotAct, act, all_met, reassign, why_not
from wagtail_cofl.awards.issuing import draw_up, issue
from wagtail_cofl.awards.models import Award, Claim, ClaimDecision, Evidence
from wagtail_cofl.awards.queues import hidden_from_user, stuck, waiting_for_peer, waiting_for_user
from wagtail_cofl.awards.submitting import begin, submit
from wagtail_cofl.learners.models import AgeBand, Guardian
from wagtail_cofl.providers.models import Membership, NamedPeer, Role

Decision = ClaimDecision.Decision
State = Claim.State
Flag = Claim.Flag


@pytest.fixture
def ada(provider):
    return member(provider, "ada")


@pytest.fixture
def bob(provider):
    return member(provider, "bob", Role.MANAGER)


@pytest.fixture
def claimant(site):
    return person(site, email="lovelace@example.org")


def refused(claim, actor, decision=Decision.APPROVE, comment="So.", **more) -> str:
    """The code of the refusal, after which nothing has changed."""
    before = claim.decisions.count(), Claim.objects.filter(pk=claim.pk).values().get()
    with pytest.raises(CannotAct) as problem:
        act(claim, actor, decision, comment, **more)
    assert (claim.decisions.count(), Claim.objects.filter(pk=claim.pk).values().get()) == before
    assert str(problem.value)
    return problem.value.code


def test_an_assessor_approves_and_the_badge_is_there(badge, ada, claimant):
    claim = sent_in(decided_by(badge, {"kind": "review"}), claimant)
    assert (claim.state, claim.turn, claim.flag) == (State.WAITING, "assessors", "")
    assert (claim.due_at - timezone.now()).days in (6, 7)
    assert [m.to for m in mail.outbox] == [["ada@club.example"]]
    assert refused(claim, Actor.of_user(ada)) == "criteria"  # nobody has said that any is met
    no = {criterion: {"met": False} for criterion in all_met(claim)}
    assert refused(claim, Actor.of_user(ada), verdicts=no) == "criteria"
    claim = approve(claim, ada)
    assert claim.state == State.AWARDED
    assert claim.award.learner == claimant
    assert (claim.turn, claim.due_at, claim.flag) == ("", None, "")
    assert [d.actor for d in claim.decisions.all()] == [f"user:{ada.pk}"]
    assert refused(claim, Actor.of_user(ada)) == "not-waiting"
    assert mail.outbox[-1].to == ["lovelace@example.org"]
    # Wagtail's log knows who it was, and can say so.
    entry = ModelLogEntry.objects.get(action="wagtail_cofl.decide_claim")
    assert entry.user == ada
    assert "Approved" in str(registry.get_formatter(entry).format_message(entry))
    # An account that goes leaves what it decided.
    key = f"user:{ada.pk}"
    ada.delete()
    assert [(d.actor, d.user) for d in claim.decisions.all()] == [(key, None)]


def test_who_is_not_asked_cannot_decide(badge, provider, site, ada, bob, claimant):
    claim = sent_in(decided_by(badge, {"kind": "review", "who": "managers"}), claimant)
    other = new_badge(
        type(provider).objects.create(site=site, name="Other", email="o@o.example"), "O"
    )
    stranger = member(other.provider, "stranger", Role.OWNER)
    assert refused(claim, Actor.of_user(ada)) == "not-yours"
    assert refused(claim, Actor.of_user(stranger)) == "not-member"
    for role in (Role.VIEWER, Role.ISSUER):
        assert refused(claim, Actor.of_user(member(provider, role, role))) == "not-member"
    # City staff decide where the city is asked, and nowhere else.
    assert refused(claim, Actor.of_user(staff("rita"))) == "not-member"
    assert refused(claim, Actor.of_learner(person(site))) == "not-yours"
    assert refused(claim, Actor.SYSTEM) == "not-yours"
    # Rights are those of this moment, not of when the page was opened.
    actor = Actor.of_user(bob)
    assert why_not(claim, actor) is None
    Membership.objects.filter(user=bob).update(role=Role.VIEWER)
    assert refused(claim, actor) == "not-member"
    Membership.objects.filter(user=bob).update(role=Role.OWNER)
    type(bob).objects.filter(pk=bob.pk).update(is_active=False)
    assert refused(claim, actor) == "not-member"
    with pytest.raises(ValueError, match="nothing that somebody decides"):
        act(claim, actor, Decision.PASS)


def test_nobody_decides_their_own_claim_or_their_childs(badge, provider, site, claimant):
    decided_by(badge, {"kind": "review"})
    linked = member(provider, "linked")
    by_mail = member(provider, "by_mail")
    parent = member(provider, "parent")
    claim = sent_in(badge, claimant)
    claimant.user = linked
    claimant.save()
    type(by_mail).objects.filter(pk=by_mail.pk).update(email="Lovelace@Example.ORG")
    guardian = Guardian(site=site, learner=claimant, agreed_at=timezone.now())
    guardian.value = "parent@club.example"
    guardian.save()
    for her in (linked, by_mail, parent):
        her.refresh_from_db()
        assert refused(claim, Actor.of_user(her)) == "own-claim"
        assert why_not(claim, Actor.of_user(her)).code == "own-claim"
        assert not waiting_for_user(her).exists()
        assert hidden_from_user(her) == 1
        with pytest.raises(CannotAct) as problem:
            reassign(claim, Actor.of_user(member(provider, f"m{her.pk}", "manager")), her)
        assert problem.value.code == "own-claim"


def test_more_and_decline_need_a_word_and_more_begins_a_round(badge, ada, bob, claimant):
    decided_by(badge, {"kind": "review"})
    claim = begin(badge, claimant, Claim.Way.ASKED)
    first = Evidence.objects.create(
        claim=claim, round=1, criterion="a", kind="text", data={"text": "x"}
    )
    claim = submit(claim)
    for decision in (Decision.MORE, Decision.DECLINE):
        assert refused(claim, Actor.of_user(ada), decision, "  ") == "comment-needed"
    claim = act(claim, Actor.of_user(ada), Decision.MORE, "Show me the kite.")
    assert (claim.state, claim.turn, claim.due_at) == (State.MORE, "", None)
    assert mail.outbox[-1].to == ["lovelace@example.org"]
    assert "Show me the kite." in mail.outbox[-1].body
    assert f"/cofl/my-claims/{claim.uuid}/" in mail.outbox[-1].body
    assert refused(claim, Actor.of_user(bob)) == "not-waiting"
    # What the decision saw stays; what the learner changes now is another row.
    copy = claim.evidence.get(round=claim.round)
    assert copy.pk != first.pk
    assert copy.data == first.data
    claim = submit(claim)
    assert (claim.state, claim.at, claim.round) == (State.WAITING, 0, 2)
    assert claim.decisions.get().round == 1
    # The same assessor looks again: it is another round.
    claim = act(claim, Actor.of_user(ada), Decision.DECLINE, "Not this one.")
    assert claim.state == State.DECLINED
    assert not Award.objects.exists()
    assert "Not this one." in mail.outbox[-1].body


def test_a_second_look_is_by_somebody_else_and_falls_once(
    badge, provider, ada, bob, claimant, site, monkeypatch
):
    decided_by(badge, {"kind": "review"}, {"kind": "second", "percent": 50})
    throws = count()
    monkeypatch.setattr(step_kinds.secrets, "randbelow", lambda n: (49, 50)[next(throws) % 2])
    claim = approve(sent_in(badge, claimant), ada)
    assert (claim.state, claim.at, claim.turn) == (State.WAITING, 1, "assessors")
    assert refused(claim, Actor.of_user(ada)) == "acted-before"
    assert not waiting_for_user(ada).exists()
    assert hidden_from_user(ada) == 1
    assert list(waiting_for_user(bob)) == [claim]
    # Handing it round, or looking again, does not throw the dice again.
    for _time in range(3):
        claim = stepping.go_on(reassign(claim, Actor.of_user(bob)))
        assert (claim.state, claim.at) == (State.WAITING, 1)
    claim = act(claim, Actor.of_user(bob), Decision.MORE, "Once more.")
    claim = approve(submit(claim), ada)
    assert (claim.state, claim.at) == (State.WAITING, 1)
    assert next(throws) == 1
    assert approve(claim, bob).state == State.AWARDED
    # The other half is passed by, which is written down; signing does not throw again either.
    claim = approve(sent_in(badge, person(site)), ada)
    assert claim.state == State.WAITING  # 49 again
    claim = approve(sent_in(badge, person(site)), ada)
    assert claim.state == State.AWARDED  # 50
    assert claim.decisions.get(step=1).decision == Decision.PASS


def test_the_level_that_was_chosen_is_in_the_award_and_a_later_look_may_choose_another(
    provider, city, ada, bob, claimant
):
    levels = [
        {"name": name, "description": "", "points": None} for name in ("Tries", "Can", "Leads")
    ]
    rubric = {"title": "Fly a kite", "levels": levels, "pass_level": 2}
    badge = new_badge(provider, "Kites", [("rubric", rubric)])
    decided_by(badge, {"kind": "review"}, {"kind": "second", "percent": 100})
    claim = sent_in(badge, claimant)
    criterion, told = next(iter(all_met(claim).items()))
    tries, can, leads = badge.current_version.criteria[0]["value"]["levels"]
    assert told == {"met": True, "level": can["id"]}
    for level in (None, tries["id"], "unknown"):
        verdicts = {criterion: {"met": True, "level": level}}
        assert refused(claim, Actor.of_user(ada), verdicts=verdicts) == "criteria"
    claim = approve(claim, ada)
    verdicts = {criterion: {"met": True, "level": leads["id"]}}
    claim = act(claim, Actor.of_user(bob), Decision.APPROVE, verdicts=verdicts)
    assert claim.award.results == [{"criterion": criterion, "level": leads["id"]}]


def test_with_one_assessor_only_the_second_look_waits_for_another(badge, provider, ada, claimant):
    decided_by(badge, {"kind": "review"}, {"kind": "second", "percent": 100})
    claim = approve(sent_in(badge, claimant), ada)
    assert (claim.state, claim.flag) == (State.WAITING, Flag.NOBODY)
    assert list(stuck(ada)) == [claim]
    bob = member(provider, "bob")
    assert stepping.go_on(claim).flag == ""
    assert approve(claim, bob).state == State.AWARDED


def test_one_person_is_asked_and_can_be_replaced(badge, provider, ada, bob, claimant):
    decided_by(badge, {"kind": "review", "who": "person", "person": ada})
    claim = sent_in(badge, claimant)
    assert (claim.turn, claim.assigned_to) == ("person", ada)
    assert refused(claim, Actor.of_user(bob)) == "not-yours"
    # She leaves. Nobody else may, and nothing is issued, until somebody is named.
    Membership.objects.filter(user=ada).delete()
    claim = stepping.go_on(claim)
    assert (claim.state, claim.flag) == (State.WAITING, Flag.NOBODY)
    cleo = member(provider, "cleo")
    for who, to, problem in (
        (cleo, cleo, "not-member"),  # an assessor hands out nothing
        (bob, ada, "not-yours"),  # who has left is no choice
    ):
        with pytest.raises(CannotAct) as refusal:
            reassign(claim, Actor.of_user(who), to)
        assert refusal.value.code == problem
    claim = reassign(claim, Actor.of_user(bob), cleo)
    assert (claim.assigned_to, claim.flag) == (cleo, "")
    assert list(waiting_for_user(cleo)) == [claim]
    assert ModelLogEntry.objects.get(action="wagtail_cofl.reassign_claim").user == bob
    assert approve(claim, cleo).state == State.AWARDED


def test_peers_look_who_hold_the_badge_or_are_named(badge, provider, site, ada, claimant):
    decided_by(badge, {"kind": "peers", "peers": 2})
    claim = sent_in(badge, claimant)
    assert (claim.turn, claim.flag) == ("holders", Flag.NOBODY)
    holders = [person(site, AgeBand.TEEN) for _n in range(3)]
    child, unknown = person(site, AgeBand.UNDER_13), person(site, "")
    for holder in (*holders, child, unknown):
        issue(badge.current_version, holder, email=None)
    assert stepping.go_on(claim).flag == ""
    assert list(waiting_for_peer(holders[0])) == [claim]
    assert not waiting_for_peer(claimant).exists()
    for who, problem in ((child, "not-yours"), (unknown, "not-yours"), (claimant, "own-claim")):
        assert refused(claim, Actor.of_learner(who), verdicts=all_met(claim)) == problem
    assert refused(claim, Actor.of_user(ada)) == "not-yours"
    peer = Actor.of_learner(holders[0])
    claim = act(claim, peer, Decision.APPROVE, verdicts=all_met(claim))
    assert claim.state == State.WAITING
    assert refused(claim, peer, verdicts=all_met(claim)) == "acted-before"
    assert not waiting_for_peer(holders[0]).exists()
    # One whose badge has run out holds it no longer.
    Award.objects.filter(learner=holders[1]).update(valid_until=timezone.now())
    assert refused(claim, Actor.of_learner(holders[1])) == "not-yours"
    claim = act(claim, Actor.of_learner(holders[2]), Decision.APPROVE)
    assert claim.state == State.AWARDED
    assert claim.award.learner == claimant

    decided_by(badge, {"kind": "peers", "peers": 1, "peers_from": "named"})
    named = person(site, email="peer@example.org")
    row = NamedPeer(provider=provider)
    row.value = "peer@example.org"
    row.save()
    claim = sent_in(badge, person(site))
    assert mail.outbox[-1].to == ["peer@example.org"]
    assert refused(claim, Actor.of_learner(holders[0])) == "not-yours"
    # A peer alone ends nobody's claim: then the provider decides.
    claim = act(claim, Actor.of_learner(named), Decision.DECLINE, "No.")
    assert (claim.state, claim.turn) == (State.WAITING, "assessors")
    assert approve(claim, ada).state == State.AWARDED
    claim = sent_in(badge, person(site))
    claim = act(claim, Actor.of_learner(named), Decision.MORE, "A photo?")
    assert claim.state == State.MORE


def test_no_peer_sees_what_a_child_sent(badge, provider, site, bob):
    decided_by(badge, {"kind": "peers", "peers": 1})
    peer = person(site)
    issue(badge.current_version, peer, email=None)
    for age in (AgeBand.UNDER_13, ""):
        claim = sent_in(badge, person(site, age))
        assert (claim.turn, claim.flag) == ("", Flag.NOBODY)
        assert refused(claim, Actor.of_learner(peer)) == "not-yours"
        # The provider can hand it to one of its own.
        claim = reassign(claim, Actor.of_user(bob), bob)
        assert approve(claim, bob).state == State.AWARDED
    # Nor where the age is put right while peers look.
    learner = person(site)
    claim = sent_in(badge, learner)
    assert why_not(claim, Actor.of_learner(peer)) is None
    type(learner).objects.filter(pk=learner.pk).update(age_band=AgeBand.UNDER_13)
    assert refused(claim, Actor.of_learner(peer), verdicts=all_met(claim)) == "not-yours"
    assert not waiting_for_peer(peer).exists()


def test_the_city_looks_where_it_is_asked(badge, provider, site, ada, claimant):
    decided_by(badge, {"kind": "review"}, {"kind": "city"})
    claim = approve(sent_in(badge, claimant), ada)
    assert (claim.turn, claim.flag) == ("city", Flag.NOBODY)
    owner = member(provider, "owner", Role.OWNER)
    assert refused(claim, Actor.of_user(owner)) == "not-yours"
    rita = staff("rita")
    assert list(waiting_for_user(rita)) == [claim]
    # Nor can a step of the city's be handed to the provider's own.
    with pytest.raises(CannotAct) as problem:
        reassign(claim, Actor.of_user(rita), owner)
    assert problem.value.code == "not-yours"
    # What the city lets her do is asked anew, too.
    assert why_not(claim, Actor.of_user(rita)) is None
    rights = list(rita.user_permissions.all())
    rita.user_permissions.clear()
    assert refused(claim, Actor.of_user(rita)) == "not-member"
    rita.user_permissions.set(rights)
    assert approve(claim, rita).state == State.AWARDED


@pytest.mark.parametrize(
    ("steps", "flag"),
    [
        ([], Flag.NO_STEP),
        ([{"kind": "dance", "id": "1"}], Flag.NO_STEP),
        ([{"id": "1"}], Flag.NO_STEP),
        ([{"kind": "review"}], Flag.NO_STEP),
        ([{"kind": "peers", "peers": 0, "peers_from": "holders"}], Flag.NO_STEP),
        ([{"kind": "given", "by": "code"}], Flag.NO_STEP),
        ([{"kind": "given", "by": "magic"}], Flag.NO_STEP),
        ([{"kind": "consent"}], Flag.CRITERIA),  # a grown-up's yes is not somebody who looked
        ([{"kind": "automatic"}], Flag.CRITERIA),
        ([{"kind": "review", "who": "person", "person": None}], Flag.NOBODY),
        ([{"kind": "review", "who": "assessors"}], Flag.NOBODY),
        ([{"kind": "city"}], Flag.NOBODY),
    ],
)
def test_what_is_missing_or_unknown_stops_a_claim(badge, claimant, steps, flag, monkeypatch):
    monkeypatch.setattr("wagtail_cofl.awards.submitting.steps_for", lambda claim: steps)
    decided_by(badge, {"kind": "review"})
    claim = sent_in(badge, claimant)
    assert (claim.state, claim.flag) == (State.WAITING, flag)
    assert stepping.go_on(claim).flag == flag
    assert not Award.objects.exists()


def test_a_stuck_claim_can_begin_again_with_the_steps_of_now(badge, provider, ada, bob, claimant):
    flow = decided_by(badge, {"kind": "automatic"}).workflow
    claim = sent_in(badge, claimant)
    assert claim.flag == Flag.CRITERIA  # a person has to look, and no step lets one
    flow.steps.all().delete()
    decided_by(badge, {"kind": "review"})
    assert stepping.go_on(claim).flag == Flag.CRITERIA  # its own steps stay
    claim = reassign(claim, Actor.of_user(bob), restart=True)
    assert (claim.round, claim.at, claim.turn, claim.flag) == (2, 0, "assessors", "")
    with pytest.raises(CannotAct) as problem:
        reassign(claim, Actor.of_user(bob), restart=True)
    assert problem.value.code == "not-stuck"
    assert approve(claim, ada).state == State.AWARDED


def test_later_edits_of_a_workflow_touch_no_claim_under_way(badge, ada, bob, claimant):
    flow = decided_by(badge, {"kind": "review"}, {"kind": "review", "who": "managers"}).workflow
    claim = sent_in(badge, claimant)
    steps = claim.steps
    flow.steps.all().delete()
    claim = approve(claim, ada)
    assert (claim.state, claim.turn) == (State.WAITING, "managers")
    badge.workflow = None
    badge.save()
    claim = approve(claim, bob)
    assert (claim.state, claim.steps) == (State.AWARDED, steps)


def test_a_suspended_provider_a_closed_badge_and_a_city_that_is_not_ready_stop_it(
    badge, provider, city, ada, bob, claimant, site
):
    decided_by(badge, {"kind": "review"})
    claim = sent_in(badge, claimant)
    providers, badges = type(provider).objects, type(badge).objects
    providers.update(suspended_at=timezone.now())
    assert refused(claim, Actor.of_user(ada)) == "suspended"
    assert stepping.go_on(claim).flag == Flag.SUSPENDED
    assert not waiting_for_user(ada).exists()
    providers.update(suspended_at=None)
    badges.update(archived=True)
    assert refused(claim, Actor.of_user(ada), verdicts=all_met(claim)) == "closed"
    badges.update(archived=False)
    # The city cannot sign now: the decision is kept, and the badge follows when it can.
    address = city.canonical_address
    type(city).objects.update(canonical_address="")
    claim = approve(claim, ada)
    assert (claim.state, claim.at, claim.flag) == (State.WAITING, 1, Flag.NOT_READY)
    assert claim.decisions.count() == 1
    assert refused(claim, Actor.of_user(bob)) == "not-yours"
    badges.update(archived=True)
    assert stepping.go_on(claim).flag == Flag.CLOSED
    badges.update(archived=False)
    type(city).objects.update(canonical_address=address)
    claim = stepping.go_on(claim)
    assert (claim.state, claim.flag) == (State.AWARDED, "")
    assert Award.objects.get() == claim.award


def test_a_decision_that_was_overtaken_while_it_was_signed_gives_nothing(
    badge, ada, bob, claimant, monkeypatch
):
    decided_by(badge, {"kind": "review"})
    claim = sent_in(badge, claimant)

    def slow(*args, **kwargs):
        monkeypatch.setattr(stepping, "draw_up", draw_up)
        act(claim, Actor.of_user(bob), Decision.DECLINE, "No.")
        return draw_up(*args, **kwargs)

    monkeypatch.setattr(stepping, "draw_up", slow)
    with pytest.raises(CannotAct) as problem:
        approve(claim, ada)
    assert problem.value.code == "not-waiting"
    assert not Award.objects.exists()
    assert claim.decisions.get().decision == Decision.DECLINE


def test_the_use_of_a_code_comes_back_once_when_its_claim_ends_without_a_badge(
    badge, ada, claimant
):
    decided_by(badge, {"kind": "review"})
    code = one_code(badge, "Saturday", quota=3)
    code.campaign.at_once = False
    code.campaign.save()
    type(code).objects.update(used=1)
    claim = submit(begin(badge, claimant, Claim.Way.CODE, code))
    assert claim.turn == "assessors"
    claim = act(claim, Actor.of_user(ada), Decision.DECLINE, "No.")
    code.refresh_from_db()
    assert code.used == 0
    # The same code opens the same claim again, in a new round.
    again = begin(badge, claimant, Claim.Way.CODE, code)
    assert (again.pk, again.state, again.round) == (claim.pk, State.DRAFT, 2)
    type(code).objects.update(used=1)
    assert approve(submit(again), ada).state == State.AWARDED
    code.refresh_from_db()
    assert code.used == 1


def test_a_mail_server_that_fails_stops_no_claim(badge, ada, claimant, settings, caplog):
    decided_by(badge, {"kind": "review"})
    settings.EMAIL_BACKEND = "nowhere.Backend"
    if hasattr(settings, "MAILERS"):
        settings.MAILERS = {"default": {"BACKEND": "nowhere.Backend"}}
    assert approve(sent_in(badge, claimant), ada).state == State.AWARDED
    assert "lovelace" not in caplog.text


def test_letters_name_nobody_and_go_to_each_once(badge, provider, claimant):
    decided_by(badge, {"kind": "review"})
    for name in ("one", "two"):
        type(member(provider, name)).objects.filter(username=name).update(email="same@club.example")
    user("nobody")
    claim = sent_in(badge, claimant)
    assert [m.to for m in mail.outbox] == [["same@club.example"]]
    assert "lovelace" not in mail.outbox[0].subject + mail.outbox[0].body
    assert f"https://learn.example.org/cofl/queue/{claim.uuid}/" in mail.outbox[0].body
