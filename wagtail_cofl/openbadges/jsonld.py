"""Canonical form: RDF Dataset Canonicalization (RDFC-1.0) of JSON-LD, with shipped contexts only.

pyld expands; pyoxigraph canonicalises, because pyld writes control characters unescaped. What a
verifier in JSON-LD *safe mode* would refuse is refused here before it is signed. So is every other
way of writing the same statements: whoever reads ``validUntil`` must find it under that name.
"""

import hashlib
import json
import math
import re
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from importlib import resources
from threading import Lock
from typing import Any

from pyld import jsonld
from pyoxigraph import Quad

from .documents import Document
from .learning import Shapes
from .rdf import UNDEFINED, TooManyAlike, UndefinedTerm, canonical, statements

__all__ = [
    "SHAPES",
    "TooManyAlike",
    "UndefinedTerm",
    "UnknownContext",
    "bounded",
    "canonicalise",
    "canonicalise_at_length",
    "contexts",
]

# JSON-LD has more keywords. None is needed in a badge, and libraries differ about some of them.
_KEYWORDS = {"@context", "@value", "@language"}
# Half a surrogate pair is not text; U+FFFE and U+FFFF are written in two ways by two libraries.
_NOT_TEXT = re.compile("[\ud800-\udfff\ufffe\uffff]")
# pyld keeps contexts by address for the whole process, in a cache that other software in it fills
# too. Under addresses of our own, nobody else's copy is ever read.
_OWN = "https://contexts.invalid/wagtail-cofl/"
# In one place; a credential has three at most, and each takes as long as the first.
MAX_CONTEXTS = 10
# Every word that the document's own contexts leave undefined falls to this one.
_CATCH_ALL = _OWN + "undefined-terms"
# Contexts that were worked out, in the situations in which they were.
_PROCESSED: dict[tuple[Any, ...], Any] = {}
_MAX_PROCESSED = 500
_SCOPING = {"propagate", "override_protected"}
# None of that is made for threads.
_ONE_AT_A_TIME = Lock()
# A document with more values has no shape that could be learned.
MAX_LEARNED = 2_000
# How many values may still be read in the general way; None for as many as there are.
_left: ContextVar[list[int] | None] = ContextVar("left", default=None)


class UnknownContext(ValueError):
    """The document names a context that does not ship with this package: ``context``."""

    def __init__(self, context: str):
        super().__init__(f"The context {context} is not one that this software knows.")
        self.context = context


@cache
def contexts() -> dict[str, Document]:
    """Address to context document, as recorded in ``contexts/MANIFEST.json``."""
    folder = resources.files(__package__) / "contexts"
    manifest = json.loads((folder / "MANIFEST.json").read_text("utf-8"))
    return {
        entry["url"]: json.loads((folder / entry["file"]).read_text("utf-8")) for entry in manifest
    }


def _split(value: Any, found: dict[str, Document]) -> Any:
    """``value`` with every context that stands inside a term's definition moved to an address of
    its own: pyld then finds it by its address, and not by hashing it for every node of a badge.
    Equal contexts have equal addresses, because a protected term may be defined again alike."""
    if isinstance(value, list):
        return [_split(child, found) for child in value]
    if not isinstance(value, dict):
        return value
    split = {key: _split(child, found) for key, child in value.items()}
    inner = split.get("@context")
    if isinstance(inner, dict):
        written = json.dumps(inner, sort_keys=True).encode()
        split["@context"] = _OWN + hashlib.sha256(written).hexdigest()
        found[split["@context"]] = {"@context": inner}
    return split


@cache
def _addresses() -> dict[str, Document]:
    """Every context, and every context inside one, by an address of our own."""
    found: dict[str, Document] = {_CATCH_ALL: {"@context": {"@vocab": UNDEFINED}}}
    for url, document in contexts().items():
        found[_OWN + url] = {"@context": _split(document["@context"], found)}
    return found


def _load(url: str, _options: Any = None) -> Document:
    return {
        "contentType": "application/ld+json",
        "contextUrl": None,
        "documentUrl": url,
        "document": _addresses()[url],
        # pyld keeps what is tagged so from one document to the next.
        "tag": "static",
    }


