"""From bytes to a document: pictures, JSON, and what must not be believed of either."""

import re

from ..baking import KEYWORD_V2, KEYWORD_V3, SIGNATURE, BadPicture, unbake_png
from ..documents import gettext_noop
from ..strict_json import MAX_BYTES, MAX_DEPTH, MAX_VALUES, Unreadable, parse_json
from .report import cannot, fail

__all__ = ["MAX_BYTES", "MAX_DEPTH", "MAX_VALUES", "Unreadable", "parse_json", "read_badge"]

_TOKEN = re.compile(r"[\w-]+\.[\w-]+\.[\w-]*\Z", re.ASCII)


def _in_picture(data: bytes) -> str:
    try:
        found = unbake_png(data)
    except BadPicture as error:
        raise fail("parse", "bad_picture", str(error)) from error
    for keyword in (KEYWORD_V3, KEYWORD_V2):
        if keyword in found:
            return found[keyword].strip()
    raise fail("parse", "no_badge", gettext_noop("There is no badge in this picture."))


def read_badge(data: bytes) -> str | bytes:
    """The badge in a picture or a file, as it is written there: JSON, or the address of an OB 2.0
    assertion. An OB 3.0 one where a picture has both. Raises ``Stop``."""
    if len(data) > MAX_BYTES:
        raise fail("parse", "too_big", gettext_noop("This file is too big to be a badge."))
    found = _in_picture(data) if data.startswith(SIGNATURE) else data.strip()
    plain = found if isinstance(found, str) else found[:MAX_BYTES].decode("latin-1")
    if _TOKEN.match(plain):
        raise cannot(
            "parse",
            "signed_token",
            gettext_noop("It is signed in a way that we cannot check."),
            gettext_noop("That says nothing against it. Ask the issuer."),
        )
    return plain if plain.startswith(("http://", "https://")) else found
