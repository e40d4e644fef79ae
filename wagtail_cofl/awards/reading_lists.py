"""Lists of people who are to be given a badge: whom each row means, and what is wrong with it.

Nothing here knows the database. :func:`read_table` reads a file, :func:`guess_columns` proposes
what its columns mean, :func:`read_lines` reads its rows, :func:`write_problems_csv` gives back those
that need mending.
"""

import csv
import io
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import islice

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils import timezone
from django.utils.translation import gettext as _

from .reading_dates import month_comes_first, read_date
from .tables import ListProblem, Table, looks_like_address, read_table

__all__ = [
    "COLUMNS",
    "Line",
    "ListProblem",
    "Problem",
    "Table",
    "guess_columns",
    "read_lines",
    "read_table",
    "write_problems_csv",
]

# What a column can mean. "email" is needed; a column that means none of these is ignored.
COLUMNS = ("email", "name", "date", "note")
MOST_LETTERS = {"email": 254, "name": 254, "note": 1000}

# Headings as _plain() writes them. Welsh too: the first cities speak both.
HEADINGS = {
    "email": """email|e mail|mail|emails|email address|e mail address|mail address|email addresses
        |email id|learner email|student email|participant email|recipient email|user email
        |your email|ebost|e bost""",
    "name": """name|full name|display name|learner|learner name|student|student name|participant
        |participant name|recipient|recipient name|learner full name|student full name|names|enw""",
    "date": """date|awarded|awarded on|awarded at|date awarded|award date|date of award|issued
        |issued on|issue date|date issued|completed|completed on|completion date|date completed
        |date of completion|achieved|achieved on|date achieved|earned|earned on|date earned|dyddiad""",
    "note": "note|notes|comment|comments|remark|remarks|nodyn|nodiadau",
}
SPELLINGS = {
    column: {spelling.strip() for spelling in text.split("|")} for column, text in HEADINGS.items()
}
FIRST_NAMES = {"first name", "firstname", "forename", "given name", "first", "preferred name"}
LAST_NAMES = {"last name", "lastname", "surname", "family name", "last", "second name"}
ANY_EMAIL = re.compile(r"\be ?mail\b|\bmail\b")
# An address under such a heading is somebody else’s, or the column holds none at all.
NOT_THEIRS = re.compile(
    r"\b(parents?|guardians?|carers?|mother|father|mum|dad|teacher|tutor|manager|staff|sender|school"
    r"|emergency|next of kin|consent|permission|opt|sent|status|verified|confirmed|ok)\b"
)


@dataclass(frozen=True, slots=True)
class Problem:
    """``column`` is one of :data:`COLUMNS`. ``code`` is one of missing, at, two, spaces, dot,
    address, long, twice, date, future. ``sentence`` tells what to do."""

    code: str
    column: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Line:
    """One person. ``number`` is the row in the file. What has a problem stands as it was typed."""

    number: int
    email: str
    name: str
    awarded_on: date | None
    note: str
    problems: tuple[Problem, ...]
    typed_date: str = ""


def _plain(heading: str) -> str:
    """“E-Mail:” and “e_mail” are one heading: “e mail”."""
    return " ".join(re.findall(r"[^\W_]+", heading.casefold()))


def guess_columns(table: Table) -> dict[str, int]:
    """What the columns seem to mean: a name of :data:`COLUMNS` to the index of its column.

    By the headings; addresses also by how most cells look. Never a date or a name by its cells: a
    birthday is a date too.
    """
    plain = [_plain(heading) for heading in table.headings]
    guessed = {
        column: next(i for i, heading in enumerate(plain) if heading in SPELLINGS[column])
        for column in COLUMNS
        if not SPELLINGS[column].isdisjoint(plain)
    }
    if "name" not in guessed:
        first = [i for i, heading in enumerate(plain) if heading in FIRST_NAMES]
        # Half a name is worse than none, except where it is all there is.
        if len(first) == 1 and LAST_NAMES.isdisjoint(plain):
            guessed["name"] = first[0]
    if "email" not in guessed:
        theirs = [i for i, heading in enumerate(plain) if not NOT_THEIRS.search(heading)]
        named = [i for i in theirs if ANY_EMAIL.search(plain[i])]
        found = named[0] if len(named) == 1 else _addresses(table, named or theirs)
        if found is not None:
            guessed = {c: i for c, i in guessed.items() if i != found}
            guessed["email"] = found
    return {column: guessed[column] for column in COLUMNS if column in guessed}


def _addresses(table: Table, among: list[int]) -> int | None:
    """The column in which most of the first hundred rows have an address."""
    rows = [cells for _number, cells in islice(table.rows, 100)]
    shares = {}
    for index in among:
        filled = [cells[index] for cells in rows if index < len(cells) and cells[index]]
        if filled:
            shares[index] = sum(map(looks_like_address, filled)) / len(filled)
    best = max(shares, key=shares.__getitem__, default=None)
    return best if best is not None and shares[best] > 0.5 else None


def read_lines(
    table: Table, columns: dict[str, int], *, today: date | None = None
) -> Iterator[Line]:
    """Every row of the table, one at a time. ``columns`` is as :func:`guess_columns` gives it.

    Raises :class:`ListProblem` at once if no column holds the addresses.
    """
    if "email" not in columns:
        raise ListProblem(
            "no-email", _("No column holds the e-mail addresses. Choose the one that does.")
        )
    return _lines(table, columns, today or timezone.localdate())


