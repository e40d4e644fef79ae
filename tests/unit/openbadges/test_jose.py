"""JSON Web Tokens and keys. The vectors are those of the RFCs that the tests name."""

import base64
import copy
import json
from datetime import UTC, datetime

import jwt
import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec, ed448, rsa
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from wagtail_cofl.openbadges import issuing, jose, v3
from wagtail_cofl.openbadges.documents import json_text
from wagtail_cofl.openbadges.jose import BadToken
from wagtail_cofl.openbadges.kept import Kept, written

from . import factories

KID = "https://learn.example.org/cofl/issuers/7/keys/k"
RSA = rsa.generate_private_key(public_exponent=65537, key_size=2048)
P256 = ec.generate_private_key(ec.SECP256R1())
ED25519 = Ed25519PrivateKey.generate()
KEYS = {"RS256": RSA, "ES256": P256, "EdDSA": ED25519}

RFC7515_A2 = {
    "kty": "RSA",
    "n": "ofgWCuLjybRlzo0tZWJjNiuSfb4p4fAkd_wWJcyQoTbji9k0l8W26mPddxHmfHQp-Vaw-4qPCJrcS2mJPMEzP1Pt0Bm4d4"
    "QlL-yRT-SFd2lZS-pCgNMsD1W_YpRPEwOWvG6b32690r2jZ47soMZo9wGzjb_7OMg0LOL-bSf63kpaSHSXndS5z5rexMdbBYUsL"
    "A9e-KXBdQOS-UTo7WTBEMa2R2CapHg665xsmtdVMTBQY4uDZlxvb3qCo5ZwKh9kG4LT6_I5IhlJH7aGhyxXFvUK-DWNmoudF8NA"
    "co9_h9iaGNj8q2ethFkMLs91kzk2PAcDTW9gb54h4FRWyuXpoQ",
    "e": "AQAB",
}
RFC7515_A3 = {
    "kty": "EC",
    "crv": "P-256",
    "x": "f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU",
    "y": "x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0",
}
RFC8037_A = {"kty": "OKP", "crv": "Ed25519", "x": "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}
JOE = (
    "eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ"
)
VECTORS = [
    (
        RFC7515_A2,
        f"eyJhbGciOiJSUzI1NiJ9.{JOE}.cC4hiUPoj9Eetdgtv3hF80EGrhuB__dzERat0XF9g2VtQgr9PJbu3XOiZj5RZmh7AAuH"
        "Im4Bh-0Qc_lF5YKt_O8W2Fp5jujGbds9uJdbF9CUAr7t1dnZcAcQjbKBYNX4BAynRFdiuB--f_nZLgrnbyTyWzO75vRK5h6x"
        "BArLIARNPvkSjtQBMHlb1L07Qe7K0GarZRmB_eSN9383LcOLn6_dO--xi12jzDwusC-eOkHWEsqtFZESc6BfI7noOPqvhJ1p"
        "hCnvWh6IeYI2w9QOYEUipUTI8np6LbgGY9Fs98rqVt5AXLIhWkWywlVmtVrBp0igcN_IoypGlUPQGe77Rw",
    ),
    (
        RFC7515_A3,
        f"eyJhbGciOiJFUzI1NiJ9.{JOE}.DtEhU3ljbEg8L38VWAfUAqOyKAM6-Xx-F4GawxaepmXFCgfTjDxw5djxLa8ISlSApmWQ"
        "xfKTUJqPP3-Kg6NU1Q",
    ),
]


def part(value) -> str:
    data = value if isinstance(value, bytes) else json.dumps(value).encode()
    return base64.urlsafe_b64encode(data).decode().rstrip("=")


def token(header, payload=None, signature=b"x" * 64) -> str:
    return f"{part(header)}.{part({} if payload is None else payload)}.{part(signature)}"


def code(call, *args) -> str:
    with pytest.raises(BadToken) as caught:
        call(*args)
    return caught.value.code


def signed_by(key, **changes) -> str:
    return jose.sign({"a": 1, **changes}, key=key, kid=KID)


def credential(**changes):
    return {**v3.credential(factories.award()), **changes}


# --- signatures -------------------------------------------------------------------------------


@pytest.mark.spec("RFC 7515, A.2 and A.3")
@pytest.mark.parametrize(("jwk", "text"), VECTORS, ids=["RS256", "ES256"])
def test_the_vectors_of_the_rfc_are_checked(jwk, text):
    parsed = jose.parse(text)
    assert parsed.payload["iss"] == "joe"
    jose.check_signature(parsed, jose.public_key_from_jwk(jwk))


@pytest.mark.spec("RFC 8037, A.4")
def test_the_vector_of_ed25519_is_checked():
    text = (
        "eyJhbGciOiJFZERTQSJ9.RXhhbXBsZSBvZiBFZDI1NTE5IHNpZ25pbmc.hgyY0il_MGCjP0JzlnLWG1PPOt7-09PGcvMg3AI"
        "bQR6dWbhijcNR4ki4iylGjg5BhVsPt9g7sVvpAr_MuM0KAg"
    )
    whole = jose.Token({"alg": "EdDSA"}, {}, text)
    jose.check_signature(whole, jose.public_key_from_jwk(RFC8037_A))


@pytest.mark.parametrize("alg", KEYS)
def test_what_is_signed_can_be_checked(alg):
    text = jose.sign({"name": "“wow” 🎈"}, key=KEYS[alg], kid=KID)
    parsed = jose.parse(text)
    assert jose.is_token(text)
    assert parsed.header == {"alg": alg, "kid": KID}
    assert parsed.payload == {"name": "“wow” 🎈"}
    jose.check_signature(parsed, KEYS[alg].public_key())


@pytest.mark.parametrize("alg", KEYS)
def test_another_library_reads_what_is_signed(alg):
    text = jose.vc_jwt(credential(), key=KEYS[alg], kid=KID)
    read = jwt.decode_complete(text, KEYS[alg].public_key(), algorithms=[alg])
    assert read["header"] == {"alg": alg, "kid": KID, "typ": "JWT"}
    assert read["payload"]["name"] == "Sound Recordist"


def test_bytes_are_signed_as_they_are():
    text = jose.sign(b'{ "a" : 1 }', key=P256, kid=KID)
    assert text.split(".")[1] == part(b'{ "a" : 1 }')


@pytest.mark.parametrize("alg", KEYS)
def test_a_changed_payload_or_header_is_seen(alg):
    header, _, signature = signed_by(KEYS[alg]).split(".")
    key = KEYS[alg].public_key()
    changed = jose.parse(f"{header}.{part({'a': 2})}.{signature}")
    assert code(jose.check_signature, changed, key) == "signature"
    changed = jose.parse(f"{part({'alg': alg})}.{part({'a': 1})}.{signature}")
    assert code(jose.check_signature, changed, key) == "signature"


@pytest.mark.parametrize("alg", KEYS)
@pytest.mark.parametrize("signature", [b"", b"\0" * 64, b"\0" * 256, b"x"])
def test_a_signature_of_nothing_does_not_fit(alg, signature):
    bad = jose.parse(token({"alg": alg}, signature=signature))
    assert code(jose.check_signature, bad, KEYS[alg].public_key()) == "signature"


def test_the_key_of_another_does_not_fit():
    other = ec.generate_private_key(ec.SECP256R1()).public_key()
    assert code(jose.check_signature, jose.parse(signed_by(P256)), other) == "signature"


@pytest.mark.spec("RFC 8725, 2.1")
@pytest.mark.parametrize("alg", ["none", "None", "NONE"])
def test_a_token_may_not_say_that_it_is_not_signed(alg):
    text = f"{part({'alg': alg})}.{part({'a': 1})}."
    assert jose.is_token(text)
    assert code(jose.check_signature, jose.parse(text), RSA.public_key()) == "alg_none"


@pytest.mark.spec("RFC 8725, 2.1")
def test_the_public_key_is_no_password():
    pem = RSA.public_key().public_bytes(
        serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
    )
    head = f"{part({'alg': 'HS256'})}.{part({'a': 1})}"
    mac = jwt.algorithms.HMACAlgorithm(jwt.algorithms.HMACAlgorithm.SHA256).sign(head.encode(), pem)
    forged = jose.parse(f"{head}.{part(mac)}")
    assert code(jose.check_signature, forged, RSA.public_key()) == "alg_not_allowed"


@pytest.mark.parametrize("alg", ["PS256", "ES384", "RS512", "rs256", ""])
def test_other_algorithms_are_not_allowed(alg):
    parsed = jose.parse(token({"alg": alg}))
    assert code(jose.check_signature, parsed, RSA.public_key()) == "alg_not_allowed"


@pytest.mark.spec("RFC 8725, 3.1")
@pytest.mark.parametrize("alg", KEYS)
@pytest.mark.parametrize("other", KEYS)
def test_an_algorithm_fits_one_kind_of_key(alg, other):
    if alg != other:
        parsed = jose.parse(token({"alg": alg}))
        assert code(jose.check_signature, parsed, KEYS[other].public_key()) == "alg_key_mismatch"


@pytest.mark.filterwarnings("ignore:The RSA key is 1024 bits")
@pytest.mark.spec("RFC 7518, 3.3 and 3.4")
@pytest.mark.parametrize(
    ("alg", "weak"),
    [
        ("RS256", rsa.generate_private_key(public_exponent=65537, key_size=1024)),  # noqa: S505
        ("ES256", ec.generate_private_key(ec.SECP384R1())),
    ],
)
def test_short_keys_and_other_curves_are_refused(alg, weak):
    text = jwt.encode({"a": 1}, weak, algorithm="RS256" if alg == "RS256" else "ES384")
    parsed = jose.parse(text)
    lied = jose.Token({"alg": alg}, parsed.payload, text)
    assert code(jose.check_signature, lied, weak.public_key()) == "alg_key_mismatch"
    with pytest.raises(BadToken):
        signed_by(weak)
    jwk = jwt.algorithms.get_default_algorithms()[alg].to_jwk(weak.public_key(), as_dict=True)
    jwk.pop("key_ops", None)
    assert code(jose.public_key_from_jwk, jwk) == "unknown_key_type"
    pem = weak.public_key().public_bytes(
        serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
    )
    assert code(jose.public_key_from_pem, pem.decode()) == "unknown_key_type"


# --- parsing ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "",
        "a",
        "..",
        "a.b",
        "a.b.c.d",
        token({"alg": "ES256"}) + ".x",
        token({"alg": "ES256"}) + "=",
        token({"alg": "ES256"}) + "\n",
        " " + token({"alg": "ES256"}),
        token({"alg": "ES256"}).replace(".", ".\n", 1),
        token({"alg": "ES256"}, signature=b"\xff" * 3).replace("_", "/"),
        token({"alg": "ES256"}, signature=b"\0")[:-1] + "B",  # another way to write the same byte
        token({"alg": "ES256"}, signature=b"\0\0\0") + "A",
        token({"alg": "ES256"}) + "é",
        token({"alg": "ES256"}, payload=[1]),
        token({"alg": "ES256"}, payload=b"{"),
        token({"alg": "ES256"}, payload=b"\xff"),
        token({"alg": "ES256"}, payload=b'{"a":1,"a":2}'),
        token({"alg": "ES256"}, payload=b'{"a":NaN}'),
        token({"alg": "ES256"}, payload=b'{"a":"\\ud800"}'),
        token({"alg": "ES256"}, payload=b'{"a":' * 100_000),
        token(b'{"alg":"ES256","alg":"none"}'),
        token([]),
        token({}),
        token({"alg": None}),
        token({"alg": ["ES256"]}),
        token({"alg": "ES256", "kid": 7}),
        token({"alg": "ES256", "typ": {}}),
        token({"alg": "ES256", "jwk": "x"}),
    ],
)
def test_what_is_not_written_as_a_token_is_refused(text):
    assert code(jose.parse, text) == "malformed"


