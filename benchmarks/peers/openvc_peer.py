"""openvc-core 1: knows credentials, and nothing of badges, so it signs the document made by hand."""

import json
from datetime import UTC, datetime
from importlib.metadata import version

from openvc import VerificationPolicy, verify_credential
from openvc.did.did_web import DidWebResolver
from openvc.keys import Ed25519SigningKey, P256SigningKey
from openvc.proof.data_integrity import DataIntegrityProofSuite
from openvc.proof.vc_jwt import VcJwtProofSuite
from openvc.resolvers import default_status_list_resolver
from openvc.status.bitstring import (
    decode_bitstring,
    get_status_bit,
    new_bitstring,
    set_status_bit,
)
from openvc.status.issue import build_status_list_credential

from benchmarks import document as doc
from benchmarks import exhibits
from benchmarks.timing import Maker, Operation, serve
from wagtail_cofl.openbadges.jsonld import contexts

# It ships the contexts of the W3C only.
MORE = {url: document for url, document in contexts().items() if "imsglobal" in url}


def resolver(pages: dict[str, bytes]) -> DidWebResolver:
    return DidWebResolver(lambda url: json.loads(pages[url]))


def unlisted(data: bytes) -> str:
    """It reads one proof, and no list of one."""
    document = json.loads(data)
    return json.dumps({**document, "proof": document["proof"][0]})


def issue_rdfc() -> Operation:
    suite = DataIntegrityProofSuite()
    key = Ed25519SigningKey(doc.ED25519, kid=doc.METHOD)

    def run(facts):
        signed = suite.add_proof(
            doc.unsigned(facts),
            signing_key=key,
            verification_method=doc.METHOD,
            created=facts.awarded_at,
            extra_contexts=MORE,
        )
        return doc.to_json(signed)

    def check(result: bytes) -> None:
        suite.verify(
            json.loads(result), public_key_jwk=key.public_jwk(), extra_contexts=MORE, now=doc.NOW
        )

    return Operation(doc.award, run, check)


def issue_jwt() -> Operation:
    """It wraps the credential in ``vc``, as the older data model has it, and only so."""
    suite = VcJwtProofSuite()
    key = P256SigningKey(doc.P256, kid=doc.KID)

    def check(token: str) -> None:
        suite.verify(token, public_key_jwk=key.public_jwk())

    return Operation(
        doc.award, lambda facts: suite.sign(doc.unsigned(facts), signing_key=key), check
    )


def _verify(prepare) -> Maker:
    """Its whole pipeline: key of the issuer, proof, dates, status with the list's own proof."""

    def make() -> Operation:
        pages = exhibits.web()
        found = resolver(pages)
        lists = default_status_list_resolver(
            resolver=found, fetch=lambda url: unlisted(pages[url]), extra_contexts=MORE
        )
        policy = VerificationPolicy(now=datetime.now(UTC))

        def run(data):
            document = json.loads(data)
            document["proof"] = document["proof"][0]
            return verify_credential(
                document,
                policy=policy,
                resolver=found,
                resolve_status_list=lists,
                extra_contexts=MORE,
            )

        return Operation(prepare, run)

    return make


def publish() -> Operation:
    """As a token, its default and its fastest."""
    suite = VcJwtProofSuite()
    key = P256SigningKey(doc.P256, kid=doc.KID)

    def run(places):
        bits = new_bitstring(131_072)
        for place in places:
            set_status_bit(bits, place, 1)
        listed = build_status_list_credential(
            id=doc.LIST_URL,
            issuer=doc.ISSUER.did,
            bitstring=bits,
            valid_from=doc.START,
            ttl=300_000,
        )
        return suite.sign(listed, signing_key=key)

    return Operation(doc.set_places, run)


def look_up() -> Operation:
    listed = json.loads(exhibits.status_list())
    bits = decode_bitstring(listed["credentialSubject"]["encodedList"])
    return Operation(doc.place, lambda index: get_status_bit(bits, index))


WORKS: dict[str, Maker] = {
    "issue-rdfc": issue_rdfc,
    "issue-jwt": issue_jwt,
    "verify-own": _verify(exhibits.own),
    "verify-stranger": _verify(exhibits.stranger),
    "status-publish": publish,
    "status-check": look_up,
}

if __name__ == "__main__":
    serve(WORKS, version("openvc-core"))
