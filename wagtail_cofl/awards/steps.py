"""The steps that a claim gets when it is sent in."""

from wagtail_cofl.learners.models import Learner

from .models import Claim

#: The provider's word: whoever has the code did it.
GIVEN = {"id": "given", "kind": "given", "by": "code"}
#: Before anything of a child is kept.
KEEP = {"id": "consent", "kind": "consent", "due_days": 14, "overdue": "expire"}


def steps_for(claim: Claim) -> list[dict]:
    """The steps as they are now: of the badge's workflow, or the provider's word where a code gives the
    badge at once. None, where nothing says how it is decided: such a claim waits."""
    if claim.code_id and claim.code.campaign.at_once:
        steps = [dict(GIVEN)]
    elif claim.badge.workflow:
        steps = claim.badge.workflow.frozen()
    else:
        return []
    if steps and _must_be_kept(claim.learner):
        steps.insert(0, dict(KEEP))
    return steps


def _must_be_kept(learner: Learner) -> bool:
    return learner.is_child and not learner.is_kept