def _lines(table: Table, columns: dict[str, int], today: date) -> Iterator[Line]:
    month_first = "date" in columns and any(
        month_comes_first(_cell(cells, columns, "date")) for _number, cells in table.rows
    )
    seen: dict[str, int] = {}
    for number, cells in table.rows:
        email, name, problems = _read_person(
            _cell(cells, columns, "email"), _cell(cells, columns, "name")
        )
        if not problems:
            first = seen.setdefault(email.lower(), number)
            if first != number:
                problems.append(_twice(first))
        note = _cell(cells, columns, "note")
        problems += [
            _too_long(column)
            for column, text in (("name", name), ("note", note))
            if len(text) > MOST_LETTERS[column]
        ]
        typed = _cell(cells, columns, "date")
        awarded_on = read_date(typed, ambiguous=month_first)
        if typed and awarded_on is None:
            problems.append(_bad_date(month_first))
        if awarded_on and awarded_on > today:
            problems.append(_future())
        yield Line(number, email, name, awarded_on, note, tuple(problems), typed)


def _cell(cells: tuple[str, ...], columns: dict[str, int], column: str) -> str:
    index = columns.get(column)
    return cells[index] if index is not None and 0 <= index < len(cells) else ""


NAMED = re.compile(r"([^<>@]*)<([^<>]*)>")


def _read_person(typed: str, name: str) -> tuple[str, str, list[Problem]]:
    """The address, the name and what is wrong with the address. Understands “Ann <ann@example.org>”,
    “mailto:” and the semicolon that mail programs leave behind."""
    address = re.sub("[\u200c\u200d]", "", typed).rstrip(";, ")
    if named := NAMED.fullmatch(address):
        name = name or named[1].strip(" \"'")
        address = named[2].strip()
    address = re.sub(r"(?i)\Amailto:", "", address)
    code = _address_problem(address)
    if code:
        address = typed
    problems = [Problem(code, "email", _address_sentence(code))] if code else []
    return address, " ".join(name.split()), problems


def _address_problem(address: str) -> str:
    if not address:
        return "missing"
    if address.count("@") > 1:
        return "two"
    if "@" not in address:
        return "at"
    if re.search(r"\s", address):
        return "spaces"
    if len(address) > MOST_LETTERS["email"]:
        return "long"
    if address.endswith("."):
        return "dot"
    try:
        validate_email(address)
    except ValidationError:
        return "address"
    return ""


def _address_sentence(code: str) -> str:
    return {
        "missing": _("There is no e-mail address in this row. Add it, or take the row out."),
        "two": _("There is more than one @. Write one address, and give each other its own row."),
        "at": _("The @ is missing. Write the whole address, like name@example.org."),
        "spaces": _("There is a space inside the address. Take it out."),
        "long": _("The address is longer than 254 letters. Check where it ends."),
        "dot": _("The address ends with a full stop. Take the full stop away."),
        "address": _("This is no e-mail address. Write it like name@example.org."),
    }[code]


def _twice(first: int) -> Problem:
    sentence = _("This address is in row %(number)s already. Take one of the two rows out.")
    return Problem("twice", "email", sentence % {"number": first})


def _too_long(column: str) -> Problem:
    sentence = _("This is longer than %(most)s letters. Make it shorter.")
    return Problem("long", column, sentence % {"most": MOST_LETTERS[column]})


def _bad_date(month_first: bool) -> Problem:
    if month_first:
        sentence = _(
            "Some dates in this file have the month first, so this one can mean two days. "
            "Write it as 2026-06-12 or as 12 June 2026."
        )
    else:
        sentence = _("This date cannot be read. Write it as 2026-06-12 or as 12 June 2026.")
    return Problem("date", "date", sentence)


def _future() -> Problem:
    sentence = _(
        "This day has not come yet. Write the day the badge was earned, or leave it empty."
    )
    return Problem("future", "date", sentence)


def write_problems_csv(lines: Iterable[Line]) -> Iterator[str]:
    """The lines that have problems, as CSV to send in pieces: mended, it can be uploaded again.

    Begins with a byte order mark, without which Excel does not read UTF-8. A cell that a
    spreadsheet would take for a formula begins with an apostrophe.
    """
    buffer = io.StringIO()
    writer = csv.writer(buffer)

    def piece(cells: Iterable[object]) -> str:
        writer.writerow([_harmless(str(cell)) for cell in cells])
        text = buffer.getvalue()
        buffer.seek(0)
        buffer.truncate()
        return text

    yield "\ufeff" + piece(
        [_("Row"), _("E-mail"), _("Name"), _("Date"), _("Note"), _("What to do")]
    )
    for line in lines:
        if line.problems:
            when = line.typed_date or line.awarded_on or ""
            what = " ".join(problem.sentence for problem in line.problems)
            yield piece([line.number, line.email, line.name, when, line.note, what])


def _harmless(cell: str) -> str:
    return "'" + cell if cell.startswith(("=", "+", "-", "@", "\t", "\r", "\n")) else cell
