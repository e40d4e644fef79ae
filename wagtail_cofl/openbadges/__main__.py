"""Badges on the command line, without Django, a database or the network.

``python -m wagtail_cofl.openbadges verify|bake|unbake|inspect FILE``
"""

import argparse
import json
import os
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import NoReturn

from .baking import KEYWORDS, BadPicture, Bakeable
from .inspecting import NotABadge, badge_texts, describe, is_address, version_of
from .verification import CannotFetch, Report, Status, verify

VALID, NOT_VALID, COULD_NOT_CHECK, UNREADABLE = range(4)
EXIT = {"valid": VALID, "not_valid": NOT_VALID, "could_not_check": COULD_NOT_CHECK}
ANSWERS = {
    "valid": "This badge is real.",
    "not_valid": "Do not trust this badge.",
    "could_not_check": "This badge could not be checked.",
}
SIGNS = {
    Status.PASS: "✓",
    Status.WARN: "!",
    Status.FAIL: "✗",
    Status.CANNOT: "?",
    Status.NOT_APPLICABLE: "-",
}
MAX_BYTES = 5_000_000


class Problem(Exception):
    """What was asked for cannot be done. ``str()`` is a sentence."""


class Parser(argparse.ArgumentParser):
    """Exits as the commands do: 2 would be an answer."""

    def error(self, message: str) -> NoReturn:
        self.exit(UNREADABLE, f"{message} (see --help)\n")


def _read(name: str) -> bytes:
    if is_address(name):
        raise Problem(f"{name} is an address: manage.py cofl_verify looks things up on the web.")
    try:
        if name == "-":
            data = sys.stdin.buffer.read(MAX_BYTES + 1)
        else:
            with Path(name).open("rb") as file:
                data = file.read(MAX_BYTES + 1)
    except OSError as error:
        raise Problem(f"{name} cannot be read: {error.strerror}.") from error
    if len(data) > MAX_BYTES:
        raise Problem(f"{name} is too big: a badge has at most 5 MB.")
    return data


def _write(name: str, data: bytes, *, force: bool) -> None:
    """To a file beside it first: whatever happens, ``name`` is whole, old or new."""
    if name == "-":
        sys.stdout.buffer.write(data)
        return
    path = Path(name)
    if path.exists() and not force:
        raise Problem(f"{name} is there already; give --force to write over it.")
    aside = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        try:
            aside.write_bytes(data)
            aside.replace(path)
        finally:
            aside.unlink(missing_ok=True)
    except OSError as error:
        raise Problem(f"{name} cannot be written: {error.strerror}.") from error


def _say(*lines: str) -> None:
    """In UTF-8, as documents are, whatever the terminal is set to."""
    sys.stdout.buffer.write("".join(f"{line}\n" for line in lines).encode("utf-8", "replace"))


class Files:
    """The ``fetch`` of a verification: what was given for an address, and nothing else."""

    def __init__(self, given: list[str]) -> None:
        self.missed: list[str] = []
        self._bodies: dict[str, bytes] = {}
        for pair in given:
            # An address may have "=" in its query, and so may the name of a file: the last one
            # parts them.
            url, equals, name = pair.rpartition("=")
            if not equals or not is_address(url):
                raise Problem(f"--look-up {pair} is not ADDRESS=FILE.")
            self._bodies[url] = _read(name)

    def __call__(self, url: str, accept: str) -> bytes:
        if url not in self._bodies:
            self.missed.append(url)
            raise CannotFetch("Nothing is looked up on the web here.")
        return self._bodies[url]


def _moment(text: str) -> datetime:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"{text} is not a date such as 2026-11-25") from error
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _verify(given: argparse.Namespace) -> int:
    fetch = Files(given.look_up)
    now = given.now or datetime.now(UTC)
    report = verify(_read(given.file), fetch=fetch, now=now, email=given.email)
    if given.json:
        _say(json.dumps(report.to_dict(), ensure_ascii=False, indent=2))
    else:
        _tell(report)
    if fetch.missed:
        for url in dict.fromkeys(fetch.missed):
            sys.stderr.write(f"Not looked up: {ascii(url)[1:-1]}\n")
        sys.stderr.write(
            "Give it with --look-up ADDRESS=FILE; manage.py cofl_verify looks on the web.\n"
        )
    return EXIT[report.verdict]


