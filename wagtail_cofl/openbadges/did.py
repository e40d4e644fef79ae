"""did:web (W3C CCG did:web method) and the documents behind it."""

from collections.abc import Sequence
from urllib.parse import quote, unquote, urlsplit

from .documents import Document, compact

DID_CONTEXTS = ["https://www.w3.org/ns/did/v1", "https://w3id.org/security/multikey/v1"]
LOOPBACK = {"localhost", "127.0.0.1", "[::1]"}


class BadDid(ValueError):
    """Not a did:web identifier that can be turned into an address."""


def did_web(url: str) -> str:
    """``https://host:port/a/b`` as ``did:web:host%3Aport:a:b``."""
    parts = urlsplit(url)
    segments = [quote(parts.netloc, safe=""), *(p for p in parts.path.split("/") if p)]
    return "did:web:" + ":".join(segments)


def did_url(did: str, *, allow_http: bool = False) -> str:
    """The address of the DID document. http only for a loopback host, and only where allowed."""
    method, _, rest = did.partition("did:web:")
    host, *path = rest.split(":")
    host = unquote(host)
    if method or not host or any(sign in host for sign in "/?#@\\ "):
        raise BadDid(f"{did} is not a did:web identifier")
    if not all(segment and "/" not in unquote(segment) for segment in path):
        raise BadDid(f"{did} is not a did:web identifier")
    name = host.rpartition(":")[0] if ":" in host.rpartition("]")[2] else host
    scheme = "http" if allow_http and name in LOOPBACK else "https"
    return f"{scheme}://{host}/" + "/".join(
        [*path, "did.json"] if path else [".well-known/did.json"]
    )


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
            "@context": DID_CONTEXTS,
            "id": did,
            "alsoKnownAs": list(also_known_as),
            "verificationMethod": [_method(did, key) for key in keys],
            "assertionMethod": [f"{did}#{key}" for key in keys],
        }
    )
