"""Texts with places for values."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from operator import itemgetter

Pick = Callable[[Sequence[bytes]], tuple[bytes, ...]]


def pick(indexes: Sequence[int]) -> Pick:
    """A function that gives the values at these places."""
    if len(indexes) > 1:
        return itemgetter(*indexes)
    return lambda values: tuple(values[index] for index in indexes)


@dataclass(frozen=True, slots=True)
class Template:
    """A text in UTF-8, and the places of the values for its ``%s``."""

    text: bytes
    values: Pick

    def fill(self, values: Sequence[bytes]) -> bytes:
        """The text with its values."""
        return self.text % self.values(values)

    def lines(self, values: Sequence[bytes]) -> list[bytes]:
        """The lines of it: no value has an end of a line."""
        return self.fill(values).split(b"\n") if self.text else []