def test_a_token_can_be_too_big():
    assert code(jose.parse, token({"alg": "ES256"}, payload={"a": "x" * 10_000_000})) == "malformed"


@pytest.mark.spec("RFC 7515, 4.1.11")
@pytest.mark.parametrize("extra", [{"crit": ["exp"]}, {"crit": []}, {"b64": False}])
def test_extensions_that_must_be_understood_are_refused(extra):
    assert code(jose.parse, token({"alg": "ES256", **extra})) == "crit"


def test_other_members_of_a_header_change_nothing():
    """A key that the token brings or names is used by nobody here."""
    header = {"alg": "ES256", "x5u": "https://evil.example", "jku": "https://evil.example"}
    parsed = jose.parse(token(header))
    assert parsed.header == header
    assert code(jose.check_signature, parsed, P256.public_key()) == "signature"


@pytest.mark.spec("OB 3.0, 8.2.4.1")
def test_a_header_may_not_give_a_private_key_away():
    jwk = jwt.algorithms.ECAlgorithm.to_jwk(P256, as_dict=True)
    assert code(jose.parse, token({"alg": "ES256", "jwk": jwk})) == "private_jwk"


@pytest.mark.parametrize(
    "text", ["", "learn.example.org", "https://a.example/e.f.g", '{"a": "e.y.J"}', "eyJ.x", "ey..x"]
)
def test_other_texts_do_not_look_like_tokens(text):
    assert not jose.is_token(text)


