"""What need not be found out twice."""

from typing import Generic, TypeVar

K = TypeVar("K")
V = TypeVar("V")


class Remembered(dict[K, V], Generic[K, V]):
    """At most ``most`` values, by keys that say all that they depend on."""

    def __init__(self, most: int):
        super().__init__()
        self._most = most

    def remember(self, key: K, value: V) -> None:
        """Forgets all at once where there are too many: threads may be about."""
        if len(self) >= self._most:
            self.clear()
        self[key] = value
