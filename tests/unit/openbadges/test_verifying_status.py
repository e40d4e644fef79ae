"""Was it withdrawn? Whatever the list says or does not say, no doubtful badge is called good."""

import json

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from wagtail_cofl.openbadges import did, jose, multikey, status, v3
from wagtail_cofl.openbadges.facts import RevocationListPlace, StatusPlace
from wagtail_cofl.openbadges.verification import Status, signatures, verify
from wagtail_cofl.openbadges.verification.remembering import Remembered

from .factories import (
    AWARDED,
    BASE,
    ISSUER,
    KEY,
    LIST_URL,
    MULTIKEY,
    NOW,
    Web,
    award,
    listed,
    sign,
    status_list,
    world,
)
from .test_verifying_v3 import bad, check


def with_list(document):
    return {**world(), LIST_URL: document}


def status_check(report):
    return next(found for found in report.checks if found.name == "status")


def test_a_badge_that_is_not_on_the_list_is_valid():
    report = check(listed(), with_list(status_list([94_566, 94_568])))
    assert (report.verdict, bad(report)) == ("valid", [])
    found = status_check(report)
    assert (found.code, found.sentence) == ("status_ok", "It has not been withdrawn.")
    assert "learn.example.org" in found.explanation


def test_a_badge_that_is_on_it_was_withdrawn():
    report = check(listed(), with_list(status_list([94_567])))
    assert (report.verdict, bad(report)) == ("not_valid", [("status", "revoked")])
    assert status_check(report).sentence == "The issuer has withdrawn it."
    # What else can be said is still said.
    names = [found.name for found in report.checks]
    assert names[-4:] == ["dates", "recipient", "endorsements", "images"]


@pytest.mark.parametrize("index", [0, 7, 8, 131_071])
def test_the_right_bit_is_read(index):
    others = set(range(131_072)) - {index}
    assert check(listed(index), with_list(status_list([index]))).verdict == "not_valid"
    assert check(listed(index), with_list(status_list(others))).verdict == "valid"


def test_a_badge_may_rest_for_a_while():
    place = StatusPlace(LIST_URL, 5, "suspension")
    document = sign(v3.credential(award(status=place)))
    purpose = {"statusPurpose": ["revocation", "suspension"]}
    assert check(document, with_list(status_list([], purpose))).verdict == "valid"
    report = check(document, with_list(status_list([5], purpose)))
    assert (report.verdict, bad(report)) == ("not_valid", [("status", "suspended")])


def test_the_list_and_the_key_are_asked_for_once_each_and_nothing_else():
    web = Web(with_list(status_list()))
    verify(json.dumps(listed()).encode(), fetch=web, now=NOW)
    assert [url for url, _ in web.asked] == [did.did_url(ISSUER.did), LIST_URL]
    assert "94567" not in str(web.asked)


@pytest.mark.parametrize(
    ("document", "code"),
    [
        (None, "status_unreachable"),
        (b"<html>", "status_unreadable"),
        (b"[]", "status_unreadable"),
        (status_list(type=["VerifiableCredential"]), "status_not_a_list"),
        (status_list(id=f"{BASE}/cofl/status/6"), "status_not_a_list"),
        (status_list(credentialSubject={"id": f"{LIST_URL}#list"}), "status_not_a_list"),
        (status_list(credentialSubject=[]), "status_not_a_list"),
        (status_list(issuer="did:web:eve.example"), "status_other_issuer"),
        (status_list(issuer=None), "status_other_issuer"),
        ({**status_list(), "proof": []}, "status_list_untrusted"),
        ({**status_list(), "validFrom": "2026-01-01T00:00:00Z"}, "status_list_untrusted"),
        (
            sign(
                {k: v for k, v in status_list().items() if k != "proof"},
                verification_method=f"{ISSUER.did}#other",
            ),
            "status_list_untrusted",
        ),
        ({**status_list(), "proof": [{"type": "Ed25519Signature2020"}]}, "status_list_untrusted"),
        (status_list(validFrom="2026-11-02T00:00:00Z"), "status_list_out_of_date"),
        (status_list(validUntil="2026-10-31T00:00:00Z"), "status_list_out_of_date"),
        (status_list(validUntil="some day"), "status_list_untrusted"),
        (status_list(subject={"statusPurpose": "suspension"}), "status_other_purpose"),
        (status_list(subject={"encodedList": "u!"}), "status_list_unreadable"),
        (
            status_list(subject={"encodedList": status.encode(bytes(16_383))}),
            "status_list_too_short",
        ),
    ],
    ids=lambda value: value if isinstance(value, str) else "list",
)
@pytest.mark.spec("Bitstring Status List 1.0, 3.2 Validate Algorithm")
def test_a_list_that_cannot_be_relied_on_says_nothing_for_or_against(document, code):
    documents = world() if document is None else with_list(document)
    report = check(listed(), documents)
    assert (report.verdict, bad(report)) == ("could_not_check", [("status", code)])
    assert status_check(report).status == Status.CANNOT


