"""What each kind of step asks for, and whether that is there."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import Q
from django.utils.translation import gettext as _

from wagtail_cofl.badges import answering
from wagtail_cofl.badges.answering import Verdict
from wagtail_cofl.learners.models import ConsentRequest

from .actors import Actor
from .casing import case_of
from .models import Claim, ClaimDecision
from .standing import PEER_AGES
from .steps import KEEP

Decision = ClaimDecision.Decision
Turn = Claim.Turn


@dataclass(frozen=True, slots=True)
class Done:
    """The step is taken; ``decision`` is written down, unless those who took it are there already."""

    decision: str = ""
    actor: Actor = Actor.SYSTEM
    comment: str = ""


@dataclass(frozen=True, slots=True)
class Back:
    """The learner has to add something."""

    comment: str


@dataclass(frozen=True, slots=True)
class Refused:
    """It ends here, because ``actor`` says so."""

    actor: Actor
    comment: str


@dataclass(frozen=True, slots=True)
class Wait:
    """Somebody has to act, or nobody can and ``flag`` says why."""

    turn: str = ""
    flag: str = ""
    person: Any = None


Outcome = Done | Back | Refused | Wait
Rolls = dict[str, bool]


def _said(claim: Claim):
    """Decisions at the present step in this round."""
    return claim.decisions.filter(step=claim.at, round=claim.round)


def _consent(claim: Claim, step: dict, rolls: Rolls) -> Outcome:
    learner = claim.learner
    if not learner.age_band:
        return Wait(flag=Claim.Flag.NOBODY)
    if not learner.is_child:
        return Done(Decision.PASS, comment=_("Not needed at this age."))
    request = answer_of_guardian(claim)
    if request and request.answer == ConsentRequest.Answer.NO:
        return Refused(Actor.of_guardian(request), _("A grown-up said no."))
    if request and learner.is_kept:
        return Done(Decision.APPROVE, Actor.of_guardian(request))
    if learner.is_kept and step.get("id") == KEEP["id"]:
        return Done(Decision.PASS, comment=_("A grown-up has said yes before."))
    return Wait(Turn.GUARDIAN)


def answer_of_guardian(claim: Claim) -> ConsentRequest | None:
    """What a child's guardian said to what the present step asks: to this claim, or, at the step that
    asks whether anything is kept, to any question. Once there was a yes to that, a no to another badge
    is about that badge alone. Answers stay, so a later round asks nobody again."""
    said = ConsentRequest.objects.filter(learner=claim.learner_id).exclude(answer="")
    to_this = Q(claim_uuid=claim.uuid)
    if claim.step.get("id") != KEEP["id"]:
        said = said.filter(to_this)
    elif claim.learner.is_kept:
        said = said.filter(to_this | Q(answer=ConsentRequest.Answer.YES))
    return said.select_related("learner").order_by("-answered_at", "-pk").first()


def _automatic(claim: Claim, step: dict, rolls: Rolls) -> Outcome:
    answers = [answer for _criterion, answer in answering.answers(case_of(claim))]
    if answers and all(answer.verdict == Verdict.MET for answer in answers):
        return Done(Decision.APPROVE)
    missing = [answer for answer in answers if answer.verdict == Verdict.NOT_YET]
    if missing and claim.way != Claim.Way.ITSELF:
        return Back("\n".join(answer.because for answer in missing))
    return Wait(flag=Claim.Flag.CRITERIA)


def _review(claim: Claim, step: dict, rolls: Rolls) -> Outcome:
    match step.get("who"):
        case "assessors":
            return Wait(Turn.ASSESSORS)
        case "managers":
            return Wait(Turn.MANAGERS)
        case "person":
            users = get_user_model()._default_manager
            person = users.filter(pk=step.get("person"), is_active=True).first()
            return Wait(Turn.PERSON, person=person) if person else Wait(flag=Claim.Flag.NOBODY)
    return Wait(flag=Claim.Flag.NO_STEP)


def _second(claim: Claim, step: dict, rolls: Rolls) -> Outcome:
    """The dice fall once for a claim, and the step remembers how: neither a later round nor another
    try throws them again."""
    key = f"{claim.round}.{claim.at}"
    if "sampled" not in step:
        step["sampled"] = rolls.setdefault(key, secrets.randbelow(100) < step.get("percent", 100))
    if not step["sampled"]:
        return Done(Decision.PASS, comment=_("Not in the sample that is looked at again."))
    return _review(claim, step, rolls)


def _peers(claim: Claim, step: dict, rolls: Rolls) -> Outcome:
    said = _said(claim).filter(actor__startswith="learner:")
    if said.filter(decision=Decision.DECLINE).exists():
        return Wait(Turn.ASSESSORS)  # a peer alone ends nobody's claim
    needed = step.get("peers")
    if not isinstance(needed, int) or needed < 1:
        return Wait(flag=Claim.Flag.NO_STEP)
    if said.filter(decision=Decision.APPROVE).values("actor").distinct().count() >= needed:
        return Done()
    if claim.learner.age_band not in PEER_AGES:
        return Wait(flag=Claim.Flag.NOBODY)
    match step.get("peers_from"):
        case "holders":
            return Wait(Turn.HOLDERS)
        case "named":
            return Wait(Turn.NAMED)
    return Wait(flag=Claim.Flag.NO_STEP)


def _city(claim: Claim, step: dict, rolls: Rolls) -> Outcome:
    return Wait(Turn.CITY)


def _given(claim: Claim, step: dict, rolls: Rolls) -> Outcome:
    if step.get("by") == "code" and claim.code_id:
        return Done(Decision.APPROVE, comment=_("Whoever has this code did it."))
    return Wait(flag=Claim.Flag.NO_STEP)


#: Kinds of steps, each with ``(claim, step, rolls) -> Outcome``. A kind that is not here stops a claim.
KINDS: dict[str, Callable[[Claim, dict, Rolls], Outcome]] = {
    "consent": _consent,
    "automatic": _automatic,
    "review": _review,
    "second": _second,
    "peers": _peers,
    "city": _city,
    "given": _given,
}
