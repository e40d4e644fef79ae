"""Deciding a claim: the one verb, and handing a claim to somebody else."""

from django.contrib.auth import get_user_model
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from wagtail_cofl.badges import answering
from wagtail_cofl.badges.answering import Verdict
from wagtail_cofl.learners.models import ConsentRequest, Learner
from wagtail_cofl.providers import roles

from .actors import Actor, CannotAct
from .casing import case_of
from .models import Claim, ClaimDecision
from .standing import (
    Persona,
    conflict,
    persona_of_learner,
    persona_of_user,
    refusal,
    standing_of,
)
from .step_kinds import answer_of_guardian
from .stepping import Attempt, advance, carry_out, decide, end, hand_back, new_round, start_clock
from .steps import steps_for

__all__ = ["Actor", "CannotAct", "act", "all_met", "reassign", "why_not"]

DECIDE = "wagtail_cofl.decide_claim"
REASSIGN = "wagtail_cofl.reassign_claim"
Decision = ClaimDecision.Decision

#: Why a claim may get its badge's present steps in place of those that it was sent in with.
MAY_RESTART = (Claim.Flag.NO_STEP, Claim.Flag.NOBODY, Claim.Flag.CRITERIA)


def act(
    claim: Claim, actor: Actor, decision: str, comment: str = "", verdicts: dict | None = None
) -> Claim:
    """Decide a claim at the step where it waits, and let it go on: after the last step the badge is
    there. Returns the claim as it then is.

    ``decision`` is ``APPROVE``, ``MORE`` or ``DECLINE``; the latter two need a comment for the learner.
    ``verdicts`` is ``{criterion id: {"met": True|False|None, "comment", "level"}}``; to approve, each
    criterion has to be met by these, by what was said before in this round, or by itself. A peer's
    ``DECLINE`` ends nothing: the provider then decides.

    Raises :exc:`CannotAct`, and then nothing has happened. Two people who press at once: one of them
    decides, and the other is told so.
    """
    if decision not in (Decision.APPROVE, Decision.MORE, Decision.DECLINE):
        raise ValueError(f"{decision!r} is nothing that somebody decides.")
    comment = comment.strip()
    verdicts = {key: value for key, value in (verdicts or {}).items() if isinstance(value, dict)}

    def work(claim: Claim, attempt: Attempt) -> None:
        who = _live(actor)
        if problem := _refusal(claim, who, decision):
            raise problem
        if who.kind == "guardian":
            return  # their answer is kept with its question, and is found there
        if decision != Decision.APPROVE and not comment:
            raise CannotAct("comment-needed", _("Say why, so that the learner knows what to do."))
        if decision == Decision.APPROVE:
            _check_approval(claim, verdicts)
        decide(claim, who, decision, comment, verdicts)
        log(claim, DECIDE, user=who.user, data={"decision": decision, "comment": comment})
        is_peer = who.kind == "learner"
        if decision == Decision.MORE:
            hand_back(claim, attempt)
        elif decision == Decision.DECLINE and not is_peer:
            end(claim, Claim.State.DECLINED, attempt)
        elif decision == Decision.APPROVE and not is_peer:
            advance(claim)

    return carry_out(claim, work)


def why_not(claim: Claim, actor: Actor) -> CannotAct | None:
    """Why ``actor`` may not act on a claim now, or None: what :func:`act` asks first."""
    return _refusal(claim, actor, None)


def all_met(claim: Claim) -> dict[str, dict]:
    """Verdicts that say "met" to each criterion that a person has to look at, at the first level that
    counts where there are levels: for one button."""
    case = case_of(claim)
    found = {}
    for criterion in answering.walk(answering.criteria_of(case.badge_version)):
        if answering.answer(criterion, case).verdict == Verdict.PERSON:
            levels = answering.answerer_of(criterion).levels(criterion)
            level = next((level["id"] for level in levels if level["counts"]), None)
            found[criterion["id"]] = {"met": True, **({"level": level} if level else {})}
    return found


def _live(actor: Actor) -> Actor:
    """The same actor as the database has them now."""
    if actor.kind == "user":
        user = get_user_model()._default_manager.filter(pk=actor.user.pk, is_active=True).first()
        if user is None:
            raise CannotAct("not-member", _("This account can no longer decide claims."))
        return Actor.of_user(user)
    if actor.kind == "learner":
        learner = Learner.objects.filter(pk=actor.learner.pk).first()
        if learner is None:
            raise CannotAct("not-yours", _("This step is for somebody else. Nothing was changed."))
        return Actor.of_learner(learner)
    return actor


