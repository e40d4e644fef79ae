"""VC-JWT: the key, the signature, the claims; and what has been done to fool those who check them."""

import base64
import hashlib
import hmac
import json
from datetime import UTC, datetime
from functools import cache

import pytest
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, generate_private_key
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.rsa import generate_private_key as generate_rsa
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from wagtail_cofl.openbadges import did, jose, v3
from wagtail_cofl.openbadges.baking import KEYWORD_V3, bake_png
from wagtail_cofl.openbadges.did import PublishedKey
from wagtail_cofl.openbadges.verification import Status, verify

from .factories import BASE, EMAIL, ISSUER, KEY, MULTIKEY, NOW, Web, award, credential, world
from .pictures import png
from .test_verifying_v3 import DID_URL, METHOD, bad, check, found

KEY_URL = f"{ISSUER.profile_url}/keys/1"
JWKS_URL = f"{BASE}/.well-known/jwks.json"
HTTPS_ISSUER = f"{BASE}/cofl/issuers/7/home"


@cache
def rsa():
    return generate_rsa(65_537, 2_048)


@cache
def p256():
    return generate_private_key(SECP256R1())


def jwk(key=None):
    return jose.public_jwk((key or rsa()).public_key())


def unsigned(**changes):
    return {**v3.credential(award()), **changes}


def token(document=None, *, key=None, kid=KEY_URL):
    return jose.vc_jwt(document or unsigned(), key=key or rsa(), kid=kid).encode()


def encoded(part):
    data = part if isinstance(part, bytes) else json.dumps(part).encode()
    return base64.urlsafe_b64encode(data).rstrip(b"=")


def raw(header, payload, key):
    """A token with any header and payload."""
    signed = encoded(header) + b"." + encoded(payload)
    algorithm = jose._ALGORITHMS[jose._algorithm(key)]
    return signed + b"." + encoded(algorithm.sign(signed, key))


def payload(document=None, **changes):
    whole = jose.parse(token(document).decode()).payload
    return {name: value for name, value in {**whole, **changes}.items() if value is not None}


def documents(*keys, **more):
    """A DID document that lists the RSA key, and what stands at the key's own address."""
    listed = [PublishedKey(jose.thumbprint(jwk(key)), jwk(key)) for key in keys or (rsa(),)]
    return {
        DID_URL: did.did_document(ISSUER.did, [MULTIKEY, *listed]),
        KEY_URL: {**jwk(), "kid": KEY_URL},
        **more,
    }


def without_keys(**more):
    return {DID_URL: did.did_document(ISSUER.did, [MULTIKEY]), **more}


# --- good ones --------------------------------------------------------------------------------


@pytest.mark.spec("OB 3.0, 8.2.4 JSON Web Token Proof Format")
def test_a_token_is_checked_as_a_document_is():
    report = check(token(), documents(), email=EMAIL)
    assert (bad(report), report.verdict, report.version) == ([], "valid", "3.0")
    assert found(report, "issuer").sentence == "Harbour Museum gave this badge."
    assert report.document == unsigned()
    assert report.summary.name == "Sound Recordist"
    baked = bake_png(png(), token().decode(), keyword=KEYWORD_V3)
    assert check(baked, documents()).verdict == "valid"


@pytest.mark.parametrize("make", [rsa, p256, lambda: KEY], ids=["RS256", "ES256", "EdDSA"])
def test_every_algorithm(make):
    key = make()
    kid = f"{ISSUER.did}#{jose.thumbprint(jwk(key))}"
    assert check(token(key=key, kid=kid), documents(key)).verdict == "valid"
    other = {rsa: p256, p256: rsa}.get(make, rsa)()
    report = check(token(key=other, kid=kid), documents(key))
    assert bad(report) == [("proof", "alg_key_mismatch")]


def test_a_multikey_may_sign_tokens_too():
    assert check(token(key=KEY, kid=METHOD), without_keys()).verdict == "valid"
    assert check(token(key=KEY, kid=f"#{MULTIKEY}"), without_keys()).verdict == "valid"
    name = f"did:key:{MULTIKEY}"
    document = unsigned(issuer={"id": name, "type": ["Profile"], "name": "Ada"})
    report = check(token(document, key=KEY, kid=f"{name}#{MULTIKEY}"), {})
    assert (bad(report), report.verdict) == ([("issuer", "issuer_only_key")], "valid")


