"""OB 3.0 documents that say everything: each member where the data model has it, and signed for real."""

import json
from dataclasses import replace
from datetime import datetime
from typing import Any

import pyld
import pytest

from wagtail_cofl.openbadges import proofs, v3
from wagtail_cofl.openbadges.documents import compact
from wagtail_cofl.openbadges.facts import (
    Achievement,
    Identifier,
    Issuer,
    Result,
    ResultDescription,
    RevocationListPlace,
    StatusPlace,
)
from wagtail_cofl.openbadges.jsonld import UndefinedTerm, canonicalise

from .changing import altered, places
from .factories import ACHIEVEMENT, BASE, EMAIL, ISSUER, KEY, award, sign
from .specimens import (
    CITY,
    FULL,
    LEVELS,
    MUSEUM,
    RESULTS,
    endorsement,
    endorsement_facts,
    full_award,
    unsigned,
)
from .test_jsonld import inlined

DOCUMENTS = unsigned()
SIGNED_AS_DATA = [
    name
    for name, (kind, _document) in DOCUMENTS.items()
    if kind != "profile" and "token" not in name
]
EXTENSIONS = "https://purl.imsglobal.org/spec/ob/v3p0/extensions.json"


# Types have addresses; so have these words, and what is not one of them is refused.
WORDS = {"@context", "type", "statusPurpose", "proofPurpose"}


def marked(document: dict[str, Any]) -> tuple[dict[str, Any], dict[str, tuple[Any, ...]]]:
    """The document with a mark of its own in every text and number, and where each stands."""
    found = {}
    for path in list(places(document)):
        value = document
        for step in path:
            value = value[step]
        if WORDS.isdisjoint(path) and not isinstance(value, dict | list | bool):
            mark = f"{1000 + len(found)}{len(path)}77"
            found[mark] = path
            document = altered(
                document, path, [value + mark if isinstance(value, str) else int(mark)]
            )
    return document, found


@pytest.mark.parametrize("name", SIGNED_AS_DATA)
def test_every_document_can_be_signed_and_another_processor_reads_it_alike(name):
    document = DOCUMENTS[name][1]
    signed = sign(document)
    proofs.verify_proof(signed, signed["proof"][0], KEY.public_key())
    options = {"algorithm": "URDNA2015", "format": "application/n-quads"}
    assert pyld.jsonld.normalize(inlined(document), options) == canonicalise(document)


@pytest.mark.parametrize("name", ["full badge", "full endorsement", "full record"])
def test_the_signature_covers_every_word_and_number(name):
    document, marks = marked(DOCUMENTS[name][1])
    text = canonicalise(document)
    assert len(marks) > 10
    assert [path for mark, path in marks.items() if mark not in text] == []


@pytest.mark.spec("OB 3.0 B.1 Achievement")
def test_an_achievement_says_all_that_is_known_of_it():
    found = v3.achievement(FULL)
    assert {
        name: found[name]
        for name in (
            "achievementType",
            "fieldOfStudy",
            "humanCode",
            "specialization",
            "creditsAvailable",
            "version",
            "inLanguage",
            "tag",
        )
    } == {
        "achievementType": "MicroCredential",
        "fieldOfStudy": "Media",
        "humanCode": "SND-101",
        "specialization": "Field recording",
        "creditsAvailable": 7.5,
        "version": "2",
        "inLanguage": "en",
        "tag": ["sound", "fieldwork"],
    }
    assert found["image"] == {"id": FULL.image_url, "type": "Image", "caption": "A microphone"}
    assert found["creator"]["id"] == CITY.did
    assert found["alignment"][0] == {
        "type": ["Alignment"],
        "targetName": "Record sound",
        "targetUrl": f"{BASE}/skills/1",
        "targetFramework": "CASE",
        "targetCode": "R.1",
        "targetDescription": "In the field.",
        "targetType": "CFItem",
    }
    assert found["otherIdentifier"] == [
        {
            "type": "IdentifierEntry",
            "identifier": "978-3-16-148410-0",
            "identifierType": "isbn",
        }
    ]
    assert found["related"] == [
        {
            "id": f"{BASE}/cofl/badges/3/de",
            "type": ["Related"],
            "inLanguage": "de",
            "version": "2",
        },
        {"id": f"{BASE}/cofl/badges/2", "type": ["Related"]},
    ]
    assert found["endorsement"] == list(FULL.endorsements)