def _persona(claim: Claim, actor: Actor) -> Persona:
    if actor.kind == "user":
        return persona_of_user(actor.user, claim)
    return persona_of_learner(actor.learner, claim)


def _refusal(claim: Claim, actor: Actor, decision: str | None) -> CannotAct | None:
    if actor.kind in ("user", "learner"):
        return refusal(standing_of(claim), _persona(claim, actor))
    if actor.kind == "guardian" and claim.turn == Claim.Turn.GUARDIAN:
        said = answer_of_guardian(claim)
        meant = {
            ConsentRequest.Answer.YES: Decision.APPROVE,
            ConsentRequest.Answer.NO: Decision.DECLINE,
        }
        if said and Actor.of_guardian(said).key == actor.key:
            if decision in (None, meant[said.answer]):
                return None
    if claim.state != Claim.State.WAITING:
        return CannotAct("not-waiting", _("This claim no longer waits for a decision."))
    return CannotAct("not-yours", _("This step is for somebody else. Nothing was changed."))


def _check_approval(claim: Claim, verdicts: dict) -> None:
    if claim.badge.archived or not claim.badge.live:
        raise CannotAct(
            "closed",
            _("This badge is no longer given. Publish it again, or decline with a reason."),
        )
    answers = answering.answers(case_of(claim, verdicts))
    open_ones = [c for c, answer in answers if answer.verdict != Verdict.MET]
    if open_ones or not answers:
        titles = "; ".join(answering.title(criterion) for criterion in open_ones)
        raise CannotAct(
            "criteria",
            _("To approve, each criterion has to be met. Not met yet: %(titles)s")
            % {"titles": titles or _("there are none")},
        )


def reassign(claim: Claim, actor: Actor, to_user=None, *, restart: bool = False) -> Claim:
    """Hand the present step to ``to_user``, or to those whose it was from the beginning; a claim whose
    cause to stop is gone goes on. For managers of the provider and for the city.

    ``restart``: for a claim that is stuck, take the steps that its badge's workflow has now, from the
    first one on. Raises :exc:`CannotAct`, and then nothing has happened.
    """

    def work(claim: Claim, attempt: Attempt) -> None:
        if actor.kind != "user":
            raise CannotAct("not-yours", _("This step is for somebody else. Nothing was changed."))
        who = _live(actor)
        standing = standing_of(claim)
        persona = persona_of_user(who.user, claim, ask_city=True)
        problem = conflict(standing, persona)
        if problem and problem.code != "acted-before":
            raise problem
        role = standing.roles.get(persona.user_id)
        if not (persona.is_staff or role in roles.roles_that_may("members")):
            raise CannotAct(
                "not-member", _("Only managers of the provider, or the city, can do this.")
            )
        if restart:
            _restart(claim)
        claim.assigned_to, claim.turn = None, ""
        if to_user is not None:
            _hand_to(claim, to_user, attempt)
        data = {"to": getattr(to_user, "pk", None), "restart": restart}
        log(claim, REASSIGN, user=who.user, data=data)

    return carry_out(claim, work)


def _restart(claim: Claim) -> None:
    if claim.flag not in MAY_RESTART:
        raise CannotAct("not-stuck", _("This claim can go on by its own steps."))
    new_round(claim)
    claim.steps = steps_for(claim)


def _hand_to(claim: Claim, to_user, attempt: Attempt) -> None:
    """One person decides in place of those whose step it is; never in place of a guardian."""
    kind = (claim.step or {}).get("kind")
    if kind not in ("automatic", "review", "second", "peers", "city"):
        raise CannotAct("no-step", _("Nobody can be asked at this step of the claim."))
    claim.assigned_to, claim.turn = _live(Actor.of_user(to_user)).user, Claim.Turn.PERSON
    problem = refusal(standing_of(claim), persona_of_user(claim.assigned_to, claim))
    if problem:
        raise CannotAct(problem.code, _("This person may not decide this claim: choose another."))
    start_clock(claim)
    attempt.news.append("arrived")
