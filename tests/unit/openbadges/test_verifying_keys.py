"""Where an issuer's key may stand: in its name, in its document, or below its address."""

import json

import pytest
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, generate_private_key
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from wagtail_cofl.openbadges import did, jose, multikey, proofs, v3
from wagtail_cofl.openbadges.verification import verify
from wagtail_cofl.openbadges.verification.keys import is_below, public_key_from_multikey

from .factories import AWARDED, BASE, ISSUER, KEY, MULTIKEY, NOW, Web, award, credential, world
from .test_verifying_v3 import DID_URL, METHOD, bad, check, found

KEY_DID = f"did:key:{MULTIKEY}"
ISSUER_URL = f"{BASE}/issuers/7"
PROFILE = {"id": ISSUER_URL, "type": ["Profile"], "name": "Harbour Museum"}
JWK = jose.public_jwk(KEY.public_key())


def signed_by(issuer, method, key=KEY):
    document = v3.credential(award())
    document["issuer"]["id"] = issuer
    return proofs.sign(document, private_key=key, verification_method=method, created=AWARDED)


# --- did:key ----------------------------------------------------------------------------------


@pytest.mark.spec("did:key (W3C CCG), 3.1")
def test_a_name_that_is_a_key_needs_no_web_and_is_nobodys():
    web = Web({})
    document = signed_by(KEY_DID, f"{KEY_DID}#{MULTIKEY}")
    report = verify(json.dumps(document).encode(), fetch=web, now=NOW)
    assert (bad(report), report.verdict) == ([("issuer", "issuer_only_key")], "valid")
    assert web.asked == []
    # Anybody may call themselves a museum.
    assert not any("gave this badge" in each.sentence for each in report.checks)
    assert found(report, "issuer").sentence == (
        "It was given by somebody who says “Harbour Museum”."
    )
    assert bad(check({**document, "name": "x"}, {})) == [("proof", "changed")]


@pytest.mark.parametrize(
    ("issuer", "method", "code", "verdict"),
    [
        (KEY_DID, METHOD, "foreign_key", "not_valid"),
        (KEY_DID, f"{KEY_DID}#x", "foreign_key", "not_valid"),
        ("did:key:z6Mk", "did:key:z6Mk#z6Mk", "no_key", "could_not_check"),
        ("did:key:", "did:key:#", "no_key", "could_not_check"),
        ("did:example:1", "did:example:1#1", "no_key", "could_not_check"),
    ],
)
def test_names_that_are_no_key_of_the_signer(issuer, method, code, verdict):
    report = check(signed_by(issuer, method), {})
    assert (bad(report)[-1], report.verdict) == (("proof", code), verdict)


def p256(key):
    point = key.public_key().public_bytes(Encoding.X962, PublicFormat.CompressedPoint)
    return multikey.base58btc(b"\x80\x24" + point)


def test_a_key_of_another_kind_does_not_fit_the_suite():
    name = f"did:key:{p256(generate_private_key(SECP256R1()))}"
    report = check(signed_by(name, f"{name}#{name[8:]}"), {})
    assert bad(report) == [("proof", "unknown_key_type")]


@pytest.mark.parametrize("text", ["", "z", "z6Mk", MULTIKEY[:-1], MULTIKEY + "1", "zDn" + "1" * 40])
def test_texts_that_are_no_key(text):
    with pytest.raises(ValueError):
        public_key_from_multikey(text)


# --- in the issuer's document -----------------------------------------------------------------


@pytest.mark.parametrize(
    "method",
    [
        {"type": "JsonWebKey", "publicKeyJwk": JWK},
        {"type": "JsonWebKey2020", "publicKeyJwk": {**JWK, "kid": "1"}},
        {"type": "Ed25519VerificationKey2020", "publicKeyMultibase": MULTIKEY},
    ],
)
def test_a_key_may_be_written_in_several_ways(method):
    document = did.did_document(ISSUER.did, [MULTIKEY])
    document["verificationMethod"] = [{"id": METHOD, "controller": ISSUER.did, **method}]
    assert check(credential(), {DID_URL: document}).verdict == "valid"


