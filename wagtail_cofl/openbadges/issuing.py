"""From the facts of an award to the bytes of its signed document, near what the signature costs."""

import json
from datetime import datetime
from functools import lru_cache

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from . import v3
from .facts import Achievement, Award, Issuer
from .kept import Kept
from .proofs import sign

# As ``json.dumps`` would write it: members in their order, no spaces.
_JSON = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), check_circular=False)


@lru_cache(maxsize=512)
def _achievement(facts: Achievement) -> Kept:
    return Kept(v3.achievement(facts))


@lru_cache(maxsize=512)
def _profile(facts: Issuer) -> Kept:
    return Kept(v3.profile(facts))


def issue_v3(
    award: Award, *, private_key: Ed25519PrivateKey, verification_method: str, created: datetime
) -> bytes:
    """The OpenBadgeCredential of ``award`` with its proof, as JSON in UTF-8. Raises what
    :func:`~.jsonld.canonicalise` raises."""
    document = v3.credential(award, describe=_achievement, introduce=_profile)
    signed = sign(
        document,
        private_key=private_key,
        verification_method=verification_method,
        created=created,
    )
    return _JSON.encode(signed).encode()
