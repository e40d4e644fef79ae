"""OB 2.0 documents that signed assertions need, and all that an assertion may say."""

import uuid
from dataclasses import replace

import pytest

from wagtail_cofl.openbadges import v2

from .factories import ACHIEVEMENT, BASE, ISSUER, award
from .specimens import CITY, FULL, MUSEUM, endorsement_facts, full_award

LIST = f"{BASE}/cofl/revoked/7"


@pytest.mark.spec("OB 2.0 Assertion, Evidence")
def test_an_assertion_has_evidence_a_story_and_an_end():
    found = v2.assertion(full_award())
    assert found["expires"] == "2031-01-01T00:00:00Z"
    assert found["narrative"] == "Recorded the *harbour* at night."
    assert found["evidence"] == [
        {
            "id": "https://sounds.example/7",
            "type": "Evidence",
            "narrative": "Two minutes of waves.",
            "name": "Waves",
            "description": "A recording",
            "genre": "Sound",
            "audience": "Everybody",
        },
        {"id": "data:text/plain,waves", "type": "Evidence"},
        {"type": "Evidence", "narrative": "A conversation with the jury."},
    ]


@pytest.mark.spec("OB 2.0 Signed Badges")
def test_a_signed_assertion_stands_nowhere_and_names_its_key():
    urn = "urn:uuid:0b2a4c5e-9d1f-4a53-8f0e-2d6f2f0f6c11"
    found = v2.signed_assertion(award(), assertion_id=urn, key_url=MUSEUM.key_urls[0])
    hosted = v2.assertion(award())
    assert found["id"] == urn
    assert found["verification"] == {"type": "SignedBadge", "creator": MUSEUM.key_urls[0]}
    same = hosted.keys() - {"id", "verification"}
    assert {name: found[name] for name in same} == {name: hosted[name] for name in same}
    assert found.keys() == hosted.keys()


@pytest.mark.spec("OB 2.0 CryptographicKey: owner and publicKey lead to each other")
def test_issuer_and_key_name_each_other():
    issuer = v2.issuer_profile(MUSEUM)
    key = v2.cryptographic_key(MUSEUM.key_urls[0], MUSEUM.profile_url, "-----BEGIN…")
    assert key == {
        "@context": "https://w3id.org/openbadges/v2",
        "id": issuer["publicKey"],
        "type": "CryptographicKey",
        "owner": issuer["id"],
        "publicKeyPem": "-----BEGIN…",
    }
    two = replace(MUSEUM, key_urls=("urn:x:1", "urn:x:2"))
    assert v2.issuer_profile(two)["publicKey"] == ["urn:x:1", "urn:x:2"]


def test_an_issuer_has_a_picture_a_telephone_and_a_list():
    found = v2.issuer_profile(MUSEUM)
    assert found["image"] == MUSEUM.image_url
    assert found["revocationList"] == LIST
    assert (
        not {"image", "telephone", "publicKey", "revocationList"} & v2.issuer_profile(CITY).keys()
    )


@pytest.mark.spec("OB 2.0 Profile: telephone is E.164")
@pytest.mark.parametrize(
    ("phone", "written"),
    [
        ("+44 20 7946-0018", "+442079460018"),
        ("+1 (617) 555.0123", "+16175550123"),
        ("020 7946 0018", None),
        ("ask at the desk", None),
        ("", None),
    ],
)
def test_a_telephone_number_is_one_that_can_be_dialled_from_anywhere(phone, written):
    assert v2.issuer_profile(replace(ISSUER, phone=phone)).get("telephone") == written


def test_a_picture_may_say_what_it_shows():
    assert v2.badge_class(FULL)["image"] == {"id": FULL.image_url, "caption": "A microphone"}
    assert v2.badge_class(ACHIEVEMENT)["image"] == ACHIEVEMENT.image_url


@pytest.mark.spec("OB 2.0 RevocationList")
def test_a_list_says_what_was_withdrawn_and_why():
    found = v2.revocation_list(
        LIST, ISSUER.profile_url, [("urn:x:1", "A mistake"), ("urn:x:2", "")]
    )
    assert found == {
        "@context": "https://w3id.org/openbadges/v2",
        "id": LIST,
        "type": "RevocationList",
        "issuer": ISSUER.profile_url,
        "revokedAssertions": [
            {"id": "urn:x:1", "revocationReason": "A mistake"},
            {"id": "urn:x:2"},
        ],
    }


def test_a_list_never_has_exactly_one_entry():
    """1EdTech's own verifier does not find the one entry of a list of one."""
    assert v2.revocation_list(LIST, ISSUER.profile_url, [])["revokedAssertions"] == []
    found = v2.revocation_list(LIST, ISSUER.profile_url, [("urn:x:1", "")])["revokedAssertions"]
    assert found[0] == {"id": "urn:x:1"} and len(found) == 2
    assert found[1]["id"] == uuid.UUID(found[1]["id"]).urn != "urn:x:1"
    again = v2.revocation_list(LIST, ISSUER.profile_url, [("urn:x:9", "")])["revokedAssertions"]
    assert again[1] == found[1]


@pytest.mark.spec("OB 2.0 Endorsement")
def test_an_endorsement_makes_a_claim():
    assert v2.endorsement(endorsement_facts()) == {
        "@context": "https://w3id.org/openbadges/v2",
        "id": f"{BASE}/cofl/endorsements/4",
        "type": "Endorsement",
        "claim": {
            "id": ACHIEVEMENT.url,
            "endorsementComment": "We hire people who have *this*.",
        },
        "issuer": CITY.profile_url,
        "issuedOn": "2026-05-28T09:30:00Z",
        "expires": "2027-07-02T09:30:00Z",
        "verification": {"type": "HostedBadge"},
    }
