"""A claim as the plain facts that a badge's criteria are asked about."""

from .models import Claim


def case_of(claim: Claim):
    raise NotImplementedError