@pytest.mark.spec("OB 3.0 B.20 ResultDescription, B.21 RubricCriterionLevel")
def test_results_are_described_with_their_levels():
    quality, points, state = v3.achievement(FULL)["resultDescription"]
    assert quality == {
        "id": RESULTS[0].url,
        "type": ["ResultDescription"],
        "name": "Quality",
        "resultType": "RubricCriterionLevel",
        "allowedValue": ["2", "3", "2"],
        "requiredLevel": LEVELS[0].url,
        "requiredValue": "2",
        "rubricCriterionLevel": [
            {
                "id": LEVELS[0].url,
                "type": ["RubricCriterionLevel"],
                "name": "Good",
                "description": "The voices are clear.",
                "level": "2",
                "points": "60",
                "alignment": [
                    {
                        "type": ["Alignment"],
                        "targetName": "Good sound",
                        "targetUrl": f"{BASE}/skills/good",
                    }
                ],
            },
            {"id": LEVELS[1].url, "type": ["RubricCriterionLevel"], "name": "Great"},
        ],
        "alignment": [
            {
                "type": ["Alignment"],
                "targetName": "Sound",
                "targetUrl": f"{BASE}/skills/sound",
                "targetType": "ext:skill",
            }
        ],
    }
    assert (points["valueMin"], points["valueMax"]) == ("0", "100")
    assert state["resultType"] == "Status"


@pytest.mark.spec("OB 3.0 B.10 AchievementSubject")
def test_a_subject_says_how_it_was_earned():
    found = v3.credential(full_award())["credentialSubject"]
    assert found["activityStartDate"] == "2026-04-28T09:30:00Z"
    assert found["activityEndDate"] == "2026-05-27T09:30:00Z"
    assert (found["creditsEarned"], found["licenseNumber"]) == (2.0, "L-22")
    assert (found["role"], found["term"]) == ("Recordist", "Spring")
    assert found["narrative"] == "Recorded the *harbour* at night."
    assert found["source"] == v3.profile(CITY)
    assert found["result"] == [
        {
            "type": ["Result"],
            "resultDescription": RESULTS[0].url,
            "achievedLevel": LEVELS[1].url,
            "value": "3",
            "alignment": [
                {
                    "type": ["Alignment"],
                    "targetName": "Great sound",
                    "targetUrl": f"{BASE}/skills/great",
                }
            ],
        },
        {"type": ["Result"], "resultDescription": RESULTS[1].url, "value": "81"},
        {"type": ["Result"], "resultDescription": RESULTS[2].url, "status": "Completed"},
    ]


def test_nothing_earned_is_said_and_nothing_said_is_left_out():
    assert v3.credential(award(credits_earned=0.0))["credentialSubject"]["creditsEarned"] == 0
    assert "creditsEarned" not in v3.credential(award())["credentialSubject"]
    document = {"a": False, "b": 0, "c": 0.0, "d": "", "e": None, "f": [], "g": {}}
    assert compact(document) == {"a": False, "b": 0, "c": 0.0}


@pytest.mark.spec("OB 3.0 B.9 AchievementCredential, B.6 Evidence")
def test_a_credential_has_evidence_endorsements_and_an_end():
    found = v3.credential(full_award())
    assert found["validUntil"] == "2031-01-01T00:00:00Z"
    assert found["evidence"] == [
        {
            "id": "https://sounds.example/7",
            "type": ["Evidence"],
            "name": "Waves",
            "narrative": "Two minutes of waves.",
            "description": "A recording",
            "genre": "Sound",
            "audience": "Everybody",
        },
        {"id": "data:text/plain,waves", "type": ["Evidence"]},
        {"type": ["Evidence"], "narrative": "A conversation with the jury."},
    ]
    assert found["endorsement"] == [endorsement(f"{BASE}/cofl/credentials/9", 7)]
    assert found["credentialSchema"] == [
        {
            "id": "https://purl.imsglobal.org/spec/ob/v3p0/schema/json/"
            "ob_v3p0_achievementcredential_schema.json",
            "type": "1EdTechJsonSchemaValidator2019",
        }
    ]
    assert found["refreshService"] == {
        "id": f"{BASE}/cofl/credentials/9/refresh",
        "type": "1EdTechCredentialRefresh",
    }
    assert found["credentialStatus"]["statusListIndex"] == "94567"


@pytest.mark.spec("OB 3.0 B.8 Profile")
def test_a_profile_says_who_it_is_but_has_no_address_of_a_person():
    found = v3.profile(FULL.issuer)
    assert found["image"] == {"id": MUSEUM.image_url, "type": "Image"}
    assert (found["phone"], found["official"]) == ("+44 (0)20 7946 0018", "Ada King")
    assert found["parentOrg"]["id"] == CITY.did
    assert [entry["identifier"] for entry in found["otherIdentifier"]] == [
        ISSUER.profile_url,
        "0001",
        "M-7",
    ]
    assert found["otherIdentifier"][1]["identifierType"] == "ext:charity"
    assert found["endorsement"] == list(FULL.issuer.endorsements)
    assert "email" not in found and ISSUER.email not in json.dumps(found)


@pytest.mark.spec("OB 3.0 B.5 EndorsementCredential")
def test_an_endorsement_says_who_stands_by_what():
    found = v3.endorsement(endorsement_facts())
    assert found["type"] == ["VerifiableCredential", "EndorsementCredential"]
    assert found["issuer"] == v3.profile(CITY)
    assert found["name"] == "Endorsement by the city"
    assert (found["validFrom"], found["validUntil"]) == (
        "2026-05-28T09:30:00Z",
        "2027-07-02T09:30:00Z",
    )
    assert found["credentialSubject"] == {
        "id": ACHIEVEMENT.url,
        "type": ["EndorsementSubject"],
        "endorsementComment": "We hire people who have *this*.",
    }


