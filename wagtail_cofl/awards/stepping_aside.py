"""Somebody who could decide a claim, and does not want to: they know the learner."""

from django.utils.translation import gettext as _

from .actors import Actor
from .deciding import why_not
from .models import Claim, ClaimDecision
from .stepping import Attempt, carry_out, decide


def step_aside(claim: Claim, actor: Actor) -> Claim:
    """Keep ``actor``, whose turn it is, from this claim for good, in this round and the next ones. It
    then waits for the others; where there is nobody else it is stuck, and says so. Raises
    :exc:`CannotAct`, and then nothing has happened.
    """

    def work(claim: Claim, attempt: Attempt) -> None:
        if problem := why_not(claim, actor):
            raise problem
        decide(claim, actor, ClaimDecision.Decision.ASIDE, _("Knows the learner."))

    return carry_out(claim, work)
