"""Spreadsheets that people upload: CSV in whatever way it was saved, and Excel workbooks."""

import codecs
import csv
import io
import re
import zipfile
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import IO

import openpyxl
from django.utils.translation import gettext as _

MOST_BYTES = 20_000_000
# A workbook is a zip file, and a small one can hold very much.
MOST_UNPACKED_BYTES = 100_000_000
MOST_ROWS = 20_000
MOST_COLUMNS = 60
# The last row that Excel has: a file that names a later one is a trap.
LAST_ROW = 1_048_576
# Cells are looked at this far out, so that a sheet too wide is noticed.
COLUMNS_SEEN = 256

Row = tuple[int, tuple[str, ...]]


class ListProblem(ValueError):
    """The whole file cannot be used. ``sentence`` tells people what to do about it."""

    def __init__(self, code: str, sentence: str):
        super().__init__(sentence)
        self.code = code
        self.sentence = sentence


@dataclass(frozen=True, slots=True)
class Table:
    """``rows`` may be gone through as often as you like: ``(number, cells)``, where ``number`` is
    the row that a spreadsheet program shows beside it. Blank rows are left out, cells are tidied,
    and a row ends with its last cell that says something, so it can be shorter than ``headings``.
    """

    headings: tuple[str, ...]
    rows: Iterable[Row]
    kind: str  # "csv" or "xlsx"


def read_table(content: bytes | IO[bytes], *, most_rows: int = MOST_ROWS) -> Table:
    """The table in a file. Raises :class:`ListProblem`, and only here: its rows never raise.

    Of a CSV file the bytes are held and its rows parsed each time anew; of a workbook the rows are
    held.
    """
    data = content if isinstance(content, bytes) else content.read(MOST_BYTES + 1)
    if len(data) > MOST_BYTES:
        raise ListProblem("big", _("This file is larger than 20 MB. Save the list alone as CSV."))
    _refuse_other_kinds(data)
    kind = "xlsx" if data.startswith(ZIP) else "csv"
    rows: Iterable[Row] = _workbook_rows(data, most_rows) if kind == "xlsx" else _csv_rows(data)
    first, width, count = (), 0, 0
    for _number, cells in _bounded(rows, most_rows):
        first = first or cells
        width = max(width, len(cells))
        count += 1
    headed = not any(looks_like_address(cell) for cell in first)
    if count <= headed:
        raise ListProblem(
            "empty", _("There is nobody in this file. Check that it is the right one.")
        )
    if count - headed > most_rows:
        raise _too_many_rows(most_rows)
    return Table(
        headings=tuple(
            (first[i] if headed and i < len(first) else "")
            or _("Column %(letter)s") % {"letter": column_letter(i)}
            for i in range(width)
        ),
        rows=_Rest(rows) if headed else rows,
        kind=kind,
    )


@dataclass(frozen=True, slots=True)
class _Rest:
    """The rows under the headings."""

    rows: Iterable[Row]

    def __iter__(self) -> Iterator[Row]:
        rows = iter(self.rows)
        next(rows)
        return rows


def column_letter(index: int) -> str:
    """What a spreadsheet program calls a column: 0 is A, 26 is AA."""
    return openpyxl.utils.get_column_letter(index + 1)


def looks_like_address(cell: str) -> bool:
    """Whether a cell is meant to be an e-mail address, also as “Name <address>”."""
    return len(cell) < 1000 and bool(ADDRESS.fullmatch(cell))


ADDRESS = re.compile(r"(?:[^<>@]*<)?[^@\s<>]+@[^@\s<>]+\.[^@\s<>]+>?[;,]?")

# Spaces that only look different, and signs that cannot be seen at all. The two joiners
# (U+200C, U+200D) stay: some names are spelled with them.
ODD_SPACES = re.compile("[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]")
UNSEEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]"
)


def _tidy(text: str) -> str:
    text = text.strip()
    if not (text.isascii() and text.isprintable()):
        text = UNSEEN.sub("", ODD_SPACES.sub(" ", text)).strip()
    # The apostrophe with which a spreadsheet is told that this is no formula (ours too: see
    # write_problems_csv).
    return text[1:] if text[:1] == "'" and text[1:2] in ("=", "+", "-", "@") else text


