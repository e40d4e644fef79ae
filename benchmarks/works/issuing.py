"""From the facts of an award to the finished bytes, with another person and date each time."""

import hashlib
import json

from cryptography.hazmat.primitives.asymmetric.ec import ECDSA
from cryptography.hazmat.primitives.hashes import SHA256

from benchmarks import document as doc
from benchmarks.timing import Operation
from wagtail_cofl.openbadges import jose, proofs, v3
from wagtail_cofl.openbadges.issuing import issue_jwt as issue_jwt_from
from wagtail_cofl.openbadges.issuing import issue_v3
from wagtail_cofl.openbadges.jsonld import canonicalise


def issue_rdfc() -> Operation:
    def run(facts):
        return issue_v3(
            facts,
            private_key=doc.ED25519,
            verification_method=doc.METHOD,
            created=facts.awarded_at,
        )

    def check(result: bytes) -> None:
        signed = json.loads(result)
        proofs.verify_proof(signed, signed["proof"][0], doc.ED25519.public_key())

    return Operation(doc.award, run, check)


def limit_rdfc() -> Operation:
    """SHA-256 of the canonical bytes and the signature."""
    canonical = canonicalise(v3.credential(doc.award(0))).encode()
    proof = hashlib.sha256(b"the options of the proof").digest()

    def run(_i):
        return doc.ED25519.sign(proof + hashlib.sha256(canonical).digest())

    return Operation(lambda i: i, run)


def issue_jwt() -> Operation:
    key = doc.P256

    def run(facts):
        return issue_jwt_from(facts, private_key=key, kid=doc.KID)

    def check(result: str) -> None:
        jose.check_signature(jose.parse(result), key.public_key())

    return Operation(doc.award, run, check)


def limit_jwt() -> Operation:
    """The signature, which hashes what it signs."""
    token = issue_jwt()
    signed = token.run(token.prepare(0)).rpartition(".")[0].encode()
    how = ECDSA(SHA256())
    return Operation(lambda i: i, lambda _i: doc.P256.sign(signed, how))


OURS = {"issue-rdfc": issue_rdfc, "issue-jwt": issue_jwt}
LIMIT = {"issue-rdfc": limit_rdfc, "issue-jwt": limit_jwt}
