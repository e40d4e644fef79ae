"""Claims sent any way that chance finds: what holds on all of them."""

from collections import defaultdict
from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.requests.awards.deciders import decided_by, member, person, staff
from wagtail_cofl.awards import stepping
from wagtail_cofl.awards.deciding import Actor, CannotAct, act, all_met, reassign, why_not
from wagtail_cofl.awards.issuing import issue
from wagtail_cofl.awards.models import Award, Claim, ClaimDecision
from wagtail_cofl.awards.overdue import chase
from wagtail_cofl.awards.submitting import CannotClaim, begin, cancel, submit
from wagtail_cofl.learners.models import AgeBand
from wagtail_cofl.providers.models import Membership, Provider, Role

Decision = ClaimDecision.Decision
State = Claim.State

STEPS = st.lists(
    st.sampled_from(
        [
            {"kind": "review"},
            {"kind": "review", "who": "managers", "overdue": "city"},
            {"kind": "second", "percent": 50},
            {"kind": "peers", "peers": 1},
            {"kind": "peers", "peers": 2, "overdue": "expire"},
            {"kind": "city"},
            {"kind": "consent"},
        ]
    ),
    max_size=3,
).flatmap(
    # At the end, where all criteria may be met by then.
    lambda steps: st.sampled_from([steps, steps, [*steps, {"kind": "automatic"}]])
)
WHO = st.sampled_from("ada bob cleo vera rita own peer1 peer2 child claimant".split())
USERS = st.sampled_from("ada bob cleo vera rita own".split())
DEED = st.one_of(
    st.tuples(st.just("forward")),
    st.tuples(st.just("forward")),
    st.tuples(st.just("forward")),
    st.tuples(st.just("act"), WHO, st.just(Decision.APPROVE)),
    st.tuples(st.just("act"), WHO, st.sampled_from([Decision.APPROVE, Decision.MORE, "decline"])),
    st.tuples(st.just("reassign"), USERS, USERS),
    st.tuples(
        st.sampled_from("submit cancel chase late go_on suspend lift leave back restart".split())
    ),
)


@pytest.fixture
def people(badge, provider, site):
    """Who could have a hand in it: two of them may look by their role, two manage, one looks on, one
    works for the city; "own" is the claimant under another hat."""
    people = {name: member(provider, name) for name in ("ada", "cleo")}
    people |= {
        "bob": member(provider, "bob", Role.MANAGER),
        "own": member(provider, "own", "owner"),
    }
    people |= {"vera": member(provider, "vera", Role.VIEWER), "rita": staff("rita")}
    people |= {
        "peer1": person(site),
        "peer2": person(site),
        "child": person(site, AgeBand.UNDER_13),
    }
    people["claimant"] = person(site, user=people["own"])
    for name in ("peer1", "peer2", "child"):
        issue(badge.current_version, people[name], email=None)
    return people


@settings(
    max_examples=30,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(steps=STEPS, deeds=st.lists(DEED, min_size=3, max_size=8))
def test_no_way_leads_to_a_badge_past_a_step_or_by_somebody_who_may_not(
    badge, provider, people, steps, deeds
):
    place = transaction.savepoint()
    try:
        decided_by(badge, *steps)
        claim = begin_with(badge, people["claimant"], steps)
        for deed in deeds:
            claim = do(claim, people, deed)
            check(claim, people)
    finally:
        transaction.savepoint_rollback(place)


def begin_with(badge, claimant, steps) -> Claim:
    """By the front door, or, where no workflow has no step, past it."""
    if steps:
        return submit(begin(badge, claimant, Claim.Way.ASKED))
    return submit(begin(badge, claimant, Claim.Way.CODE))


def actor_of(who) -> Actor:
    return Actor.of_learner(who) if hasattr(who, "age_band") else Actor.of_user(who)


def do(claim: Claim, people: dict, deed: tuple) -> Claim:
    what, *more = deed
    providers = Provider.objects.filter(pk=claim.badge.provider_id)
    now = timezone.now()
    was_suspended = providers.get().suspended_at is not None
    awards = Award.objects.count()
    try:
        match what:
            case "act":
                verdicts = all_met(claim)
                act(claim, actor_of(people[more[0]]), more[1], "Because.", verdicts=verdicts)
            case "forward":
                by_peers = claim.turn.partition("+")[0] in ("holders", "named")
                kind = "learner" if by_peers else "user"
                for who in map(actor_of, people.values()):
                    if who.kind != kind:
                        continue
                    if why_not(claim, who) is None:
                        act(claim, who, Decision.APPROVE, verdicts=all_met(claim))
                        break
            case "reassign":
                reassign(claim, Actor.of_user(people[more[0]]), people[more[1]])
            case "restart":
                reassign(claim, Actor.of_user(people["bob"]), restart=True)
            case "submit":
                submit(claim)
            case "cancel" if claim.state == State.MORE:
                cancel(claim, people["claimant"])
            case "chase":
                chase(now)
            case "late":
                chase(now + timedelta(days=20))
            case "go_on":
                stepping.go_on(claim)
            case "suspend":
                providers.update(suspended_at=now)
            case "lift":
                providers.update(suspended_at=None)
            case "leave":
                Membership.objects.filter(user=people["ada"]).update(role=Role.VIEWER)
            case "back":
                Membership.objects.filter(user=people["ada"]).update(role=Role.ASSESSOR)
    except (CannotAct, CannotClaim):
        assert Award.objects.count() == awards
    if was_suspended:
        assert Award.objects.count() == awards
    return Claim.objects.get(pk=claim.pk)


def check(claim: Claim, people: dict) -> None:
    decisions = list(claim.decisions.order_by("pk"))
    awards = Award.objects.filter(claim=claim)
    assert awards.count() == (claim.state == State.AWARDED)
    if claim.state == State.AWARDED:
        assert claim.steps
        for place, step in enumerate(claim.steps):
            here = [d for d in decisions if (d.round, d.step) == (claim.round, place)]
            good = [d for d in here if d.decision in (Decision.APPROVE, Decision.PASS)]
            assert good, (place, step)
            by_member = [d for d in good if d.user_id]
            if step["kind"] == "peers" and not by_member:
                assert len({d.actor for d in good}) >= step["peers"]
            if step["kind"] in ("review", "city"):
                assert by_member
            if step["kind"] == "city":
                assert by_member[0].user == people["rita"]
    # Nobody twice in a round, and never whose claim it is, nor who only looks on, nor a child.
    hands = defaultdict(list)
    for decision in decisions:
        if decision.actor != "system":
            hands[decision.round].append(decision.actor)
    assert all(len(actors) == len(set(actors)) for actors in hands.values())
    out = {f"user:{people[name].pk}" for name in ("own", "vera")}
    out |= {f"learner:{people[name].pk}" for name in ("claimant", "child")}
    assert not out & {decision.actor for decision in decisions}
    # Who waits can be told from the claim alone, or it says why nobody does.
    if claim.state == State.WAITING:
        assert claim.turn or claim.flag
    else:
        assert (claim.turn, claim.flag, claim.due_at) == ("", "", None)
