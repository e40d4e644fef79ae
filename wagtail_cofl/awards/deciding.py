"""Deciding a claim: the one verb."""

from .actors import Actor, CannotAct
from .models import Claim, ClaimDecision

__all__ = ["Actor", "CannotAct", "act", "reassign", "why_not"]

Decision = ClaimDecision.Decision


def act(
    claim: Claim, actor: Actor, decision: str, comment: str = "", verdicts: dict | None = None
) -> Claim:
    raise NotImplementedError


def why_not(claim: Claim, actor: Actor) -> CannotAct | None:
    raise NotImplementedError


def reassign(claim: Claim, actor: Actor, to_user=None, *, restart: bool = False) -> Claim:
    raise NotImplementedError
