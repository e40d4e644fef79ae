"""eddsa-rdfc-2022 by hand over pyoxigraph: contexts written into the document once parsed, and the
options of a proof, which are always the same five statements, as a template."""

import hashlib
import json
from functools import cache
from importlib.metadata import version

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from pyoxigraph import (
    CanonicalizationAlgorithm,
    Dataset,
    RdfFormat,
    parse,
    serialize,
)

from benchmarks import document as doc
from benchmarks.timing import Maker, Operation, serve
from wagtail_cofl.openbadges.jsonld import contexts
from wagtail_cofl.openbadges.multikey import base58btc, decode_base58btc, decode_ed25519

SEC = "https://w3id.org/security#"
OPTIONS = (
    '_:c14n0 <http://purl.org/dc/terms/created> "{created}"'
    "^^<http://www.w3.org/2001/XMLSchema#dateTime> .\n"
    f"_:c14n0 <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <{SEC}DataIntegrityProof> .\n"
    f'_:c14n0 <{SEC}cryptosuite> "eddsa-rdfc-2022"^^<{SEC}cryptosuiteString> .\n'
    f"_:c14n0 <{SEC}proofPurpose> <{SEC}assertionMethod> .\n"
    f"_:c14n0 <{SEC}verificationMethod> <{{method}}> .\n"
)


@cache
def _context(url: str) -> str:
    return json.dumps(contexts()[url]["@context"])


def canonical(document: doc.Document) -> bytes:
    """RDFC-1.0 canonical N-Quads of a document without its proof."""
    named = ",".join(_context(url) for url in document["@context"])
    rest = json.dumps({k: v for k, v in document.items() if k not in ("@context", "proof")})
    text = f'{{"@context":[{named}],{rest[1:]}'
    dataset = Dataset(parse(text, RdfFormat.JSON_LD))
    dataset.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
    quads = serialize(dataset, format=RdfFormat.N_QUADS) or b""
    return b"".join(sorted(quads.splitlines(keepends=True)))


def _data(document: doc.Document, created: str, method: str) -> bytes:
    options = OPTIONS.format(created=created, method=method).encode()
    return hashlib.sha256(options).digest() + hashlib.sha256(canonical(document)).digest()


def sign(document: doc.Document, created: str) -> doc.Document:
    signature = doc.ED25519.sign(_data(document, created, doc.METHOD))
    proof = {
        "type": "DataIntegrityProof",
        "cryptosuite": "eddsa-rdfc-2022",
        "created": created,
        "verificationMethod": doc.METHOD,
        "proofPurpose": "assertionMethod",
        "proofValue": base58btc(signature),
    }
    return {**document, "proof": [proof]}


def issue_rdfc() -> Operation:
    def run(facts):
        unsigned = doc.unsigned(facts)
        return doc.to_json(sign(unsigned, unsigned["validFrom"]))

    def check(result: bytes) -> None:
        verify(result)

    return Operation(doc.award, run, check)


def verify(data: bytes) -> None:
    document = json.loads(data)
    proof = document["proof"][0]
    method = proof["verificationMethod"]
    key = Ed25519PublicKey.from_public_bytes(decode_ed25519(method.partition("#")[2]))
    signature = decode_base58btc(proof["proofValue"])
    key.verify(signature, _data(document, proof["created"], method))


def _own() -> Operation:
    from benchmarks import exhibits

    return Operation(exhibits.own, verify)


def _stranger() -> Operation:
    from benchmarks import exhibits

    return Operation(exhibits.stranger, verify)


WORKS: dict[str, Maker] = {
    "issue-rdfc": issue_rdfc,
    "verify-own": _own,
    "verify-stranger": _stranger,
}

if __name__ == "__main__":
    serve(WORKS, version("pyoxigraph"))
