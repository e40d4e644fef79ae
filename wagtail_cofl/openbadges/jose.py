"""JSON Web Tokens and their keys: what OB 3.0 (8.2) and OB 2.0 (*Signed badges*) need of JOSE.

PyJWT does the JOSE of it (RFC 7515, 7517, 7518, 8037), ``cryptography`` the keys. A key decides which
algorithm signs with it, never the token: RSA is ``RS256``, P-256 is ``ES256``, Ed25519 is ``EdDSA``.
"""

import base64
import binascii
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from hashlib import sha256
from typing import Any

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ec import (
    ECDSA,
    SECP256R1,
    EllipticCurvePrivateKey,
    EllipticCurvePublicKey,
)
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, RSAPublicKey
from cryptography.hazmat.primitives.asymmetric.utils import Prehashed
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import load_pem_public_key
from jwt import InvalidKeyError
from jwt.algorithms import Algorithm, ECAlgorithm, OKPAlgorithm, RSAAlgorithm

from .documents import Document, json_text
from .kept import written
from .strict_json import MAX_BYTES, Unreadable, parse_json

PublicKey = Ed25519PublicKey | RSAPublicKey | EllipticCurvePublicKey
PrivateKey = Ed25519PrivateKey | RSAPrivateKey | EllipticCurvePrivateKey

#: What OB 3.0 (8.2.4.1) lets a header hold.
HEADERS = frozenset({"alg", "kid", "jwk", "typ"})
# RFC 7518 3.3. Above the upper bound checking costs more than a badge is worth.
RSA_BITS = range(2048, 8192 + 1)

_ALGORITHMS: dict[str, Algorithm] = {
    "RS256": RSAAlgorithm(RSAAlgorithm.SHA256),
    "ES256": ECAlgorithm(ECAlgorithm.SHA256),
    "EdDSA": OKPAlgorithm(),
}
_ES256 = ECDSA(Prehashed(SHA256()))
_OF_TYPE = {"RSA": "RS256", "EC": "ES256", "OKP": "EdDSA"}
# RFC 7638 3.2 and RFC 8037, appendix A.3, in the order that they want.
_REQUIRED = {"RSA": ("e", "kty", "n"), "EC": ("crv", "kty", "x", "y"), "OKP": ("crv", "kty", "x")}
# RFC 7518 6.2.2, 6.3.2 and 6.4.1.
_SECRET = frozenset({"d", "p", "q", "dp", "dq", "qi", "oth", "k"})
_MAX_MEMBER = 2 * RSA_BITS[-1] // 8


class BadToken(ValueError):
    """A token or a key that cannot be believed. ``str()`` is a technical reason, for machines.

    ======================  ======================================================================
    code                    meaning
    ======================  ======================================================================
    ``malformed``           not three parts of base64url, not JSON, or not a key as JOSE writes it
    ``alg_none``            it says that it is not signed
    ``alg_not_allowed``     an algorithm that is not RS256, ES256 or EdDSA
    ``alg_key_mismatch``    the algorithm, or the use that the key names, is not for such a key
    ``crit``                the header changes what the signature means, in a way unknown to us
    ``signature``           the signature does not fit
    ``private_jwk``         the key has members that must stay secret
    ``unknown_key_type``    the key is sound, for all we know, but of a kind that we cannot use
    ======================  ======================================================================
    """

    def __init__(self, code: str, reason: str):
        super().__init__(reason)
        self.code = code


@dataclass(frozen=True, slots=True)
class Token:
    """A JWS in compact form, taken apart. Nothing in it is to be believed before
    :func:`check_signature`."""

    header: Document
    payload: Document
    text: str


def _base64url(data: bytes) -> bytes:
    encoded = binascii.b2a_base64(data, newline=False)
    # Base64 of English has hardly any of these signs: to look for them is sooner done than to translate.
    return encoded.replace(b"+", b"-").replace(b"/", b"_").rstrip(b"=")


def _encode(data: bytes) -> str:
    return _base64url(data).decode()


def _decode(text: str) -> bytes:
    """Base64url as RFC 7515 (2) writes it: no padding, no line breaks, no other way to write it."""
    try:
        data = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
    except (binascii.Error, ValueError) as error:
        raise BadToken("malformed", "a part is not base64url") from error
    if _encode(data) != text:
        raise BadToken("malformed", "a part is not base64url without padding")
    return data


def _json(text: str) -> Document:
    try:
        return parse_json(_decode(text))
    except Unreadable as error:
        raise BadToken("malformed", str(error)) from error


# --- tokens -----------------------------------------------------------------------------------


def is_token(text: str) -> bool:
    """Does it look like a JWS in compact form (RFC 7515, 7.1)? Only :func:`parse` knows."""
    parts = text.split(".")
    # An opening brace in base64.
    return (
        len(parts) == 3 and text[:1] == "e" and text[1:2] in "wxyz0123456789-_" and bool(parts[1])
    )


