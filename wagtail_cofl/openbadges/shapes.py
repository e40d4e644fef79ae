"""Canonical N-Quads, filled in from what a JSON-LD processor found out about a document like it.

Of a city's credentials a handful of words differ from one to the next. A document's *skeleton* is all
that decides how it is read: members in their order, kinds of values, contexts, types, numbers. Every
other text is a *slot*. A :class:`Shape` is what a skeleton comes to, with places for its slots.

Filling is exact, or it is not done (:exc:`Unfit`): then the general way is taken, with its refusals.
"""

from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence, Set
from dataclasses import dataclass, field
from hashlib import sha256
from json.encoder import encode_basestring
from typing import Any

from pyoxigraph import NamedNode

from .documents import Document
from .kept import Kept, KeptText
from .plans import Plans
from .rdf import UNDEFINED
from .templates import Template

# Lines of one shape, at most.
MAX_LINES = 400

# Ways of labelling the blank nodes of one shape that are remembered, at most.
MAX_ARRANGED = 8

# Blank nodes of one shape for which labels are made beforehand, at most.
MAX_PLACES = 32

# Addresses that no context takes for a word and a rest (a test looks at every context).
SCHEMES = ("https://", "http://", "urn:", "did:", "data:", "mailto:")

_LABELS = [f"_:c14n{number}".encode() for number in range(MAX_LINES)]
_NONCHARACTERS = ("\ufffe".encode(), "\uffff".encode())
_UNDEFINED = UNDEFINED.encode()
# Canonical N-Quads escapes as JSON does, but writes these otherwise (RDFC-1.0, 5).
_CONTROLS = {code: f"\\u{code:04X}" for code in (*range(0x20), 0x7F)}
_ESCAPES = str.maketrans(
    _CONTROLS
    | {8: r"\b", 9: r"\t", 10: r"\n", 12: r"\f", 13: r"\r", ord('"'): r"\"", ord("\\"): r"\\"}
)

Skeleton = tuple[Any, ...]


class Unfit(Exception):
    """This document cannot be filled in; ``str()`` says why."""


def _walk(node: Document, skeleton: list[Any], slots: list[str], words: Set[str]) -> None:
    skeleton.append((*node, *map(type, node.values())))
    for key, child in node.items():
        kind = type(child)
        if kind is str:
            (skeleton if key in words else slots).append(child)
        elif kind is dict:
            _walk(child, skeleton, slots, words)
        elif kind is list:
            _walk_list(child, skeleton, slots, words, key in words)
        else:
            skeleton.append(_other(child))


def _walk_list(
    items: list[Any], skeleton: list[Any], slots: list[str], words: Set[str], is_word: bool
) -> None:
    skeleton.append(tuple(map(type, items)))
    for child in items:
        kind = type(child)
        if kind is str:
            (skeleton if is_word else slots).append(child)
        elif kind is dict:
            _walk(child, skeleton, slots, words)
        elif kind is list:
            _walk_list(child, skeleton, slots, words, is_word)
        else:
            skeleton.append(_other(child))


def _other(value: Any) -> Any:
    """What of a value that is no text decides about the result."""
    kind = type(value)
    if kind is Kept:
        return value.token
    if kind is float:
        return repr(value)  # 0.0 and -0.0 are equal, but not the same
    if value is None or kind is bool or kind is int or kind is KeptText:
        return value
    raise Unfit("kind")


def read(document: Document, words: Set[str]) -> tuple[Skeleton, list[str]]:
    """Skeleton and slots. ``words``: members whose values are words of a context, not texts.
    Raises :exc:`Unfit`."""
    skeleton: list[Any] = []
    slots: list[str] = []
    if type(document) is not dict:
        raise Unfit("kind")
    try:
        _walk(document, skeleton, slots, words)
    except RecursionError:
        raise Unfit("depth") from None
    return tuple(skeleton), slots


@dataclass(frozen=True, slots=True)
class Blank:
    """A blank node: the quads that have it, as RDFC-1.0 4.6 hashes them, ``known`` where they have no
    slots. ``alone``: no other blank node is in them, and it names no graph. ``sorted``: they stand in
    their order, whatever comes in the slots."""

    lines: Template
    alone: bool
    known: str = ""
    sorted: bool = False

    def hash(self, values: Sequence[bytes]) -> str:
        """RDFC-1.0 4.6.3 *Hash First Degree Quads*."""
        if self.known:
            return self.known
        if self.sorted:
            return sha256(self.lines.fill(values) + b"\n").hexdigest()
        return first_degree(self.lines.lines(values))


def first_degree(lines: list[bytes]) -> str:
    """The hash of these lines."""
    lines.sort()
    return sha256(b"\n".join(lines) + b"\n").hexdigest()