# --- VC-JWT -----------------------------------------------------------------------------------


@pytest.mark.spec("OB 3.0, 8.2.4.2")
def test_the_payload_is_the_credential_and_what_it_repeats():
    given = credential(validUntil="2027-01-01T01:00:00+01:00")
    payload = jose.parse(jose.vc_jwt(given, key=P256, kid=KID)).payload
    assert payload == given | {
        "iss": factories.ISSUER.did,
        "jti": "https://learn.example.org/cofl/credentials/9",
        "nbf": int(factories.AWARDED.timestamp()),
        "sub": "urn:uuid:5ad2b0b2-4fd6-4a55-9f3c-d3b7a1a0f5f9",
        "exp": int(datetime(2027, 1, 1, tzinfo=UTC).timestamp()),
    }
    assert all(type(payload[name]) is int for name in ("nbf", "exp"))


def test_a_credential_without_an_end_does_not_expire():
    text = jose.vc_jwt(credential(issuer="did:web:a.example"), key=P256, kid=KID)
    payload = jose.parse(text).payload
    assert "exp" not in payload
    assert payload["iss"] == "did:web:a.example"


def test_making_a_token_changes_no_credential():
    given = credential()
    jose.vc_jwt(given, key=P256, kid=KID)
    assert given == credential()


