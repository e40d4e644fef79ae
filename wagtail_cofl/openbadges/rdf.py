"""From expanded JSON-LD to canonical N-Quads (RDFC-1.0), and what must never get that far.

Only what documents of badges need: nodes, values, lists and graphs. Blank nodes form trees, because
a document cannot name them; that is what makes the cost of canonicalising one foreseeable.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from pyoxigraph import (
    BlankNode,
    CanonicalizationAlgorithm,
    Dataset,
    DefaultGraph,
    Literal,
    NamedNode,
    Quad,
)

Subject = NamedNode | BlankNode
Graph = NamedNode | BlankNode | DefaultGraph
Object = NamedNode | BlankNode | Literal

# A word that no context defines expands to this and its name.
UNDEFINED = "urn:undefined-term:"
# Steps that canonicalising may take for blank nodes that look alike: about a tenth of a second.
MAX_WORK = 100_000

_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_XSD = "http://www.w3.org/2001/XMLSchema#"
_TYPE, _FIRST, _REST, _NIL = (NamedNode(_RDF + n) for n in ("type", "first", "rest", "nil"))
_IGNORED = {"@id", "@type", "@index", "@graph"}
_PLAIN = {"@value", "@type", "@language", "@index"}


class UndefinedTerm(ValueError):
    """``term``: a member that no context defines, or an identifier that is not absolute; it would
    vanish from what is signed. Or something else that cannot be signed."""

    def __init__(self, term: str):
        super().__init__(f"{term} cannot be signed.")
        self.term = term


class TooManyAlike(ValueError):
    """More nameless things that look the same than can be put in order in reasonable time."""


def _iri(value: Any) -> NamedNode:
    text = str(value)
    if text.startswith(UNDEFINED):
        raise UndefinedTerm(text.removeprefix(UNDEFINED))
    if text.startswith("_:"):
        raise TooManyAlike("The document names its own blank nodes.")
    try:
        return NamedNode(text)
    except ValueError as error:
        raise UndefinedTerm(text) from error


def _double(number: float) -> str:
    """XML Schema's canonical double, with the fifteen digits of JSON-LD API 8.6."""
    mantissa, exponent = f"{number:.15E}".split("E")
    mantissa = mantissa.rstrip("0")
    return f"{mantissa}{'0' if mantissa.endswith('.') else ''}E{int(exponent)}"


def _literal(value: dict[str, Any]) -> Literal:
    """JSON-LD API 8.2.2 *Object to RDF conversion*, of a value object."""
    if not _PLAIN.issuperset(value) or value.get("@type") == "@json":
        raise UndefinedTerm(", ".join(sorted(value)))
    raw, kind = value["@value"], value.get("@type")
    if isinstance(raw, bool):
        text, kind = str(raw).lower(), kind or _XSD + "boolean"
    elif isinstance(raw, int | float):
        # One number in JSON: 1.0 is an integer, and what is too long for one is a double.
        if float(raw).is_integer() and abs(raw) < 10**21 and kind != _XSD + "double":
            text, kind = str(int(raw)), kind or _XSD + "integer"
        else:
            text, kind = _double(float(raw)), kind or _XSD + "double"
    else:
        text = str(raw)
    if "@language" in value:
        try:
            return Literal(text, language=value["@language"])
        except ValueError as error:
            raise UndefinedTerm(str(value["@language"])) from error
    return Literal(text, datatype=_iri(kind)) if kind else Literal(text)


def _objects(value: dict[str, Any], graph: Graph) -> tuple[Object, list[Quad]]:
    if "@value" in value:
        return _literal(value), []
    if "@list" in value:
        head: Subject = _NIL
        quads: list[Quad] = []
        for item in reversed(value["@list"]):
            found, more = _objects(item, graph)
            cell = BlankNode()
            quads += [*more, Quad(cell, _FIRST, found, graph), Quad(cell, _REST, head, graph)]
            head = cell
        return head, quads
    subject = _iri(value["@id"]) if "@id" in value else BlankNode()
    return subject, list(_node(value, subject, graph))


