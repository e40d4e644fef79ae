"""How shapes are made, and how many are kept. See :mod:`.shapes`."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Set
from itertools import combinations
from secrets import token_hex
from threading import Lock
from typing import Any

from pyoxigraph import BlankNode, Literal, NamedNode, Quad

from .documents import Document, json_text
from .plans import Plans, stay_sorted
from .rdf import TooManyAlike, UndefinedTerm
from .shapes import (
    MAX_ARRANGED,
    MAX_LINES,
    Blank,
    Shape,
    Skeleton,
    Unfit,
    first_degree,
    read,
)
from .templates import Template, pick

# A hostile document must not fill the memory.
MAX_SHAPES = 512
MAX_BYTES = 100_000
# Skeletons that have no shape: how often they were seen, and those that never can.
MAX_NOTED = 4096

# Stands for a slot while a shape is made: an address and a text at once, with a secret of our own.
_MARK = f"urn:{token_hex(8)}:"

Term = NamedNode | BlankNode | Literal


def _marked(value: Any, words: Set[str], numbers: Iterator[int], is_word: bool = False) -> Any:
    """A copy with marks for its slots, numbered in the order in which they are read."""
    if type(value) is dict:
        return {key: _marked(child, words, numbers, key in words) for key, child in value.items()}
    if type(value) is list:
        return [_marked(child, words, numbers, is_word) for child in value]
    return f"{_MARK}{next(numbers)}" if type(value) is str and not is_word else value


class _Learner:
    """Makes a shape from the quads of a marked document. Its methods raise :exc:`Unfit`."""

    def __init__(self, quads: Iterable[Quad], slots: int):
        self.quads = [self._terms(quad) for quad in quads]
        kinds: dict[int, type] = {}
        for term in (term for terms in self.quads for term in terms):
            number = self._slot(term)
            if number is not None and kinds.setdefault(number, type(term)) is not type(term):
                raise Unfit("slot")
        if len(kinds) < slots:
            raise Unfit("slot")
        self.iris = sorted(number for number, kind in kinds.items() if kind is NamedNode)
        self.texts = sorted(number for number, kind in kinds.items() if kind is Literal)
        self.place = {number: place for place, number in enumerate([*self.iris, *self.texts])}
        blanks = [term for terms in self.quads for term in terms if isinstance(term, BlankNode)]
        self.blanks = list(dict.fromkeys(blanks))

    @staticmethod
    def _terms(quad: Quad) -> list[Term]:
        """Subject, predicate, object, and graph if it has a name."""
        if _MARK in str(quad.predicate):
            raise Unfit("slot")
        terms = (quad.subject, quad.predicate, quad.object, quad.graph_name)
        return [term for term in terms if isinstance(term, Term)]

    @staticmethod
    def _slot(term: Term) -> int | None:
        """The slot that the term stands for: always a whole address or a whole text."""
        if isinstance(term, BlankNode) or _MARK not in str(term):
            return None
        number = term.value.removeprefix(_MARK)
        if number == term.value or not number.isdecimal() or str(term).count(_MARK) > 1:
            raise Unfit("slot")
        return int(number)

    def _line(self, terms: list[Term], mine: BlankNode | None) -> tuple[str, list[int]]:
        """One line with ``%s`` for slots, and the numbers of their values. Blank nodes are values
        too, or, in a line for the hash of one of them, ``_:a`` and ``_:z``."""
        parts, values = [], []
        for term in terms:
            slot = self._slot(term)
            if isinstance(term, BlankNode):
                if mine is None:
                    values.append(len(self.place) + self.blanks.index(term))
                parts.append("%s" if mine is None else "_:a" if term == mine else "_:z")
            elif slot is None:
                parts.append(str(term).replace("%", "%%"))
            else:
                values.append(self.place[slot])
                rest = str(term).removeprefix(f'"{term.value}"')
                parts.append("%s" + rest.replace("%", "%%") if slot in self.texts else "<%s>")
        return " ".join([*parts, "."]), values

    def _lines(self, quads: Iterable[list[Term]], mine: BlankNode | None = None) -> Template:
        found = sorted(self._line(terms, mine) for terms in quads)
        values = [value for _, values in found for value in values]
        text = "\n".join(template for template, _ in found)
        return Template(text.encode(), pick(values))

    def _blank(self, mine: BlankNode) -> Blank:
        quads = [terms for terms in self.quads if mine in terms]
        lines = self._lines(quads, mine)
        varies = any(self._slot(term) is not None for terms in quads for term in terms)
        alone = not any(
            isinstance(term, BlankNode) and (term != mine or place == 3)
            for terms in quads
            for place, term in enumerate(terms)
        )
        known = "" if varies else first_degree(lines.lines(()))
        return Blank(lines, alone, known, stay_sorted(lines.text.split(b"\n"), b"%s"))

    def _can_be_equal(self, one: Term, other: Term) -> bool:
        """Of addresses it is assumed that slots hold others."""
        if one == other:
            return True
        texts = isinstance(one, Literal) and isinstance(other, Literal)
        return texts and (self._slot(one) is not None or self._slot(other) is not None)

    def _others(self) -> frozenset[bytes] | None:
        """See :class:`.shapes.Shape`."""
        by_predicate: dict[str, list[list[Term]]] = defaultdict(list)
        for terms in self.quads:
            by_predicate[str(terms[1])].append(terms)
        if any(
            len(one) == len(other) and all(map(self._can_be_equal, one, other))
            for alike in by_predicate.values()
            for one, other in combinations(alike, 2)
        ):
            return None
        nodes = (term for terms in self.quads for term in terms if isinstance(term, NamedNode))
        return frozenset(node.value.encode() for node in nodes if self._slot(node) is None)

    def _json(self, marked: Document) -> Template:
        places: list[int] = []

        def place(mark: re.Match[str]) -> str:
            slot = int(mark[1])
            places.append(self.place[slot])
            return '"%s"' if slot in self.iris else "%s"

        text = re.sub(f'"{_MARK}([0-9]+)"', place, json_text(marked).replace("%", "%%"))
        return Template(text.encode(), pick(places))

    def shape(self, marked: Document) -> Shape:
        """What the quads come to, which are those of ``marked``."""
        lines: dict[tuple[bool, bool], list[list[Term]]] = defaultdict(list)
        for terms in self.quads:
            has_slots = any(self._slot(term) is not None for term in terms)
            lines[has_slots, any(isinstance(term, BlankNode) for term in terms)].append(terms)
        return Shape(
            iris=tuple(self.iris),
            texts=tuple(self.texts),
            constant=tuple(self._lines(lines[False, False]).lines(())),
            labelled=self._lines(lines[False, True]),
            plain=self._lines(lines[True, False]),
            named=self._lines(lines[True, True]),
            blanks=tuple(self._blank(blank) for blank in self.blanks),
            json=self._json(marked),
            others=self._others(),
        )

    def plans(self, room: int) -> Plans:
        """Of all lines."""
        found = [self._line(terms, None) for terms in self.quads]
        lines = [(text.encode(), tuple(places)) for text, places in found]
        return Plans(lines, len(self.place), room)


class Shapes:
    """The shapes that documents had, by skeleton. ``quads`` is the general way from a document to
    quads, ``words`` gives the members whose values are words of a context. Made for threads."""

    def __init__(self, quads: Callable[[Document], list[Quad]], words: Callable[[], Set[str]]):
        self._quads = quads
        self._words = words
        self._lock = Lock()
        self._shapes: dict[Skeleton, Shape] = {}
        self._seen: dict[int, int] = {}
        self._never: dict[int, int] = {}

    def __len__(self) -> int:
        return len(self._shapes)

    def clear(self) -> None:
        """Forget everything."""
        with self._lock:
            self._shapes.clear()
            self._seen.clear()
            self._never.clear()

    def _find(self, document: Document) -> tuple[Shape, list[str]]:
        skeleton, slots = read(document, self._words())
        shape = self._shapes.get(skeleton)
        if shape is None:
            raise Unfit("never" if hash(skeleton) in self._never else "new")
        shape.used = True
        return shape, slots

    def like(self, document: Document) -> tuple[Shape, list[str]] | None:
        """The shape that documents like this one have, and what is in its slots; None where none is
        known. A shape stays good when it is forgotten here."""
        try:
            return self._find(document)
        except Unfit:
            return None

    def fill(self, document: Document) -> bytes | None:
        """Canonical N-Quads, or None where only the general way can say."""
        try:
            shape, slots = self._find(document)
            return shape.fill(slots)
        except Unfit:
            return None

    def write(self, document: Document) -> tuple[bytes, bytes] | None:
        """Canonical N-Quads and JSON, or None where only the general way can say."""
        try:
            shape, slots = self._find(document)
            return shape.write(slots)
        except Unfit:
            return None

    def why(self, document: Document) -> str:
        """Why the document cannot be filled in just now; empty if it can. "new": its skeleton was not
        seen twice. "never": nor can any like it. Otherwise what is wrong with its own values."""
        try:
            shape, slots = self._find(document)
            shape.fill(slots)
        except Unfit as unfit:
            return str(unfit)
        return ""

    def learn(self, document: Document, canonical: bytes) -> None:
        """Make a shape from a document and its canonical form: the second time that one like it comes.
        Where that document would not do, from the fourth, the eighth and so on."""
        try:
            skeleton, slots = read(document, self._words())
        except Unfit:
            return
        name = hash(skeleton)
        if skeleton in self._shapes or name in self._never:
            return
        times = self._seen.get(name, 0) + 1
        self._note(self._seen, name, times)
        if times < 2 or times & (times - 1):
            return
        try:
            shape = self._made(document, skeleton, slots)
        except (Unfit, UndefinedTerm, TooManyAlike):
            self._note(self._never, name, times)
            return
        try:
            right = shape.write(slots) == (canonical, json_text(document).encode())
        except Unfit:
            return
        if right:
            self._keep(skeleton, shape)
        else:
            self._note(self._never, name, times)

    def _made(self, document: Document, skeleton: Skeleton, slots: list[str]) -> Shape:
        marked = _marked(document, self._words(), iter(range(len(slots))))
        quads = list(dict.fromkeys(self._quads(marked)))
        if len(quads) > MAX_LINES:
            raise Unfit("size")
        learner = _Learner(quads, len(slots))
        shape = learner.shape(marked)
        templates = [*[shape.labelled] * MAX_ARRANGED, shape.plain, shape.named, shape.json]
        templates += [blank.lines for blank in shape.blanks]
        size = len(repr(skeleton)) + sum(map(len, shape.constant))
        size += sum(len(template.text) for template in templates)
        if size > MAX_BYTES:
            raise Unfit("size")
        if shape.others is not None:
            shape.plans = learner.plans(MAX_BYTES - size)
        return shape

    def _note(self, store: dict[int, int], name: int, times: int) -> None:
        with self._lock:
            if len(store) >= MAX_NOTED:
                store.clear()
            store[name] = times

    def _keep(self, skeleton: Skeleton, shape: Shape) -> None:
        """In the place of the oldest that nobody used since it was last asked."""
        with self._lock:
            while len(self._shapes) >= MAX_SHAPES:
                oldest = next(iter(self._shapes))
                other = self._shapes.pop(oldest)
                if other.used:
                    other.used = False
                    self._shapes[oldest] = other
            self._shapes[skeleton] = shape