@pytest.mark.parametrize("subject", [{"type": ["AchievementSubject"]}, {"id": ""}, [], "x"])
def test_a_token_needs_a_subject_with_an_id(subject):
    with pytest.raises(ValueError, match="subject"):
        jose.vc_jwt(credential(credentialSubject=subject), key=P256, kid=KID)


def test_a_token_needs_dates_with_a_time_zone():
    with pytest.raises(ValueError, match="time zone"):
        jose.vc_jwt(credential(validFrom="2026-05-28T09:30:00"), key=P256, kid=KID)


def test_issuing_from_facts_says_what_the_slow_way_says():
    for facts in (
        factories.award(),
        factories.award(email=None, narrative='“wow” "é"\n', valid_until=factories.NOW),
    ):
        fast = jose.parse(issuing.issue_jwt(facts, private_key=P256, kid=KID))
        slow = jose.parse(jose.vc_jwt(v3.credential(facts), key=P256, kid=KID))
        assert fast.text.rpartition(".")[0] == slow.text.rpartition(".")[0]
        jose.check_signature(fast, P256.public_key())


def test_parts_that_are_kept_are_written_as_if_they_were_not():
    part = Kept({"b": ["é", {"c": 1}], "d": {"e": '"\\'}})
    for document in (
        {"a": part, "z": {"y": part, "x": [part, 1]}, "w": None},
        {"z": {"y": {"x": 1}}},
        part,
    ):
        plain = copy.deepcopy(document)
        assert written(document) == json_text(plain)
        assert written(document) == json_text(plain)
        assert document == plain


# --- keys -------------------------------------------------------------------------------------


@pytest.mark.parametrize("alg", KEYS)
def test_a_key_is_published_without_its_secret(alg):
    public = KEYS[alg].public_key()
    jwk = jose.public_jwk(public)
    assert jwk["alg"] == alg
    assert not jwk.keys() & {"d", "p", "q", "dp", "dq", "qi", "key_ops", "kid"}
    assert jose.public_key_from_jwk(jwk) == public


@pytest.mark.parametrize("alg", KEYS)
def test_a_key_in_pem_is_read(alg):
    public = KEYS[alg].public_key()
    pem = public.public_bytes(
        serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
    )
    assert jose.public_key_from_pem(pem.decode()) == public


@pytest.mark.parametrize("alg", KEYS)
def test_a_private_key_is_not_read_as_a_public_one(alg):
    private = jwt.algorithms.get_default_algorithms()[alg].to_jwk(KEYS[alg], as_dict=True)
    assert code(jose.public_key_from_jwk, private) == "private_jwk"
    pem = KEYS[alg].private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    assert code(jose.public_key_from_pem, pem.decode()) == "malformed"


