"""From bytes to a document: pictures, JSON, and what must not be believed of either."""

import json
import math
from typing import Any, NoReturn

from ..baking import KEYWORD_V2, KEYWORD_V3, SIGNATURE, BadPicture, unbake_png
from ..documents import Document
from .report import CannotFetch, Fetch, cannot, fail, gettext_noop

MAX_BYTES = 10_000_000
MAX_TEXT = 5_000_000
MAX_DEPTH = 60


class Unreadable(ValueError):
    """Not one JSON object that can be trusted to be read alike by everybody."""


def _no_duplicates(pairs: list[tuple[str, Any]]) -> Document:
    document = dict(pairs)
    if len(document) != len(pairs):
        raise Unreadable("a name stands twice in one object")
    return document


def _no_constants(name: str) -> NoReturn:
    raise Unreadable(f"{name} is not JSON")


def _check(document: Document) -> None:
    """Refuses what JSON lets pass and others trip over: depth, endless numbers, half characters."""
    waiting: list[tuple[Any, int]] = [(document, 1)]
    while waiting:
        value, depth = waiting.pop()
        if depth > MAX_DEPTH:
            raise Unreadable("it is nested too deeply")
        if isinstance(value, dict):
            waiting.extend((child, depth + 1) for child in value.values())
            waiting.extend((key, depth) for key in value)
        elif isinstance(value, list):
            waiting.extend((child, depth + 1) for child in value)
        elif isinstance(value, float) and not math.isfinite(value):
            raise Unreadable("a number in it is too great")
        elif isinstance(value, str):
            value.encode()


def read_json(text: str) -> Document:
    """One JSON object, strictly. Raises :exc:`Unreadable`."""
    if len(text) > MAX_TEXT:
        raise Unreadable("it is too long")
    try:
        document = json.loads(text, object_pairs_hook=_no_duplicates, parse_constant=_no_constants)
        if not isinstance(document, dict):
            raise Unreadable("it is no object")
        _check(document)
    except (ValueError, RecursionError) as error:
        raise Unreadable(str(error)) from error
    return document


def parse_json(text: str) -> Document:
    """The badge itself. Raises ``Stop``."""
    try:
        return read_json(text)
    except Unreadable as error:
        raise fail(
            "parse",
            "not_json",
            gettext_noop("This is not a badge that can be read: %(why)s."),
            why=str(error),
        ) from error


def fetch_json(name: str, url: str, accept: str, fetch: Fetch) -> Document:
    """A document that a badge names. Where it cannot be had or read, that is no word against the
    badge: raises ``Stop`` with CANNOT."""
    try:
        return read_json(fetch(url, accept).decode("utf-8-sig"))
    except CannotFetch as error:
        raise cannot(
            name,
            f"{name}_unreachable",
            gettext_noop("What stands at %(url)s could not be looked up. %(why)s"),
            url=url,
            why=str(error),
        ) from error
    except (UnicodeDecodeError, Unreadable) as error:
        raise cannot(
            name,
            f"{name}_unreadable",
            gettext_noop("What stands at %(url)s is not a document that can be read."),
            url=url,
        ) from error


def read_badge(data: bytes) -> str:
    """The text of the badge in a picture or a file; an OB 3.0 one where there are two."""
    if len(data) > MAX_BYTES:
        raise fail("parse", "too_big", gettext_noop("This file is too big to be a badge."))
    if data.startswith(SIGNATURE):
        try:
            found = unbake_png(data)
        except BadPicture as error:
            # The exception's own sentence is marked for translators where it is raised.
            raise fail("parse", "bad_picture", str(error)) from error
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
