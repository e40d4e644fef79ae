"""Data Integrity proofs: ``eddsa-rdfc-2022`` (W3C Data Integrity EdDSA Cryptosuites 1.0, 3.2)."""

import hashlib
from datetime import datetime
from functools import lru_cache
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from .documents import Document, json_text, timestamp
from .jsonld import canonical_bytes
from .multikey import BadKey, base58btc, decode_base58btc

SUITE = "eddsa-rdfc-2022"


class BadProof(ValueError):
    """The signature does not fit the document."""


def _as_list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _hash(options: bytes, document: bytes) -> bytes:
    """3.2.4 and 3.2.5: SHA-256 of the proof's options, then SHA-256 of the document."""
    return hashlib.sha256(options).digest() + hashlib.sha256(document).digest()


def _unsecured(document: Document) -> Document:
    return {key: value for key, value in document.items() if key != "proof"}


def _canonical_options(proof: Document, contexts: Any) -> bytes:
    options = {key: value for key, value in proof.items() if key != "proofValue"}
    return canonical_bytes({**options, "@context": contexts})


def _proof(method: str, created: str, expires: str) -> Document:
    proof = {"type": "DataIntegrityProof", "cryptosuite": SUITE}
    if created:
        proof["created"] = created
    if expires:
        proof["expires"] = expires
    return proof | {"verificationMethod": method, "proofPurpose": "assertionMethod"}


@lru_cache(maxsize=512)
def _around_created(contexts: tuple[str, ...], method: str, expires: str) -> list[bytes]:
    """The canonical options of a proof of ours before and after its date. The date moves nothing: no
    other line begins as its line does."""
    somewhen = "0000-00-00T00:00:00Z"
    options = _canonical_options(_proof(method, somewhen, expires), list(contexts))
    return options.split(f'"{somewhen}"'.encode())


@lru_cache(maxsize=512)
def _json_around(method: str) -> list[str]:
    """A proof of ours as JSON: before and after its date, and at its end."""
    proof = _proof(method, "\0", "") | {"proofValue": "\0"}
    return json_text(proof).split("\\u0000")


def proof_json(
    canonical: bytes,
    contexts: list[str],
    *,
    private_key: Ed25519PrivateKey,
    verification_method: str,
    created: datetime | None,
) -> str:
    """What :func:`proof_of` says, as JSON."""
    if created is None:
        return json_text(
            proof_of(
                canonical,
                contexts,
                private_key=private_key,
                verification_method=verification_method,
            )
        )
    when = timestamp(created)
    options = f'"{when}"'.encode().join(_around_created(tuple(contexts), verification_method, ""))
    before, after, end = _json_around(verification_method)
    value = base58btc(private_key.sign(_hash(options, canonical)))
    return f"{before}{when}{after}{value}{end}"


def proof_of(
    canonical: bytes,
    contexts: Any,
    *,
    private_key: Ed25519PrivateKey,
    verification_method: str,
    created: datetime | None = None,
    expires: datetime | None = None,
) -> Document:
    """The proof of an unsecured document with these contexts and this canonical form."""
    when = timestamp(created) if created else ""
    until = timestamp(expires) if expires else ""
    proof = _proof(verification_method, when, until)
    if when and isinstance(contexts, list):
        options = f'"{when}"'.encode().join(
            _around_created(tuple(contexts), verification_method, until)
        )
    else:
        options = _canonical_options(proof, contexts)
    proof["proofValue"] = base58btc(private_key.sign(_hash(options, canonical)))
    return proof


def sign(
    document: Document,
    *,
    private_key: Ed25519PrivateKey,
    verification_method: str,
    created: datetime | None = None,
    expires: datetime | None = None,
) -> Document:
    """A copy of ``document`` with a proof, or with one more: Data Integrity 1.0, 2.1.1 *Proof Sets*.
    Raises what :func:`~.jsonld.canonicalise` raises."""
    proof = proof_of(
        canonical_bytes(_unsecured(document)),
        document.get("@context", []),
        private_key=private_key,
        verification_method=verification_method,
        created=created,
        expires=expires,
    )
    return {**document, "proof": [*_as_list(document.get("proof", [])), proof]}


def verify_proof(document: Document, proof: Document, public_key: Ed25519PublicKey) -> None:
    """Raises :exc:`BadProof` where anything in the document or the proof was changed, and what
    :func:`~.jsonld.canonicalise` raises. The document's other proofs do not count: of a set, each
    stands alone. A proof of a chain (2.1.2 *Proof Chains*) covers others: that is not understood."""
    if "previousProof" in proof:
        raise BadProof("proofs that build on other proofs are not understood")
    named = proof.get("@context")
    if named is not None:
        # 3.2.2: a proof that brings its own contexts must begin the document's list with them.
        named = _as_list(named)
        if document.get("@context", [])[: len(named)] != named:
            raise BadProof("the proof was made with other contexts")
        document = {**document, "@context": named}
    try:
        signature = decode_base58btc(str(proof.get("proofValue", "")))
        options = _canonical_options(proof, document.get("@context", []))
        public_key.verify(signature, _hash(options, canonical_bytes(_unsecured(document))))
    except BadKey as error:
        raise BadProof(str(error)) from error
    except InvalidSignature as error:
        raise BadProof("the signature does not fit the document") from error