class _Processor(jsonld.JsonLdProcessor):  # type: ignore[misc]
    """pyld, but the context of a type or a term is worked out once, and not for each node anew."""

    def _process_context(self, active: Any, local: Any, options: Any, **how: Any) -> Any:
        if not isinstance(local, str) or not _SCOPING.issuperset(how) or "_uuid" not in active:
            return super()._process_context(active, local, options, **how)
        # pyld gives each active context a number of its own.
        key = active["_uuid"], local, *sorted(how.items())
        if key not in _PROCESSED:
            if len(_PROCESSED) >= _MAX_PROCESSED:
                _PROCESSED.clear()
            _PROCESSED[key] = super()._process_context(active, local, options, **how)
        return _PROCESSED[key]


def _contexts(value: Any) -> list[str]:
    """Only addresses that ship: a context inside the document could redefine what words mean."""
    named = value if isinstance(value, list) else [value]
    if len(named) > MAX_CONTEXTS:
        raise TooManyAlike("Too many contexts stand in one place.")
    for context in named:
        if not isinstance(context, str) or context not in contexts():
            raise UnknownContext(context if isinstance(context, str) else "{…}")
    return [_OWN + context for context in named]


def _prepared(value: Any) -> Any:
    """A copy, without anything that two libraries would read differently or that a whole address or
    a keyword in the place of a word could hide from its reader."""
    if isinstance(value, dict):
        for key in value:
            if ":" in key or (key.startswith("@") and key not in _KEYWORDS):
                raise UndefinedTerm(key)
        return {
            _prepared(key): _contexts(child) if key == "@context" else _prepared(child)
            for key, child in value.items()
        }
    if isinstance(value, list):
        return [_prepared(child) for child in value]
    if isinstance(value, str):
        if _NOT_TEXT.search(value):
            raise UndefinedTerm(ascii(value))
    elif isinstance(value, float):
        if not math.isfinite(value):
            raise UndefinedTerm(str(value))
    elif not isinstance(value, int | None):
        raise UndefinedTerm(type(value).__name__)
    return value


@cache
def _words() -> frozenset[str]:
    """Members whose values are words of a context: ``type`` by all its names, and what is defined
    with ``@vocab``."""
    found = {"@context", "@language"}

    def look(value: Any) -> None:
        for key, child in value.items() if isinstance(value, dict) else ():
            kinds = [child.get("@id"), child.get("@type")] if isinstance(child, dict) else [child]
            if kinds[0] == "@type" or kinds[-1] == "@vocab":
                found.add(key)
        for child in value.values() if isinstance(value, dict) else value:
            if isinstance(child, dict | list):
                look(child)

    look(list(contexts().values()))
    return frozenset(found)


def _statements(document: Document) -> list[Quad]:
    """The general way, by a JSON-LD processor. Raises what :func:`canonicalise` raises."""
    prepared = _prepared(document)
    prepared["@context"] = [_CATCH_ALL, *prepared.get("@context", ())]
    try:
        with _ONE_AT_A_TIME:
            expanded = _Processor().expand(prepared, {"documentLoader": _load, "base": None})
    except jsonld.JsonLdError as error:
        raise UndefinedTerm(str(error.code or error.type)) from error
    return statements(expanded)


def _count(document: Any) -> int:
    waiting, seen = [document], 0
    while waiting:
        value = waiting.pop()
        seen += 1
        if isinstance(value, dict):
            waiting += value.values()
            seen += len(value)
        elif isinstance(value, list):
            waiting += value
    return seen


@contextmanager
def bounded(values: int) -> Iterator[None]:
    """Within it, the general way is open only to documents that have no more values than this, all of
    them together; then :exc:`TooManyAlike`. Who verifies a stranger's badge may be led from one
    long document to the next."""
    token = _left.set([values])
    try:
        yield
    finally:
        _left.reset(token)


def _spend(values: int) -> None:
    left = _left.get()
    if left is not None:
        left[0] -= values
        if left[0] < 0:
            raise TooManyAlike("There is too much to read.")


def canonicalise_at_length(document: Document) -> str:
    """What :func:`canonicalise` does, always in the general way: a hundred times slower."""
    return canonical(_statements(document))


SHAPES = Shapes(_statements, _words)


def canonical_bytes(document: Document) -> bytes:
    """Canonical N-Quads in UTF-8. Raises :exc:`UnknownContext`, :exc:`UndefinedTerm`, and for what
    only a hostile document has, :exc:`TooManyAlike`. Documents like earlier ones are filled in."""
    found = SHAPES.fill(document)
    if found is None:
        values = _count(document)
        _spend(values)
        found = canonicalise_at_length(document).encode()
        if values <= MAX_LEARNED:
            SHAPES.learn(document, found)
    return found


def canonicalise(document: Document) -> str:
    """:func:`canonical_bytes` as text."""
    return canonical_bytes(document).decode()
