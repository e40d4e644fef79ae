"""Verifying OB 3.0 credentials: every answer, and what it is made of."""

import json
from datetime import UTC, datetime

import pytest

from wagtail_cofl.openbadges import did, v3
from wagtail_cofl.openbadges.baking import KEYWORD_V2, KEYWORD_V3, bake_png
from wagtail_cofl.openbadges.verification import Report, Status, verify

from .factories import (
    BASE,
    EMAIL,
    ISSUER,
    MULTIKEY,
    NOW,
    Web,
    award,
    credential,
    sign,
    world,
)
from .pictures import png

DID_URL = did.did_url(ISSUER.did)
METHOD = f"{ISSUER.did}#{MULTIKEY}"


def check(document, documents=None, **options) -> Report:
    data = document if isinstance(document, bytes) else json.dumps(document).encode()
    web = Web(world() if documents is None else documents)
    return verify(data, fetch=web, **{"now": NOW, **options})


def bad(report: Report) -> list[tuple[str, str]]:
    """(name, code) of the checks that are not good."""
    fine = {Status.PASS, Status.NOT_APPLICABLE}
    return [(each.name, each.code) for each in report.checks if each.status not in fine]


def found(report: Report, name: str):
    return next(each for each in report.checks if each.name == name)


def test_a_good_badge_is_valid_and_says_why():
    report = check(credential(), email="ada@example.ORG ")
    assert (report.verdict, report.version, bad(report)) == ("valid", "3.0", [])
    assert [each.name for each in report.checks] == [
        "parse",
        "schema",
        "contexts",
        "issuer",
        "proof",
        "refresh",
        "status",
        "dates",
        "recipient",
        "endorsements",
        "images",
    ]


def test_the_issuer_is_said_to_have_given_it_only_if_it_has():
    """In a forged badge stands whatever its forger likes, the name of the issuer too."""
    told = found(check(credential()), "issuer")
    assert told.sentence == "Harbour Museum gave this badge."
    assert "learn.example.org" in told.explanation
    forged = {**credential(), "issuer": {**credential()["issuer"], "name": "Royal Museum"}}
    report = check(forged)
    assert report.verdict == "not_valid"
    assert not any("gave this badge" in entry.sentence for entry in report.checks)
    assert found(report, "issuer").code == "issuer_ok"


def test_an_issuer_without_a_name_is_called_by_its_address():
    report = check(credential(issuer=ISSUER.did))
    assert report.verdict == "valid"
    assert "learn.example.org gave this badge." in [entry.sentence for entry in report.checks]


@pytest.mark.parametrize(
    ("name", "said"),
    [("Museum \u202egnp.egdab", "Museum  gnp.egdab"), ("M" * 500, "M" * 200 + "…"), ("\n\t", "")],
)
def test_a_name_cannot_turn_a_sentence_around(name, said):
    report = check(credential(issuer={**credential()["issuer"], "name": name}))
    assert report.summary.issuer_name == said
    assert (said or "learn.example.org") + " gave this badge." in [
        entry.sentence for entry in report.checks
    ]


def test_what_the_badge_says_of_itself_is_told_apart_from_what_was_checked():
    report = check(credential(validUntil="2027-01-01T00:00:00Z"))
    assert report.to_dict()["badge"] == {
        "id": f"{BASE}/cofl/credentials/9",
        "name": "Sound Recordist",
        "description": "Planned, made and chose a clear recording of a real place.",
        "issuer": {"id": ISSUER.did, "name": "Harbour Museum"},
        "awardedOn": "2026-05-28",
        "validUntil": "2027-01-01",
    }
    assert report.document == credential(validUntil="2027-01-01T00:00:00Z")


def test_who_shows_it_is_asked_and_changes_no_verdict():
    report = check(credential())
    assert report.verdict == "valid"
    last = found(report, "recipient")
    assert (last.code, last.status) == ("recipient_none", Status.NOT_APPLICABLE)
    assert last.sentence == "We do not know who is showing it to you."
    assert last.explanation.startswith("Type the email address they gave you.")
    # An address that nothing could be compared with is not asked for.
    nobody = check(sign(v3.credential(award(email=None, salt=""))))
    assert "Type" not in nobody.checks[-1].explanation


def test_only_the_did_document_is_looked_up():
    web = Web(world())
    verify(json.dumps(credential()).encode(), fetch=web, now=NOW)
    assert [url for url, _ in web.asked] == [DID_URL]


