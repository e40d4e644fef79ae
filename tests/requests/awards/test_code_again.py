"""A code whose claim ended without a badge may be used again by the same learner."""

import pytest

from tests.requests.learners.test_children import enter
from wagtail_cofl.awards.campaigns import one_code
from wagtail_cofl.awards.claiming import CodeProblem, claim
from wagtail_cofl.awards.deciding import Actor, act
from wagtail_cofl.awards.models import Award, Claim
from wagtail_cofl.awards.submitting import begin, cancel, submit

from .deciders import decided_by, member, person

State = Claim.State


@pytest.fixture
def asks(badge):
    """A code for two people that only lets them ask."""
    decided_by(badge, {"kind": "review"})
    code = one_code(badge, "Saturday", quota=2)
    code.campaign.at_once = False
    code.campaign.save()
    return code


def used(code) -> int:
    code.refresh_from_db()
    return code.used


def test_what_was_taken_back_or_declined_begins_again_and_takes_a_use(
    browser, asks, site, provider
):
    ada, anna = person(site, email="ada@example.org"), member(provider, "anna")
    first = cancel(claim(asks, ada), ada)
    assert (first.state, used(asks)) == (State.CANCELLED, 0)
    enter(browser, ada)
    you = f"/cofl/claim/{asks.pretty}/you/"
    assert browser.get(you).status_code == 200
    assert browser.post(you).url == f"/cofl/my-claims/{first.uuid}/"
    again = Claim.objects.get()
    assert (again.pk, again.state, again.round, used(asks)) == (first.pk, State.DRAFT, 2, 1)
    # Pressed once more it is the same, and takes no further use.
    assert (claim(asks, ada).pk, used(asks)) == (first.pk, 1)
    act(submit(again), Actor.of_user(anna), "decline", "Not this time.")
    assert used(asks) == 0
    assert (claim(asks, ada).round, used(asks)) == (3, 1)


def test_beginning_again_needs_a_use_that_is_left(asks, site):
    ada = person(site, email="ada@example.org")
    cancel(claim(asks, ada), ada)
    for name in ("bob", "eve"):
        claim(asks, person(site, email=f"{name}@example.org"))
    with pytest.raises(CodeProblem) as told:
        claim(asks, ada)
    assert told.value.state == "exhausted"
    assert Claim.objects.get(learner=ada).state == State.CANCELLED


def test_another_open_claim_for_the_badge_goes_on_instead(asks, badge, site):
    ada = person(site, email="ada@example.org")
    cancel(claim(asks, ada), ada)
    other = begin(badge, ada, Claim.Way.ASKED)
    assert (claim(asks, ada).pk, used(asks)) == (other.pk, 0)


def test_a_code_that_gives_at_once_gives_it_then_too(asks, site):
    ada = person(site, email="ada@example.org")
    cancel(claim(asks, ada), ada)
    asks.campaign.at_once = True
    asks.campaign.save()
    again = claim(asks, ada)
    assert (again.state, used(asks)) == (State.AWARDED, 1)
    assert Award.objects.get().claim == again
