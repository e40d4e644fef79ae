"""From the facts of an award to the bytes of its signed document, near what the signature costs."""

from datetime import datetime

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from . import v3
from .documents import Document, json_text
from .facts import Award
from .jose import PrivateKey, sign, vc_jwt
from .jsonld import SHAPES, canonical_bytes
from .proofs import proof_json
from .shared import describe, document_of, introduce, payload, written


def issue_v3(
    award: Award,
    *,
    private_key: Ed25519PrivateKey,
    verification_method: str,
    created: datetime | None = None,
) -> bytes:
    """The OpenBadgeCredential of ``award`` with its proof, as JSON in UTF-8: what :func:`.proofs.sign`
    makes of :func:`.v3.credential`. Raises what these raise."""
    contexts, canonical, text = written(award) or _written(document_of(award), award)
    proof = proof_json(
        canonical,
        contexts,
        private_key=private_key,
        verification_method=verification_method,
        created=created,
    )
    return b'%b,"proof":[%b]}' % (text[:-1], proof.encode())


def _written(document: Document, award: Award) -> tuple[list[str], bytes, bytes]:
    found = SHAPES.write(document)
    if found is None:
        # The first of an achievement: badges of others may have had all but its words.
        plain = v3.credential(award)
        found = canonical_bytes(plain), json_text(plain).encode()
        SHAPES.learn(document, found[0])
    return document["@context"], *found


def issue_jwt(award: Award, *, private_key: PrivateKey, kid: str) -> str:
    """The OpenBadgeCredential of ``award`` as a VC-JWT: what :func:`.jose.vc_jwt` makes of
    :func:`.v3.credential`. Raises what these raise."""
    filled = payload(award)
    if filled is not None:
        return sign(filled, key=private_key, kid=kid, typ="JWT")
    document = v3.credential(award, for_token=True, describe=describe, introduce=introduce)
    return vc_jwt(document, key=private_key, kid=kid)
