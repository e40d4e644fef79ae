"""Tokens that would be believed by a reader who lets them say how to check them."""

import base64
import hmac
import json
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from wagtail_cofl.openbadges import did, jose, v2, v3

from ..factories import BASE, ISSUER, KEY, MULTIKEY, award, world
from .case import Hostile, case
from .texts import as_json

EVIL = Ed25519PrivateKey.from_private_bytes(bytes(range(1, 33)))
KID = f"{ISSUER.did}#{MULTIKEY}"
# Addresses inside, where a machine keeps its secrets, and others that nobody should ask.
INSIDE = [
    "http://127.0.0.1/key",
    "http://169.254.169.254/latest/meta-data/",
    "http://[::1]:8000/",
    "http://localhost/key",
    "http://0/",
    "file:///etc/passwd",
    "gopher://127.0.0.1:6379/_x",
    "data:application/json,{}",
    "//127.0.0.1/key",
    "http://[::1",
    "",
    "x" * 100_000,
]


def part(document: Any) -> str:
    data = document if isinstance(document, bytes) else json.dumps(document).encode()
    return base64.urlsafe_b64encode(data).decode().rstrip("=")


def payload(**changes: Any) -> dict[str, Any]:
    """A credential, with the claims that a token of it has."""
    return {
        **v3.credential(award()),
        "iss": ISSUER.did,
        "jti": award().credential_url,
        "sub": award().subject_id,
        "nbf": 1_779_960_600,
        **changes,
    }


def token(header: Any, body: Any = None, key: Any = EVIL) -> bytes:
    signed = f"{part(header)}.{part(payload() if body is None else body)}".encode()
    return signed + b"." + part(key.sign(signed)).encode()


def bare(header: Any, signature: bytes = b"") -> bytes:
    return f"{part(header)}.{part(payload())}.{part(signature)}".encode()


@case("no_proof", "bad_token", "unknown_suite")
def alg_none():
    for alg in ("none", "None", "NONE", "nOnE"):
        yield Hostile(bare({"alg": alg}))
        yield Hostile(bare({"alg": alg, "kid": KID}, b"x" * 64))


@case("shared_secret", "alg_key_mismatch", "bad_token", "private_key", "unknown_suite")
def hs256_with_the_public_key():
    jwk = json.dumps(jose.public_jwk(KEY.public_key())).encode()
    for secret in (KEY.public_key().public_bytes_raw(), jwk, MULTIKEY.encode(), b""):
        for alg in ("HS256", "HS512"):
            header = {"alg": alg, "kid": KID}
            signed = f"{part(header)}.{part(payload())}".encode()
            mac = hmac.digest(secret, signed, "sha256" if alg == "HS256" else "sha512")
            yield Hostile(signed + b"." + part(mac).encode())
    header = {"alg": "HS256", "jwk": {"kty": "oct", "k": part(b"secret")}}
    signed = f"{part(header)}.{part(payload())}".encode()
    yield Hostile(signed + b"." + part(hmac.digest(b"secret", signed, "sha256")).encode())


@case("changed", "foreign_key", "key_unconfirmed", "private_key", "bad_token")
def jwk_of_somebody_else():
    """The token brings a key that fits it; the issuer has never seen it."""
    jwk = jose.public_jwk(EVIL.public_key())
    yield Hostile(token({"alg": "EdDSA", "jwk": jwk}))
    yield Hostile(token({"alg": "EdDSA", "jwk": jwk, "kid": KID}))
    yield Hostile(token({"alg": "EdDSA", "jwk": {**jwk, "kid": KID}}))
    yield Hostile(token({"alg": "EdDSA", "jwk": {**jwk, "d": part(bytes(range(1, 33)))}}))
    yield Hostile(token({"alg": "EdDSA", "jwk": jwk, "jku": f"{BASE}/keys", "x5u": BASE}))


@case("bad_key_address", "foreign_key", "no_key", "no_key_named", "key_unconfirmed", "bad_token")
def kid_that_points_inside():
    for kid in INSIDE:
        yield Hostile(token({"alg": "EdDSA", "kid": kid}))


@case("foreign_key", "key_unconfirmed", "proof_unreachable")
def kid_of_another_issuer():
    """Who publishes it as it should be."""
    theirs = "did:web:evil.example"
    multikey = did.did_document(theirs, [MULTIKEY])
    jwk = jose.public_jwk(EVIL.public_key())
    documents = {**world(), did.did_url(theirs): multikey, "https://evil.example/jwk": jwk}
    for kid in (f"{theirs}#{MULTIKEY}", "did:key:z6Mkx#z6Mkx", "https://evil.example/jwk"):
        yield Hostile(token({"alg": "EdDSA", "kid": kid}), documents)