def parse(text: str) -> Token:
    """Take a token apart, strictly, without checking its signature. Raises :exc:`BadToken`.

    Header members beside :data:`HEADERS` are left alone, as RFC 7515 (4) has it: ``x5u``, ``jku`` and
    their like name keys, and no key is ever taken from there, so they can do no harm. Real OB 2.0
    tokens have some. ``crit`` and ``b64`` (RFC 7797) change what was signed: they are refused.
    """
    if len(text) > 2 * MAX_BYTES:
        raise BadToken("malformed", "it is too big")
    parts = text.split(".")
    if len(parts) != 3:
        raise BadToken("malformed", "a token has three parts")
    header, payload = _json(parts[0]), _json(parts[1])
    _decode(parts[2])
    if not isinstance(header.get("alg"), str):
        raise BadToken("malformed", "the header names no algorithm")
    for name in ("kid", "typ"):
        if not isinstance(header.get(name, ""), str):
            raise BadToken("malformed", f"{name} is not a text")
    if "crit" in header or "b64" in header:
        raise BadToken("crit", "the header has extensions that must be understood")
    if "jwk" in header:
        _check_public(header["jwk"])
    return Token(header, payload, text)


def check_signature(token: Token, key: PublicKey) -> None:
    """Did the owner of ``key`` sign the token? Raises :exc:`BadToken`: RFC 8725, 3.1 and 3.2."""
    alg = token.header["alg"]
    if alg.lower() == "none":
        raise BadToken("alg_none", "it says that it is not signed")
    if alg not in _ALGORITHMS:
        raise BadToken("alg_not_allowed", f"{alg} is not RS256, ES256 or EdDSA")
    if alg != _algorithm(key):
        raise BadToken("alg_key_mismatch", f"the key is not for {alg}")
    signed, _, signature = token.text.rpartition(".")
    if not _ALGORITHMS[alg].verify(signed.encode(), key, _decode(signature)):
        raise BadToken("signature", "the signature does not fit")


def sign(payload: bytes | Document, *, key: PrivateKey, kid: str, typ: str | None = None) -> str:
    """A JWS in compact form (RFC 7515, 7.1) of a document, or of bytes as they are. ``kid`` is where
    the key is published. Raises :exc:`BadToken` for a key of another kind than ours."""
    if not isinstance(payload, bytes):
        payload = written(payload).encode()
    alg = _algorithm(key)
    signed = b"%b.%b" % (_header(alg, kid, typ), _base64url(payload))
    return (b"%b.%b" % (signed, _base64url(_signature(alg, key, signed)))).decode()


def _signature(alg: str, key: Any, signed: bytes) -> bytes:
    if alg != "ES256":
        return _ALGORITHMS[alg].sign(signed, key)
    # RFC 7518 3.4 from DER, whose numbers may be shorter, or have a zero in front. PyJWT takes another
    # sixth of the signature's time for it.
    der: bytes = key.sign(sha256(signed).digest(), _ES256)
    end = 4 + der[3]
    return der[4:end][-32:].rjust(32, b"\0") + der[end + 2 :][-32:].rjust(32, b"\0")


# A key signs many tokens under one header, and writing it takes a tenth of what P-256 takes.
@lru_cache(maxsize=256)
def _header(alg: str, kid: str, typ: str | None) -> bytes:
    header = {"alg": alg, "kid": kid}
    if typ is not None:
        header["typ"] = typ
    return _base64url(json_text(header).encode())


def vc_jwt(credential: Document, *, key: PrivateKey, kid: str) -> str:
    """OB 3.0, 8.2.4: the credential as a token, itself the payload, with the claims that repeat it.

    Raises ValueError where the credential lacks what a claim repeats: of the members that OB 3.0 leaves
    open that is the subject's ``id``.
    """
    return sign(with_claims(credential), key=key, kid=kid, typ="JWT")


def with_claims(credential: Document) -> Document:
    """OB 3.0, 8.2.4.2: a copy with *iss*, *jti*, *nbf*, *sub*, and *exp* where it ends. Raises what
    :func:`vc_jwt` does."""
    issuer, subject = credential["issuer"], credential["credentialSubject"]
    subject_id = subject.get("id") if isinstance(subject, dict) else None
    if not subject_id:
        raise ValueError("A credential for a token needs a subject with an id.")
    claims = {
        "iss": issuer["id"] if isinstance(issuer, dict) else issuer,
        "jti": credential["id"],
        "nbf": _numeric_date(credential["validFrom"]),
        "sub": subject_id,
    }
    if "validUntil" in credential:
        claims["exp"] = _numeric_date(credential["validUntil"])
    return {**credential, **claims}


