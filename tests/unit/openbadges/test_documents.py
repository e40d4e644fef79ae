"""OB 3.0 and OB 2.0 documents: what they say, and what they never say."""

import json
from datetime import UTC, datetime, timedelta, timezone

import jsonschema
import pytest

from wagtail_cofl.openbadges import v2, v3
from wagtail_cofl.openbadges.documents import timestamp
from wagtail_cofl.openbadges.facts import Achievement, Issuer
from wagtail_cofl.openbadges.identity import identity_matches

from .factories import ACHIEVEMENT, AWARDED, BASE, EMAIL, ISSUER, award, credential

# As little as facts may hold.
BARE = award(
    email=None,
    salt="",
    achievement=Achievement(
        url=f"{BASE}/b",
        name="B",
        description="D",
        criteria_url=f"{BASE}/b",
        criteria_narrative="",
        image_url=f"{BASE}/b.png",
        issuer=Issuer("did:web:a.example", "https://a.example", "A", "a@a.example"),
    ),
)


def leaves(value):
    if isinstance(value, dict):
        for child in value.values():
            yield from leaves(child)
    elif isinstance(value, list):
        for child in value:
            yield from leaves(child)
    else:
        yield value


def test_a_credential_says_who_what_and_when():
    found = v3.credential(award())
    assert found["@context"] == [
        "https://www.w3.org/ns/credentials/v2",
        "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
    ]
    assert found["id"] == f"{BASE}/cofl/credentials/9"
    assert found["type"] == ["VerifiableCredential", "OpenBadgeCredential"]
    assert (found["name"], found["description"]) == (ACHIEVEMENT.name, ACHIEVEMENT.description)
    assert found["validFrom"] == found["awardedDate"] == "2026-05-28T09:30:00Z"
    subject = found["credentialSubject"]
    assert subject["id"] == "urn:uuid:5ad2b0b2-4fd6-4a55-9f3c-d3b7a1a0f5f9"
    achievement = subject["achievement"]
    assert achievement["id"] == ACHIEVEMENT.url
    assert achievement["image"] == {"id": ACHIEVEMENT.image_url, "type": "Image"}
    assert achievement["criteria"]["narrative"] == ACHIEVEMENT.criteria_narrative
    assert achievement["alignment"][0] == {
        "type": ["Alignment"],
        "targetName": "Record sound",
        "targetUrl": f"{BASE}/skills/1",
        "targetDescription": "In the field.",
    }
    assert (achievement["tag"], achievement["version"]) == (["sound", "fieldwork"], "2")
    assert achievement["inLanguage"] == "en"


def test_the_issuers_of_both_versions_name_each_other():
    three, two = v3.credential(award())["issuer"], v2.issuer_profile(ISSUER)
    assert three["id"] == ISSUER.did and two["id"] == two["url"] == ISSUER.profile_url
    assert three["url"] == ISSUER.profile_url
    assert three["otherIdentifier"] == [
        {
            "type": "IdentifierEntry",
            "identifier": ISSUER.profile_url,
            "identifierType": "identifier",
        }
    ]
    assert two["otherIdentifier"][0]["identifier"] == ISSUER.did
    assert two["email"] == "badges@museum.example"


def test_no_address_is_ever_written_out():
    for document in (v3.credential(award()), v2.assertion(award())):
        text = json.dumps(document).lower()
        assert EMAIL.lower() not in text and ISSUER.email not in text


def test_the_recipient_is_a_salted_hash():
    found = v3.credential(award())["credentialSubject"]["identifier"]
    assert len(found) == 1
    assert (found[0]["type"], found[0]["hashed"]) == ("IdentityObject", True)
    assert (found[0]["identityType"], found[0]["salt"]) == ("emailAddress", "Kosher")
    assert identity_matches("ada@example.org", found[0]["identityHash"], "Kosher")
    recipient = v2.assertion(award())["recipient"]
    assert (recipient["type"], recipient["hashed"]) == ("email", True)
    assert identity_matches("ada@example.org", recipient["identity"], recipient["salt"])


def test_without_an_address_nobody_is_named():
    given = award(email=None, salt="")
    assert "identifier" not in v3.credential(given)["credentialSubject"]
    assert v2.assertion(given)["recipient"] == {
        "type": "url",
        "hashed": False,
        "identity": given.credential_url,
    }