def _tidy_row(cells: Iterable[str]) -> tuple[str, ...]:
    tidied = [_tidy(cell) for cell in cells]
    while tidied and not tidied[-1]:
        tidied.pop()
    return tuple(tidied)


def _too_many_rows(most_rows: int) -> ListProblem:
    return ListProblem(
        "rows",
        _("This file has more than %(most)s rows. Split it into several files.")
        % {"most": f"{most_rows:,}"},
    )


def _bounded(rows: Iterable[Row], most_rows: int) -> Iterator[Row]:
    for count, row in enumerate(rows):
        if len(row[1]) > MOST_COLUMNS:
            raise ListProblem(
                "columns",
                _("This file has more than %(most)s columns. Keep only those that are needed.")
                % {"most": MOST_COLUMNS},
            )
        if count > most_rows:  # one more than that may be the headings
            raise _too_many_rows(most_rows)
        yield row


# --- Files that are something else ----------------------------------------------------------------

ZIP = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
SIGNATURES = (
    (b"\xd0\xcf\x11\xe0", "xls"),
    (b"%PDF", "pdf"),
    (b"{\\rtf", "document"),
    (b"MIME-Version:", "web"),
    (b"\x89PNG", "picture"),
    (b"\xff\xd8\xff", "picture"),
    (b"GIF8", "picture"),
    (b"II*\0", "picture"),
    (b"MM\0*", "picture"),
)
WEB = re.compile(rb"<(!doctype|!--|\?xml|html|head|body|meta|style|table|svg)", re.I)