@pytest.mark.parametrize(
    "method",
    [
        {"publicKeyJwk": {**JWK, "d": "AAAA"}},
        {"publicKeyJwk": {"kty": "oct", "k": "AAAA"}},
        {"publicKeyJwk": None},
        {"publicKeyMultibase": "z111"},
        {"publicKeyPem": "-----BEGIN"},
        {},
    ],
)
def test_a_key_that_cannot_be_used_is_no_word_against_the_badge(method):
    document = did.did_document(ISSUER.did, [MULTIKEY])
    document["verificationMethod"] = [{"id": METHOD, "controller": ISSUER.did, **method}]
    report = check(credential(), {DID_URL: document})
    assert (bad(report), report.verdict) == ([("proof", "unknown_key_type")], "could_not_check")


# --- at an https address ----------------------------------------------------------------------


def key_document(name, **changes):
    return {
        "@context": "https://w3id.org/security/multikey/v1",
        "id": name,
        "type": "Multikey",
        "controller": ISSUER_URL,
        "publicKeyMultibase": MULTIKEY,
        **changes,
    }


@pytest.mark.parametrize(
    ("method", "documents"),
    [
        (f"{ISSUER_URL}#1", {ISSUER_URL: key_document(f"{ISSUER_URL}#1")}),
        (
            f"{ISSUER_URL}/keys/1",
            {ISSUER_URL: PROFILE, f"{ISSUER_URL}/keys/1": key_document(f"{ISSUER_URL}/keys/1")},
        ),
        (
            f"{ISSUER_URL}#1",
            {ISSUER_URL: {**PROFILE, "assertionMethod": [key_document(f"{ISSUER_URL}#1")]}},
        ),
    ],
    ids=["the key by itself", "below a profile", "in a profile"],
)
@pytest.mark.spec("OB 3.0, 8.2: an issuer by its https address")
def test_an_issuer_may_be_known_by_its_address(method, documents):
    report = check(signed_by(ISSUER_URL, method), documents)
    assert (bad(report), report.verdict) == ([], "valid")
    assert found(report, "issuer").params["host"] == "learn.example.org"


@pytest.mark.parametrize(
    ("method", "documents", "code", "verdict"),
    [
        # Somebody else's key, at an address of their own.
        (
            "https://eve.example/1",
            {ISSUER_URL: PROFILE, "https://eve.example/1": key_document("https://eve.example/1")},
            "foreign_key",
            "not_valid",
        ),
        # On the same machine, but not below the issuer.
        (
            f"{BASE}/issuers/70",
            {ISSUER_URL: PROFILE, f"{BASE}/issuers/70": key_document(f"{BASE}/issuers/70")},
            "foreign_key",
            "not_valid",
        ),
        # The issuer does not own it.
        (
            f"{ISSUER_URL}/1",
            {
                ISSUER_URL: PROFILE,
                f"{ISSUER_URL}/1": key_document(
                    f"{ISSUER_URL}/1", controller="https://eve.example"
                ),
            },
            "foreign_key",
            "not_valid",
        ),
        # It says that it is another.
        (
            f"{ISSUER_URL}/1",
            {ISSUER_URL: PROFILE, f"{ISSUER_URL}/1": key_document("https://eve.example/1")},
            "foreign_key",
            "not_valid",
        ),
        # The issuer publishes keys, and this is none of them.
        (
            f"{ISSUER_URL}/1",
            {
                ISSUER_URL: {**PROFILE, "assertionMethod": []},
                f"{ISSUER_URL}/1": key_document(f"{ISSUER_URL}/1"),
            },
            "foreign_key",
            "not_valid",
        ),
        (
            f"{ISSUER_URL}#1",
            {ISSUER_URL: key_document(f"{ISSUER_URL}#2")},
            "foreign_key",
            "not_valid",
        ),
        # Somebody else's key, written into the issuer's own document.
        (
            f"{ISSUER_URL}#1",
            {
                ISSUER_URL: {
                    **PROFILE,
                    "assertionMethod": [
                        key_document(f"{ISSUER_URL}#1", controller="https://eve.example")
                    ],
                }
            },
            "foreign_key",
            "not_valid",
        ),
        (f"{ISSUER_URL}#1", {ISSUER_URL: PROFILE}, "no_key_published", "could_not_check"),
        (
            f"{ISSUER_URL}/1",
            {ISSUER_URL: PROFILE, f"{ISSUER_URL}/1": PROFILE},
            "no_key_published",
            "could_not_check",
        ),
        (f"{ISSUER_URL}/1", {ISSUER_URL: PROFILE}, "proof_unreachable", "could_not_check"),
        (f"{ISSUER_URL}#1", {}, "no_key", "could_not_check"),
    ],
)
def test_keys_that_an_issuer_does_not_vouch_for(method, documents, code, verdict):
    report = check(signed_by(ISSUER_URL, method), documents)
    assert (bad(report)[-1], report.verdict) == (("proof", code), verdict)


