"""The bars that we set ourselves."""

from collections.abc import Iterator
from typing import NamedTuple


class Bar(NamedTuple):
    """``work`` makes at least ``least`` times what ``beside`` makes: the limit, a peer, or ``""`` for
    operations in a second."""

    work: str
    beside: str
    least: float


BARS = (
    Bar("issue-rdfc", "limit", 0.25),
    Bar("issue-rdfc", "pyld", 60),
    Bar("issue-rdfc", "digitalbazaar", 80),
    Bar("issue-jwt", "openbadgeslib", 1.8),
    Bar("verify-own", "limit", 0.2),
    Bar("verify-stranger", "pyld", 1),
    Bar("verify-stranger", "pyoxigraph", 1),
    Bar("bake-png", "limit", 0.7),
    Bar("bake-png", "bakery", 25),
    Bar("bake-svg", "bakery", 15),
    Bar("unbake-png", "openbadgeslib", 2),
    Bar("unbake-svg", "openbadgeslib", 100),
    Bar("status-publish", "openvc", 10),
    Bar("status-check", "", 1_000_000),
    Bar("issue-many-sqlite", "", 10_000 / 20),
    Bar("issue-list-sqlite", "", 10_000 / 300),
    Bar("issue-many-postgresql", "", 10_000 / 15),
    Bar("serve-credential", "limit", 0.7),
    Bar("serve-credential-304", "limit", 0.7),
)


def ratio(result: dict, beside: str) -> float | None:
    """How many times what ``beside`` makes; None where that was not measured."""
    if beside == "":
        return result["ours"]
    other = result["limit"] if beside == "limit" else result["peers"].get(beside)
    return result["ours"] / other if other and result["ours"] else None


def judged(results: list[dict]) -> Iterator[tuple[Bar, float | None]]:
    """Every bar of a work that was measured, and how high we came."""
    by_name = {result["work"]: result for result in results}
    for bar in BARS:
        if bar.work in by_name:
            yield bar, ratio(by_name[bar.work], bar.beside)
