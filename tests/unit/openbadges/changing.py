"""Documents that differ from another in one place."""

from collections.abc import Iterator
from typing import Any


def places(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Every member and every item, the whole excepted."""
    if isinstance(value, dict | list):
        for step, child in value.items() if isinstance(value, dict) else enumerate(value):
            yield (*path, step)
            yield from places(child, (*path, step))


def altered(value: Any, path: tuple[Any, ...], new: list[Any]) -> Any:
    """A copy with something else at ``path``: the one thing in ``new``, or nothing."""
    step, rest = path[0], path[1:]
    copy = value.copy()
    if rest:
        copy[step] = altered(value[step], rest, new)
    elif new:
        copy[step] = new[0]
    else:
        del copy[step]
    return copy