def test_broken_lines_and_spaces_around_it():
    text = token()
    assert check(b"\n " + text[:70] + b"\r\n" + text[70:] + b"\n", documents()).verdict == "valid"


def test_a_badge_with_a_proof_in_a_token():
    report = check(token(credential()), documents())
    assert (bad(report), report.verdict) == ([], "valid")
    changed = credential(name="x")
    changed["name"] = "y"
    assert bad(check(token(changed), documents())) == [("proof", "changed")]


# --- where the key is -------------------------------------------------------------------------


@pytest.mark.parametrize(
    "more",
    [
        {JWKS_URL: {"keys": [{"kty": "oct"}, "x", {**jwk(), "kid": "1"}]}},
        {JWKS_URL: {"keys": [{**jwk(), "iss": ISSUER.did}]}},
    ],
    ids=["for all", "for this issuer"],
)
@pytest.mark.spec("OB 3.0: key provenance")
def test_the_issuers_authority_may_vouch_for_the_key(more):
    report = check(token(), without_keys(**{KEY_URL: jwk(), **more}))
    assert (bad(report), report.verdict) == ([], "valid")


@pytest.mark.parametrize(
    ("more", "code", "verdict"),
    [
        ({}, "key_unconfirmed", "could_not_check"),
        ({JWKS_URL: b"<html>"}, "key_unconfirmed", "could_not_check"),
        ({JWKS_URL: {"keys": []}}, "foreign_key", "not_valid"),
        ({JWKS_URL: {"keys": None}}, "foreign_key", "not_valid"),
        ({JWKS_URL: {"keys": [{**jwk(), "iss": "did:web:a.example"}]}}, "foreign_key", "not_valid"),
    ],
)
def test_a_key_at_an_address_must_be_the_issuers(more, code, verdict):
    report = check(token(), without_keys(**{KEY_URL: jwk(), **more}))
    assert (bad(report), report.verdict) == ([("proof", code)], verdict)


def test_a_forgers_key_at_the_forgers_address():
    """Whatever stands there: it is the forger's."""
    url = "https://eve.example/key"
    text = token(key=p256(), kid=url)
    more = {url: jwk(p256()), JWKS_URL: {"keys": [jwk()]}}
    assert bad(check(text, documents(**more))) == [("proof", "foreign_key")]
    theirs = "https://eve.example/.well-known/jwks.json"
    web = Web({**without_keys(**more), theirs: {"keys": [jwk(p256())]}})
    assert bad(verify(text, fetch=web, now=NOW)) == [("proof", "foreign_key")]
    assert theirs not in [url for url, _ in web.asked]


@pytest.mark.parametrize(
    ("kid", "code", "status"),
    [
        ("did:web:eve.example#1", "foreign_key", Status.FAIL),
        (f"{ISSUER.did}0#1", "foreign_key", Status.FAIL),
        (f"{ISSUER.did}#1", "foreign_key", Status.FAIL),
        ("#1", "foreign_key", Status.FAIL),
        ("file:///etc/passwd", "bad_key_address", Status.FAIL),
        ("http://learn.example.org/key", "bad_key_address", Status.FAIL),
        ("http://169.254.169.254/latest", "bad_key_address", Status.FAIL),
        ("https://169.254.169.254/latest", "proof_unreachable", Status.CANNOT),
        ("https://[", "bad_key_address", Status.FAIL),
        ("gopher://x/", "bad_key_address", Status.FAIL),
        ("../../key", "key_unconfirmed", Status.CANNOT),
        ("1", "key_unconfirmed", Status.CANNOT),
        ("", "no_key_named", Status.CANNOT),
    ],
)
def test_a_name_of_a_key_that_leads_astray(kid, code, status):
    report = check(token(kid=kid), documents())
    assert bad(report) == [("proof", code)]
    assert found(report, "proof").status == status


def test_a_short_name_is_looked_up_where_the_issuer_lists_it():
    listed = {JWKS_URL: {"keys": [{**jwk(p256()), "kid": "1"}, {**jwk(), "kid": "2"}]}}
    assert check(token(kid="2"), without_keys(**listed)).verdict == "valid"
    assert bad(check(token(kid="1"), without_keys(**listed))) == [("proof", "alg_key_mismatch")]
    assert bad(check(token(kid="3"), without_keys(**listed))) == [("proof", "foreign_key")]
    keys = did.did_document(ISSUER.did, [PublishedKey("x", {**jwk(), "kid": "5"})])
    assert check(token(kid="5"), {DID_URL: keys}).verdict == "valid"