@pytest.mark.parametrize(
    ("jwk", "expected"),
    [
        ({}, "unknown_key_type"),
        ({"kty": ["RSA"]}, "unknown_key_type"),
        ({"kty": "AKP", "pub": "x"}, "unknown_key_type"),
        ({"kty": "oct", "k": "eA"}, "private_jwk"),
        ({"kty": "oct"}, "private_jwk"),
        ({**RFC7515_A3, "k": "eA"}, "private_jwk"),
        ({"kty": "RSA"}, "malformed"),
        ({**RFC7515_A2, "n": 7}, "malformed"),
        ({**RFC7515_A2, "n": ""}, "malformed"),
        ({**RFC7515_A2, "n": RFC7515_A2["n"] + "="}, "malformed"),
        ({**RFC7515_A2, "n": "A" + "_" * 1_000_003}, "malformed"),
        ({**RFC7515_A2, "e": "AA"}, "malformed"),
        ({**RFC7515_A2, "alg": "RSA-OAEP"}, "alg_key_mismatch"),
        ({**RFC7515_A2, "alg": "HS256"}, "alg_key_mismatch"),
        ({**RFC7515_A2, "use": "enc"}, "alg_key_mismatch"),
        ({**RFC7515_A3, "x": RFC7515_A3["y"]}, "malformed"),
        ({**RFC7515_A3, "x": "eA"}, "malformed"),
        ({**RFC7515_A3, "crv": "P-384"}, "unknown_key_type"),
        ({**RFC7515_A3, "crv": "secp256k1"}, "unknown_key_type"),
        ({**RFC8037_A, "crv": "X25519"}, "unknown_key_type"),
        ({**RFC8037_A, "crv": "P-256"}, "malformed"),
        ({**RFC8037_A, "x": "eA"}, "malformed"),
        ("x", "malformed"),
    ],
)
def test_what_is_no_key_of_ours_is_refused(jwk, expected):
    assert code(jose.public_key_from_jwk, jwk) == expected


@pytest.mark.parametrize(
    "pem", ["", "x", "-----BEGIN PUBLIC KEY-----\neA==\n-----END PUBLIC KEY-----"]
)
def test_what_is_no_pem_is_refused(pem):
    assert code(jose.public_key_from_pem, pem) == "malformed"


def test_keys_of_other_kinds_are_refused():
    public = ed448.Ed448PrivateKey.generate().public_key()
    pem = public.public_bytes(
        serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
    )
    assert code(jose.public_key_from_pem, pem.decode()) == "unknown_key_type"


@pytest.mark.spec("RFC 7638, 3.1; RFC 8037, A.3")
@pytest.mark.parametrize(
    ("jwk", "name"),
    [
        (
            {
                "kty": "RSA",
                "n": "0vx7agoebGcQSuuPiLJXZptN9nndrQmbXEps2aiAFbWhM78LhWx4cbbfAAtVT86zwu1RK7aPFFxuhDR1L6t"
                "Soc_BJECPebWKRXjBZCiFV4n3oknjhMstn64tZ_2W-5JsGY4Hc5n9yBXArwl93lqt7_RN5w6Cf0h4QyQ5v-65YGjQR0_FDW"
                "2QvzqY368QQMicAtaSqzs8KJZgnYb9c7d0zgdAZHzu6qMQvRL5hajrn1n91CbOpbISD08qNLyrdkt-bFTWhAI4vMQFh6WeZ"
                "u0fM4lFd2NcRwr3XPksINHaQ-G_xBniIqbw0Ls1jF44-csFCur-kEgU8awapJzKnqDKgw",
                "e": "AQAB",
                "alg": "RS256",
                "kid": "2011-04-29",
            },
            "NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs",
        ),
        (RFC8037_A, "kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k"),
    ],
)
def test_a_key_is_named_after_itself(jwk, name):
    assert jose.thumbprint(jwk) == name


@pytest.mark.parametrize("jwk", [{}, {"kty": "RSA", "n": "eA"}, {"kty": "oct", "k": "eA"}])
def test_part_of_a_key_has_no_name(jwk):
    assert code(jose.thumbprint, jwk) == "malformed"
