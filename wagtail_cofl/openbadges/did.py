"""did:web (W3C CCG did:web method) and the documents behind it."""

import re
from collections.abc import Sequence
from urllib.parse import quote, unquote, urlsplit

from .documents import Document, compact

DID_CONTEXTS = ["https://www.w3.org/ns/did/v1", "https://w3id.org/security/multikey/v1"]
LOOPBACK = {"localhost", "127.0.0.1", "[::1]"}


# A name or a number in brackets, and a port. Anything else could lead to another place.
_HOST = re.compile(r"(?P<name>[A-Za-z0-9._-]+|\[[0-9A-Fa-f:.]+\])(?::[0-9]{1,5})?\Z")
# DID Core 3.1 *idchar*.
_SEGMENT = re.compile(r"(?:[A-Za-z0-9._-]|%[0-9A-Fa-f]{2})+\Z")


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
    method, _, rest = did.partition("did:web:")
    host, *path = rest.split(":")
    found = _HOST.match(unquote(host))
    if method or not found:
        raise BadDid(f"{did} is not a did:web identifier")
    for segment in path:
        plain = unquote(segment)
        if not _SEGMENT.match(segment) or plain in {".", ".."} or "/" in plain or "\\" in plain:
            raise BadDid(f"{did} is not a did:web identifier")
    scheme = "http" if allow_http and found["name"] in LOOPBACK else "https"
    return f"{scheme}://{found[0]}/" + "/".join([*(path or [".well-known"]), "did.json"])


def _method(did: str, multikey: str) -> Document:
    return {
        "id": f"{did}#{multikey}",
        "type": "Multikey",
        "controller": did,
        "publicKeyMultibase": multikey,
    }


def key_document(did: str, multikey: str) -> Document:
    """One verification method by itself."""
    return {"@context": DID_CONTEXTS[1], **_method(did, multikey)}


def did_document(did: str, keys: Sequence[str], also_known_as: Sequence[str] = ()) -> Document:
    """The DID document. ``assertionMethod`` is an array of plain strings and every id is absolute,
    because 1EdTech's validator reads nothing else."""
    return compact(
        {
            "@context": list(DID_CONTEXTS),
            "id": did,
            "alsoKnownAs": list(also_known_as),
            "verificationMethod": [_method(did, key) for key in keys],
            "assertionMethod": [f"{did}#{key}" for key in keys],
        }
    )