def _numeric_date(moment: str) -> int:
    """RFC 7519 (2) *NumericDate*: seconds since 1970."""
    parsed = datetime.fromisoformat(moment)
    if parsed.tzinfo is None:
        raise ValueError("A date in a badge needs a time zone.")
    return int(parsed.timestamp())


# --- keys -------------------------------------------------------------------------------------


# Asking whether a key is one of these abstract classes takes as long as a tenth of a signature.
@lru_cache(maxsize=32)
def _kind(of_key: type) -> str:
    if issubclass(of_key, RSAPublicKey | RSAPrivateKey):
        return "RS256"
    if issubclass(of_key, EllipticCurvePublicKey | EllipticCurvePrivateKey):
        return "ES256"
    return "EdDSA" if issubclass(of_key, Ed25519PublicKey | Ed25519PrivateKey) else ""


def _algorithm(key: Any) -> str:
    """The one algorithm that we use such a key for. Raises :exc:`BadToken`."""
    of_key: Any = type(key)  # mypy does not know that types can be hashed
    kind = _kind(of_key)
    if kind == "RS256" and key.key_size not in RSA_BITS:
        raise BadToken("alg_key_mismatch", f"RS256 is not for RSA keys of {key.key_size} bits")
    if kind == "ES256" and not isinstance(key.curve, SECP256R1):
        raise BadToken("alg_key_mismatch", f"ES256 is not for the curve {key.curve.name}")
    if kind:
        return kind
    raise BadToken("unknown_key_type", "the key is not RSA, P-256 or Ed25519")


def public_jwk(key: PublicKey) -> Document:
    """RFC 7517: the key for publishing, with its ``alg``."""
    alg = _algorithm(key)
    jwk: Document = _ALGORITHMS[alg].to_jwk(key, as_dict=True)
    return {name: jwk[name] for name in _REQUIRED[jwk["kty"]]} | {"alg": alg}


def _check_public(jwk: object) -> None:
    if not isinstance(jwk, dict):
        raise BadToken("malformed", "a key is an object")
    if _SECRET & jwk.keys() or jwk.get("kty") == "oct":
        raise BadToken("private_jwk", "the key has members that must stay secret")


def public_key_from_jwk(jwk: Document) -> PublicKey:
    """A key as somebody published it (RFC 7517). Raises :exc:`BadToken`, also for one that says it is
    not for checking signatures."""
    _check_public(jwk)
    kind = jwk.get("kty")
    if not isinstance(kind, str) or kind not in _OF_TYPE:
        raise BadToken("unknown_key_type", "the key is not RSA, EC or OKP")
    for name in _REQUIRED[kind]:
        value = jwk.get(name)
        if not isinstance(value, str) or not 0 < len(value) <= _MAX_MEMBER:
            raise BadToken("malformed", f"the key’s {name} is not a text of a sane length")
        if name in ("n", "e", "x", "y"):
            _decode(value)
    alg = _OF_TYPE[kind]
    if jwk.get("alg", alg) != alg or jwk.get("use", "sig") != "sig":
        raise BadToken("alg_key_mismatch", f"the key is not for {alg}")
    if kind != "RSA" and jwk["crv"] not in ("P-256", "Ed25519"):
        raise BadToken("unknown_key_type", "the key is not RSA, P-256 or Ed25519")
    try:
        return _usable(_ALGORITHMS[alg].from_jwk(jwk))
    except (InvalidKeyError, ValueError) as error:
        raise error if isinstance(error, BadToken) else BadToken("malformed", str(error)) from error


def public_key_from_pem(pem: str) -> PublicKey:
    """A key as OB 2.0 *CryptographicKey* publishes it. Raises :exc:`BadToken`."""
    try:
        key = load_pem_public_key(pem.encode())
    except UnsupportedAlgorithm as error:
        raise BadToken("unknown_key_type", "the key is of an unknown kind") from error
    except ValueError as error:
        raise BadToken("malformed", "it is not a public key in PEM") from error
    return _usable(key)


def _usable(key: Any) -> PublicKey:
    """What was read is a key of ours, or :exc:`BadToken`."""
    try:
        _algorithm(key)
    except BadToken as error:
        raise BadToken("unknown_key_type", str(error)) from error
    usable: PublicKey = key
    return usable


def thumbprint(jwk: Document) -> str:
    """RFC 7638: a name for a key that is made of the key. SHA-256, base64url. Raises
    :exc:`BadToken`."""
    kind = jwk.get("kty")
    if not isinstance(kind, str) or kind not in _REQUIRED or not jwk.keys() >= set(_REQUIRED[kind]):
        raise BadToken("malformed", "members of the key are missing")
    members = {name: jwk[name] for name in _REQUIRED[kind]}
    return _encode(sha256(json_text(members).encode()).digest())
