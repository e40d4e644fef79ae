"""Codes, claims and lists: every way to an award; and awards, the facts."""

from .awards import Award
from .claims import Claim, ClaimDecision, Evidence
from .codes import Campaign, ClaimCode
from .lists import Batch, BatchRow

__all__ = [
    "Award",
    "Batch",
    "BatchRow",
    "Campaign",
    "Claim",
    "ClaimCode",
    "ClaimDecision",
    "Evidence",
]
