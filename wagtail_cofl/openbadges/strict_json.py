"""JSON as strangers may send it: one object of a sane size, read strictly."""

import json
import math
import re
from typing import Any, NoReturn

from .documents import Document

MAX_BYTES = 5_000_000
MAX_DEPTH = 60
# A badge has some hundred; canonicalising costs about a tenth of a millisecond for each.
MAX_VALUES = 15_000
# Of the signs that part values. A text has some too, but not so many; and what is counted here need
# not be built to be refused.
MAX_SIGNS = 10 * MAX_VALUES
_SURROGATE = re.compile("[\ud800-\udfff]")
_ESCAPED = re.compile(r"\\u[dD][89a-fA-F]")


class Unreadable(ValueError):
    """Not one JSON object of a sane size. ``str()`` is a technical reason, for machines."""


def _no_duplicates(pairs: list[tuple[str, Any]]) -> Document:
    document = dict(pairs)
    if len(document) != len(pairs):
        raise Unreadable("a name stands twice in one object")
    return document


def _no_constants(name: str) -> NoReturn:
    raise Unreadable(f"{name} is not JSON")


def _check_values(document: Document, most: int, *, texts: bool) -> None:
    """Depth, number and, where they may be bad, ``texts``; without recursion, one level at a time."""
    level: list[Any] = [document]
    depth = seen = 0
    while level:
        depth += 1
        seen += len(level)
        if depth > MAX_DEPTH:
            raise Unreadable(f"it is nested more than {MAX_DEPTH} deep")
        if seen > most:
            raise Unreadable(f"it has more than {most} values")
        below: list[Any] = []
        for value in level:
            kind = type(value)
            if kind is dict:
                below += value.values()
                if texts:
                    below += value
                else:
                    seen += len(value)
            elif kind is list:
                below += value
            elif kind is str:
                if texts and _SURROGATE.search(value):
                    raise Unreadable("it has half a character")
            elif kind is float and not math.isfinite(value):
                raise Unreadable("it has a number without end")
        level = below


def parse_json(data: str | bytes, most: int = MAX_VALUES) -> Document:
    """One JSON object of at most so many values, strictly (RFC 8259, and I-JSON in what it refuses).
    Raises :exc:`Unreadable`."""
    if len(data) > MAX_BYTES:
        raise Unreadable("it is too big")
    try:
        text = data.decode("utf-8-sig") if isinstance(data, bytes) else data
        signs = max(MAX_SIGNS, 2 * most)
        if len(text) > signs and sum(map(text.count, ",:[{")) > signs:
            raise Unreadable(f"it has more than {most} values")
        document = json.loads(text, object_pairs_hook=_no_duplicates, parse_constant=_no_constants)
    except RecursionError as error:
        raise Unreadable(f"it is nested more than {MAX_DEPTH} deep") from error
    except ValueError as error:
        raise error if isinstance(error, Unreadable) else Unreadable(str(error)) from error
    if not isinstance(document, dict):
        raise Unreadable("it is not an object")
    # Bytes that are UTF-8 have no half characters, unless they are written as an escape.
    _check_values(document, most, texts=isinstance(data, str) or _ESCAPED.search(text) is not None)
    return document
