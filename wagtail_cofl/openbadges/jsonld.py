"""Canonical form: RDF Dataset Canonicalization (RDFC-1.0) of JSON-LD, with shipped contexts only.

pyld expands; pyoxigraph canonicalises, because pyld writes control characters unescaped. What a
verifier in JSON-LD *safe mode* would refuse is refused here before it is signed.
"""

import json
import re
from functools import cache
from importlib import resources
from typing import Any

import pyoxigraph
from pyld import jsonld

from .documents import Document

# RFC 3986 scheme, then no space, no control, none of <>"{}|\^`.
_ABSOLUTE = re.compile(r"[A-Za-z][A-Za-z0-9+.\-]*:[^\x00-\x20<>\"{}|\\^`]*\Z")
_IDS = {"@id", "@type"}
# What is relative is resolved against this, and so can be told from what was absolute.
_RELATIVE = "relative://relative/"


class UnknownContext(ValueError):
    """The document names a context that does not ship with this package."""


class UndefinedTerm(ValueError):
    """A member that no context defines, or an identifier that is not absolute: it would vanish
    from what is signed."""


@cache
def contexts() -> dict[str, Document]:
    """Address to context document, as recorded in ``contexts/MANIFEST.json``."""
    folder = resources.files(__package__) / "contexts"
    manifest = json.loads((folder / "MANIFEST.json").read_text("utf-8"))
    return {
        entry["url"]: json.loads((folder / entry["file"]).read_text("utf-8")) for entry in manifest
    }


def _load(url: str, _options: Any = None) -> Document:
    if url not in contexts():
        raise UnknownContext(f"The context {url} is not one that this software knows.")
    return {
        "contentType": "application/ld+json",
        "contextUrl": None,
        "documentUrl": url,
        "document": contexts()[url],
    }


def _check_contexts(value: Any) -> None:
    """Only addresses that ship: an inline context could redefine what words mean."""
    if isinstance(value, dict):
        if "@context" in value:
            named = value["@context"]
            for context in named if isinstance(named, list) else [named]:
                if not isinstance(context, str):
                    raise UnknownContext("The document brings definitions of its own.")
                if context not in contexts():
                    raise UnknownContext(
                        f"The context {context} is not one that this software knows."
                    )
        for child in value.values():
            _check_contexts(child)
    elif isinstance(value, list):
        for child in value:
            _check_contexts(child)


def _check_ids(value: Any) -> None:
    if isinstance(value, dict):
        for key, child in value.items():
            if key in _IDS:
                for found in child if isinstance(child, list) else [child]:
                    if found.startswith(_RELATIVE) or not _ABSOLUTE.match(found):
                        name = found.removeprefix(_RELATIVE)
                        raise UndefinedTerm(f"{name} is not a known type or whole address.")
            else:
                _check_ids(child)
    elif isinstance(value, list):
        for child in value:
            _check_ids(child)


def canonicalise(document: Document) -> str:
    """Canonical N-Quads. Raises :exc:`UnknownContext` and :exc:`UndefinedTerm`."""
    _check_contexts(document)
    dropped: list[str] = []

    def on_dropped(term: Any) -> None:
        dropped.append(str(term))

    options = {"documentLoader": _load, "base": _RELATIVE}
    try:
        expanded = jsonld.expand(document, options, on_property_dropped=on_dropped)
        if dropped:
            raise UndefinedTerm(f"No context defines {', '.join(sorted(set(dropped)))}.")
        _check_ids(expanded)
        quads = jsonld.to_rdf(expanded, {**options, "format": "application/n-quads"})
    except jsonld.JsonLdError as error:
        raise UndefinedTerm(f"The document is not good JSON-LD: {error}.") from error
    dataset = pyoxigraph.Dataset(
        pyoxigraph.parse(quads.encode(), format=pyoxigraph.RdfFormat.N_QUADS)
    )
    dataset.canonicalize(pyoxigraph.CanonicalizationAlgorithm.RDFC_1_0)
    return "".join(sorted(f"{quad} .\n" for quad in dataset))