@case("changed", "alg_key_mismatch", "unknown_suite", "signed_token", "bad_token", "no_key_named")
def signatures_that_do_not_fit():
    good = token({"alg": "EdDSA", "kid": KID}, key=KEY)
    yield Hostile(good[:-4] + b"AAAA")
    yield Hostile(good[: good.rindex(b".") + 1])
    for alg in ("RS256", "ES256", "ES256K", "PS256", "EdDSA ", "x" * 1_000_000):
        yield Hostile(token({"alg": alg, "kid": KID}, key=KEY))
    for odd in ({"crit": ["exp"]}, {"crit": ["b64"], "b64": False}, {"b64": False}):
        yield Hostile(token({"alg": "EdDSA", "kid": KID, **odd}, key=KEY))
    zero = {"alg": "ES256", "kid": KID}
    yield Hostile(bare(zero, bytes(64)))


@case("bad_token", "not_json", "signed_token", "not_a_badge")
def tokens_that_are_none():
    odd = [None, 3, [], {}, {"alg": None}, {"alg": ["EdDSA"]}, {"alg": {}}, {"alg": "EdDSA"}]
    for header in odd:
        yield Hostile(bare(header)[:60])
        yield Hostile(f"{part(header)}.{part(3)}.AAAA".encode())
    deep = b"[" * 100_000
    yield Hostile(f"{part(deep)}.{part(b'{}')}.AAAA".encode())
    yield Hostile(f"{part({'alg': 'EdDSA'})}.{part(deep)}.AAAA".encode())
    twice = b'{"alg": "EdDSA", "alg": "none"}'
    yield Hostile(f"{part(twice)}.{part(payload())}.AAAA".encode())
    yield Hostile(b"eyJ" + b"." * 4_000_000)
    yield Hostile(b"eyJ.eyJ." + b"A" * 4_900_000)
    yield Hostile(b"e" + b"y" * 4_900_000)


@case("changed", "bad_token", "no_key_named", "member_missing", "too_big", "foreign_key")
def a_token_of_5_mb():
    body = payload(name="x" * 3_700_000)
    yield Hostile(token({"alg": "EdDSA", "kid": KID}, body))
    body = payload(evidence=[{"id": f"urn:x:{n}", "type": ["Evidence"]} for n in range(4_500)])
    yield Hostile(token({"alg": "EdDSA", "kid": KID}, body))
    yield Hostile(token({"alg": "EdDSA", "kid": KID, "x": ["x"] * 900_000}, {}))


@case("bad_token", "unknown_key_type", "foreign_key", "private_key", "changed", "key_unconfirmed")
def jwk_with_a_million_digits():
    big = part(b"\xff" * 1_000_000)
    for jwk in (
        {"kty": "RSA", "n": big, "e": "AQAB"},
        {"kty": "RSA", "n": part(b"\xff" * 1024), "e": part(b"\xff" * 1024)},
        {"kty": "RSA", "n": "AA", "e": "AQAB"},
        {"kty": "RSA", "n": "", "e": ""},
        {"kty": "EC", "crv": "P-256", "x": "AA", "y": "AA"},
        {"kty": "EC", "crv": "P-256", "x": part(bytes(32)), "y": part(bytes(32))},
        {"kty": "OKP", "crv": "Ed25519", "x": big},
        {"kty": "oct", "k": "AA"},
        {"kty": ["RSA"]},
        {},
    ):
        yield Hostile(token({"alg": "RS256", "jwk": jwk}))
        yield Hostile(token({"alg": "EdDSA", "jwk": jwk}))


@case("iss_mismatch", "jti_mismatch", "sub_mismatch", "nbf_mismatch", "exp_mismatch")
def claims_that_say_something_else():
    """Signed as they should be."""
    for odd in (
        {"iss": "did:web:evil.example"},
        {"jti": "urn:x"},
        {"sub": "urn:x"},
        {"nbf": 0},
        {"exp": 4_102_444_800},
        {"iss": None},
        {"nbf": True},
        {"nbf": 1e300},
        {"sub": ["urn:x"]},
    ):
        yield Hostile(token({"alg": "EdDSA", "kid": KID}, payload(**odd), KEY))


@case("foreign_key", "no_address", "badge_not_https", "member_missing", "no_proof")
def signed_assertions_that_lead_inside():
    """OB 2.0: the address of the key stands in what was signed."""
    for url in INSIDE:
        verification = {"type": "SignedBadge", "creator": url}
        body = {**v2.assertion(award()), "id": "urn:uuid:1", "verification": verification}
        yield Hostile(token({"alg": "EdDSA", "kid": url}, body))
        yield Hostile(token({"alg": "EdDSA"}, {**body, "badge": url}))
    yield Hostile(as_json(payload(proof=None, jwt="eyJ")))
