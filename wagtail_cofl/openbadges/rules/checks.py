"""Checks of single values. Each is a function from a value to what is wrong with it: no problems where
nothing is. Paths are relative to the value until whoever holds it puts its own name in front."""

import re
from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

#: More problems than this help nobody, and a hostile document could have a million.
MOST = 50


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong: ``path`` as ``$.credentialSubject.achievement.name``, ``code`` one of
    ``missing``, ``unexpected``, ``type``, ``value``, ``format``; ``why`` says it technically."""

    path: str
    code: str
    why: str


Found = tuple[Problem, ...]
Check = Callable[[Any], Found]

NOTHING: Found = ()
# JSON Schema says ``ext:`` anywhere, and one of these after it.
_EXTENSION = re.compile(r"ext:[A-Za-z0-9.|_]")
_LANGUAGE_KEY = re.compile(r"[a-z]{2}(?:-[A-Z]{2})?")
_LANGUAGE = re.compile(r"[a-z]{2,4}(?:-[A-Z][a-z]{3})?(?:-(?:[A-Z]{2}|[0-9]{3}))?")
_TOKEN = re.compile(r"[a-zA-Z0-9_-]+\.[a-zA-Z0-9_-]*\.[a-zA-Z0-9_-]+")
# RFC 3339 with the time zone that OB 3.0 *DateTimeZ* asks for.
_DATE_TIME = re.compile(
    r"(\d{4})-(0[1-9]|1[0-2])-(\d\d)T(?:[01]\d|2[0-3])(?::[0-5]\d){2}(?:\.\d+)?"
    r"(?:Z|[+-](?:[01]\d|2[0-3]):[0-5]\d)",
    re.ASCII | re.IGNORECASE,
)
_DATE = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_JSON_NAMES = {
    str: "a text",
    bool: "true or false",
    int: "a number",
    float: "a number",
    dict: "an object",
    list: "an array",
    type(None): "null",
}


def _problem(code: str, why: str) -> Found:
    return (Problem("", code, why),)


def wrong_type(value: Any, wanted: str) -> Found:
    found = _JSON_NAMES.get(type(value), "something else")
    return _problem("type", f"It should be {wanted}, and is {found}.")


def under(step: str, found: Found) -> Found:
    """The same problems, seen from the holder of the value."""
    return tuple(Problem(step + problem.path, problem.code, problem.why) for problem in found)


def is_date_time(value: str) -> bool:
    """RFC 3339 *date-time*, of a day that exists."""
    match = _DATE_TIME.fullmatch(value)
    if not match:
        return False
    year, month, day = match.groups()
    if year == "0000" or day == "00":
        return False
    return day <= "28" or int(day) <= monthrange(int(year), int(month))[1]


def is_date(value: str) -> bool:
    """RFC 3339 *full-date*, of a day that exists."""
    if not _DATE.fullmatch(value):
        return False
    try:
        date.fromisoformat(value)
    except ValueError:
        return False
    return True


def string(fits: Callable[[str], object], why: str) -> Check:
    """A text of a certain format."""

    def check(value: Any) -> Found:
        if not isinstance(value, str):
            return wrong_type(value, "a text")
        return NOTHING if fits(value) else _problem("format", why)

    return check


def one_of(words: frozenset[str], *, extensible: bool) -> Check:
    """A word of an enumeration."""

    def check(value: Any) -> Found:
        if not isinstance(value, str):
            return wrong_type(value, "a text")
        if value in words or (extensible and _EXTENSION.search(value)):
            return NOTHING
        return _problem("value", f"“{value[:60]}” is not one of the words that the standard has.")

    return check


def text(value: Any) -> Found:
    """A text, or texts by language."""
    if isinstance(value, str):
        return NOTHING
    return by_language(value, _any_text)


def _any_text(value: Any) -> Found:
    return NOTHING if isinstance(value, str) else wrong_type(value, "a text")


def by_language(value: Any, inner: Check) -> Found:
    """JSON-LD language map: every member is a language, and holds what ``inner`` wants."""
    if not isinstance(value, dict):
        return wrong_type(value, "a text")
    found: Found = NOTHING
    for language, child in value.items():
        if not _LANGUAGE_KEY.fullmatch(language):
            found += under(f".{language[:60]}", _problem("unexpected", "That is not a language."))
        found += under(f".{language[:60]}", inner(child))
        if len(found) >= MOST:
            break
    return found


def localised(inner: Check) -> Check:
    """What ``inner`` wants, or several by language."""

    def check(value: Any) -> Found:
        return by_language(value, inner) if isinstance(value, dict) else inner(value)

    return check


def only(name: str) -> Check:
    """The type of an object that has no other."""
    otherwise = localised(string(lambda value: value == name, f"It should be “{name}”."))

    def check(value: Any) -> Found:
        return NOTHING if value == name else otherwise(value)

    return check


def boolean(value: Any) -> Found:
    return NOTHING if isinstance(value, bool) else wrong_type(value, "true or false")


def number(value: Any) -> Found:
    good = isinstance(value, int | float) and not isinstance(value, bool)
    return NOTHING if good else wrong_type(value, "a number")


def each(values: list[Any], check: Check) -> Found:
    """All problems of the members of an array."""
    found: Found = NOTHING
    for index, value in enumerate(values):
        if bad := check(value):
            found += under(f"[{index}]", bad)
            if len(found) >= MOST:
                break
    return found


def many(check: Check, *, least: int = 0) -> Check:
    """Several in an array, or one alone."""

    def several(value: Any) -> Found:
        if not isinstance(value, list):
            return check(value)
        if len(value) < least:
            return _problem("missing", "There should be at least one.")
        return each(value, check)

    return several


def kind(groups: tuple[tuple[str, ...], ...]) -> Check:
    """The types of an object: one of each group among them. One type alone may be any."""
    usual = [group[-1] for group in groups]

    def check(value: Any) -> Found:
        if value == usual:
            return NOTHING
        if not isinstance(value, list):
            return text(value)
        for group in groups:
            if not any(name in value for name in group):
                return _problem("value", f"It should name “{'” or “'.join(group)}”.")
        return each(value, text)

    return check


def contexts(*first: re.Pattern[str]) -> Check:
    """``@context``: an array begins as ``first`` says. One alone may be any."""

    def check(value: Any) -> Found:
        if isinstance(value, str | dict):
            return NOTHING
        if not isinstance(value, list):
            return wrong_type(value, "an array")
        if len(value) < len(first):
            return _problem("missing", f"There should be at least {len(first)} contexts.")
        for index, pattern in enumerate(first):
            given = value[index]
            if not isinstance(given, str) or not pattern.fullmatch(given):
                return under(f"[{index}]", _problem("value", "Another context belongs here."))
        for index, given in enumerate(value):
            if not isinstance(given, str | dict):
                return under(f"[{index}]", wrong_type(given, "a text"))
        return NOTHING

    return check


def members(table: dict[str, Check], required: frozenset[str], *, closed: bool) -> Check:
    """An object. ``table`` may still be empty here: objects hold objects of their own kind."""

    def check(value: Any) -> Found:
        if not isinstance(value, dict):
            return wrong_type(value, "an object")
        found: Found = NOTHING
        if not required <= value.keys():
            for name in sorted(required - value.keys()):
                found += (Problem(f".{name}", "missing", "The standard requires it."),)
        for name, child in value.items():
            rule = table.get(name)
            if rule is None:
                bad = _problem("unexpected", "It may not be here.") if closed else NOTHING
            elif rule is text and type(child) is str:  # most are; this spares the call
                continue
            else:
                bad = rule(child)
            if bad:
                found += under(f".{name[:60]}", bad)
                if len(found) >= MOST:
                    break
        return found

    return check


LANGUAGE = localised(string(_LANGUAGE.fullmatch, "It should be a language, as “en” or “de-AT”."))
TOKEN = localised(string(_TOKEN.fullmatch, "It should be a signed token: three parts with dots."))
DATE_TIME = string(is_date_time, "It should be a date and time with its zone (RFC 3339).")
DATE = string(is_date, "It should be a date, as “2026-05-28”.")
