"""Canonical form: RDF Dataset Canonicalization (RDFC-1.0) of JSON-LD, with shipped contexts only.

pyld expands; pyoxigraph canonicalises, because pyld writes control characters unescaped. What a
verifier in JSON-LD *safe mode* would refuse is refused here before it is signed. So is every other
way of writing the same statements: whoever reads ``validUntil`` must find it under that name.
"""

import json
import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from importlib import resources
from typing import Any

import pyoxigraph
from pyld import jsonld

from .documents import Document

# RFC 3986 scheme, then no space, no control, none of <>"{}|\^`.
_ABSOLUTE = re.compile(r"[A-Za-z][A-Za-z0-9+.\-]*:[^\x00-\x20<>\"{}|\\^`]*\Z")
_LANGUAGE = re.compile(r"[A-Za-z]{1,8}(?:-[A-Za-z0-9]{1,8})*\Z")
_KEYWORDS = {"@context", "@value", "@language"}
_IDS = {"@id", "@type"}
# What is relative is resolved against this, and so can be told from what was absolute.
_RELATIVE = "relative://relative/"
# Nameless things that look the same must be tried in every order: 2 x 8 of them take a second.
MAX_ALIKE = 10


class UnknownContext(ValueError):
    """The document names a context that does not ship with this package: ``context``."""

    def __init__(self, context: str):
        super().__init__(f"The context {context} is not one that this software knows.")
        self.context = context


class UndefinedTerm(ValueError):
    """``term``: a member that no context defines, or an identifier that is not absolute; it would
    vanish from what is signed. Or something else that cannot be signed."""

    def __init__(self, term: str):
        super().__init__(f"{term} cannot be signed.")
        self.term = term


class TooManyAlike(ValueError):
    """More nameless things that look the same than can be put in order in reasonable time."""


@cache
def contexts() -> dict[str, Document]:
    """Address to context document, as recorded in ``contexts/MANIFEST.json``."""
    folder = resources.files(__package__) / "contexts"
    manifest = json.loads((folder / "MANIFEST.json").read_text("utf-8"))
    return {
        entry["url"]: json.loads((folder / entry["file"]).read_text("utf-8")) for entry in manifest
    }


def _load(url: str, _options: Any = None) -> Document:
    return {
        "contentType": "application/ld+json",
        "contextUrl": None,
        "documentUrl": url,
        "document": contexts()[url],
    }


def _members(value: Any) -> Iterator[tuple[str, Any]]:
    """Every member of every object in ``value``, at any depth."""
    waiting = [value]
    while waiting:
        found = waiting.pop()
        if isinstance(found, dict):
            yield from found.items()
            waiting.extend(found.values())
        elif isinstance(found, list):
            waiting.extend(found)


def _check_words(document: Document) -> None:
    """Members are words of contexts that ship: an inline context could redefine what words mean,
    and a whole address or a keyword instead of a word could hide a member from its reader."""
    for key, value in _members(document):
        if key == "@context":
            for context in value if isinstance(value, list) else [value]:
                if not isinstance(context, str) or context not in contexts():
                    raise UnknownContext(context if isinstance(context, str) else "{…}")
        elif ":" in key or (key.startswith("@") and key not in _KEYWORDS):
            raise UndefinedTerm(key)


def _check_values(expanded: Any) -> None:
    for key, value in _members(expanded):
        if key in _IDS:
            for found in value if isinstance(value, list) else [value]:
                if found.startswith(_RELATIVE) or not _ABSOLUTE.match(found):
                    raise UndefinedTerm(found.removeprefix(_RELATIVE))
        elif key == "@language" and not _LANGUAGE.match(value):
            raise UndefinedTerm(value)
        elif key in {"@direction", "@index"}:
            raise UndefinedTerm(key)


def _check_alike(dataset: pyoxigraph.Dataset) -> None:
    """Counts the blank nodes whose own statements (RDFC-1.0 4.6) do not tell them apart."""
    statements: dict[str, list[str]] = {}
    for quad in dataset:
        parts = (quad.subject, quad.predicate, quad.object, quad.graph_name)
        nameless = {str(part) for part in parts if isinstance(part, pyoxigraph.BlankNode)}
        for name in nameless:
            written = [
                ("_:a" if str(part) == name else "_:z") if str(part) in nameless else str(part)
                for part in parts
            ]
            statements.setdefault(name, []).append(" ".join(written))
    alike = Counter(tuple(sorted(found)) for found in statements.values())
    if sum(count for count in alike.values() if count > 1) > MAX_ALIKE:
        raise TooManyAlike("Too many nameless things look the same.")


def canonicalise(document: Document) -> str:
    """Canonical N-Quads. Raises :exc:`UnknownContext`, :exc:`UndefinedTerm`, and for what only a
    hostile document has, :exc:`TooManyAlike`."""
    _check_words(document)
    dropped: list[str] = []

    def on_dropped(term: Any) -> None:
        dropped.append(str(term))

    options = {"documentLoader": _load, "base": _RELATIVE}
    try:
        expanded = jsonld.expand(document, options, on_property_dropped=on_dropped)
        if dropped:
            raise UndefinedTerm(", ".join(sorted(set(dropped))))
        _check_values(expanded)
        quads = jsonld.to_rdf(expanded, {**options, "format": "application/n-quads"})
        dataset = pyoxigraph.Dataset(
            pyoxigraph.parse(quads.encode(), format=pyoxigraph.RdfFormat.N_QUADS)
        )
    except (jsonld.JsonLdError, SyntaxError, UnicodeEncodeError) as error:
        raise UndefinedTerm(str(error)) from error
    _check_alike(dataset)
    dataset.canonicalize(pyoxigraph.CanonicalizationAlgorithm.RDFC_1_0)
    return "".join(sorted(f"{quad} .\n" for quad in dataset))
