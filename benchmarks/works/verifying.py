"""From the bytes of a badge to a report, with the issuer's documents at hand."""

import hashlib
import json

from benchmarks import document as doc
from benchmarks import exhibits
from benchmarks.timing import Maker, Operation
from wagtail_cofl.openbadges.jsonld import canonicalise
from wagtail_cofl.openbadges.verification import CannotFetch, verify


def _fetch(pages: dict[str, bytes]):
    def fetch(url: str, accept: str) -> bytes:
        if url not in pages:
            raise CannotFetch(url)
        return pages[url]

    return fetch


def _pipeline(prepare) -> Maker:
    """The whole pipeline: structure, keys, proof, status with its list, dates, recipient."""

    def make() -> Operation:
        fetch = _fetch(exhibits.web())

        def check(report) -> None:
            if report.verdict != "valid":
                raise AssertionError(json.dumps(report.to_dict()["checks"]))

        return Operation(prepare, lambda data: verify(data, fetch=fetch, now=doc.NOW), check)

    return make


def _limit(prepare) -> Maker:
    """SHA-256 of the canonical bytes and the check of the signature."""

    def make() -> Operation:
        signed = json.loads(prepare(0))
        canonical = canonicalise({k: v for k, v in signed.items() if k != "proof"}).encode()
        options = hashlib.sha256(b"the options of the proof").digest()
        signature = doc.ED25519.sign(options + hashlib.sha256(canonical).digest())
        public = doc.ED25519.public_key()

        def run(_i):
            public.verify(signature, options + hashlib.sha256(canonical).digest())

        return Operation(lambda i: i, run)

    return make


OURS = {"verify-own": _pipeline(exhibits.own), "verify-stranger": _pipeline(exhibits.stranger)}
LIMIT = {"verify-own": _limit(exhibits.own), "verify-stranger": _limit(exhibits.stranger)}
