"""From the tables of members to functions, once, when this package is imported."""

import re
from typing import Any

from . import checks
from .checks import NOTHING, Check, Found
from .tables import CLOSED, COMPACTED, EXTENSIBLE, FIXED, KINDS, LEGACY_TABLES, TABLES, Table

_VC = re.compile(r"https://www\.w3\.org/ns/credentials/v2")
_LEGACY_VC = re.compile(r"https://www\.w3\.org/2018/credentials/v1")
_OB = re.compile(
    r"https://purl\.imsglobal\.org/spec/ob/v3p0/context(-3\.\d\.\d)*\.json", flags=re.ASCII
)
_CLR = re.compile(
    r"https://purl\.imsglobal\.org/spec/clr/v2p0/context(-2\.\d\.\d)*\.json", flags=re.ASCII
)

SCALARS: dict[str, Check] = {
    "text": checks.text,
    "number": checks.number,
    "boolean": checks.boolean,
    "date-time": checks.DATE_TIME,
    "date": checks.DATE,
    "language": checks.LANGUAGE,
    "token": checks.TOKEN,
    "contexts": checks.contexts(_VC, _OB),
    "legacy-contexts": checks.contexts(_LEGACY_VC, _OB),
    "vc-contexts": checks.contexts(_VC),
    "clr-contexts": checks.contexts(_VC, _CLR, _OB),
    **{name: checks.one_of(words, extensible=True) for name, words in EXTENSIBLE.items()},
    **{name: checks.one_of(words, extensible=False) for name, words in FIXED.items()},
}


def _issuer(profile: Check) -> Check:
    """*ProfileRef*: a Profile, or its address, which the schemas allow by language too."""

    def check(value: Any) -> Found:
        if isinstance(value, str):
            return NOTHING
        found = profile(value)
        return found if found and checks.text(value) else NOTHING

    return check


def _objects(tables: dict[str, Table]) -> dict[str, Check]:
    """The check of every object."""
    filled: dict[str, dict[str, Check]] = {name: {} for name in tables}
    objects = {
        name: checks.members(
            filled[name],
            frozenset(member[:-1] for member in table if member.endswith("!")),
            closed=name in CLOSED,
        )
        for name, table in tables.items()
    }
    known = {**SCALARS, **objects, "issuer": _issuer(objects["Profile"])}
    for name, table in tables.items():
        own = {
            "kind": checks.kind(KINDS.get(name, ((name,),))),
            "only": checks.only(name),
        }
        for member, holds in table.items():
            check = own.get(holds) or known[holds.rstrip("*+")]
            if holds[-1] in "*+":
                check = checks.many(check, least=int(holds[-1] == "+"))
            filled[name][member.rstrip("!")] = check
    return objects


def _several(table: Table) -> tuple[tuple[str, bool, str], ...]:
    """(member, should it be an array, table of what it holds or ""), where either matters."""
    found = []
    for member, holds in table.items():
        name, inner = member.rstrip("!"), holds.rstrip("*+")
        inner = "Profile" if inner == "issuer" else inner if inner in TABLES else ""
        array = holds[-1] in "*+" and name not in COMPACTED
        if array or inner:
            found.append((name, array, inner))
    return tuple(found)


OBJECTS = _objects(TABLES)
LEGACY_OBJECTS = _objects(LEGACY_TABLES)
SEVERAL = {name: _several(table) for name, table in TABLES.items()}
