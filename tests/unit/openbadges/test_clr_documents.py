"""CLR 2.0: many signed credentials of one person in one envelope."""

import json

import pytest

from wagtail_cofl.openbadges import clr, proofs, v3
from wagtail_cofl.openbadges.facts import Association, LearnerRecord

from .factories import ACHIEVEMENT, AWARDED, BASE, KEY, credential, sign
from .specimens import CITY, record_facts

SIGNED = sign(clr.clr_credential(record_facts(), with_schema=True))


def bare(**changes):
    facts = {
        "url": f"{BASE}/cofl/records/2",
        "name": "R",
        "issuer": CITY,
        "subject_id": "urn:x:ada",
        "awarded_at": AWARDED,
        "credentials": (credential(),),
    }
    return clr.clr_credential(LearnerRecord(**{**facts, **changes}))


@pytest.mark.spec("CLR 2.0 ClrCredential")
def test_a_record_says_whose_it_is_and_what_is_in_it():
    assert SIGNED["@context"] == [
        "https://www.w3.org/ns/credentials/v2",
        "https://purl.imsglobal.org/spec/clr/v2p0/context-2.0.1.json",
        "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
        "https://purl.imsglobal.org/spec/ob/v3p0/extensions.json",
    ]
    assert SIGNED["type"] == ["VerifiableCredential", "ClrCredential"]
    assert SIGNED["issuer"] == v3.profile(CITY)
    assert (SIGNED["name"], SIGNED["partial"]) == ("What Ada learned", False)
    assert SIGNED["credentialSchema"][0]["id"].endswith("clr_v2p0_clrcredential_schema.json")
    subject = SIGNED["credentialSubject"]
    assert subject["type"] == ["ClrSubject"] and subject["identifier"][0]["hashed"] is True
    assert [inner["id"] for inner in subject["verifiableCredential"]] == [
        f"{BASE}/cofl/credentials/9",
        f"{BASE}/cofl/credentials/10",
    ]
    assert [each["id"] for each in subject["achievement"]] == [f"{BASE}/cofl/badges/8"]
    assert subject["association"][0] == {
        "type": "Association",
        "associationType": "isPartOf",
        "sourceId": ACHIEVEMENT.url,
        "targetId": f"{BASE}/cofl/badges/8",
    }


def test_a_small_record_has_no_more_than_it_needs():
    found = bare()
    assert found["@context"] == clr.CONTEXTS
    assert set(found["credentialSubject"]) == {"id", "type", "verifiableCredential"}
    assert "partial" not in found and "credentialStatus" not in found
    assert bare(partial=True)["partial"] is True


def test_each_credential_keeps_its_own_signature_and_the_envelope_covers_it():
    read = json.loads(json.dumps(SIGNED))
    proofs.verify_proof(read, read["proof"][0], KEY.public_key())
    for inner in read["credentialSubject"]["verifiableCredential"]:
        proofs.verify_proof(inner, inner["proof"][0], KEY.public_key())
    read["credentialSubject"]["verifiableCredential"][1]["name"] = "Another"
    with pytest.raises(proofs.BadProof):
        proofs.verify_proof(read, read["proof"][0], KEY.public_key())


def test_a_record_of_nothing_or_of_nobody_is_refused():
    with pytest.raises(ValueError, match="at least one credential"):
        bare(credentials=())
    with pytest.raises(ValueError, match="needs a subject"):
        bare(subject_id="")
    assert "id" not in bare(subject_id="", email="ada@example.org")["credentialSubject"]


def test_an_association_names_two_things():
    found = bare(associations=(Association("precedes", "urn:x:a", "urn:x:b"),))
    assert found["credentialSubject"]["association"] == [
        {
            "type": "Association",
            "associationType": "precedes",
            "sourceId": "urn:x:a",
            "targetId": "urn:x:b",
        }
    ]