def _refuse_other_kinds(data: bytes) -> None:
    for signature, code in SIGNATURES:
        if data.startswith(signature):
            raise _other_kind(code)
    if data[4:8] == b"ftyp" or (data[:4] == b"RIFF" and data[8:12] == b"WEBP"):
        raise _other_kind("picture")
    # Without the zeros UTF-16 reads like ASCII.
    if WEB.match(data[:500].replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")):
        raise _other_kind("web")


def _other_kind(code: str) -> ListProblem:
    what = {
        "xls": _("This is an old Excel file (.xls), or one with a password."),
        "pdf": _("This is a PDF, which holds no rows."),
        "picture": _("This is a picture or a film, which holds no rows."),
        "numbers": _("This is a Numbers file, which only Apple’s Numbers can open."),
        "web": _("This is a web page or XML, whatever its name ends with."),
        "document": _("This is a text document, which holds no rows."),
        "ods": _("This is an OpenDocument file."),
        "xlsb": _("This is a binary Excel workbook (.xlsb)."),
        "zip": _("This is a zip file, but no Excel workbook."),
        "damaged": _("This workbook is damaged or was saved in an unusual way."),
        "unpacked": _("This workbook is far too large once it is unpacked."),
        "binary": _("This file is no text and no Excel workbook."),
        "encoding": _("Some letters in this file cannot be read."),
    }[code]
    return ListProblem(code, _("%s Save the list as CSV or Excel workbook (.xlsx).") % what)


# --- CSV ------------------------------------------------------------------------------------------

SEPARATORS = ",;\t|"
# The first line with which Excel is told the separator.
TOLD = re.compile(r'"?sep=(.)"?\s*\Z', re.I)


@dataclass(frozen=True, slots=True)
class _CsvRows:
    data: bytes
    encoding: str
    separator: str
    told: bool  # the first line names the separator

    def __iter__(self) -> Iterator[Row]:
        """Raises :class:`ListProblem` where quotation marks have no partner: read on, and the
        people between here and the next quotation mark would silently be lost."""
        lines = _lines(self.data, self.encoding)
        if self.told:
            next(lines)
        # Strict: see above. Spaces after a separator come from lists typed by hand.
        rows = csv.reader(lines, delimiter=self.separator, strict=True, skipinitialspace=True)
        number = 0
        try:
            for number, cells in enumerate(rows, 1):
                if tidied := _tidy_row(cells):
                    yield number, tidied
        except csv.Error as error:
            raise ListProblem(
                "quotes",
                _(
                    'Row %(number)s has a quotation mark (") without its partner. Put it right, '
                    "or save the list as Excel workbook (.xlsx)."
                )
                % {"number": number + 1},
            ) from error


def _lines(data: bytes, encoding: str) -> Iterator[str]:
    return iter(io.TextIOWrapper(io.BytesIO(data), encoding, newline=""))


def _csv_rows(data: bytes) -> _CsvRows:
    encoding = _encoding(data)
    first = next(_lines(data, encoding), "")
    if told := TOLD.match(first):
        if told[1] not in SEPARATORS:
            told = None
    return _CsvRows(data, encoding, told[1] if told else _separator(data, encoding), bool(told))


def _encoding(data: bytes) -> str:
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        candidates = ["utf-16"]
    else:
        candidates = ["utf-8-sig", "cp1252"]
    for encoding in candidates:
        pieces = (data[i : i + 65536] for i in range(0, len(data), 65536))
        try:
            if any("\0" in text for text in codecs.iterdecode(pieces, encoding)):
                raise _other_kind("binary")
        except UnicodeError:
            continue
        return encoding
    raise _other_kind("encoding")


def _separator(data: bytes, encoding: str) -> str:
    """The sign that stands equally often in the most lines, outside quotation marks."""
    sample = io.TextIOWrapper(io.BytesIO(data), encoding, newline="").read(50_000)
    lines = re.sub(r'"[^"]*"', "", sample).splitlines()[:100]

    def agreement(separator: str) -> tuple[int, int]:
        counts = Counter(n for line in lines if (n := line.count(separator)))
        return max(((lines, n) for n, lines in counts.items()), default=(0, 0))

    return max(SEPARATORS, key=agreement)


# --- Excel workbooks ------------------------------------------------------------------------------


def _workbook_rows(data: bytes, most_rows: int) -> tuple[Row, ...]:
    """The rows of the first sheet that is shown and says something."""
    book = None
    try:
        _refuse_other_zips(data)
        book = openpyxl.load_workbook(
            io.BytesIO(data), read_only=True, data_only=True, keep_links=False
        )
        for sheet in book.worksheets:
            if sheet.sheet_state == "visible":
                if rows := tuple(_bounded(_sheet_rows(sheet), most_rows)):
                    return rows
        return ()
    except ListProblem:
        raise
    # A file from anywhere can be wrong in any way, and openpyxl then raises whatever it met:
    # BadZipFile, KeyError, TypeError, ParseError, zlib.error and more.
    except Exception as error:
        raise _other_kind("damaged") from error
    finally:
        if book is not None:
            book.close()


def _refuse_other_zips(data: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = archive.infolist()
    names = {part.filename.lower() for part in parts}
    if any(name.endswith((".iwa", "index.zip")) for name in names):
        raise _other_kind("numbers")
    if "xl/workbook.bin" in names:
        raise _other_kind("xlsb")
    if "mimetype" in names:
        raise _other_kind("ods")
    if "word/document.xml" in names:
        raise _other_kind("document")
    if "[content_types].xml" not in names:
        raise _other_kind("zip")
    # zipfile gives out no more of a part than the directory says, so the sum cannot lie.
    if sum(part.file_size for part in parts) > MOST_UNPACKED_BYTES:
        raise _other_kind("unpacked")


def _sheet_rows(sheet) -> Iterator[Row]:
    sheet.reset_dimensions()  # what a sheet says about its size is often wrong
    rows = sheet.iter_rows(max_col=COLUMNS_SEEN, values_only=True)
    for number, values in enumerate(rows, 1):
        if number > LAST_ROW:
            raise _other_kind("damaged")
        # Sheets can have a million rows that are formatted and empty.
        empty = values.count(None) == len(values)
        if not empty and (cells := _tidy_row(_text(value) for value in _without_tail(values))):
            yield number, cells


def _without_tail(values: tuple) -> tuple:
    last = len(values)
    while last and values[last - 1] is None:
        last -= 1
    return values[:last]


def _text(value: object) -> str:
    """A cell as a person reads it: dates as 2026-06-12, whole numbers without “.0”."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    if isinstance(value, datetime):
        return value.isoformat(" ", "minutes").removesuffix(" 00:00")
    if isinstance(value, date):
        return value.isoformat()
    return str(value)
