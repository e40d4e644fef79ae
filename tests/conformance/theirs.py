"""What strangers made, for our verifier: where it is written, and what is to be found about it.

Each stranger's folder has a ``theirs.json``: the pages that its badges name, by address, each a file or a
text, and a list of badges: file, name, the verdict that is right, and the codes of the checks that are not
good. This module is imported in the environment of strangers: it needs nothing of ours.
"""

import json
import struct
import zlib
from pathlib import Path
from typing import Any

import jwt
from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey

Json = dict[str, Any]

HOST = "learn.example.org"
DID = f"did:web:{HOST}:issuers:1"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><path d="M0 0h9"/></svg>'


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


PNG = (
    b"\x89PNG\r\n\x1a\n"
    + _chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0))
    + _chunk(b"IDAT", zlib.compress(b"\0\xff"))
    + _chunk(b"IEND", b"")
)


def jwk(key: Any) -> Json:
    """The public half of a key, by PyJWT."""
    if isinstance(key, RSAPrivateKey):
        algorithm = jwt.algorithms.RSAAlgorithm
    elif isinstance(key, EllipticCurvePrivateKey):
        algorithm = jwt.algorithms.ECAlgorithm
    else:
        algorithm = jwt.algorithms.OKPAlgorithm
    found = algorithm.to_jwk(key.public_key(), as_dict=True)
    return {name: found[name] for name in ("kty", "crv", "x", "y", "n", "e") if name in found}


def did_document(keys: dict[str, Any]) -> Json:
    """The issuer's DID document, with these keys by their fragments."""
    methods = [
        {"id": f"{DID}#{name}", "type": "JsonWebKey", "controller": DID, "publicKeyJwk": jwk(key)}
        for name, key in keys.items()
    ]
    return {
        "@context": ["https://www.w3.org/ns/did/v1", "https://w3id.org/security/jwk/v1"],
        "id": DID,
        "verificationMethod": methods,
        "assertionMethod": [method["id"] for method in methods],
    }


DID_URL = f"https://{HOST}/issuers/1/did.json"


def changed_token(token: str, **members: Any) -> str:
    """Another payload under the same signature."""
    head, _, signature = token.split(".")
    claims = jwt.decode(token, options={"verify_signature": False})
    written = jwt.utils.base64url_encode(json.dumps({**claims, **members}).encode()).decode()
    return f"{head}.{written}.{signature}"


def unsigned_token(token: str) -> str:
    """The same, and it says that nobody signed it."""
    claims = jwt.decode(token, options={"verify_signature": False})
    return jwt.encode(claims, None, algorithm="none")


class Theirs:
    """One stranger's folder."""

    def __init__(self, folder: Path, stranger: str):
        self.folder = folder / stranger
        self.folder.mkdir(parents=True)
        self.pages: dict[str, Any] = {}
        self.badges: list[Json] = []

    def add(
        self,
        name: str,
        badge: bytes | str | Json,
        verdict: str = "valid",
        *codes: str,
        email: str | None = None,
    ) -> None:
        """A badge, and what our report must say of it."""
        if isinstance(badge, dict):
            badge = json.dumps(badge)
        if isinstance(badge, str):
            badge = badge.encode()
        file = f"{len(self.badges)}.badge"
        (self.folder / file).write_bytes(badge)
        self.badges.append(
            {"name": name, "file": file, "verdict": verdict, "codes": codes, "email": email}
        )

    def end(self) -> None:
        found = {"pages": self.pages, "badges": self.badges}
        (self.folder / "theirs.json").write_text(json.dumps(found), encoding="utf-8")
