"""A claim as its learner sees it: begun, sent in, taken back."""

from wagtail_cofl.badges.models import Badge
from wagtail_cofl.learners.models import Learner

from .models import Claim, ClaimCode


class CannotClaim(Exception):
    """Nothing has happened. ``code`` is one of: closed, suspended, holds, other-city, not-yours,
    not-open. ``str()`` is a sentence that says what to do."""

    def __init__(self, code: str, sentence: str):
        super().__init__(sentence)
        self.code = code


def begin(badge: Badge, learner: Learner, way: str, code: ClaimCode | None = None) -> Claim:
    raise NotImplementedError


def submit(claim: Claim) -> Claim:
    raise NotImplementedError


def cancel(claim: Claim, learner: Learner) -> Claim:
    raise NotImplementedError
