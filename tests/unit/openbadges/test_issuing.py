"""Plain awards are filled in: byte for byte what the general way writes, or left to it."""

import copy
import json
from dataclasses import MISSING, fields, replace
from datetime import UTC, datetime, timedelta, timezone

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from wagtail_cofl.openbadges import issuing, jose, proofs, shared, v3
from wagtail_cofl.openbadges.documents import json_text
from wagtail_cofl.openbadges.facts import (
    Award,
    Evidence,
    Identifier,
    Result,
    RevocationListPlace,
    StatusPlace,
)
from wagtail_cofl.openbadges.jsonld import UndefinedTerm

from .factories import ACHIEVEMENT, ISSUER, KEY, NOW, award, credential
from .making import ACHIEVEMENT as ACHIEVEMENTS
from .making import NASTY

P256 = ec.generate_private_key(ec.SECP256R1())
KID = "https://learn.example.org/cofl/issuers/7/keys/k"
METHOD = f"{ISSUER.did}#k"
PROVING = {"private_key": KEY, "verification_method": METHOD, "created": NOW}
PLACE = StatusPlace("https://learn.example.org/cofl/status-lists/1", 99)

ANY_TEXT = st.sampled_from(NASTY) | st.text(st.characters(exclude_categories=["Cs"]), min_size=1)
HOURS = st.integers(-14 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))
MOMENT = st.datetimes(datetime(2, 1, 1), datetime(9998, 1, 1), timezones=st.just(UTC) | HOURS)
PLAIN = st.builds(
    Award,
    credential_url=ANY_TEXT,
    assertion_url=ANY_TEXT,
    subject_id=ANY_TEXT,
    awarded_at=MOMENT,
    achievement=st.just(ACHIEVEMENT) | ACHIEVEMENTS,
    assertion_image_url=ANY_TEXT,
    credential_image_url=ANY_TEXT,
    email=st.none() | st.just("") | ANY_TEXT,
    salt=st.just("") | ANY_TEXT,
    status=st.none() | st.builds(StatusPlace, ANY_TEXT, st.integers(0, 2**40), ANY_TEXT),
    valid_until=st.none() | MOMENT,
    with_schema=st.booleans(),
)
# One for each member of an award that says more than a plain one.
NOT_PLAIN = [
    {"activity_start": NOW},
    {"activity_end": NOW},
    {"credits_earned": 0.0},
    {"credits_earned": 2.5},
    {"narrative": "“wow”"},
    {"license_number": "1"},
    {"role": "helper"},
    {"term": "spring"},
    {"source": ISSUER},
    {"results": (Result(value="a"),)},
    {"evidence": (Evidence(name="a"),)},
    {"endorsements": (credential(),)},
    {"endorsement_tokens": ("e.y.J",)},
    {"refresh_url": "https://learn.example.org/refresh"},
    {"identifiers": (Identifier("7", "sisSourcedId"),)},
    {"status": RevocationListPlace("https://learn.example.org/revoked")},
    {"achievement": replace(ACHIEVEMENT, endorsements=(credential(),))},
]


def unsigned(facts):
    return v3.credential(facts, for_token=True)


def expected_payload(facts):
    return json_text(jose.with_claims(unsigned(facts))).encode()


def signed_part(token):
    return token.rpartition(".")[0]


def check_token(facts):
    """It is what signing the document of the general way gives, up to the signature."""
    token = issuing.issue_jwt(facts, private_key=P256, kid=KID)
    expected = jose.vc_jwt(unsigned(facts), key=P256, kid=KID)
    assert signed_part(token) == signed_part(expected)
    jose.check_signature(jose.parse(token), P256.public_key())


def check_filled(facts):
    assert shared.payload(facts) == expected_payload(facts)
    assert json_text(shared.document_of(facts)) == json_text(v3.credential(facts))


@pytest.mark.spec("OB 3.0, 8.2.4")
@settings(max_examples=500, deadline=None, suppress_health_check=list(HealthCheck))
@given(PLAIN)
@example(award(awarded_at=datetime(1969, 12, 31, 23, 59, 59, 999_999, tzinfo=UTC)))
@example(award(achievement=replace(ACHIEVEMENT, name="100 %", tags=("%s", "%(x)s", "%%"))))
def test_plain_awards_are_filled_in_byte_for_byte(facts):
    check_filled(facts)
    check_token(facts)


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"email": None},
        {"status": PLACE},
        {"valid_until": NOW},
        {"status": PLACE, "valid_until": NOW},
        {"status": replace(PLACE, purpose="suspension")},
        {"status": PLACE, "email": None},
        {"status": PLACE, "with_schema": True},
    ],
)
def test_each_word_that_differs_is_the_awards_own(changes):
    """Of awards that share all else, in turn, so that nothing is left of the one before."""
    for number in range(3):
        moment = timedelta(days=number)
        own = {
            "credential_url": f"urn:credential:{number}",
            "subject_id": f"urn:subject:{number}",
            "awarded_at": NOW + moment,
            "salt": f"salt {number}",
        }
        if changes.get("email", "") is not None:
            own["email"] = f"{number}@example.org"
        if "status" in changes:
            place = changes["status"]
            own["status"] = replace(place, index=number, list_url=f"urn:list:{number}")
        if "valid_until" in changes:
            own["valid_until"] = NOW + 2 * moment
        check_filled(award(**{**changes, **own}))


def test_a_document_is_filled_in_without_being_made(monkeypatch):
    """Once two of an achievement were made at length."""
    facts = [award(salt=f"salt {number}", credential_url=f"urn:x:{number}") for number in range(4)]
    for one in facts[:2]:
        issuing.issue_v3(one, **PROVING)
    expected = [proofs.sign(v3.credential(one), **PROVING) for one in facts]
    monkeypatch.setattr(issuing, "document_of", None)
    for one, document in zip(facts, expected, strict=True):
        assert issuing.issue_v3(one, **PROVING) == json_text(document).encode()


