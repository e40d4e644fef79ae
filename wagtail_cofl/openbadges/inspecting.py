"""What is inside a badge, in plain lines: read, and not checked.

Nothing here says whether a badge is to be believed; :func:`.verification.verify` does.
"""

import hashlib
from collections.abc import Iterator
from typing import Any

from . import jose
from .baking import KEYWORD_V2, KEYWORD_V3, SIGNATURE, is_picture, unbake
from .documents import Document
from .jsonld import canonicalise
from .strict_json import parse_json
from .verification.tokens import credential_in
from .verification.v1 import edition

NAMES = {KEYWORD_V3: "Open Badges 3.0", KEYWORD_V2: "Open Badges 2.0 or older"}


class NotABadge(ValueError):
    """There is no badge in it. ``str()`` is a sentence."""


def badge_texts(data: bytes) -> dict[str, str]:
    """Where it is ("" for a file that is the badge itself, else the keyword) to the text. Raises
    :exc:`NotABadge` and :exc:`.baking.BadPicture`."""
    if is_picture(data):
        found = unbake(data)
        if not found:
            raise NotABadge("There is no badge in this picture.")
        return {keyword: found[keyword] for keyword in NAMES if keyword in found}
    try:
        text = data.decode("utf-8-sig").strip()
    except UnicodeDecodeError as error:
        raise NotABadge("This is neither a picture nor text in UTF-8.") from error
    return {"": "".join(text.split()) if jose.is_token("".join(text.split())) else text}


def is_address(text: str) -> bool:
    return text.startswith(("https://", "http://")) and not any(map(str.isspace, text))


def read_document(text: str) -> tuple[Document, jose.Token | None]:
    """The document in a text, JSON or a token, and the token. Raises :exc:`NotABadge`."""
    try:
        if jose.is_token(text):
            token = jose.parse(text)
            return credential_in(token), token
        return parse_json(text), None
    except ValueError as error:
        raise NotABadge(f"This is no badge: {error}.") from error


def version_of(text: str) -> str:
    """ "3.0", "2.0" (and what came before it), or "" for what is no badge. Raises
    :exc:`NotABadge`."""
    if is_address(text):
        return "2.0"  # only a hosted assertion is baked as its address
    document, _token = read_document(text)
    kinds = _list(document.get("type"))
    if "VerifiableCredential" in kinds or "VerifiablePresentation" in kinds:
        return "3.0"
    return "2.0" if "Assertion" in kinds or edition(document) else ""


def describe(data: bytes) -> list[str]:
    """Lines about a picture or a document. Raises :exc:`NotABadge` and :exc:`.baking.BadPicture`."""
    lines: list[str] = []
    for keyword, text in badge_texts(data).items():
        if lines:
            lines.append("")
        if keyword:
            kind = "a PNG" if data.startswith(SIGNATURE) else "an SVG"
            lines.append(f"inside: {kind} picture, as {NAMES[keyword]}")
        lines += [f"{name}: {_plain(value)}" for name, value in _facts(text) if value]
    return lines


def _plain(value: str) -> str:
    """On one line, and without anything that a terminal would obey."""
    return "".join(sign if sign.isprintable() else " " for sign in value)


def _facts(text: str) -> Iterator[tuple[str, str]]:
    if is_address(text):
        yield "format", "the address of a hosted assertion"
        yield "address", text
        return
    document, token = read_document(text)
    yield "version", _edition(document)
    yield "format", "a token (JWS)" if token else "JSON"
    yield "type", ", ".join(map(str, _list(document.get("type"))))
    yield "id", _text(document.get("id"))
    yield "name", _name(document)
    yield "badge", _text(document.get("badge"))
    yield "issuer", _issuer(document)
    for name in ("issuedOn", "issuanceDate", "validFrom", "awardedDate"):
        yield name, _text(document.get(name))
    for name in ("expires", "expirationDate", "validUntil"):
        yield name, _text(document.get(name))
    yield "given to", _recipient(document)
    for context in _list(document.get("@context")):
        yield "context", context if isinstance(context, str) else "words of its own"
    yield from _signatures(document, token)
    for place in _list(document.get("credentialStatus")):
        yield "status", _status(place)
    if "@context" in document:
        yield "canonical SHA-256", _canonical_hash(document)


def _edition(document: Document) -> str:
    kinds = _list(document.get("type"))
    if "VerifiableCredential" in kinds or "VerifiablePresentation" in kinds:
        return "CLR 2.0" if "ClrCredential" in kinds else "Open Badges 3.0"
    older = "2.0" if "Assertion" in kinds else edition(document)
    return f"Open Badges {older}" if older else "none of Open Badges"


def _list(value: Any) -> list[Any]:
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""


def _member(value: Any, *path: str) -> Any:
    for name in path:
        value = value.get(name) if isinstance(value, dict) else None
    return value


def _name(document: Document) -> str:
    names = (
        _member(document, "name"),
        _member(document, "credentialSubject", "achievement", "name"),
        _member(document, "badge", "name"),
    )
    return next(filter(None, map(_text, names)), "")


def _issuer(document: Document) -> str:
    issuer = document.get("issuer") or _member(document, "badge", "issuer")
    if isinstance(issuer, str):
        return issuer
    name, address = _text(_member(issuer, "name")), _text(_member(issuer, "id"))
    return f"{name} ({address})" if name and address else name or address


def _recipient(document: Document) -> str:
    recipient = document.get("recipient")
    if isinstance(recipient, dict):
        kind = _text(recipient.get("type")) or "identity"
        return f"{kind}, {'hashed' if recipient.get('hashed') else 'written out'}"
    subject = document.get("credentialSubject")
    found = [_text(_member(subject, "id"))]
    for identity in _list(_member(subject, "identifier")):
        kind = _text(_member(identity, "identityType")) or "identity"
        found.append(f"{kind}, {'hashed' if _member(identity, 'hashed') else 'written out'}")
    return "; ".join(filter(None, found))


def _signatures(document: Document, token: jose.Token | None) -> Iterator[tuple[str, str]]:
    if token:
        yield "token", f"{token.header['alg']}, key {token.header.get('kid') or 'not named'}"
    for proof in _list(document.get("proof")):
        parts = [
            _text(_member(proof, name))
            for name in ("type", "cryptosuite", "created", "verificationMethod")
        ]
        yield "proof", ", ".join(filter(None, parts)) or "not an object"
    for name in ("verification", "verify"):
        yield name, _text(_member(document, name, "type"))


def _status(place: Any) -> str:
    kind, purpose = _text(_member(place, "type")), _text(_member(place, "statusPurpose"))
    where = _text(_member(place, "statusListCredential")) or _text(_member(place, "id"))
    index = _member(place, "statusListIndex")
    number = f"number {index}" if isinstance(index, str | int) else ""
    return ", ".join(filter(None, (kind, purpose, number, where)))


def _canonical_hash(document: Document) -> str:
    """Of the canonical N-Quads (RDFC-1.0) without the proof: what a Data Integrity proof signs."""
    unsecured = {name: value for name, value in document.items() if name != "proof"}
    try:
        return hashlib.sha256(canonicalise(unsecured).encode()).hexdigest()
    except ValueError as error:
        return f"none ({str(error).rstrip('.')})"