def test_a_key_by_itself_must_be_the_named_issuers():
    documents = {ISSUER_URL: key_document(f"{ISSUER_URL}#1", controller="https://eve.example")}
    report = check(signed_by(ISSUER_URL, f"{ISSUER_URL}#1"), documents)
    assert ("issuer", "issuer_mismatch") in bad(report)
    assert report.verdict == "not_valid"


@pytest.mark.parametrize(
    ("url", "below"),
    [
        (ISSUER_URL, True),
        (f"{ISSUER_URL}#1", True),
        (f"{ISSUER_URL}/1?x=../..", True),
        (f"{ISSUER_URL}0", False),
        (f"{ISSUER_URL}/../8/1", False),
        (f"{ISSUER_URL}/%2e%2E/8/1", False),
        (f"{ISSUER_URL}/..\\8", False),
        (f"{BASE}/", False),
        ("https://learn.example.org.eve.example/issuers/7/1", False),
        ("", False),
    ],
)
def test_what_stands_below_an_address(url, below):
    assert is_below(ISSUER_URL, url) is below


@pytest.mark.parametrize("issuer", ["", "https:", "https:/", "https://", "https:///", "x"])
def test_nothing_stands_below_what_is_no_address(issuer):
    assert not is_below(issuer, "https://eve.example/key")
    assert not is_below(issuer, issuer)


def test_below_a_did_is_below_its_folder():
    assert is_below(did.did_url("did:web:a.example"), "https://a.example/keys/1")
    assert is_below(did.did_url("did:web:a.example:b"), "https://a.example/b/keys/1")
    assert not is_below(did.did_url("did:web:a.example:b"), "https://a.example/keys/1")


def test_one_more_is_asked_at_most():
    web = Web({**world()})
    verify(json.dumps(signed_by(ISSUER_URL, f"{ISSUER_URL}/1")).encode(), fetch=web, now=NOW)
    assert [url for url, _ in web.asked] == [ISSUER_URL]
    web = Web({ISSUER_URL: PROFILE})
    verify(json.dumps(signed_by(ISSUER_URL, f"{ISSUER_URL}/1")).encode(), fetch=web, now=NOW)
    assert [url for url, _ in web.asked] == [ISSUER_URL, f"{ISSUER_URL}/1"]


def test_another_key_in_the_name_of_the_issuer():
    other = Ed25519PrivateKey.generate()
    documents = {ISSUER_URL: key_document(f"{ISSUER_URL}#1")}
    report = check(signed_by(ISSUER_URL, f"{ISSUER_URL}#1", other), documents)
    assert bad(report) == [("proof", "changed")]
