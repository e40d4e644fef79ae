"""Has a document the members that the standard asks for (OB 3.0, section B; CLR 2.0, section B)?

Rules of our own, written from the standards' data models. They accept what the JSON Schemas that 1EdTech
publishes accept, single values and language maps included, and refuse what those refuse; dates are
dates, with a time zone.
"""

from typing import Any

from ..documents import Document
from .checks import MOST, Check, Problem
from .compiling import LEGACY_OBJECTS, OBJECTS, SEVERAL

__all__ = ["Problem", "problems", "single_values"]

_TABLE_OF = {
    "credential": "AchievementCredential",
    "endorsement": "EndorsementCredential",
    "profile": "Profile",
    "clr": "ClrCredential",
}
_CHECKS: dict[str, Check] = {
    **{kind: OBJECTS[name] for kind, name in _TABLE_OF.items()},
    "legacy": LEGACY_OBJECTS["AchievementCredential"],
}


def problems(document: Document, kind: str = "credential") -> list[Problem]:
    """What is wrong, the first fifty things of it; [] where the official JSON Schema accepts it.

    ``kind`` is ``credential``, ``endorsement``, ``profile``, ``clr``, or ``legacy``: an OB 3.0
    credential in the form of the VC Data Model 1.1. Raises KeyError for another."""
    return [
        Problem("$" + found.path, found.code, found.why) for found in _CHECKS[kind](document)[:MOST]
    ]


def single_values(document: Document, kind: str = "credential") -> list[str]:
    """Paths of members of which there may be several and that stand there as one value. Readers
    tolerate it; writers must not do it (OB 3.0, 7.1)."""
    found: list[str] = []
    _single_values(document, _TABLE_OF.get(kind, _TABLE_OF["credential"]), "$", found)
    return found


def _single_values(value: Any, table: str, path: str, found: list[str]) -> None:
    if not isinstance(value, dict):
        return
    for member, array, inner in SEVERAL[table]:
        if member not in value:
            continue
        child = value[member]
        if not isinstance(child, list):
            if array:
                found.append(f"{path}.{member}")
            if inner:
                _single_values(child, inner, f"{path}.{member}", found)
        elif inner:
            for index, each in enumerate(child):
                _single_values(each, inner, f"{path}.{member}[{index}]", found)