@dataclass(slots=True)
class Shape:
    """What a skeleton comes to. Values are numbered: addresses, texts, then labels of blank nodes.

    Its lines are ``constant``, or they vary with labels alone (``labelled``), with slots alone
    (``plain``) or with both (``named``). ``others``: its own addresses, where no two lines are the
    same as long as those in the slots are different from each other and from these: for such documents
    there are ``plans``. ``used`` since it was last asked."""

    iris: tuple[int, ...]
    texts: tuple[int, ...]
    constant: tuple[bytes, ...]
    labelled: Template
    plain: Template
    named: Template
    blanks: tuple[Blank, ...]
    json: Template
    others: frozenset[bytes] | None = None
    plans: Plans | None = None
    used: bool = False
    # Where one blank node alone has slots: which, the hashes of the others in order, and the labels of
    # all of them by the place of its own hash among those.
    sole: int | None = field(init=False, default=None)
    known: tuple[str, ...] = field(init=False, default=())
    by_place: tuple[list[bytes], ...] = field(init=False, default=())
    # The lines without slots, in order, for the latest ways of labelling.
    arranged: dict[tuple[bytes, ...], tuple[list[bytes], frozenset[bytes]]] = field(
        default_factory=dict
    )

    def __post_init__(self) -> None:
        count = len(self.blanks)
        known = sorted(blank.known for blank in self.blanks if blank.known)
        if count > MAX_PLACES or len(known) != count - 1 or len(set(known)) != len(known):
            return
        self.sole = next(index for index, blank in enumerate(self.blanks) if not blank.known)
        self.known = tuple(known)
        self.by_place = tuple(
            [
                _LABELS[place]
                if index == self.sole
                else _LABELS[known.index(blank.known) + (known.index(blank.known) >= place)]
                for index, blank in enumerate(self.blanks)
            ]
            for place in range(count)
        )

    def _values(self, slots: Sequence[str]) -> tuple[list[bytes], list[bytes]]:
        """What stands for the slots in N-Quads, and in JSON: addresses as they are, texts in quotes."""
        iris = [slots[index] for index in self.iris]
        try:
            for iri in iris:
                if not iri.startswith(SCHEMES):
                    raise Unfit("address")
                NamedNode(iri)
        except ValueError:
            raise Unfit("address") from None
        texts = [slots[index] for index in self.texts]
        try:
            # All at once: none of them has an end of a line any more.
            everything = "\n".join([*iris, *map(encode_basestring, texts)]).encode()
        except UnicodeEncodeError:
            raise Unfit("characters") from None
        values = everything.split(b"\n") if everything else []
        if _UNDEFINED in everything:
            raise Unfit("undefined")
        if not everything.isascii() and any(sign in everything for sign in _NONCHARACTERS):
            raise Unfit("characters")
        if b"\\u00" in everything or b"\x7f" in everything:
            escaped = [f'"{text.translate(_ESCAPES)}"'.encode() for text in texts]
            return values[: len(iris)] + escaped, values
        return values, values

    def _labels(self, values: Sequence[bytes]) -> list[bytes]:
        """RDFC-1.0 4.4.3, steps 3 to 5, where no hash needs more than the first degree."""
        count = len(self.blanks)
        if count < 2:
            return _LABELS[:count]
        if self.sole is not None:
            own = self.blanks[self.sole].hash(values)
            place = bisect_right(self.known, own)
            if not place or self.known[place - 1] != own:
                return self.by_place[place]
        hashes = [blank.hash(values) for blank in self.blanks]
        order = sorted(range(count), key=hashes.__getitem__)
        if len(set(hashes)) < count:
            # Twins without relations come after all others; which is which makes no difference.
            times = Counter(hashes)
            twins = [
                blank for blank, own in zip(self.blanks, hashes, strict=True) if times[own] > 1
            ]
            if not all(blank.alone for blank in twins):
                raise Unfit("alike")
            order.sort(key=lambda index: times[hashes[index]] > 1)
        labels = [b""] * count
        for label, index in zip(_LABELS, order, strict=False):
            labels[index] = label
        return labels

    def _arranged(self, labels: list[bytes]) -> tuple[list[bytes], frozenset[bytes]]:
        key = tuple(labels)
        found = self.arranged.get(key)
        if found is None:
            places = [b""] * (len(self.iris) + len(self.texts))
            lines = sorted([*self.constant, *self.labelled.lines(places + labels)])
            found = lines, frozenset(lines)
            if len(self.arranged) < MAX_ARRANGED:
                self.arranged[key] = found
        return found

    def _all_different(self, values: Sequence[bytes]) -> bool:
        """Says quickly, of most documents, that no line is there twice."""
        iris = values[: len(self.iris)]
        return (
            self.others is not None and len(set(iris)) == len(iris) and self.others.isdisjoint(iris)
        )

    def _canonical(self, values: list[bytes]) -> bytes:
        labels = self._labels(values)
        all_different = self._all_different(values)
        if all_different and self.plans:
            planned = self.plans.fill(values, labels)
            if planned:
                return planned
        constant, constants = self._arranged(labels)
        named = self.named.lines(values + labels)
        varying = [*self.plain.lines(values), *named]
        if all_different or (
            len(different := set(varying)) == len(varying) and different.isdisjoint(constants)
        ):
            lines = constant + varying
        elif len(set(named)) == len(named) and constants.isdisjoint(named):
            lines = [*constants.union(varying)]  # what is said twice is there once
        else:
            raise Unfit("repeated")  # said twice of a blank node: its hash was wrong
        lines.sort()
        return b"\n".join(lines) + b"\n"

    def fill(self, slots: Sequence[str]) -> bytes:
        """Canonical N-Quads. Raises :exc:`Unfit`."""
        return self._canonical(self._values(slots)[0])

    def write(self, slots: Sequence[str]) -> tuple[bytes, bytes]:
        """Canonical N-Quads, and the document as JSON. Raises :exc:`Unfit`."""
        values, quoted = self._values(slots)
        return self._canonical(values), self.json.fill(quoted)