@pytest.mark.spec("OB 3.0 7.1: nulls and empty arrays are left out")
@pytest.mark.parametrize(
    "document",
    [
        v3.credential(BARE),
        v2.assertion(BARE),
        v2.badge_class(BARE.achievement),
        v2.issuer_profile(BARE.achievement.issuer),
    ],
    ids=["credential", "assertion", "badge class", "issuer"],
)
def test_what_is_empty_is_left_out(document):
    assert all(leaf not in ("", None) for leaf in leaves(document))
    assert not any(word in json.dumps(document) for word in ("[]", "{}"))


def test_an_assertion_is_hosted():
    assert v2.assertion(award(email=None)) == {
        "@context": "https://w3id.org/openbadges/v2",
        "id": f"{BASE}/cofl/assertions/9",
        "type": "Assertion",
        "recipient": {
            "type": "url",
            "hashed": False,
            "identity": f"{BASE}/cofl/credentials/9",
        },
        "badge": ACHIEVEMENT.url,
        "verification": {"type": "HostedBadge"},
        "issuedOn": "2026-05-28T09:30:00Z",
        "image": f"{BASE}/cofl/assertions/9.png",
    }


def test_a_badge_class_has_criteria_and_alignments():
    found = v2.badge_class(ACHIEVEMENT)
    assert found["id"] == ACHIEVEMENT.url and found["type"] == "BadgeClass"
    assert found["issuer"] == ISSUER.profile_url
    assert found["criteria"] == {
        "id": ACHIEVEMENT.criteria_url,
        "narrative": ACHIEVEMENT.criteria_narrative,
    }
    assert found["alignment"][1] == {
        "targetName": "edit recorded sound",
        "targetUrl": "http://data.example/esco/2",
        "targetFramework": "ESCO",
        "targetCode": "S2",
    }
    assert found["tags"] == ["sound", "fieldwork"]


def test_a_tag_stands_once():
    """Statements that stand twice are one for a signature, so that one could be exchanged."""
    achievement = Achievement(
        **{f: getattr(ACHIEVEMENT, f) for f in ACHIEVEMENT.__slots__ if f != "tags"},
        tags=("a", "b", "a"),
    )
    assert v3.achievement(achievement)["tag"] == v2.badge_class(achievement)["tags"] == ["a", "b"]


def test_changing_a_document_changes_no_other():
    v3.credential(award())["@context"].append("https://example.org")
    assert len(v3.credential(award())["@context"]) == 2


def test_dates_are_in_utc_and_need_a_time_zone():
    summer = timezone(timedelta(hours=1))
    assert timestamp(datetime(2026, 5, 28, 0, 30, 5, 9, summer)) == "2026-05-27T23:30:05Z"
    assert timestamp(AWARDED.astimezone(UTC)) == "2026-05-28T09:30:00Z"
    with pytest.raises(ValueError, match="time zone"):
        timestamp(datetime(2026, 5, 28))


@pytest.mark.spec("1EdTech ob_v3p0_achievementcredential_schema.json")
@pytest.mark.parametrize("facts", [award(), BARE], ids=["full", "bare"])
def test_the_official_schema_accepts_what_we_write(standards_dir, facts):
    path = standards_dir / "ob_v3p0" / "ob_v3p0_achievementcredential_schema.json"
    schema = json.loads(path.read_text("utf-8"))
    checker = jsonschema.Draft201909Validator(schema)
    assert [error.message for error in checker.iter_errors(v3.credential(facts))] == []
    assert [error.message for error in checker.iter_errors(credential())] == []
    # It would have told.
    for member in ("@context", "id", "type", "issuer", "validFrom", "credentialSubject"):
        without = {key: value for key, value in v3.credential(facts).items() if key != member}
        assert list(checker.iter_errors(without)), member


def test_the_official_schema_of_a_profile_too(standards_dir):
    schema = json.loads((standards_dir / "ob_v3p0" / "ob_v3p0_profile_schema.json").read_text())
    checker = jsonschema.Draft201909Validator(schema)
    assert [error.message for error in checker.iter_errors(v3.profile(ISSUER))] == []
