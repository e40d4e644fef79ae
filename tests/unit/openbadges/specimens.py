"""Documents of every kind with every member that ours can have, and the facts that they are made of."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from wagtail_cofl.openbadges import clr, v3
from wagtail_cofl.openbadges.facts import (
    Alignment,
    Association,
    Award,
    Endorsement,
    Evidence,
    Identifier,
    Issuer,
    LearnerRecord,
    Related,
    Result,
    ResultDescription,
    RevocationListPlace,
    RubricLevel,
    StatusPlace,
)

from .factories import ACHIEVEMENT, AWARDED, BASE, ISSUER, award, sign

CITY = Issuer(
    did="did:web:learn.example.org",
    profile_url=f"{BASE}/",
    name="Harbour City",
    email="city@harbour.example",
)
MUSEUM = replace(
    ISSUER,
    image_url=f"{BASE}/cofl/issuers/7.png",
    phone="+44 (0)20 7946 0018",
    official="Ada King",
    identifiers=(Identifier("0001", "ext:charity"), Identifier("M-7", "sourcedId")),
    parent=CITY,
    key_urls=(f"{BASE}/cofl/keys/1",),
    revocation_list_url=f"{BASE}/cofl/revoked/7",
)
LEVELS = (
    RubricLevel(
        url="urn:uuid:1a1a1a1a-0000-4000-8000-000000000001",
        name="Good",
        description="The voices are clear.",
        level="2",
        points="60",
        alignments=(Alignment("Good sound", f"{BASE}/skills/good"),),
    ),
    RubricLevel(url="urn:uuid:1a1a1a1a-0000-4000-8000-000000000002", name="Great"),
)
RESULTS = (
    ResultDescription(
        url="urn:uuid:2b2b2b2b-0000-4000-8000-000000000001",
        name="Quality",
        result_type="RubricCriterionLevel",
        allowed_values=("2", "3", "2"),
        required_level=LEVELS[0].url,
        required_value="2",
        levels=LEVELS,
        alignments=(Alignment("Sound", f"{BASE}/skills/sound", target_type="ext:skill"),),
    ),
    ResultDescription(
        url="urn:uuid:2b2b2b2b-0000-4000-8000-000000000002",
        name="Points",
        result_type="RawScore",
        value_min="0",
        value_max="100",
    ),
    ResultDescription(
        url="urn:uuid:2b2b2b2b-0000-4000-8000-000000000003", name="State", result_type="Status"
    ),
)


def endorsement_facts(**changes: Any) -> Endorsement:
    facts: dict[str, Any] = {
        "url": f"{BASE}/cofl/endorsements/4",
        "name": "Endorsement by the city",
        "endorser": CITY,
        "subject_id": ACHIEVEMENT.url,
        "endorsed_at": AWARDED,
        "comment": "We hire people who have *this*.",
        "description": "What the city thinks of it.",
        "valid_until": AWARDED + timedelta(days=400),
        "status": StatusPlace(f"{BASE}/cofl/status/1", 17),
    }
    return Endorsement(**{**facts, **changes})


def endorsement(subject_id: str = ACHIEVEMENT.url, number: int = 4) -> dict[str, Any]:
    """A signed one."""
    facts = endorsement_facts(url=f"{BASE}/cofl/endorsements/{number}", subject_id=subject_id)
    method = f"{CITY.did}#key"
    return sign(v3.endorsement(facts, with_schema=True), verification_method=method)


FULL = replace(
    ACHIEVEMENT,
    issuer=replace(MUSEUM, endorsements=(endorsement(MUSEUM.did, 5),)),
    achievement_type="MicroCredential",
    alignments=(
        Alignment("Record sound", f"{BASE}/skills/1", "CASE", "R.1", "In the field.", "CFItem"),
        Alignment("edit recorded sound", "http://data.example/esco/2"),
    ),
    creator=CITY,
    credits_available=7.5,
    field_of_study="Media",
    human_code="SND-101",
    image_caption="A microphone",
    identifiers=(Identifier("978-3-16-148410-0", "isbn"),),
    related=(
        Related(f"{BASE}/cofl/badges/3/de", "de", "2"),
        Related(f"{BASE}/cofl/badges/2"),
    ),
    results=RESULTS,
    specialization="Field recording",
    endorsements=(endorsement(ACHIEVEMENT.url, 6),),
)


def full_award(**changes: Any) -> Award:
    """An award that says everything."""
    facts: dict[str, Any] = {
        "achievement": FULL,
        "status": StatusPlace(f"{BASE}/cofl/status/5", 94_567),
        "valid_until": datetime(2031, 1, 1, tzinfo=UTC),
        "activity_start": AWARDED - timedelta(days=30),
        "activity_end": AWARDED - timedelta(days=1),
        "credits_earned": 2.0,
        "narrative": "Recorded the *harbour* at night.",
        "license_number": "L-22",
        "role": "Recordist",
        "term": "Spring",
        "source": CITY,
        "results": (
            Result(
                RESULTS[0].url,
                achieved_level=LEVELS[1].url,
                value="3",
                alignments=(Alignment("Great sound", f"{BASE}/skills/great"),),
            ),
            Result(RESULTS[1].url, value="81"),
            Result(RESULTS[2].url, status="Completed"),
        ),
        "evidence": (
            Evidence(
                "https://sounds.example/7",
                "Two minutes of waves.",
                "Waves",
                "A recording",
                "Sound",
                "Everybody",
            ),
            Evidence("data:text/plain,waves"),
            Evidence(narrative="A conversation with the jury."),
        ),
        "endorsements": (endorsement(f"{BASE}/cofl/credentials/9", 7),),
        "refresh_url": f"{BASE}/cofl/credentials/9/refresh",
        "with_schema": True,
        "identifiers": (Identifier("S-1815", "sourcedId"),),
    }
    return award(**{**facts, **changes})


def record_facts(**changes: Any) -> LearnerRecord:
    first = sign(v3.credential(award(status=StatusPlace(f"{BASE}/cofl/status/5", 1))))
    second = sign(v3.credential(full_award(credential_url=f"{BASE}/cofl/credentials/10")))
    facts: dict[str, Any] = {
        "url": f"{BASE}/cofl/records/2",
        "name": "What Ada learned",
        "issuer": CITY,
        "subject_id": "urn:uuid:6be3c1c3-5fe7-4b66-8f4d-e4c8b2b1f6f0",
        "awarded_at": AWARDED,
        "credentials": (first, second),
        "achievements": (replace(FULL, url=f"{BASE}/cofl/badges/8", endorsements=()),),
        "associations": (
            Association("isPartOf", ACHIEVEMENT.url, f"{BASE}/cofl/badges/8"),
            Association("precedes", f"{BASE}/cofl/badges/8", ACHIEVEMENT.url),
        ),
        "partial": False,
        "description": "Badges of one summer.",
        "image_url": f"{BASE}/cofl/records/2.png",
        "email": "ada@example.org",
        "salt": "Kosher",
        "valid_until": datetime(2031, 1, 1, tzinfo=UTC),
        "status": RevocationListPlace(f"{BASE}/cofl/revoked/7"),
        "endorsements": (endorsement(f"{BASE}/cofl/records/2", 8),),
    }
    return LearnerRecord(**{**facts, **changes})


def unsigned() -> dict[str, tuple[str, dict[str, Any]]]:
    """Name to (kind of the rules, document): everything that we write, full and bare."""
    bare_endorsement = Endorsement("urn:x:e", "E", CITY, "urn:x:s", AWARDED)
    bare_record = LearnerRecord(
        "urn:x:r", "R", CITY, "urn:x:s", AWARDED, (sign(v3.credential(award())),)
    )
    place = RevocationListPlace(f"{BASE}/cofl/revoked/7")
    return {
        "badge": ("credential", v3.credential(award())),
        "full badge": ("credential", v3.credential(full_award())),
        "badge with a list": ("credential", v3.credential(full_award(status=place))),
        "badge without an id": ("credential", v3.credential(full_award(subject_id=""))),
        "badge for a token": (
            "credential",
            v3.credential(full_award(endorsement_tokens=("e30.e30.c2ln",)), for_token=True),
        ),
        "endorsement": ("endorsement", v3.endorsement(bare_endorsement)),
        "full endorsement": (
            "endorsement",
            v3.endorsement(endorsement_facts(), with_schema=True),
        ),
        "profile": ("profile", v3.profile(CITY)),
        "full profile": ("profile", v3.profile(FULL.issuer)),
        "record": ("clr", clr.clr_credential(bare_record)),
        "full record": ("clr", clr.clr_credential(record_facts(), with_schema=True)),
    }


SCHEMAS = {
    "credential": "ob_v3p0/ob_v3p0_achievementcredential_schema.json",
    "endorsement": "ob_v3p0/ob_v3p0_endorsementcredential_schema.json",
    "profile": "ob_v3p0/ob_v3p0_profile_schema.json",
    "clr": "clr_v2p0/clr_v2p0_clrcredential_schema.json",
}


def of_strangers() -> dict[str, tuple[str, dict[str, Any]]]:
    """The same with members that only others write, and in other ways: one value for an array,
    texts by language, members that the standard does not have."""
    person = {
        "id": "did:example:ada",
        "type": "Profile",
        "name": {"en": "Ada", "de-AT": "Ada"},
        "email": "ada@example.org",
        "address": {
            "type": ["Address", "PostalAddress"],
            "addressCountry": "United Kingdom",
            "addressCountryCode": "GB",
            "addressRegion": "London",
            "addressLocality": "Marylebone",
            "streetAddress": "12 St James’s Square",
            "postOfficeBoxNumber": "4",
            "postalCode": "SW1",
            "geo": {"type": "GeoCoordinates", "latitude": 51.5, "longitude": 0, "x": 1},
        },
        "familyName": "King",
        "givenName": "Augusta",
        "additionalName": "Ada",
        "patronymicName": "Byron",
        "honorificPrefix": "Countess",
        "honorificSuffix": "FRS",
        "familyNamePrefix": "de",
        "dateOfBirth": "1815-12-10",
        "image": {"id": "https://a.example/a.png", "type": "Image", "caption": {"en": "Ada"}},
        "otherIdentifier": {
            "type": "IdentifierEntry",
            "identifier": "1",
            "identifierType": "ext:x",
        },
        "endorsement": v3.endorsement(endorsement_facts()),
        "endorsementJwt": {"en": "a.b.c"},
        "favouriteColour": ["green"],
    }
    signed = sign(v3.credential(award()))
    badge = {
        **signed,
        "@context": [*signed["@context"], {"@vocab": "https://x.example/"}],
        "type": ["VerifiableCredential", "AchievementCredential", "Certificate"],
        "issuer": person,
        "image": {"id": "https://a.example/b.png", "type": "Image"},
        "termsOfUse": [{"type": "Policy", "id": "https://a.example/terms"}, {"type": "Other"}],
        "credentialSchema": {"id": "https://a.example/schema", "type": "JsonSchema"},
        "evidence": {"id": "https://a.example/e", "type": "Evidence"},
        "proof": {
            **signed["proof"][0],
            "challenge": "1",
            "domain": "a.example",
            "nonce": "2",
        },
        "validFrom": "2026-05-28t09:30:00.123456+05:30",
        "credentialSubject": {
            **signed["credentialSubject"],
            "identifier": signed["credentialSubject"]["identifier"][0],
            "image": {"id": "https://a.example/c.png", "type": "Image"},
            "result": {"type": "Result", "status": "InProgress"},
            "source": {"id": "https://a.example", "type": ["Profile", "Organization"]},
        },
    }
    record = clr.clr_credential(record_facts(associations=(), achievements=()))
    inner = record["credentialSubject"]["verifiableCredential"][0]
    return {
        "stranger's badge": ("credential", badge),
        "stranger's profile": ("profile", person),
        "stranger's endorsement": (
            "endorsement",
            {**v3.endorsement(endorsement_facts()), "issuer": person, "@context": "https://x.y"},
        ),
        "stranger's record": (
            "clr",
            {
                **record,
                "type": ["ClrCredential", "VerifiableCredential"],
                "issuer": "https://a.example/issuer",
                "credentialSubject": {
                    **record["credentialSubject"],
                    "type": "ClrSubject",
                    "verifiableCredential": {
                        **inner,
                        "credentialSubject": {"id": "urn:x:y", "degree": "BSc"},
                    },
                    "achievement": v3.achievement(FULL),
                },
            },
        ),
    }
