"""One verb, and what it refuses."""

import pytest

from tests.requests.awards.deciders import decided_by, member, person, sent_in
from wagtail_cofl.awards.deciding import Actor, act, all_met
from wagtail_cofl.awards.models import Claim, ClaimDecision

Decision = ClaimDecision.Decision
State = Claim.State


@pytest.fixture
def ada(provider):
    return member(provider, "ada")


@pytest.fixture
def claimant(site):
    return person(site, email="lovelace@example.org")


def approve(claim, user):
    return act(claim, Actor.of_user(user), Decision.APPROVE, verdicts=all_met(claim))


def test_an_assessor_approves_and_the_badge_is_there(badge, ada, claimant):
    claim = sent_in(decided_by(badge, {"kind": "review"}), claimant)
    assert (claim.state, claim.turn, claim.flag) == (State.WAITING, "assessors", "")
    claim = approve(claim, ada)
    assert claim.state == State.AWARDED
    assert claim.award.learner == claimant
    assert [d.actor for d in claim.decisions.all()] == [f"user:{ada.pk}"]