def _node(node: dict[str, Any], subject: Subject, graph: Graph) -> Iterator[Quad]:
    for kind in node.get("@type", ()):
        yield Quad(subject, _TYPE, _iri(kind), graph)
    for inner in node.get("@graph", ()):
        yield from _objects(inner, subject)[1]
    for key, values in node.items():
        if key in _IGNORED:
            continue
        if key.startswith("@"):
            raise UndefinedTerm(key)
        predicate = _iri(key)
        for value in values:
            found, quads = _objects(value, graph)
            yield Quad(subject, predicate, found, graph)
            yield from quads


@dataclass(slots=True)
class _Blank:
    """What one blank node looks like from where it stands (RDFC-1.0 4.6), and its children."""

    looks: list[tuple[str, ...]] = field(default_factory=list)
    children: list[tuple[str, BlankNode]] = field(default_factory=list)
    parent: BlankNode | None = None
    names_graph: bool = False


def _survey(quads: Iterable[Quad]) -> dict[BlankNode, _Blank]:
    blanks: dict[BlankNode, _Blank] = defaultdict(_Blank)
    for quad in quads:
        parts = (quad.subject, quad.object, quad.graph_name)
        if not any(isinstance(part, BlankNode) for part in parts):
            continue
        for mine in {part for part in parts if isinstance(part, BlankNode)}:
            seen = [
                str(p) if not isinstance(p, BlankNode) else "a" if p == mine else "z" for p in parts
            ]
            blanks[mine].looks.append((str(quad.predicate), *seen))
        if isinstance(quad.graph_name, BlankNode):
            blanks[quad.graph_name].names_graph = True
        if isinstance(quad.subject, BlankNode) and isinstance(quad.object, BlankNode):
            blanks[quad.subject].children.append((str(quad.predicate), quad.object))
            blanks[quad.object].parent = quad.subject
    return blanks


def _check_work(quads: Iterable[Quad]) -> None:
    """Refuse before it begins what RDFC-1.0 4.8 would try in every order (7.1 *Dataset poisoning*).

    Blank nodes that no other resembles are named at once. Those that look alike are compared with
    their relations in every order: the factorial of how many of a node's children look alike,
    multiplied along each branch.
    """
    blanks = _survey(quads)
    looks = {blank: tuple(sorted(found.looks)) for blank, found in blanks.items()}
    times = Counter(looks.values())
    alike = {blank for blank, look in looks.items() if times[look] > 1}
    if any(blanks[blank].names_graph for blank in alike):
        raise TooManyAlike("Too many proofs look the same.")

    def work(blank: BlankNode) -> tuple[int, int]:
        """(steps, nodes) of the branch of nodes that look alike."""
        groups: dict[tuple[Any, ...], list[BlankNode]] = defaultdict(list)
        for predicate, child in blanks[blank].children:
            if child in alike:
                groups[predicate, looks[child]].append(child)
        steps, size = 1, 1
        for group in groups.values():
            found = [work(child) for child in group]
            steps += math.factorial(min(len(group), 20)) * sum(s for s, _ in found)
            size += sum(n for _, n in found)
        return steps, size

    total = 0
    for blank in alike:
        if blanks[blank].parent not in alike:
            steps, size = work(blank)
            total += steps * size
    if total > MAX_WORK:
        raise TooManyAlike("Too many nameless things look the same.")


def statements(expanded: list[dict[str, Any]]) -> list[Quad]:
    """The quads of expanded JSON-LD. Raises :exc:`UndefinedTerm` and :exc:`TooManyAlike`."""
    quads = [quad for node in expanded for quad in _objects(node, DefaultGraph())[1]]
    if not quads:
        raise UndefinedTerm("@graph")
    return quads


def canonical(quads: list[Quad]) -> str:
    """Canonical N-Quads. Raises :exc:`TooManyAlike`."""
    _check_work(quads)
    dataset = Dataset(quads)
    dataset.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
    return "".join(sorted(f"{quad} .\n" for quad in dataset))
