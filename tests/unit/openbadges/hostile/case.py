"""What one piece of hostile input is, and the list of them all."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from ..factories import world


@dataclass
class Hostile:
    """``data`` is shown to a verification that can look up ``documents``."""

    data: bytes
    documents: dict[str, Any] = field(default_factory=world)


Build = Callable[[], Iterable[Hostile]]


@dataclass
class Case:
    """``build`` makes the input; each has to be answered with one of ``codes``. A ``picture`` is
    unbaked as well."""

    build: Build
    codes: frozenset[str]
    picture: bool


CASES: dict[str, Case] = {}


def case(*codes: str, picture: bool = False) -> Callable[[Build], Build]:
    """Adds a builder to the list, under its own name."""

    def add(build: Build) -> Build:
        name = build.__name__
        assert name not in CASES, name
        CASES[name] = Case(build, frozenset(codes), picture)
        return build

    return add
