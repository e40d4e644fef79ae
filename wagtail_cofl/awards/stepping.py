"""From step to step, until a person is asked, or the badge is there.

Whatever is missing or unknown stops a claim where it is, with a flag that says why. Nothing passes a
step but a decision of a person whose step it is, or a fact that we have looked up.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from wagtail_cofl.badges import answering
from wagtail_cofl.city.readiness import CityNotReady, ready_city
from wagtail_cofl.credentials.publishing import PlaceTaken
from wagtail_cofl.signals import claim_moved

from . import telling_people
from .actors import Actor
from .casing import case_of
from .holding import held
from .issuing import draw_up, record
from .models import Award, Claim, ClaimCode, ClaimDecision, Evidence
from .standing import anybody_may
from .step_kinds import KINDS, Back, Done, Refused, Wait
from .superseding import end_needless

Decision = ClaimDecision.Decision


class DrawFirst(Exception):
    """The claim leads to an award, which is signed outside the transaction. Begin again with it."""

    def __init__(self, claim: Claim, results: list[dict]):
        super().__init__()
        self.claim = claim
        self.results = results


@dataclass(slots=True)
class Attempt:
    """What is kept from one try to the next: the award that was signed, and how the dice fell."""

    rolls: dict[str, bool] = field(default_factory=dict)
    award: Award | None = None
    award_is_for: tuple = ()
    flag: str = ""
    news: list[str] = field(default_factory=list)

    def draw(self, needed: DrawFirst) -> None:
        claim = needed.claim
        more = {"results": needed.results} if needed.results else {}
        email = claim.learner.email
        try:
            self.award = draw_up(claim.badge_version, claim.learner, email=email, **more)
        except CityNotReady:
            self.flag = Claim.Flag.NOT_READY
        self.award_is_for = _contents(claim, needed.results)


def carry_out(claim: Claim, work: Callable[[Claim, Attempt], object] | None = None) -> Claim:
    """Do ``work`` with the claim as it is now, and then go as far as it goes, all in one transaction or
    not at all. Returns the claim as it then is.

    The transaction begins with its write: it locks the claim's row (on SQLite the database). Where
    the way ends in an award nothing is kept of the first try but the signed documents, and all is asked
    anew. Raises what ``work`` raises.
    """
    attempt = Attempt()
    for _try in range(5):
        attempt.news = []
        try:
            with transaction.atomic():
                Claim.objects.filter(pk=claim.pk).update(at=F("at"))
                fresh = _read(claim.pk)
                if work:
                    work(fresh, attempt)
                settle(fresh, attempt)
                fresh.save()
                _tell(fresh, attempt.news)
                return fresh
        except DrawFirst as needed:
            attempt.draw(needed)
        except PlaceTaken:
            attempt.award, attempt.award_is_for = None, ()
    raise RuntimeError(f"{claim} changes faster than it can be signed.")


def go_on(claim: Claim) -> Claim:
    """Look again at what a claim waits for: a cause that is gone no longer stops it."""
    return carry_out(claim)


def _read(pk: int) -> Claim:
    claims = Claim.objects.select_related(
        "badge__provider", "badge__workflow", "badge_version", "learner", "code__campaign"
    )
    return claims.defer("badge_version__picture").get(pk=pk)


def _tell(claim: Claim, news: list[str]) -> None:
    if news:
        transaction.on_commit(partial(telling_people.tell, claim, tuple(news)), robust=True)
        transaction.on_commit(partial(claim_moved.send, sender=Claim, claim=claim))


def settle(claim: Claim, attempt: Attempt) -> None:
    """Take every step that needs nobody, up to one that does. Call it with the row locked."""
    while claim.state == Claim.State.WAITING:
        if claim.badge.provider.suspended_at:
            claim.flag = Claim.Flag.SUSPENDED
            return
        if claim.step is None:
            _finish(claim, attempt)
            return
        ask = KINDS.get(claim.step.get("kind"))
        outcome = ask(claim, claim.step, attempt.rolls) if ask else Wait(flag=Claim.Flag.NO_STEP)
        match outcome:
            case Done(decision, actor, comment):
                if decision:
                    decide(claim, actor, decision, comment)
                advance(claim)
            case Back(comment):
                decide(claim, Actor.SYSTEM, Decision.MORE, comment)
                hand_back(claim, attempt)
            case Refused(actor, comment):
                decide(claim, actor, Decision.DECLINE, comment)
                end(claim, Claim.State.DECLINED, attempt)
            case Wait():
                _wait(claim, outcome, attempt)
                return


def decide(
    claim: Claim, actor: Actor, decision: str, comment: str = "", verdicts: dict | None = None
) -> ClaimDecision:
    """Write a decision at the present step down."""
    return ClaimDecision.objects.create(
        claim=claim,
        step=claim.at,
        round=claim.round,
        actor=actor.key,
        user=actor.user,
        decision=decision,
        comment=comment,
        verdicts=verdicts or {},
    )


def advance(claim: Claim) -> None:
    claim.at += 1
    _nobody_waits(claim)


def _nobody_waits(claim: Claim) -> None:
    claim.turn, claim.flag = "", ""
    claim.assigned_to = claim.due_at = claim.reminded_at = None


def _wait(claim: Claim, wait: Wait, attempt: Attempt) -> None:
    """Stay here. Whom it was handed to keeps it; a step that asks others than before asks anew."""
    base, _sign, city = claim.turn.partition("+")
    before = claim.turn
    if base == Claim.Turn.PERSON and claim.assigned_to_id:
        wait = Wait(Claim.Turn.PERSON)
    elif wait.turn != base:
        claim.turn = wait.turn + ("+city" if city and wait.turn else "")
    if wait.person and not claim.assigned_to_id:
        claim.assigned_to = wait.person
    claim.flag = wait.flag
    if wait.turn and not anybody_may(claim):
        claim.flag = Claim.Flag.NOBODY
    if not claim.turn:
        claim.due_at = claim.reminded_at = None
    elif claim.turn != before:
        start_clock(claim)
        attempt.news.append("arrived")


def start_clock(claim: Claim) -> None:
    days = (claim.step or {}).get("due_days")
    claim.due_at = timezone.now() + timedelta(days=days) if days else None
    claim.reminded_at = None


def new_round(claim: Claim) -> None:
    """The next round begins with copies, so that decisions keep what they saw. A file is not copied, but
    named again; what the learner shares stays shared."""
    earlier = list(claim.evidence.filter(round=claim.round).order_by("pk"))
    claim.round += 1
    claim.at = 0
    copies = [
        Evidence(
            claim=claim,
            round=claim.round,
            criterion=row.criterion,
            kind=row.kind,
            data=row.data,
            file=row.file.name,
            content_type=row.content_type,
            name=row.name,
            share_key=row.share_key,
        )
        for row in earlier
    ]
    Evidence.objects.filter(pk__in=[row.pk for row in earlier]).update(share_key=None)
    Evidence.objects.bulk_create(copies)
    _nobody_waits(claim)


def hand_back(claim: Claim, attempt: Attempt) -> None:
    """To the learner, who may add to it: the next round begins here, and is sent in when it is ready."""
    new_round(claim)
    claim.state = Claim.State.MORE
    attempt.news.append("more")


def end(claim: Claim, state: str, attempt: Attempt) -> None:
    """End a claim without an award: whoever may use its code next gets the use back."""
    claim.state, claim.decided_at = state, timezone.now()
    _nobody_waits(claim)
    if claim.code_id:
        ClaimCode.objects.filter(pk=claim.code_id, used__gt=0).update(used=F("used") - 1)
    attempt.news.append(state)


def _contents(claim: Claim, results: list[dict]) -> tuple:
    """What is signed: an award that was drawn up for something else is thrown away."""
    words = json.dumps(results, sort_keys=True)
    return claim.badge_version_id, claim.learner_id, claim.learner.email, words


def _finish(claim: Claim, attempt: Attempt) -> None:
    """All steps are taken: give the badge, unless something speaks against it."""
    given = any(step.get("kind") == "given" for step in claim.steps)
    case = case_of(claim)
    claim.flag = attempt.flag or _speaks_against(claim, given or answering.all_met(case))
    if claim.flag:
        _stop(claim)
        return
    if not given and held(claim.learner_id, [claim.badge_id]):
        # It came by another way, and counts (again). A code gives anew what somebody has: its provider
        # hands it out to be used.
        end_needless(claim)
        return
    results = [] if given else answering.results(case)
    if attempt.award is None or attempt.award_is_for != _contents(claim, results):
        raise DrawFirst(claim, results)
    claim.state, claim.decided_at = Claim.State.AWARDED, timezone.now()
    _nobody_waits(claim)
    # Saved before: whoever hears of the award finds the claim decided.
    claim.save()
    record(attempt.award, claim)
    attempt.news.append("awarded")


def _stop(claim: Claim) -> None:
    claim.turn = ""
    claim.assigned_to = claim.due_at = claim.reminded_at = None


def _speaks_against(claim: Claim, met: bool) -> str:
    badge = claim.badge
    if badge.provider.suspended_at:
        return Claim.Flag.SUSPENDED
    if badge.archived or not badge.live:
        return Claim.Flag.CLOSED
    if not claim.steps or not _every_step_passed(claim):
        return Claim.Flag.NO_STEP
    if not met:
        return Claim.Flag.CRITERIA
    try:
        ready_city(claim.site_id)
    except CityNotReady:
        return Claim.Flag.NOT_READY
    return ""


def _every_step_passed(claim: Claim) -> bool:
    passed = claim.decisions.filter(
        round=claim.round, decision__in=[Decision.APPROVE, Decision.PASS]
    )
    return set(range(len(claim.steps))) <= set(passed.values_list("step", flat=True))
