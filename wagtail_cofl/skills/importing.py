"""Load a published skills framework from CSV, and load it again when a new version comes out.

Rows that cannot be read are reported with their line in the file, and the rest is loaded. A skill
that is no longer in the file stays as it is, because badges may be aligned to it.
"""

import csv
import logging
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import TextIO
from urllib.parse import urlsplit
from zipfile import is_zipfile

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.search.backends import get_search_backends

from .models import Framework, Skill

logger = logging.getLogger(__name__)

# Rows looked up at once. Older SQLite allows no more than 999 values in a query.
BATCH = 500

# The columns of each layout that we know, in lower case: ESCO's own download, and the layout in
# which open taxonomy tools exchange it. Other columns may stand between them, in any order.
LAYOUTS = (
    {
        "uri": "concepturi",
        "label": "preferredlabel",
        "description": "description",
        "alternative_labels": "altlabels",
        "skill_type": "skilltype",
        "reuse_level": "reuselevel",
    },
    {
        "uri": "originuri",
        "label": "preferredlabel",
        "description": "description",
        "alternative_labels": "altlabels",
        "skill_type": "skilltype",
        "reuse_level": "reuselevel",
    },
)
CONTENT = ("label", "description", "alternative_labels", "skill_type", "reuse_level")
SEARCHED = ("label", "alternative_labels")
SKILLS_FILE = re.compile(r"skills(_[a-z]{2,3})?\.csv", re.IGNORECASE)

# The title is a name and the attribution is the sentence that the owner asks for word by word,
# so neither is translated.
FORMATS = {
    "esco": {
        "identifier": "http://data.europa.eu/esco",
        "title": "ESCO",
        "attribution": "This service uses the ESCO classification of the European Commission.",
        "licence": "CC BY 4.0",
    },
}


class ImportProblem(Exception):
    """The path or the format cannot be used, and nothing was written. The message is one
    translated sentence for the person who gave it, with what to do about it."""


@dataclass(frozen=True)
class RowProblem:
    """A row that was left out. ``line`` is where the row begins in ``file``, counted from 1."""

    line: int
    file: str
    message: str


@dataclass
class ImportResult:
    """What an import did, in numbers of skills. ``framework`` is None when nothing was written."""

    framework: Framework | None = None
    added: int = 0
    changed: int = 0
    unchanged: int = 0
    problems: list[RowProblem] = field(default_factory=list)


def import_framework(path: Path, *, format: str = "esco", strict: bool = False) -> ImportResult:
    """Load the skills in ``path``, a CSV file or its folder, as a reference framework.

    Loading the same file again changes nothing; a row that differs updates its skill, which is
    known by its URI. With ``strict`` a single problem means that nothing is written.
    Raises ImportProblem.
    """
    if format not in FORMATS:
        raise ImportProblem(
            _("We do not know the format “%(format)s”: use one of %(known)s.")
            % {"format": format, "known": ", ".join(FORMATS)}
        )
    file = path = Path(path)
    try:
        file = _find(path)
        with _open(file) as stream:
            return _load(stream, file.name, FORMATS[format], strict)
    except UnicodeDecodeError as error:
        raise ImportProblem(
            _("%(file)s is not UTF-8 text: save it as “CSV UTF-8” and try again.")
            % {"file": file.name}
        ) from error
    except OSError as error:
        raise ImportProblem(
            _("%(path)s cannot be opened: check that you may read it.") % {"path": path}
        ) from error


def _open(file: Path) -> TextIO:
    # Spreadsheets begin a UTF-8 file with a byte order mark; csv wants the line ends untouched.
    return file.open(encoding="utf-8-sig", newline="")