def test_a_changed_list_is_not_believed_even_if_it_says_withdrawn():
    forged = status_list()
    forged["credentialSubject"]["encodedList"] = status.encode(status.bits_of([94_567]))
    assert bad(check(listed(), with_list(forged))) == [("status", "status_list_untrusted")]


def entry(**changes):
    document = v3.credential(award(status=StatusPlace(LIST_URL, 9)))
    document["credentialStatus"] = {**document["credentialStatus"], **changes}
    return sign(document)


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"statusPurpose": "message"}, "unknown_status"),
        ({"statusPurpose": "refresh"}, "unknown_status"),
        ({"statusPurpose": ["revocation"]}, "unknown_status"),
        ({"statusSize": 2}, "unknown_status"),
        ({"statusListIndex": "-9"}, "bad_status"),
        ({"statusListIndex": "9.0"}, "bad_status"),
        ({"statusListIndex": "٩"}, "bad_status"),
        ({"statusListIndex": "9" * 5_000}, "bad_status"),
        ({"statusListIndex": "9\n"}, "bad_status"),
        ({"statusListIndex": 9}, "bad_status"),
        ({"statusListIndex": "131072"}, "status_out_of_range"),
        ({"statusListCredential": "http://learn.example.org/cofl/status/5"}, "status_not_https"),
        ({"statusListCredential": "file:///etc/passwd"}, "status_not_https"),
    ],
)
def test_an_entry_that_leads_nowhere(changes, code):
    report = check(entry(**changes), with_list(status_list()))
    assert (report.verdict, bad(report)) == ("could_not_check", [("status", code)])


def test_of_two_entries_both_count():
    document = v3.credential(award(status=StatusPlace(LIST_URL, 9)))
    first = document["credentialStatus"]
    second = {**first, "id": f"{LIST_URL}#10", "statusListIndex": "10"}
    both = sign({**document, "credentialStatus": [first, second]})
    assert check(both, with_list(status_list())).verdict == "valid"
    for index in (9, 10):
        assert check(both, with_list(status_list([index]))).verdict == "not_valid"
    many = sign({**document, "credentialStatus": [{**first, "id": f"urn:x:{n}"} for n in range(9)]})
    web = Web(with_list(status_list()))
    report = verify(json.dumps(many).encode(), fetch=web, now=NOW)
    assert ("status", "unknown_status") in bad(report)
    assert LIST_URL not in [url for url, _ in web.asked]


def test_a_forged_badge_has_no_list_looked_up():
    """Its address is the forger's choice."""
    web = Web(with_list(status_list()))
    verify(json.dumps({**listed(), "name": "x"}).encode(), fetch=web, now=NOW)
    assert [url for url, _ in web.asked] == [did.did_url(ISSUER.did)]


# --- the list as a token ----------------------------------------------------------------------


def list_token(withdrawn=(), key=KEY, **changes):
    document = {**status_list(withdrawn), **changes}
    del document["proof"]
    return jose.vc_jwt(document, key=key, kid=f"{ISSUER.did}#{MULTIKEY}").encode()


def test_a_list_may_be_a_token():
    assert check(listed(), with_list(list_token([94_566]))).verdict == "valid"
    report = check(listed(), with_list(b" " + list_token([94_567]) + b"\n"))
    assert bad(report) == [("status", "revoked")]


@pytest.mark.parametrize(
    ("token", "code"),
    [
        (list_token([94_567], key=Ed25519PrivateKey.generate()), "status_list_untrusted"),
        (list_token(issuer="did:web:eve.example"), "status_other_issuer"),
        (list_token()[:-9], "status_unreadable"),
        (b"e30.e30.e30", "status_unreadable"),
    ],
)
def test_a_token_that_is_not_the_issuers_list(token, code):
    assert bad(check(listed(), with_list(token))) == [("status", code)]


@pytest.mark.parametrize(
    ("nbf", "codes"),
    [
        (NOW.timestamp() - 60, []),
        (NOW.timestamp() + 60, [("status", "status_list_untrusted")]),
        ("soon", [("status", "status_list_untrusted")]),
    ],
)
def test_a_list_may_have_been_signed_anew_since_it_began(nbf, codes):
    """As openbadgeslib signs them."""
    document = status_list()
    del document["proof"]
    claims = {"iss": ISSUER.did, "jti": LIST_URL, "sub": document["credentialSubject"]["id"]}
    token = jose.sign(
        {**document, **claims, "nbf": nbf}, key=KEY, kid=f"{ISSUER.did}#{MULTIKEY}"
    ).encode()
    assert bad(check(listed(), with_list(token))) == codes


def test_a_token_with_a_list_that_is_a_document():
    badge = jose.vc_jwt(
        v3.credential(award(status=StatusPlace(LIST_URL, 5))),
        key=KEY,
        kid=f"{ISSUER.did}#{MULTIKEY}",
    ).encode()
    assert check(badge, with_list(status_list())).verdict == "valid"
    assert bad(check(badge, with_list(status_list([5])))) == [("status", "revoked")]


