"""The order of a document's lines, known before its slots are.

Canonical N-Quads are sorted, and every line begins with its subject: ``<…>`` or ``_:…`` and a space.
None of these is the beginning of another. So lines come in the order of their subjects, and for lines of
one subject what comes after it decides: before any slot of theirs, or there is no plan.
"""

from collections.abc import Sequence
from itertools import pairwise

from .templates import Template, pick

# A line with ``%s`` for its values, and their numbers.
Line = tuple[bytes, tuple[int, ...]]
# Labels, then the order of the subjects.
_Key = tuple[bytes | int, ...]

_ADDRESS = b"<%s>"
_SLOT = b"\0"  # no line has it: N-Quads escape it


def stay_sorted(lines: Sequence[bytes], slot: bytes) -> bool:
    """Whether these sorted lines differ before their first slots."""
    begins = [line.partition(slot)[0] for line in lines]
    return not any(
        one.startswith(other) or other.startswith(one) for one, other in pairwise(begins)
    )


class Plans:
    """What all lines of a shape come to: for each way of labelling blank nodes, and each order of the
    subjects. ``slots``: how many values come before the labels. ``room``: bytes of all this, at most."""

    def __init__(self, lines: Sequence[Line], slots: int, room: int):
        self._lines = lines
        self._slots = slots
        self._room = room - sum(len(text) for text, _ in lines)
        named = [line for line in lines if line[0].startswith(_ADDRESS)]
        self._varying = sorted({places[0] for _, places in named})
        begins = {text.partition(b" ")[0] for text, _ in lines if text.startswith(b"<")}
        self._fixed = [begin[1:] % () for begin in sorted(begins - {_ADDRESS})]
        self._made: dict[_Key, Template] = {}

    def fill(self, values: Sequence[bytes], labels: Sequence[bytes]) -> bytes | None:
        """Canonical N-Quads of values that make no two lines the same. None where there is no plan."""
        subjects = [values[place] + b">" for place in self._varying]
        subjects += self._fixed
        key: _Key = (*labels, *sorted(range(len(subjects)), key=subjects.__getitem__))
        plan = self._made.get(key) or self._plan(key, values, labels)
        return plan.fill(values) if plan else None

    def _plan(self, key: _Key, values: Sequence[bytes], labels: Sequence[bytes]) -> Template | None:
        if self._room <= 0:
            return None
        every = [*values, *labels]
        marked = [*[_SLOT] * self._slots, *labels]
        found = []
        for text, places in self._lines:
            subject = (text % tuple(every[place] for place in places)).partition(b" ")[0]
            line = text % tuple(marked[place] for place in places)
            numbers = [place for place in places if place < self._slots]
            found.append((subject, line.partition(b" ")[2], line, numbers))
        found.sort()
        rests = [b"%b %b" % (subject, rest) for subject, rest, _, _ in found]
        text = b"".join(line + b"\n" for _, _, line, _ in found).replace(b"%", b"%%")
        self._room -= len(text)
        if self._room < 0 or not stay_sorted(rests, _SLOT):
            self._room = 0
            return None
        numbers = [number for *_, own in found for number in own]
        plan = self._made[key] = Template(text.replace(_SLOT, b"%s"), pick(numbers))
        return plan
