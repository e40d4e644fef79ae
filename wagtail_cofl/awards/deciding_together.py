"""One decision about several claims: each is decided by itself, and each says how it went."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from .actors import Actor, CannotAct
from .deciding import act, all_met
from .decision_forms import seen
from .models import Claim, ClaimDecision

#: In one go.
MOST = 50


@dataclass(slots=True)
class Outcome:
    done: list[Claim] = field(default_factory=list)
    #: (the claim, why nothing happened to it)
    not_done: list[tuple[Claim, str]] = field(default_factory=list)


class NotTogether(Exception):
    """``str()`` is a sentence that says what to choose."""


def mark(claim: Claim) -> str:
    """A claim as a list saw it."""
    return f"{claim.uuid}:{seen(claim)}"


def chosen(claims: QuerySet[Claim], marks: Iterable[str]) -> list[Claim]:
    """Those of ``claims`` that were ticked, in their order. Who was ticked and is not among them any
    more is left out. Raises :exc:`NotTogether` where they cannot be decided together."""
    marks = set(marks)
    if not marks:
        raise NotTogether(_("Choose at least one claim."))
    if len(marks) > MOST:
        raise NotTogether(_("Choose at most %(most)s claims at once.") % {"most": MOST})
    known = {str(claim.uuid): claim for claim in claims.filter(uuid__in=_uuids(marks))}
    found = list(known.values())
    if not found:
        raise NotTogether(_("These claims no longer wait for you."))
    if len({claim.badge_id for claim in found}) > 1:
        raise NotTogether(_("Choose claims for one badge only."))
    return found


def _uuids(marks: Iterable[str]) -> list[str]:
    found = []
    for one in marks:
        try:
            found.append(str(UUID(one.partition(":")[0])))
        except ValueError:
            continue
    return found


def decide_together(
    claims: Sequence[Claim], marks: Iterable[str], actor: Actor, decision: str, comment: str
) -> Outcome:
    """Approve says that each criterion that needs a person is met, at the lowest level that counts where
    there are levels."""
    marks, outcome = set(marks), Outcome()
    for claim in claims:
        if mark(claim) not in marks:
            outcome.not_done.append((claim, _("It has changed since you chose it. Look again.")))
            continue
        try:
            verdicts = all_met(claim) if decision == ClaimDecision.Decision.APPROVE else None
            outcome.done.append(act(claim, actor, decision, comment, verdicts))
        except CannotAct as problem:
            outcome.not_done.append((claim, str(problem)))
    return outcome