def test_a_report_is_json():
    found = json.loads(json.dumps(check(credential(name="x") | {"name": "y"}).to_dict()))
    assert (found["verdict"], found["version"]) == ("not_valid", "3.0")
    proof = next(entry for entry in found["checks"] if entry["name"] == "proof")
    assert (proof["status"], proof["code"]) == ("fail", "changed")
    assert proof["message"] == "Something in it was changed after it was signed."
    assert proof["detail"] == "The signature does not fit what it says now."


def test_every_sentence_is_whole():
    for report in (check(credential()), check(b"{}"), check(credential(), {})):
        for found in report.checks:
            assert found.sentence.endswith(".") and "%(" not in found.sentence
            assert found.explanation[-1:] in {"", ".", "”"} and "%(" not in found.explanation


def test_a_baked_badge_is_the_same_badge():
    baked = bake_png(png(), json.dumps(credential()), keyword=KEYWORD_V3)
    assert check(baked).verdict == "valid"


def test_of_two_badges_in_one_picture_the_newer_version_counts():
    baked = bake_png(png(), "nothing", keyword=KEYWORD_V2)
    assert check(bake_png(baked, json.dumps(credential()), keyword=KEYWORD_V3)).version == "3.0"


def test_a_proof_may_stand_alone_instead_of_in_a_list():
    document = credential()
    assert check({**document, "proof": document["proof"][0]}).verdict == "valid"


@pytest.mark.parametrize(
    "change",
    [
        {"name": "Another name"},
        {"validFrom": "2020-01-01T00:00:00Z"},
        {"validUntil": "2099-01-01T00:00:00Z"},
        {"id": "https://elsewhere.example/1"},
    ],
)
def test_a_changed_badge_is_not_valid(change):
    assert bad(check({**credential(), **change})) == [("proof", "changed")]


def test_a_badge_for_another_subject_is_not_valid():
    document = credential()
    document["credentialSubject"] = {**document["credentialSubject"], "id": "urn:uuid:0"}
    assert bad(check(document)) == [("proof", "changed")]


@pytest.mark.parametrize(
    ("change", "code", "verdict"),
    [
        ({"proof": None}, "no_proof", "not_valid"),
        ({"proof": []}, "no_proof", "not_valid"),
        ({"proof": ["x"]}, "no_proof", "not_valid"),
        ({"proof": [{"type": "RsaSignature2018"}]}, "unknown_suite", "could_not_check"),
        (
            {"proof": [{"type": "DataIntegrityProof", "cryptosuite": "ecdsa-rdfc-2019"}]},
            "unknown_suite",
            "could_not_check",
        ),
        ({"favouriteColour": "red"}, "undefined_term", "not_valid"),
    ],
)
def test_signatures_that_are_none(change, code, verdict):
    report = check({**credential(), **change})
    assert (bad(report), report.verdict) == ([("proof", code)], verdict)


def with_proof(**changes):
    document = credential()
    return {**document, "proof": [{**document["proof"][0], **changes}]}


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"proofPurpose": "authentication"}, "wrong_purpose"),
        ({"verificationMethod": f"{ISSUER.did}#z6Mkother"}, "foreign_key"),
        ({"verificationMethod": f"did:web:evil.example#{MULTIKEY}"}, "foreign_key"),
        ({"verificationMethod": [METHOD]}, "foreign_key"),
        ({"created": "2026-01-01T00:00:00Z"}, "changed"),
        ({"created": "2026-01-01"}, "changed"),
        ({"proofValue": "zz"}, "bad_signature"),
        ({"proofValue": None}, "bad_signature"),
        ({"proofValue": "z" + "1" * 64}, "changed"),
        ({"proofValue": "z" + "0" * 64}, "bad_signature"),
        ({"proofValue": "u" + "1" * 64}, "bad_signature"),
        ({"proofValue": "z" + "2" * 9_999}, "bad_signature"),
        ({"nonce": "x", "challenge": "y"}, "changed"),
    ],
)
def test_a_changed_proof_is_not_valid(changes, code):
    assert bad(check(with_proof(**changes))) == [("proof", code)]


def test_every_proof_of_ours_must_fit():
    document = credential()
    broken = {**document["proof"][0], "created": "2026-01-01T00:00:00Z"}
    assert check({**document, "proof": [document["proof"][0], broken]}).verdict == "not_valid"