def test_words_that_do_not_fit_take_the_general_way():
    for number in range(3):
        issuing.issue_v3(award(salt=f"salt {number}"), **PROVING)
    assert shared.written(award()) is not None
    odd = award(credential_url="tag:example.org,2026:1")
    assert shared.written(odd) is None
    expected = json_text(proofs.sign(v3.credential(odd), **PROVING))
    assert issuing.issue_v3(odd, **PROVING) == expected.encode()
    with pytest.raises(UndefinedTerm):
        issuing.issue_v3(award(credential_url="no address"), **PROVING)


@pytest.mark.parametrize("changes", NOT_PLAIN, ids=str)
def test_an_award_that_says_more_takes_the_general_way(changes):
    for facts in (award(), award(**changes), award(**{"status": PLACE, **changes})):
        check_token(facts)
    assert shared.payload(award(**changes)) is None
    if "endorsement_tokens" not in changes:
        facts = award(**changes)
        assert json_text(shared.document_of(facts)) == json_text(v3.credential(facts))


def test_every_member_of_an_award_is_told_apart():
    plain = {"email", "salt", "status", "valid_until", "with_schema"}
    optional = {field.name for field in fields(Award) if field.default is not MISSING}
    assert {name for changes in NOT_PLAIN for name in changes} >= optional - plain


def test_what_the_general_way_refuses_is_refused():
    issuing.issue_jwt(award(), private_key=P256, kid=KID)
    for changes, error in (
        ({"subject_id": ""}, "subject with an id"),
        ({"subject_id": "", "email": None}, "an id or an identifier"),
        ({"awarded_at": NOW.replace(tzinfo=None)}, "time zone"),
        ({"valid_until": NOW.replace(tzinfo=None)}, "time zone"),
        ({"identifiers": (Identifier("a@b.example", "emailAddress"),)}, "e-mail"),
        ({"results": (Result(described_by="urn:x:nobody"),)}, "result description"),
        ({"salt": "\ud800"}, "surrogates"),
        ({"credential_url": "\ud800"}, "surrogates"),
    ):
        with pytest.raises(ValueError, match=error):
            issuing.issue_jwt(award(**changes), private_key=P256, kid=KID)


def test_a_badge_without_a_subjects_id_takes_the_general_way():
    facts = award(subject_id="")
    assert shared.document_of(facts) == v3.credential(facts)
    assert shared.payload(facts) is None


def test_equal_numbers_are_written_as_each_is():
    for number in (1.0, 1, 0.0, -0.0, 0, 1.0):
        facts = award(achievement=replace(ACHIEVEMENT, credits_available=number))
        check_filled(facts)
        assert json_text(shared.describe(facts.achievement)).count(f'":{number!r}') == 1


def test_achievements_that_come_and_go_keep_their_own_words():
    """More than are kept, each gone when the next comes, which may have its place in memory."""
    for number in range(600):
        check_filled(award(achievement=replace(ACHIEVEMENT, name=f"Badge {number}")))
    assert len(shared._LATEST) <= 256
    assert shared._plain.cache_info().currsize <= 256


def test_an_equal_achievement_need_not_be_written_again(monkeypatch):
    check_filled(award())
    monkeypatch.setattr(v3, "credential", None)
    assert shared.payload(award(achievement=copy.copy(ACHIEVEMENT))) == shared.payload(award())


def test_an_endorsement_that_changes_is_written_as_it_is_now():
    endorsement = credential()
    facts = award(achievement=replace(ACHIEVEMENT, endorsements=(endorsement,)))
    check_token(facts)
    endorsement["name"] = "Another"
    check_token(facts)
    assert '"Another"' in json_text(shared.document_of(facts))


def test_a_document_does_not_change_when_the_next_is_made():
    first = shared.document_of(award(status=PLACE, valid_until=NOW))
    text = json_text(first)
    other = {"credential_url": "urn:x:a", "subject_id": "urn:x:b", "salt": "c"}
    shared.document_of(award(status=replace(PLACE, index=1), valid_until=NOW, **other))
    assert json_text(first) == text


@pytest.mark.parametrize("method", [METHOD, "did:web:é.example#k"])
@pytest.mark.parametrize("created", [NOW, None])
def test_a_proof_is_written_as_json(method, created):
    facts = award(status=PLACE)
    options = {"private_key": KEY, "verification_method": method, "created": created}
    expected = json_text(proofs.sign(v3.credential(facts), **options)).encode()
    for _ in range(4):
        assert issuing.issue_v3(facts, **options) == expected


@pytest.mark.spec("RFC 7518, 3.4")
def test_every_signature_of_p256_has_both_its_numbers_in_full():
    """One in 128 has a number that would do with fewer bytes."""
    for number in range(1500):
        token = jose.parse(jose.sign(b'{"a":%d}' % number, key=P256, kid=KID))
        assert len(token.text.rpartition(".")[2]) == 86
        jose.check_signature(token, P256.public_key())


@pytest.mark.spec("RFC 7515, 2")
def test_a_payload_may_have_any_bytes_in_base64():
    text = json.dumps({"a": "~~~???>>>ÿþ\U0010ffff" * 3}, ensure_ascii=False)
    for padding in ("", " ", "  "):
        token = jose.sign((text + padding).encode(), key=P256, kid=KID)
        assert not set("+/=") & set(token)
        assert {"-", "_"} <= set(token.split(".")[1])
        assert jose.parse(token).payload == json.loads(text)
