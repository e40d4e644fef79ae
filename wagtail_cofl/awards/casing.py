"""A claim as the plain facts that a badge's criteria are asked about."""

from collections import defaultdict

from wagtail_cofl.badges.answering import Case, Given

from .models import Claim, ClaimDecision


def reviewed_in(claim: Claim, verdicts: dict | None = None) -> dict[str, dict]:
    """What people who approved in this round said of each criterion, and then ``verdicts``. A later word
    replaces an earlier one; saying nothing takes none back."""
    found: dict[str, dict] = {}
    approvals = claim.decisions.filter(
        round=claim.round, decision=ClaimDecision.Decision.APPROVE
    ).order_by("pk")
    for said in [*approvals.values_list("verdicts", flat=True), verdicts or {}]:
        found |= {
            criterion: verdict
            for criterion, verdict in said.items()
            if verdict.get("met") is not None or verdict.get("level") or criterion not in found
        }
    return found


def case_of(claim: Claim, verdicts: dict | None = None) -> Case:
    """The case of a claim in its present round, as if ``verdicts`` had been given too. Two queries."""
    given = defaultdict(list)
    for row in claim.evidence.filter(round=claim.round).order_by("pk"):
        given[row.criterion].append(Given(row.kind, row.data, row.uuid))
    return Case(
        learner=claim.learner,
        badge_version=claim.badge_version,
        given=dict(given),
        reviewed=reviewed_in(claim, verdicts),
    )
