"""Dates as people type them in the United Kingdom: the day before the month."""

import re
from datetime import date

from django.utils.dates import MONTHS

TIME = r"(?:[T ]\s*\d{1,2}:\d\d\S*)?"
YEAR_FIRST = re.compile(rf"(\d{{4}})([-/.])(\d{{1,2}})\2(\d{{1,2}}){TIME}")
DAY_FIRST = re.compile(rf"(\d{{1,2}})\s?([-/. ])\s?(\d{{1,2}})\s?\2\s?(\d{{4}}){TIME}")
WEEKDAY = r"(?:[^\W\d_]+,?\s+)?"
ORDINAL = r"(\d{1,2})(?:st|nd|rd|th)?"
DAY_THEN_WORD = re.compile(rf"{WEEKDAY}{ORDINAL}[\s-](?:of\s)?([^\W\d_]{{3,}})\.?,?[\s-](\d{{4}})")
WORD_THEN_DAY = re.compile(rf"{WEEKDAY}([^\W\d_]{{3,}})\.?\s{ORDINAL},?\s(\d{{4}})")
ENGLISH = (
    "january february march april may june july august september october november december"
).split()


def read_date(text: str, *, ambiguous: bool = False) -> date | None:
    """The day, or None if it cannot be read for certain: years have four digits and are not before
    1900. ``ambiguous``: 12/06/2026 can mean two days, so it is not certain."""
    text = " ".join(text.casefold().split())
    if found := YEAR_FIRST.fullmatch(text.upper()):
        return _day(found[1], found[3], found[4])
    if found := DAY_FIRST.fullmatch(text.upper()):
        day, month = found[1], found[3]
        if ambiguous and int(day) <= 12 and day != month:
            return None
        return _day(found[4], month, day)
    if found := DAY_THEN_WORD.fullmatch(text):
        return _day(found[3], _month(found[2]), found[1])
    if found := WORD_THEN_DAY.fullmatch(text):
        return _day(found[3], _month(found[1]), found[2])
    return None


def month_comes_first(text: str) -> bool:
    """Whether this can be a date only if the month is written first, as in 06/13/2026."""
    found = DAY_FIRST.fullmatch(text.upper())
    return bool(found) and int(found[1]) <= 12 < int(found[3]) <= 31


def _month(word: str) -> int:
    """1 to 12 for a month’s name or its beginning, in English and the language in use; 0 if none."""
    names = [(number, name) for number, name in enumerate(ENGLISH, 1)]
    names += [(number, str(name).casefold()) for number, name in MONTHS.items()]
    found = {number for number, name in names if name.startswith(word)}
    return found.pop() if len(found) == 1 else 0


def _day(year: str, month: str | int, day: str) -> date | None:
    try:
        read = date(int(year), int(month), int(day))
    except ValueError:
        return None
    return read if read.year >= 1900 else None
