"""From bytes to a document: pictures, JSON, and what must not be believed of either."""

import json
from typing import Any, NoReturn

from ..baking import KEYWORD_V2, KEYWORD_V3, SIGNATURE, BadPicture, unbake_png
from ..documents import Document
from .report import fail, gettext_noop

MAX_BYTES = 10_000_000
MAX_DEPTH = 60


class _Refused(ValueError):
    pass


def _no_duplicates(pairs: list[tuple[str, Any]]) -> Document:
    document = dict(pairs)
    if len(document) != len(pairs):
        raise _Refused("a name stands twice in one object")
    return document


def _no_constants(name: str) -> NoReturn:
    raise _Refused(f"{name} is not JSON")


def _too_deep(text: str) -> bool:
    """Counts brackets before the parser recurses; those inside strings may only overcount."""
    depth = 0
    for sign in text:
        if sign in "[{":
            depth += 1
            if depth > MAX_DEPTH * 4:
                return True
        elif sign in "]}":
            depth -= 1
    return False


def parse_json(text: str, name: str = "parse") -> Document:
    """One JSON object, strictly. Raises ``Stop``."""
    try:
        text.encode()
        if _too_deep(text):
            raise _Refused("it is nested too deeply")
        document = json.loads(text, object_pairs_hook=_no_duplicates, parse_constant=_no_constants)
    except (ValueError, RecursionError) as error:
        raise fail(
            name,
            "not_json",
            gettext_noop("This is not a badge that can be read: %(why)s."),
            why=str(error),
        ) from error
    if not isinstance(document, dict):
        raise fail(name, "not_object", gettext_noop("This is JSON, but not a badge."))
    return document


def read_badge(data: bytes) -> str:
    """The text of the badge in a picture or a file; an OB 3.0 one where there are two."""
    if len(data) > MAX_BYTES:
        raise fail("parse", "too_big", gettext_noop("This file is too big to be a badge."))
    if data.startswith(SIGNATURE):
        try:
            found = unbake_png(data)
        except BadPicture as error:
            raise fail(
                "parse",
                "bad_picture",
                gettext_noop("The badge in this picture cannot be read. %(why)s"),
                why=str(error),
            ) from error
        for keyword in (KEYWORD_V3, KEYWORD_V2):
            if keyword in found:
                return found[keyword]
        raise fail("parse", "no_badge", gettext_noop("There is no badge in this picture."))
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise fail(
            "parse", "not_text", gettext_noop("This file is neither a PNG picture nor JSON.")
        ) from error