def test_an_embedded_key_counts_only_if_it_is_the_issuers():
    header = {"alg": "RS256", "typ": "JWT", "jwk": jwk()}
    assert check(raw(header, payload(), rsa()), documents()).verdict == "valid"
    jwks = {JWKS_URL: {"keys": [jwk()]}}
    assert check(raw(header, payload(), rsa()), without_keys(**jwks)).verdict == "valid"
    assert bad(check(raw(header, payload(), rsa()), without_keys())) == [
        ("proof", "key_unconfirmed")
    ]
    swapped = raw({"alg": "ES256", "jwk": jwk(p256())}, payload(), p256())
    more = {JWKS_URL: {"keys": [jwk()]}}
    assert bad(check(swapped, documents(**more))) == [("proof", "foreign_key")]


def test_where_both_are_named_the_embedded_key_is_not_looked_at():
    header = {"alg": "RS256", "kid": KEY_URL, "jwk": jwk(p256())}
    assert check(raw(header, payload(), rsa()), documents()).verdict == "valid"
    forged = raw({"alg": "ES256", "kid": KEY_URL, "jwk": jwk(p256())}, payload(), p256())
    assert bad(check(forged, documents())) == [("proof", "alg_key_mismatch")]


@pytest.mark.parametrize(
    ("there", "code", "status"),
    [
        ({"keys": [jwk()]}, "unknown_key_type", Status.CANNOT),
        ({"kty": "EC", "crv": "P-521"}, "unknown_key_type", Status.CANNOT),
        ({"kty": "oct", "k": "AAAA"}, "private_key", Status.FAIL),
        ({**jwk(), "d": "AAAA"}, "private_key", Status.FAIL),
        (b"<html>", "proof_unreadable", Status.CANNOT),
    ],
)
def test_what_stands_at_the_keys_address_may_be_anything(there, code, status):
    report = check(token(), documents(**{KEY_URL: there}))
    assert bad(report) == [("proof", code)]
    assert found(report, "proof").status == status


def test_an_issuer_with_an_https_address():
    document = unsigned(issuer={"id": HTTPS_ISSUER, "type": ["Profile"], "name": "Harbour Museum"})
    below = f"{HTTPS_ISSUER}/keys/1"
    text = token(document, kid=below)
    web = Web({below: jwk()})
    report = verify(text, fetch=web, now=NOW)
    assert (bad(report), report.verdict) == ([], "valid")
    assert [url for url, _ in web.asked] == [below]
    # Elsewhere, its authority must list it; its own page may be for people.
    other = f"{BASE}/keys/1"
    there = {HTTPS_ISSUER: b"<html>", other: jwk(), JWKS_URL: {"keys": [jwk()]}}
    report = check(token(document, kid=other), there)
    assert (bad(report), report.verdict) == ([], "valid")
    # At its address there is somebody else: then nobody else's word helps.
    else_there = {**there, HTTPS_ISSUER: {"id": "https://eve.example"}}
    report = check(token(document, kid=other), else_there)
    assert (bad(report), report.verdict) == ([("issuer", "issuer_mismatch")], "not_valid")
    report = check(token(document, kid=other), {**there, JWKS_URL: {"keys": []}})
    assert ("proof", "foreign_key") in bad(report)


def test_where_the_issuer_does_not_answer_a_token_is_not_judged():
    report = check(token(), {KEY_URL: jwk(), JWKS_URL: {"keys": [jwk()]}})
    assert bad(report) == [("issuer", "issuer_unreachable"), ("proof", "no_key")]
    assert report.verdict == "could_not_check"


def test_a_stolen_key():
    def keys(day):
        since = datetime(2026, 5, day, tzinfo=UTC)
        name = jose.thumbprint(jwk())
        return {
            DID_URL: did.did_document(ISSUER.did, [PublishedKey(name, jwk(), since)]),
            KEY_URL: jwk(),
        }

    assert bad(check(token(), keys(27))) == [("proof", "key_compromised")]
    report = check(token(), keys(29))
    assert (bad(report), report.verdict) == ([("proof", "key_revoked_later")], "valid")


# --- the signature ----------------------------------------------------------------------------


