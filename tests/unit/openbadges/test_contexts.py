"""The contexts that ship: the ones that others publish, each of some use."""

import json
from dataclasses import replace
from importlib import resources
from typing import Any

import pytest

from wagtail_cofl.openbadges import clr, jsonld, v3
from wagtail_cofl.openbadges.jsonld import canonicalise

from .factories import ACHIEVEMENT, award, credential
from .test_jsonld import MANIFEST, by_pyoxigraph

FOLDER = resources.files("wagtail_cofl.openbadges") / "contexts"
OB = "https://purl.imsglobal.org/spec/ob/v3p0/"


@pytest.mark.parametrize("entry", MANIFEST, ids=lambda entry: entry["file"])
def test_a_context_is_what_its_publisher_has(entry, standards_dir):
    name = entry["url"].removeprefix("https://").replace("/", "_")
    folder = standards_dir.parent / "contexts"
    found = [path for path in folder.iterdir() if path.name.startswith(name)]
    if not found:
        # 1EdTech's validator does not use this one; its package is the only source.
        assert entry["file"] == "status-list-2021-v1.json"
        return
    exact = [path for path in found if path.name in {name, name + ".json", name + ".jsonld"}]
    assert jsonld.contexts()[entry["url"]] == json.loads(exact[0].read_text("utf-8"))


def test_every_file_has_its_licence_beside_it():
    text = (FOLDER / "LICENCES.txt").read_text("utf-8")
    for entry in MANIFEST:
        assert f"{entry['file']}: " in text or f"{entry['file']}, " in text, entry["file"]
        assert entry["package"] in text


def older(*contexts: str) -> dict[str, Any]:
    """A badge without what earlier contexts do not know."""
    document = v3.credential(award(achievement=replace(ACHIEVEMENT, in_language="")))
    del document["awardedDate"]
    return {**document, "@context": list(contexts)}


def test_badges_of_an_earlier_version_can_be_read():
    document = older(v3.CONTEXTS[0], OB + "context-3.0.2.json")
    assert canonicalise(document) == by_pyoxigraph(document)


@pytest.mark.spec("VCDM 1.1")
@pytest.mark.parametrize("version", ["context.json", "context-3.0.1.json", "context-3.0.2.json"])
def test_badges_of_the_older_data_model_can_be_read(version):
    document = older(
        "https://www.w3.org/2018/credentials/v1",
        OB + version,
        "https://w3id.org/security/suites/ed25519-2020/v1",
        "https://w3id.org/vc/status-list/2021/v1",
    )
    document["issuanceDate"] = document["expirationDate"] = document.pop("validFrom")
    document["proof"] = {
        "type": "Ed25519Signature2020",
        "created": "2026-05-28T09:30:00Z",
        "verificationMethod": "did:web:a.example#key",
        "proofPurpose": "assertionMethod",
        "proofValue": "z3",
    }
    document["credentialStatus"] = {
        "id": "https://a.example/status#5",
        "type": "StatusList2021Entry",
        "statusPurpose": "revocation",
        "statusListIndex": "5",
        "statusListCredential": "https://a.example/status",
    }
    found = canonicalise(document)
    assert found == by_pyoxigraph(document)
    assert "credentials#issuanceDate" in found and "status-list#statusListIndex" in found


@pytest.mark.parametrize("suite", ["data-integrity/v1", "data-integrity/v2"])
def test_data_integrity_proofs_can_be_read_beside_the_older_data_model(suite):
    document = {
        "@context": [
            "https://www.w3.org/2018/credentials/v1",
            f"https://w3id.org/security/{suite}",
        ],
        "id": "urn:x:y",
        "type": ["VerifiableCredential"],
        "issuer": "did:web:a.example",
        "issuanceDate": "2026-05-28T09:30:00Z",
        "credentialSubject": {"id": "urn:x:z"},
        "proof": {
            "type": "DataIntegrityProof",
            "cryptosuite": "eddsa-rdfc-2022",
            "created": "2026-05-28T09:30:00Z",
            "verificationMethod": "did:web:a.example#key",
            "proofPurpose": "assertionMethod",
            "proofValue": "z3",
        },
    }
    assert canonicalise(document) == by_pyoxigraph(document)


def test_documents_of_identifiers_and_keys_can_be_read():
    document = {
        "@context": ["https://www.w3.org/ns/did/v1", "https://w3id.org/security/multikey/v1"],
        "id": "did:web:a.example",
        "verificationMethod": [
            {
                "id": "did:web:a.example#z6Mk",
                "type": "Multikey",
                "controller": "did:web:a.example",
                "publicKeyMultibase": "z6Mk",
            }
        ],
        "assertionMethod": ["did:web:a.example#z6Mk"],
    }
    assert canonicalise(document) == by_pyoxigraph(document)


def test_a_record_can_be_read():
    document = {
        "@context": clr.CONTEXTS,
        "id": "urn:x:y",
        "type": ["VerifiableCredential", "ClrCredential"],
        "credentialSubject": {
            "type": ["ClrSubject"],
            "verifiableCredential": [credential()],
            "association": [
                {
                    "type": "Association",
                    "associationType": "precedes",
                    "sourceId": "urn:x:a",
                    "targetId": "urn:x:b",
                }
            ],
        },
    }
    assert canonicalise(document) == by_pyoxigraph(document)