def test_an_endorsement_inside_a_badge_keeps_its_signature():
    signed = json.loads(json.dumps(sign(v3.credential(full_award()))))
    for inner in (signed["endorsement"][0], signed["issuer"]["endorsement"][0]):
        proofs.verify_proof(inner, inner["proof"][0], KEY.public_key())


@pytest.mark.spec("1EdTech extensions.json, where one of its three types is used")
@pytest.mark.parametrize(
    ("changes", "needed"),
    [
        ({}, False),
        ({"status": StatusPlace(f"{BASE}/s", 1)}, False),
        ({"endorsements": (endorsement(),)}, False),
        ({"with_schema": True}, True),
        ({"refresh_url": f"{BASE}/r"}, True),
        ({"status": RevocationListPlace(f"{BASE}/r")}, True),
        ({"with_schema": True, "refresh_url": f"{BASE}/r"}, True),
    ],
)
def test_the_third_context_is_there_when_it_is_needed(changes, needed):
    document = v3.credential(award(**changes))
    assert document["@context"] == [*v3.CONTEXTS, *([EXTENSIONS] if needed else [])]
    sign(document)
    if needed:
        with pytest.raises(UndefinedTerm):
            sign({**document, "@context": v3.CONTEXTS})


def test_a_revocation_list_by_name_is_the_other_way_to_withdraw():
    found = v3.credential(award(status=RevocationListPlace(f"{BASE}/cofl/revoked/7")))
    assert found["credentialStatus"] == {
        "id": f"{BASE}/cofl/revoked/7",
        "type": "1EdTechRevocationList",
    }


@pytest.mark.spec("OB 3.0 B.9 endorsementJwt")
def test_endorsements_as_tokens_belong_in_a_token():
    given = award(endorsement_tokens=("e30.e30.c2ln",))
    with pytest.raises(ValueError, match="embed the signed documents"):
        v3.credential(given)
    document = v3.credential(given, for_token=True)
    assert document["endorsementJwt"] == ["e30.e30.c2ln"]
    with pytest.raises(UndefinedTerm, match="endorsementJwt"):
        sign(document)


@pytest.mark.spec("OB 3.0 B.10: a subject has an id or at least one identifier")
def test_a_subject_is_somebody():
    by_hash = v3.credential(award(subject_id=""))["credentialSubject"]
    assert "id" not in by_hash and len(by_hash["identifier"]) == 1
    by_number = award(subject_id="", email=None, identifiers=(Identifier("7", "sourcedId"),))
    assert v3.credential(by_number)["credentialSubject"]["identifier"] == [
        {
            "type": "IdentityObject",
            "hashed": False,
            "identityHash": "7",
            "identityType": "sourcedId",
        }
    ]
    with pytest.raises(ValueError, match="needs a subject"):
        v3.credential(award(subject_id="", email=None))


def test_an_address_is_never_written_out_even_where_somebody_asks_for_it():
    with pytest.raises(ValueError, match="hashed"):
        v3.credential(award(identifiers=(Identifier(EMAIL, "emailAddress"),)))
    for name in SIGNED_AS_DATA:
        text = json.dumps(DOCUMENTS[name][1]).lower()
        assert "ada@example.org" not in text and "badges@museum.example" not in text


@pytest.mark.spec("OB 3.0 B.19: a result belongs to a description of the same achievement")
@pytest.mark.parametrize(
    ("result", "message"),
    [
        (Result("urn:x:other"), "no result description urn:x:other"),
        (Result(RESULTS[0].url, achieved_level="urn:x:other"), "no level urn:x:other"),
        (Result(RESULTS[2].url), "needs a status"),
    ],
)
def test_a_result_that_nothing_describes_is_refused(result, message):
    with pytest.raises(ValueError, match=message):
        v3.credential(full_award(results=(result,)))


def test_a_required_level_is_one_of_the_levels():
    described = ResultDescription("urn:x:r", "R", "Result", required_level="urn:x:other")
    with pytest.raises(ValueError, match=r"urn:x:other is none of the levels"):
        v3.achievement(replace(ACHIEVEMENT, results=(described,)))


@pytest.mark.parametrize("member", ["awarded_at", "valid_until", "activity_start", "activity_end"])
def test_a_date_needs_a_time_zone(member):
    with pytest.raises(ValueError, match="time zone"):
        v3.credential(award(**{member: datetime(2026, 5, 28)}))


def test_an_achievement_without_a_picture_has_none():
    issuer = Issuer("did:web:a.example", "https://a.example", "A", "a@a.example")
    plain = Achievement("urn:x:b", "B", "D", "urn:x:b", "", "", issuer)
    assert "image" not in v3.achievement(plain)