def test_a_changed_token():
    head, body, signature = token().split(b".")
    changed = encoded(payload(unsigned(name="x")))
    assert bad(check(b".".join([head, changed, signature]), documents())) == [("proof", "changed")]
    assert bad(check(b".".join([head, body, signature[:-8] + b"AAAAAAAA"]), documents())) == [
        ("proof", "changed")
    ]
    assert bad(check(token(key=generate_rsa(65_537, 2_048)), documents())) == [("proof", "changed")]


@pytest.mark.spec("RFC 8725, 3.1 and 2.1")
@pytest.mark.parametrize("alg", ["none", "None", "NONE", "nOnE"])
def test_a_token_that_says_it_is_not_signed(alg):
    for signature in (b"", token().split(b".")[2]):
        text = encoded({"alg": alg, "kid": KEY_URL}) + b"." + encoded(payload()) + b"." + signature
        assert bad(check(text, documents())) == [("proof", "no_proof")]


def test_the_public_key_used_as_a_secret():
    pem = rsa().public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    signed = encoded({"alg": "HS256", "kid": KEY_URL}) + b"." + encoded(payload())
    text = signed + b"." + encoded(hmac.digest(pem, signed, hashlib.sha256))
    assert bad(check(text, documents())) == [("proof", "shared_secret")]


@pytest.mark.parametrize("alg", ["ES384", "PS256", "ES256K", "X", ""])
def test_an_algorithm_that_we_do_not_know(alg):
    text = encoded({"alg": alg, "kid": KEY_URL}) + b"." + encoded(payload()) + b".AAAA"
    report = check(text, documents())
    assert (bad(report), report.verdict) == ([("proof", "unknown_suite")], "could_not_check")


@pytest.mark.parametrize(
    ("header", "code", "verdict"),
    [
        ({"crit": ["b64"], "b64": False}, "signed_token", "could_not_check"),
        ({"jwk": {**jwk(), "d": "AAAA"}}, "private_key", "not_valid"),
        ({"kid": 3}, "bad_token", "not_valid"),
        ({"alg": None}, "bad_token", "not_valid"),
    ],
)
def test_headers_that_are_refused(header, code, verdict):
    text = raw({"alg": "RS256", "kid": KEY_URL, **header}, payload(), rsa())
    report = check(text, documents())
    assert (bad(report), report.verdict) == ([("parse", code)], verdict)


@pytest.mark.parametrize("header", [{"typ": "vc+jwt", "cty": "vc"}, {"jku": "https://eve.example"}])
def test_headers_that_others_write_do_no_harm(header):
    web = Web(documents())
    text = raw({"alg": "RS256", "kid": KEY_URL, **header}, payload(), rsa())
    assert verify(text, fetch=web, now=NOW).verdict == "valid"
    assert "https://eve.example" not in [url for url, _ in web.asked]


# --- the claims -------------------------------------------------------------------------------


def with_claims(document=None, **changes):
    return raw({"alg": "RS256", "kid": KEY_URL}, payload(document, **changes), rsa())


@pytest.mark.spec("OB 3.0, 8.2.4.2: iss, jti, sub, nbf, exp")
@pytest.mark.parametrize(
    ("claim", "value"),
    [
        ("iss", "did:web:eve.example"),
        ("iss", {"id": ISSUER.did}),
        ("jti", f"{BASE}/cofl/credentials/10"),
        ("sub", "urn:uuid:0"),
        ("nbf", 0),
        ("nbf", "2026-05-28T09:30:00Z"),
        ("nbf", True),
        ("nbf", 1e300),
        ("exp", 4_000_000_000),
    ],
)
def test_the_envelope_must_say_what_the_badge_says(claim, value):
    report = check(with_claims(**{claim: value}), documents())
    assert bad(report) == [("proof", f"{claim}_mismatch")]
    assert report.verdict == "not_valid"


def test_the_end_stands_in_both():
    document = unsigned(validUntil="2027-01-01T00:00:00Z")
    assert check(with_claims(document), documents()).verdict == "valid"
    report = check(with_claims(document, exp=4_000_000_000), documents())
    assert bad(report) == [("proof", "exp_mismatch")]
    ended = unsigned(validUntil="2026-06-01T00:00:00Z")
    assert bad(check(with_claims(ended), documents())) == [("dates", "expired")]


