"""Signed documents as they come from an address: with proofs inside, or as tokens."""

import hashlib
from dataclasses import dataclass

from ..documents import Document
from ..jose import Token, is_token
from ..strict_json import MAX_BYTES, Unreadable, parse_json
from .common import World, look_up_bytes, unreadable
from .keys import Published, published_keys
from .report import Check, Stop
from .signatures import check_proofs
from .tokens import check_token, credential_in, read_token


@dataclass(frozen=True, slots=True)
class Signed:
    """A credential, and the token that it came in, if any. ``digest`` is the SHA-256 of all that was
    read, where that is known."""

    document: Document
    token: Token | None = None
    digest: bytes = b""


def check_signed(signed: Signed, published: Published, world: World) -> list[Check]:
    """Raises ``Stop`` unless the issuer signed the document, by whatever proofs it has. Gives what must
    be said beside."""
    document, token = signed.document, signed.token
    if token is None:
        return check_proofs(document, published, world, signed.digest)
    notes = check_token(token, document, published, world)
    # A proof inside a token (OB 3.0, 8.2.1) must hold too.
    return [*notes, *check_proofs(document, published, world)] if "proof" in document else notes


def in_token(text: str) -> Signed:
    """Raises ``Stop`` for what is no token."""
    token = read_token(text)
    return Signed(credential_in(token), token)


def look_up_signed(name: str, url: str, accept: str, world: World) -> Signed:
    """The credential at ``url``, in either form. Raises ``Stop``."""
    body = look_up_bytes(name, url, accept, world.fetch, world.allow_http)
    try:
        text = body[:MAX_BYTES].decode("ascii", "replace").strip()
        if is_token(text):
            return in_token(text)
        return Signed(parse_json(body), digest=hashlib.sha256(body).digest())
    except (Unreadable, Stop) as error:
        raise unreadable(name, url, error) from error


def with_document(published: Published, world: World) -> Published:
    """The same, looked up where that was not needed before. Raises ``Stop``."""
    return published if published.document is not None else published_keys(published.issuer, world)
