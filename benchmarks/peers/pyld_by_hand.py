"""eddsa-rdfc-2022 by hand over pyld as its documentation shows it, with the contexts in memory."""

import hashlib
import json
from functools import cache
from importlib.metadata import version

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from pyld import jsonld

from benchmarks import document as doc
from benchmarks import exhibits
from benchmarks.timing import Maker, Operation, serve
from wagtail_cofl.openbadges.jsonld import contexts
from wagtail_cofl.openbadges.multikey import base58btc, decode_base58btc, decode_ed25519


@cache
def _loaded(url: str) -> doc.Document:
    return {
        "contentType": "application/ld+json",
        "contextUrl": None,
        "documentUrl": url,
        "document": contexts()[url],
    }


OPTIONS = {
    "algorithm": "URDNA2015",
    "format": "application/n-quads",
    "documentLoader": lambda url, _options: _loaded(url),
}


def _data(document: doc.Document, proof: doc.Document) -> bytes:
    options = {k: v for k, v in proof.items() if k != "proofValue"}
    options["@context"] = document["@context"]
    unsigned = {k: v for k, v in document.items() if k != "proof"}
    return b"".join(
        hashlib.sha256(jsonld.normalize(part, OPTIONS).encode()).digest()
        for part in (options, unsigned)
    )


def issue_rdfc() -> Operation:
    def run(facts):
        unsigned = doc.unsigned(facts)
        proof = {
            "type": "DataIntegrityProof",
            "cryptosuite": "eddsa-rdfc-2022",
            "created": unsigned["validFrom"],
            "verificationMethod": doc.METHOD,
            "proofPurpose": "assertionMethod",
        }
        proof["proofValue"] = base58btc(doc.ED25519.sign(_data(unsigned, proof)))
        return doc.to_json({**unsigned, "proof": [proof]})

    return Operation(doc.award, run, verify)


def verify(data: bytes) -> None:
    document = json.loads(data)
    proof = document["proof"][0]
    multikey = proof["verificationMethod"].partition("#")[2]
    key = Ed25519PublicKey.from_public_bytes(decode_ed25519(multikey))
    key.verify(decode_base58btc(proof["proofValue"]), _data(document, proof))


WORKS: dict[str, Maker] = {
    "issue-rdfc": issue_rdfc,
    "verify-own": lambda: Operation(exhibits.own, verify),
    "verify-stranger": lambda: Operation(exhibits.stranger, verify),
}

if __name__ == "__main__":
    serve(WORKS, version("PyLD"))