@pytest.mark.parametrize("claim", ["iss", "jti", "sub", "nbf"])
def test_an_envelope_that_lacks_something_holds_all_the_same(claim):
    report = check(with_claims(**{claim: None}), documents())
    assert (bad(report), report.verdict) == ([("proof", "claims_missing")], "valid")


def test_a_token_of_the_future():
    report = check(with_claims(iat=int(NOW.timestamp()) + 600), documents())
    assert bad(report) == [("proof", "created_later")]
    assert check(with_claims(iat=int(NOW.timestamp()) + 60), documents()).verdict == "valid"


# --- older editions ---------------------------------------------------------------------------


def older(**changes):
    document = unsigned()
    document["@context"] = ["https://www.w3.org/2018/credentials/v1", document["@context"][1]]
    del document["validFrom"]
    return {**document, **changes}


@pytest.mark.spec("VC Data Model 1.1, 6.3.1 JWT Decoding")
def test_an_older_token_has_the_credential_inside_and_parts_of_it_outside():
    claims = {name: payload()[name] for name in ("iss", "jti", "sub", "nbf")}
    inner = {name: value for name, value in older().items() if name != "id"}
    subject = {k: v for k, v in inner["credentialSubject"].items() if k != "id"}
    body = {**claims, "vc": {**inner, "credentialSubject": subject}}
    report = check(raw({"alg": "RS256", "kid": KEY_URL}, body, rsa()), documents())
    assert (bad(report), report.verdict) == ([("contexts", "older_edition")], "valid")
    assert report.document["id"] == claims["jti"]
    assert report.document["credentialSubject"]["id"] == claims["sub"]
    ended = {**body, "exp": claims["nbf"] + 60}
    report = check(raw({"alg": "RS256", "kid": KEY_URL}, ended, rsa()), documents())
    assert ("dates", "expired") in bad(report)


def test_what_stands_inside_is_not_replaced_from_outside():
    inner = older(issuanceDate="2026-05-28T09:30:00Z")
    body = {"vc": inner, "iss": "did:web:eve.example"}
    report = check(raw({"alg": "RS256", "kid": KEY_URL}, body, rsa()), documents())
    assert ("proof", "iss_mismatch") in bad(report)


# --- presentations ----------------------------------------------------------------------------


def presentation(*held):
    return {"type": ["VerifiablePresentation"], "verifiableCredential": list(held)}


def test_one_badge_in_a_presentation_is_taken_out():
    assert check(presentation(credential())).verdict == "valid"
    assert check(presentation(token().decode()), documents()).verdict == "valid"
    enveloped = {
        "type": "EnvelopedVerifiableCredential",
        "id": "data:application/vc+jwt," + token().decode(),
    }
    assert check(presentation(enveloped), documents()).verdict == "valid"


@pytest.mark.parametrize(
    ("held", "code"),
    [
        ([], "several_badges"),
        ([credential(), credential()], "several_badges"),
        ([3], "not_a_badge"),
        ([{}], "not_a_badge"),
        (["x"], "bad_token"),
    ],
)
def test_other_presentations(held, code):
    assert bad(check(presentation(*held))) == [("parse", code)]


def test_nobody_is_asked_more_than_is_needed():
    web = Web({**world(), **documents()})
    verify(token(), fetch=web, now=NOW)
    assert [url for url, _ in web.asked] == [DID_URL, KEY_URL]
    web = Web({**world(), **documents()})
    verify(token(kid=f"{ISSUER.did}#{jose.thumbprint(jwk())}"), fetch=web, now=NOW)
    assert [url for url, _ in web.asked] == [DID_URL]


def test_a_forgers_own_key():
    key = Ed25519PrivateKey.generate()
    assert bad(check(token(key=key, kid=METHOD), without_keys())) == [("proof", "changed")]


@pytest.mark.parametrize(
    "issuer",
    ["https:", "https://", "https:///", "https://learn.example.org@eve.example", "https://[", "x"],
)
def test_an_issuer_whose_name_only_looks_like_an_address(issuer):
    """A forger who names nobody, or somebody else, with a key of the forger's."""
    url = "https://eve.example/key"
    below = f"{issuer}/key"
    document = unsigned(issuer={"id": issuer, "type": ["Profile"], "name": "Harbour Museum"})
    for kid in (url, below):
        text = token(document, key=p256(), kid=kid)
        there = {url: jwk(p256()), below: jwk(p256())}
        report = check(text, there)
        assert report.verdict != "valid"
        assert found(report, "proof").status != Status.PASS