def _tell(report: Report) -> None:
    told = (f"{SIGNS[c.status]} {c.sentence} {c.explanation}".rstrip() for c in report.checks)
    _say(*("".join(s if s.isprintable() else " " for s in line) for line in told))
    _say(ANSWERS[report.verdict])


def _bake(given: argparse.Namespace) -> int:
    if is_address(given.credential):
        text = given.credential
    else:
        (text,) = badge_texts(_read(given.credential)).values()
    version = version_of(text)
    for known in KEYWORDS:
        if version == known:
            baked = Bakeable(_read(given.picture)).bake(text, version=known)
            _write(given.out, baked, force=given.force)
            return 0
    raise Problem(f"{given.credential} is no badge: a credential or an assertion is baked.")


def _unbake(given: argparse.Namespace) -> int:
    found = badge_texts(_read(given.picture))
    if "" in found:
        raise Problem(f"{given.picture} is neither a PNG nor an SVG picture.")
    if given.version:
        keyword = KEYWORDS[given.version]
        found = {keyword: found[keyword]} if keyword in found else {}
    if not found:
        raise Problem(f"There is no badge of version {given.version} in this picture.")
    if given.out == "-":
        _say(*found.values())
    elif len(found) > 1:
        raise Problem("The picture holds two badges; choose one with --version.")
    else:
        (text,) = found.values()
        _write(given.out, text.encode(), force=given.force)
    return 0


def _inspect(given: argparse.Namespace) -> int:
    _say(*describe(_read(given.file)))
    return 0


def _parser() -> Parser:
    parser = Parser(
        prog="python -m wagtail_cofl.openbadges",
        description="Open Badges 3.0 and 2.0: check, put into pictures, take out, look inside. "
        "Nothing is looked up on the web. “-” is the standard input or output.",
    )
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    def command(name: str, run: Callable[[argparse.Namespace], int], help: str) -> Parser:
        added = commands.add_parser(name, help=help, description=help)
        added.set_defaults(run=run)
        return added

    check = command(
        "verify",
        _verify,
        "Check a badge: exit 0 valid, 1 not valid, 2 could not check, 3 unreadable.",
    )
    check.add_argument("file", metavar="FILE", help="a picture, JSON or a token")
    check.add_argument("--email", help="was it given to this address?")
    check.add_argument(
        "--look-up",
        action="append",
        default=[],
        metavar="ADDRESS=FILE",
        help="what stands at an address that the badge names; may be given often",
    )
    check.add_argument(
        "--now", type=_moment, metavar="DATE", help="check as on this day, e.g. 2026-11-25"
    )
    check.add_argument("--json", action="store_true", help="the report for machines")

    into = command("bake", _bake, "Put a badge into a PNG or SVG picture.")
    into.add_argument("picture", metavar="PICTURE")
    into.add_argument("credential", metavar="CREDENTIAL", help="JSON, a token, or an address")
    into.add_argument("-o", "--out", required=True, metavar="OUT")
    into.add_argument("--force", action="store_true", help="write over OUT")

    out_of = command("unbake", _unbake, "Take the text of a badge out of a picture.")
    out_of.add_argument("picture", metavar="PICTURE")
    out_of.add_argument("-o", "--out", default="-", metavar="OUT")
    out_of.add_argument("--version", choices=list(KEYWORDS), help="only a badge of this version")
    out_of.add_argument("--force", action="store_true", help="write over OUT")

    look = command("inspect", _inspect, "Say what is inside a badge, without checking any of it.")
    look.add_argument("file", metavar="FILE", help="a picture, JSON or a token")
    return parser


def main(arguments: list[str] | None = None) -> int:
    """The exit code. What goes wrong is told in one sentence, and nothing is written."""
    given = _parser().parse_args(arguments)
    try:
        code: int = given.run(given)
        sys.stdout.flush()
    except BrokenPipeError:  # who reads has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return UNREADABLE
    except (Problem, NotABadge, BadPicture) as problem:
        sys.stderr.write(f"{problem}\n")
        return UNREADABLE
    return code


if __name__ == "__main__":
    sys.exit(main())