def test_one_list_for_two_purposes_is_asked_for_once():
    document = v3.credential(award(status=StatusPlace(LIST_URL, 9)))
    first = document["credentialStatus"]
    second = {**first, "id": f"{LIST_URL}#s", "statusPurpose": "suspension"}
    both = sign({**document, "credentialStatus": [first, second]})
    purposes = {"statusPurpose": ["revocation", "suspension"]}
    web = Web(with_list(status_list([], purposes)))
    assert verify(json.dumps(both).encode(), fetch=web, now=NOW).verdict == "valid"
    assert [url for url, _ in web.asked] == [did.did_url(ISSUER.did), LIST_URL]


# --- 1EdTech's list ---------------------------------------------------------------------------

NAMED_URL = f"{BASE}/cofl/withdrawn/5"
OURS = award().credential_url


def named():
    return sign(v3.credential(award(status=RevocationListPlace(NAMED_URL))))


def names(*revoked, **changes):
    document = status.revocation_list(NAMED_URL, ISSUER.did, [])
    return {**world(), NAMED_URL: {**document, "revokedCredential": list(revoked), **changes}}


@pytest.mark.spec("OB 3.0, 9.2: 1EdTechRevocationList")
@pytest.mark.parametrize(
    ("documents", "code"),
    [
        (names(), None),
        (names({"id": f"{OURS}0"}, {"id": None}, "x", None), None),
        (names({"id": OURS, "revoked": False}), None),
        (names(issuer={"id": ISSUER.did, "type": ["Profile"]}), None),
        (names({"id": OURS}), "revoked"),
        (names({"id": OURS, "revoked": True}), "revoked"),
        (names({"id": f" {OURS.replace('cofl', 'c%6Ffl')} "}), "revoked"),
    ],
)
def test_a_list_that_names_what_was_withdrawn(documents, code):
    report = check(named(), documents)
    assert bad(report) == ([("status", code)] if code else [])


def test_the_reason_is_told():
    report = check(named(), names({"id": OURS, "revocationReason": "A mistake."}))
    assert status_check(report).explanation == "Their reason: “A mistake.”"


@pytest.mark.parametrize(
    ("documents", "code"),
    [
        (world(), "status_unreachable"),
        ({**world(), NAMED_URL: b"<html>"}, "status_unreadable"),
        (names({"id": OURS}, issuer="did:web:eve.example"), "status_other_issuer"),
        (names(issuer=None), "status_other_issuer"),
        (names(id="https://elsewhere.example/1"), "status_not_a_list"),
        (names(revokedCredential={"id": OURS}), "status_not_a_list"),
    ],
)
def test_such_a_list_that_cannot_be_relied_on(documents, code):
    report = check(named(), documents)
    assert (report.verdict, bad(report)) == ("could_not_check", [("status", code)])


# --- what is remembered -----------------------------------------------------------------------


def test_a_list_is_read_anew_as_soon_as_anything_is_different(monkeypatch):
    badge, made = listed(), []
    original = signatures.verify_proof
    monkeypatch.setattr(
        signatures, "verify_proof", lambda *args: made.append(args[0]["id"]) or original(*args)
    )
    documents = with_list(status_list([1, 94_568]))
    assert [check(badge, documents).verdict for _ in range(3)] == ["valid"] * 3
    assert made.count(LIST_URL) == 1
    assert check(badge, with_list(status_list([1, 94_567]))).verdict == "not_valid"
    # The same bytes, of which the issuer does not want to know any more.
    other = {**documents, did.did_url(ISSUER.did): did.did_document(ISSUER.did, [])}
    assert check(badge, other).verdict == "not_valid"
    changed = did.did_document(ISSUER.did, [MULTIKEY])
    changed["verificationMethod"][0]["revoked"] = AWARDED.isoformat()
    assert bad(check(badge, {**documents, did.did_url(ISSUER.did): changed})) == [
        ("proof", "key_compromised")
    ]
    late = NOW.replace(year=2031)
    ending = with_list(status_list([1], validUntil="2030-01-01T00:00:00Z"))
    assert check(badge, ending).verdict == "valid"
    assert bad(check(badge, ending, now=late)) == [("status", "status_list_out_of_date")]


def test_a_list_is_read_anew_when_its_key_is_another():
    """Under the same name."""
    keys = [Ed25519PrivateKey.generate() for _ in range(2)]
    names = [multikey.encode_ed25519(key.public_key().public_bytes_raw()) for key in keys]
    unsigned_list = {k: v for k, v in status_list([1]).items() if k != "proof"}
    made = sign(unsigned_list, private_key=keys[0], verification_method=f"{ISSUER.did}#list")

    def documents(name):
        listed_keys = did.did_document(ISSUER.did, [MULTIKEY, "list"])
        listed_keys["verificationMethod"][1]["publicKeyMultibase"] = name
        return {**with_list(made), did.did_url(ISSUER.did): listed_keys}

    assert check(listed(), documents(names[0])).verdict == "valid"
    assert bad(check(listed(), documents(names[1]))) == [("status", "status_list_untrusted")]


def test_what_is_remembered_has_an_end():
    some = Remembered(3)
    for number in range(10):
        some.remember(number, None)
        assert number in some and len(some) <= 3