def test_a_proof_that_has_run_out():
    document = sign(v3.credential(award()), expires=datetime(2026, 6, 1, tzinfo=UTC))
    assert check(document, now=datetime(2026, 5, 30, tzinfo=UTC)).verdict == "valid"
    assert bad(check(document)) == [("dates", "proof_expired")]


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"@context": []}, "member_missing"),
        ({"@context": v3.CONTEXTS[0]}, "member_missing"),
        ({"@context": v3.CONTEXTS[:1]}, "bad_contexts"),
        ({"@context": v3.CONTEXTS[::-1]}, "bad_contexts"),
        ({"@context": [v3.CONTEXTS[0], "https://example.org"]}, "bad_contexts"),
        ({"@context": [v3.CONTEXTS[0], {}]}, "bad_contexts"),
        ({"id": None}, "member_missing"),
        ({"type": ["OpenBadgeCredential"]}, "bad_type"),
        ({"issuer": {}}, "member_missing"),
        ({"issuer": {"id": 3}}, "member_missing"),
        ({"issuer": 3}, "member_missing"),
        ({"credentialSubject": []}, "member_missing"),
        ({"credentialSubject": {"id": "urn:x"}}, "member_missing"),
        ({"credentialSubject": {"id": "urn:x", "achievement": {"id": "urn:y"}}}, "member_missing"),
        ({"validFrom": None}, "bad_date"),
        ({"validFrom": "2026-01-01T00:00:00"}, "bad_date"),
        ({"validFrom": "yesterday"}, "bad_date"),
        ({"validFrom": ["2026-01-01T00:00:00Z"]}, "bad_date"),
        ({"validUntil": "never"}, "bad_date"),
    ],
)
def test_what_is_missing_is_named(changes, code):
    report = check({**credential(), **changes})
    name = "contexts" if code == "bad_contexts" else "schema"
    assert (bad(report), report.verdict) == ([(name, code)], "not_valid")


def test_a_badge_for_nobody_is_not_valid():
    document = credential()
    subject = document["credentialSubject"]
    without = {k: v for k, v in subject.items() if k not in {"id", "identifier"}}
    assert bad(check({**document, "credentialSubject": without})) == [("schema", "no_subject")]


def test_another_edition_of_the_context_is_not_called_false():
    contexts = [v3.CONTEXTS[0], v3.CONTEXTS[1].replace("3.0.3", "3.0.9")]
    report = check({**credential(), "@context": contexts})
    assert (bad(report), report.verdict) == ([("contexts", "unknown_context")], "could_not_check")


def test_a_single_value_instead_of_a_list_is_only_remarked():
    document = v3.credential(award())
    subject = document["credentialSubject"]
    achievement = {**subject["achievement"], "tag": "sound"}
    report = check(credential(credentialSubject={**subject, "achievement": achievement}))
    assert (bad(report), report.verdict) == ([("schema", "not_arrays")], "valid")


@pytest.mark.parametrize(
    ("now", "code"),
    [
        (datetime(2026, 5, 28, 9, 29, 59, tzinfo=UTC), "not_yet"),
        (datetime(2026, 5, 28, 9, 30, tzinfo=UTC), None),
        (datetime(2026, 12, 31, 23, 59, 59, tzinfo=UTC), None),
        (datetime(2027, 1, 1, tzinfo=UTC), "expired"),
    ],
)
def test_a_badge_is_valid_from_its_beginning_until_before_its_end(now, code):
    report = check(credential(validUntil="2027-01-01T00:00:00Z"), now=now, email=EMAIL)
    assert bad(report) == ([("dates", code)] if code else [])
    assert "recipient" in [each.name for each in report.checks]


@pytest.mark.parametrize("date", ["0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00"])
def test_dates_at_the_end_of_time(date):
    assert check(credential(validFrom=date)).verdict in {"valid", "not_valid"}


@pytest.mark.parametrize(
    ("identifier", "code"),
    [
        (None, "recipient_unnamed"),
        (
            [
                {
                    "type": "IdentityObject",
                    "hashed": False,
                    "identityHash": "ada@example.org",
                    "identityType": "userName",
                }
            ],
            "recipient_unnamed",
        ),
        (
            [
                {
                    "type": "IdentityObject",
                    "hashed": True,
                    "identityHash": "sha256$00",
                    "identityType": "emailAddress",
                }
            ],
            "other_recipient",
        ),
        (
            [
                {
                    "type": "IdentityObject",
                    "hashed": False,
                    "identityHash": " ADA@example.org",
                    "identityType": "emailAddress",
                }
            ],
            None,
        ),
    ],
)
def test_to_whom_it_was_given(identifier, code):
    subject = {
        key: value
        for key, value in v3.credential(award())["credentialSubject"].items()
        if key != "identifier"
    }
    if identifier:
        subject["identifier"] = identifier
    report = check(credential(credentialSubject=subject), email="ada@example.org")
    assert bad(report) == ([("recipient", code)] if code else [])


def test_another_address_is_not_the_recipient():
    assert bad(check(credential(), email="eve@example.org")) == [("recipient", "other_recipient")]
    assert found(check(credential()), "recipient").status == Status.NOT_APPLICABLE