def _find(path: Path) -> Path:
    """The one skills file at ``path``: known in a folder by its name, or else by its heading."""
    if path.is_file():
        if is_zipfile(path):
            raise ImportProblem(
                _("%(file)s is an archive or a spreadsheet: unpack it, or save it as “CSV UTF-8”.")
                % {"file": path.name}
            )
        return path
    if not path.is_dir():
        raise ImportProblem(
            _("There is no file or folder %(path)s: check how it is spelled.") % {"path": path}
        )
    files = sorted(file for file in path.iterdir() if file.suffix.lower() == ".csv")
    found = [file for file in files if SKILLS_FILE.fullmatch(file.name)]
    if not found:
        found = [file for file in files if _has_known_heading(file)]
    if not found:
        raise ImportProblem(
            _(
                "The folder %(path)s has no skills file: give the folder that holds skills.csv "
                "or skills_en.csv."
            )
            % {"path": path}
        )
    if len(found) > 1:
        raise ImportProblem(
            _("The folder %(path)s has several skills files (%(files)s): give one of them.")
            % {"path": path, "files": ", ".join(file.name for file in found)}
        )
    return found[0]


def _has_known_heading(file: Path) -> bool:
    try:
        with _open(file) as stream:
            _Table(stream, file.name)
    except (ImportProblem, UnicodeDecodeError, OSError):
        return False
    return True


class _Lines:
    """The lines of a file, counted, that can go back to read again what a bad row swallowed."""

    def __init__(self, stream: TextIO) -> None:
        self.number = 0  # of the line that was read last
        self._stream = stream
        self._row: list[str] = []
        self._again: list[str] = []

    def __iter__(self) -> "_Lines":
        return self

    def __next__(self) -> str:
        line = self._again.pop() if self._again else next(self._stream)
        self.number += 1
        self._row.append(line)
        return line

    def begin_row(self) -> int:
        self._row = []
        return self.number + 1

    def back_to_second_line(self) -> None:
        rest = self._row[1:]
        self._again.extend(reversed(rest))
        self.number -= len(rest)


class _Table:
    """A CSV file of a known layout. Iterating gives (line, values of a skill) or RowProblem."""

    def __init__(self, stream: TextIO, name: str) -> None:
        """Reads the heading. Raises ImportProblem if it is not one that we know."""
        self.name = name
        self._lines = _Lines(stream)
        # Strict, because a reader that makes do with a missing quotation mark runs rows together.
        self._reader = csv.reader(self._lines, strict=True)
        try:
            heading = next(filter(None, self._reader), [])
        except csv.Error:
            heading = []
        self._width = len(heading)
        places = {title.strip().lower(): place for place, title in enumerate(heading)}
        for layout in LAYOUTS:
            if places.keys() >= set(layout.values()):
                self._columns = {name: places[title] for name, title in layout.items()}
                self._titles = {name: heading[place] for name, place in self._columns.items()}
                return
        raise ImportProblem(
            _(
                "%(file)s does not begin with a heading that we know: give the skills file of "
                "ESCO’s CSV download, unpacked, with commas between its columns."
            )
            % {"file": name}
        )

    def __iter__(self) -> Iterator[tuple[int, dict[str, str]] | RowProblem]:
        while True:
            line = self._lines.begin_row()
            try:
                row = next(self._reader)
            except StopIteration:
                return
            except csv.Error:
                # The quotation mark that ends this row's cell may be in a row far below.
                self._lines.back_to_second_line()
                yield self.problem(line, _("A quotation mark is missing or one too many."))
                continue
            if not row:
                continue
            message = self._mistake_in(row)
            if message:
                yield self.problem(line, message)
                continue
            values = self._values(row)
            message = self._mistake_in_values(values)
            yield self.problem(line, message) if message else (line, values)

    def problem(self, line: int, message: str) -> RowProblem:
        return RowProblem(line=line, file=self.name, message=message)

    def _mistake_in(self, row: list[str]) -> str:
        if len(row) != self._width:
            return _("The number of columns is %(found)d; in the heading it is %(expected)d.") % {
                "found": len(row),
                "expected": self._width,
            }
        if any("\0" in cell for cell in row):
            return _("It has a character that is not text (a zero byte).")
        return ""

    def _values(self, row: list[str]) -> dict[str, str]:
        values = {name: row[place].strip() for name, place in self._columns.items()}
        values["label"] = " ".join(values["label"].split())
        values["description"] = "\n".join(values["description"].splitlines())
        # One name a line in most files; with bars between them in some.
        others = values["alternative_labels"].replace(" | ", "\n").splitlines()
        names = dict.fromkeys(name.strip() for name in others)
        values["alternative_labels"] = "\n".join(
            name for name in names if name and name != values["label"]
        )
        return values

    def _mistake_in_values(self, values: dict[str, str]) -> str:
        for name in ("label", "uri"):
            if not values[name]:
                return _("There is nothing under %(column)s.") % {"column": self._titles[name]}
        if not _is_web_address(values["uri"]):
            return _("“%(uri)s” is not a URI that begins with http:// or https://.") % {
                "uri": values["uri"][:100]
            }
        for name, value in values.items():
            longest = Skill._meta.get_field(name).max_length
            if longest and len(value) > longest:
                return _(
                    "%(column)s is %(found)d characters long; no more than %(longest)d fit."
                ) % {"column": self._titles[name], "found": len(value), "longest": longest}
        return ""


