"""From bytes to a document: pictures, tokens, JSON, and what must not be believed of any."""

from ..baking import KEYWORD_V2, KEYWORD_V3, BadPicture, is_picture, unbake
from ..documents import Document, gettext_noop
from ..jose import is_token
from ..strict_json import MAX_BYTES, MAX_DEPTH, MAX_VALUES, Unreadable, parse_json
from .common import as_list, look_up
from .linked import ACCEPT
from .report import Fetch, fail
from .signed_documents import Signed, in_token

__all__ = ["MAX_BYTES", "MAX_DEPTH", "MAX_VALUES", "Unreadable", "parse_json", "read"]

_ADDRESS = ("http://", "https://")


def _in_picture(data: bytes) -> str:
    try:
        found = unbake(data)
    except BadPicture as error:
        raise fail("parse", "bad_picture", str(error)) from error
    for keyword in (KEYWORD_V3, KEYWORD_V2):
        if keyword in found:
            return found[keyword].strip()
    raise fail("parse", "no_badge", gettext_noop("There is no badge in this picture."))


def _json(found: str | bytes) -> Document:
    try:
        return parse_json(found)
    except Unreadable as error:
        raise fail(
            "parse",
            "not_json",
            gettext_noop("This is neither a badge’s picture nor its text."),
            why=str(error),
        ) from error


def _presented(document: Document) -> Signed:
    """The one credential in a presentation (VC Data Model 2.0, 4.13). Who presents it, is not asked."""
    held = as_list(document.get("verifiableCredential"))
    if len(held) != 1:
        raise fail(
            "parse",
            "several_badges",
            gettext_noop("This holds several badges, or none."),
            gettext_noop("Check one after the other."),
        )
    inside = held[0]
    if isinstance(inside, dict) and str(inside.get("id", "")).startswith("data:"):
        # *EnvelopedVerifiableCredential*: a token in a data URI.
        inside = inside["id"].partition(",")[2]
    if isinstance(inside, str):
        return in_token(inside)
    if not isinstance(inside, dict):
        raise fail("parse", "not_a_badge", gettext_noop("This is JSON, but not a badge."))
    return Signed(inside)


def read(data: bytes, fetch: Fetch, allow_http: bool) -> Signed:
    """The badge in a picture or a file: JSON, a token, or the address of an OB 2.0 assertion (OB 2.0
    *Baking*). An OB 3.0 one where a picture has both. Raises ``Stop``."""
    if len(data) > MAX_BYTES:
        raise fail("parse", "too_big", gettext_noop("This file is too big to be a badge."))
    found = _in_picture(data) if is_picture(data) else data.strip()
    begin = found[:10]
    plain = begin if isinstance(begin, str) else begin.decode("latin-1")
    if plain.startswith(_ADDRESS):
        url = found if isinstance(found, str) else found.decode("utf-8", "replace")
        return Signed(look_up("parse", url, ACCEPT, fetch, allow_http, hosted=True))
    if plain.startswith("e"):
        whole = found if isinstance(found, str) else found.decode("latin-1")
        # Mail programs break long lines.
        if is_token(text := "".join(whole.split())):
            return in_token(text)
    document = _json(found)
    if "VerifiablePresentation" in as_list(document.get("type")):
        return _presented(document)
    return Signed(document)
