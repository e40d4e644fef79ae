"""did:web (W3C CCG did:web method) and the documents behind it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import quote, unquote, urlsplit

from .documents import Document, compact, timestamp

DID_CONTEXTS = ["https://www.w3.org/ns/did/v1", "https://w3id.org/security/multikey/v1"]
JWK_CONTEXT = "https://w3id.org/security/jwk/v1"
LOOPBACK = {"localhost", "127.0.0.1", "[::1]"}


# A name or a number in brackets, and a port. Anything else could lead to another place.
_HOST = re.compile(r"(?P<name>[A-Za-z0-9._-]+|\[[0-9A-Fa-f:.]+\])(?::[0-9]{1,5})?\Z")
# DID Core 3.1 *idchar*.
_SEGMENT = re.compile(r"(?:[A-Za-z0-9._-]|%[0-9A-Fa-f]{2})+\Z")
# No address is longer.
_LONGEST = 4_096


class BadDid(ValueError):
    """Not a did:web identifier that can be turned into an address, or the reverse."""


def _escaped(segment: str) -> str:
    return quote(unquote(segment), safe="").replace("~", "%7E")


def did_web(url: str) -> str:
    """``https://host:port/a/b`` as ``did:web:host%3Aport:a:b``. Raises :exc:`BadDid`."""
    parts = urlsplit(url)
    if not _HOST.match(parts.netloc):
        raise BadDid(f"{url} names no host")
    path = [_escaped(segment) for segment in parts.path.split("/") if segment]
    return "did:web:" + ":".join([quote(parts.netloc, safe=""), *path])


def did_url(did: str, *, allow_http: bool = False) -> str:
    """The address of the DID document. http only for a loopback host, and only where allowed.
    Raises :exc:`BadDid`."""
    method, _, rest = did[: _LONGEST + 1].partition("did:web:")
    host, *path = rest.split(":")
    found = _HOST.match(unquote(host))
    if method or not found or len(did) > _LONGEST:
        raise BadDid(f"{did} is not a did:web identifier")
    for segment in path:
        plain = unquote(segment)
        if not _SEGMENT.match(segment) or plain in {".", ".."} or "/" in plain or "\\" in plain:
            raise BadDid(f"{did} is not a did:web identifier")
    scheme = "http" if allow_http and found["name"] in LOOPBACK else "https"
    return f"{scheme}://{found[0]}/" + "/".join([*(path or [".well-known"]), "did.json"])


@dataclass(frozen=True, slots=True)
class PublishedKey:
    """A key for a DID document: the Ed25519 key whose multikey is ``name``, or where there is ``jwk``
    that one. ``revoked`` is since when it should not be trusted."""

    name: str
    jwk: Document | None = None
    revoked: datetime | None = None


def _method(did: str, key: PublishedKey) -> Document:
    """Controlled Identifiers 1.0, 2.2: *Multikey* (2.2.2) or *JsonWebKey* (2.2.3), *revoked* (2.2)."""
    public: Document = {"type": "Multikey", "controller": did, "publicKeyMultibase": key.name}
    if key.jwk is not None:
        public = {"type": "JsonWebKey", "controller": did, "publicKeyJwk": key.jwk}
    if key.revoked is not None:
        public["revoked"] = timestamp(key.revoked)
    return {"id": f"{did}#{key.name}", **public}


def key_document(did: str, key: str | PublishedKey) -> Document:
    """One verification method by itself."""
    key = _published(key)
    context = JWK_CONTEXT if key.jwk is not None else DID_CONTEXTS[1]
    return {"@context": context, **_method(did, key)}


def did_document(
    did: str, keys: Sequence[str | PublishedKey], also_known_as: Sequence[str] = ()
) -> Document:
    """The DID document; a key that is only a text is a multikey. ``assertionMethod`` is an array of
    plain strings and every id is absolute, because 1EdTech's validator reads nothing else."""
    published = [_published(key) for key in keys]
    with_jwk = [JWK_CONTEXT] if any(key.jwk is not None for key in published) else []
    return compact(
        {
            "@context": [*DID_CONTEXTS, *with_jwk],
            "id": did,
            "alsoKnownAs": list(also_known_as),
            "verificationMethod": [_method(did, key) for key in published],
            "assertionMethod": [f"{did}#{key.name}" for key in published],
        }
    )


def _published(key: str | PublishedKey) -> PublishedKey:
    return PublishedKey(key) if isinstance(key, str) else key