def _is_web_address(uri: str) -> bool:
    try:
        parts = urlsplit(uri)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.netloc) and uri.split() == [uri]


def _load(stream: TextIO, name: str, about: dict[str, str], strict: bool) -> ImportResult:
    table = _Table(stream, name)
    result = ImportResult()
    to_index: list[str] = []
    with transaction.atomic():
        result.framework, _created = Framework.objects.get_or_create(
            kind=Framework.Kind.REFERENCE, identifier=about["identifier"], defaults=about
        )
        rows = _readable(table, result.problems)
        while batch := list(islice(rows, BATCH)):
            _save(batch, result, to_index)
        if strict and result.problems:
            transaction.set_rollback(True)
            return ImportResult(problems=result.problems)
    _index(result.framework, to_index)
    return result


def _readable(table: _Table, problems: list[RowProblem]) -> Iterator[dict[str, str]]:
    """The rows to save, each URI once; every other row is added to ``problems``."""
    lines: dict[str, int] = {}
    for row in table:
        if isinstance(row, RowProblem):
            problems.append(row)
            continue
        line, values = row
        first = lines.setdefault(values["uri"], line)
        if first == line:
            yield values
        else:
            message = _("The URI is already on line %(line)d; that row was used.")
            problems.append(table.problem(line, message % {"line": first}))


def _save(batch: list[dict[str, str]], result: ImportResult, to_index: list[str]) -> None:
    framework = result.framework
    known = {
        skill.uri: skill
        for skill in Skill.objects.filter(
            framework=framework, uri__in=[values["uri"] for values in batch]
        )
    }
    new, changed = [], []
    for values in batch:
        skill = known.get(values["uri"])
        if skill is None:
            new.append(Skill(framework=framework, **values))
            to_index.append(values["uri"])
            continue
        differing = [name for name in CONTENT if getattr(skill, name) != values[name]]
        if not differing:
            result.unchanged += 1
            continue
        for name in differing:
            setattr(skill, name, values[name])
        changed.append(skill)
        if not set(SEARCHED).isdisjoint(differing):
            to_index.append(skill.uri)
    Skill.objects.bulk_create(new)
    Skill.objects.bulk_update(changed, CONTENT)
    result.added += len(new)
    result.changed += len(changed)


def _index(framework: Framework, uris: Iterable[str]) -> None:
    """Tell the search index, which hears of single saves only, never of bulk ones.

    Wagtail's SQLite index takes new skills together but renamed ones one by one.
    """
    uris = iter(uris)
    while batch := list(islice(uris, BATCH)):
        skills = list(Skill.objects.filter(framework=framework, uri__in=batch))
        for skill in skills:
            skill.framework = framework  # the index asks each of them
        for backend in get_search_backends(with_auto_update=True):
            try:
                backend.add_bulk(Skill, skills)
            except Exception:
                if not backend.catch_indexing_errors:
                    raise
                # The skills are saved; ``manage.py update_index`` mends the index later.
                logger.exception("Skills could not be added to the search index")
