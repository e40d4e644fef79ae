"""From the facts of an award to the bytes of its signed document, near what the signature costs."""

from datetime import datetime
from functools import lru_cache

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from . import v3
from .documents import Document, json_text
from .facts import Achievement, Award, Issuer
from .jose import PrivateKey, sign, vc_jwt
from .jsonld import SHAPES, canonical_bytes
from .kept import Kept
from .payloads import payload
from .proofs import proof_of


@lru_cache(maxsize=512)
def _achievement(facts: Achievement, _credits: str) -> Kept:
    # Numbers that are equal are not all written in the same way: 1 and 1.0, 0.0 and -0.0.
    return Kept(v3.achievement(facts))


@lru_cache(maxsize=512)
def _profile(facts: Issuer) -> Kept:
    return Kept(v3.profile(facts))


def describe(facts: Achievement) -> Document:
    """What :func:`.v3.achievement` says, read only, and made once for many awards."""
    try:
        return _achievement(facts, repr(facts.credits_available))
    except TypeError:  # embedded endorsements cannot be hashed
        return v3.achievement(facts)


def introduce(facts: Issuer) -> Document:
    """What :func:`.v3.profile` says, read only, and made once for many awards."""
    try:
        return _profile(facts)
    except TypeError:
        return v3.profile(facts)


def issue_v3(
    award: Award,
    *,
    private_key: Ed25519PrivateKey,
    verification_method: str,
    created: datetime | None = None,
) -> bytes:
    """The OpenBadgeCredential of ``award`` with its proof, as JSON in UTF-8: what :func:`.proofs.sign`
    makes of :func:`.v3.credential`. Raises what these raise."""
    document = v3.credential(award, describe=describe, introduce=introduce)
    written = SHAPES.write(document)
    if written is None:
        # The first of an achievement: badges of others may have had all but its words.
        plain = v3.credential(award)
        written = canonical_bytes(plain), json_text(plain).encode()
        SHAPES.learn(document, written[0])
    canonical, text = written
    proof = proof_of(
        canonical,
        document["@context"],
        private_key=private_key,
        verification_method=verification_method,
        created=created,
    )
    return b'%b,"proof":[%b]}' % (text[:-1], json_text(proof).encode())


def issue_jwt(award: Award, *, private_key: PrivateKey, kid: str) -> str:
    """The OpenBadgeCredential of ``award`` as a VC-JWT: what :func:`.jose.vc_jwt` makes of
    :func:`.v3.credential`. Raises what these raise."""
    filled = payload(award)
    if filled is not None:
        return sign(filled, key=private_key, kid=kid, typ="JWT")
    document = v3.credential(award, for_token=True, describe=describe, introduce=introduce)
    return vc_jwt(document, key=private_key, kid=kid)
