"""Who acts on a claim, and what keeps them from it."""

import hashlib
from dataclasses import dataclass
from typing import Any, ClassVar


class CannotAct(Exception):
    """Nothing has happened. ``code`` is one of: not-waiting, not-yours, not-member, own-claim,
    acted-before, comment-needed, criteria, suspended, not-ready, closed, no-step. ``str()`` is a
    sentence that says what to do."""

    def __init__(self, code: str, sentence: str):
        super().__init__(sentence)
        self.code = code


@dataclass(frozen=True, slots=True)
class Actor:
    """``kind`` is "user", "learner" (a peer), "guardian" or "system"; ``key`` is what a decision keeps
    of them."""

    kind: str
    key: str
    user: Any = None
    learner: Any = None

    SYSTEM: ClassVar["Actor"]

    @classmethod
    def of_user(cls, user) -> "Actor":
        return cls("user", f"user:{user.pk}", user=user)

    @classmethod
    def of_learner(cls, learner) -> "Actor":
        return cls("learner", f"learner:{learner.pk}", learner=learner)

    @classmethod
    def of_guardian(cls, request) -> "Actor":
        """From a ``ConsentRequest``: by the keyed hash of the address, or of the link where the
        guardian gave no address."""
        who = request.lookup or hashlib.sha256(request.secret_hash.encode()).hexdigest()
        return cls("guardian", f"guardian:{who}", learner=request.learner)


Actor.SYSTEM = Actor("system", "system")
