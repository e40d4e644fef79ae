"""The reference says what the code has: no more, no less, and in the same words."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.management import load_command_class
from django.core.management.base import BaseCommand
from django.template import Library
from django.template.library import import_library
from django.urls import URLPattern

import wagtail_cofl
from wagtail_cofl import settings, urls
from wagtail_cofl.openbadges.verification import common, records
from wagtail_cofl.openbadges.verification.tokens import CLAIMS

PACKAGE = Path(wagtail_cofl.__file__).parent
REFERENCE = PACKAGE.parent / "docs" / "reference"
COMMANDS = sorted(p.stem for p in PACKAGE.glob("management/commands/[a-z]*.py"))
CHECK_ID = re.compile(r"wagtail_cofl\.[EW]\d{3}")
#: Options of every command in Django.
DJANGOS_OWN = {
    action.dest
    for action in BaseCommand().create_parser("manage.py", "x")._actions
    if action.dest != "help"
} | {"help"}


def page(name: str) -> str:
    return (REFERENCE / f"{name}.md").read_text(encoding="utf-8")


def rows(text: str) -> list[list[str]]:
    """The cells of every table row."""
    lines = re.findall(r"^\| (.*) \|$", text, re.M)
    return [[cell.strip() for cell in re.split(r"(?<!\\)\|", line)] for line in lines]


def names(text: str) -> list[str]:
    """What the first cell of each row names in backticks."""
    return [match[1] for cells in rows(text) if (match := re.fullmatch(r"`(.+)`", cells[0]))]


# --- settings -------------------------------------------------------------------------------------


def test_every_setting_is_described_with_its_default() -> None:
    described = re.findall(r"^`([A-Z_]+)`\n: Default `([^`]*)`\.", page("settings"), re.M)
    assert {name: ast.literal_eval(value) for name, value in described} == settings.DEFAULTS
    assert [name for name, _value in described] == list(settings.DEFAULTS)


def test_the_settings_module_says_the_same() -> None:
    table = re.findall(r"^``([A-Z_]+)`` +``([^`]*)``", settings.__doc__ or "", re.M)
    assert {name: ast.literal_eval(value) for name, value in table} == settings.DEFAULTS


# --- checks ---------------------------------------------------------------------------------------


def ids_in(tree: ast.AST) -> set[str]:
    return {
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and CHECK_ID.fullmatch(node.value)
    }


def check_functions() -> Iterator[ast.FunctionDef]:
    for node in ast.parse((PACKAGE / "checks.py").read_text(encoding="utf-8")).body:
        if isinstance(node, ast.FunctionDef) and node.decorator_list:
            yield node


def runs_on_deploy(function: ast.FunctionDef) -> bool:
    return any("deploy=True" in ast.unparse(decorator) for decorator in function.decorator_list)


def test_every_check_has_one_row() -> None:
    in_code = set()
    for path in PACKAGE.rglob("*.py"):
        in_code |= ids_in(ast.parse(path.read_text(encoding="utf-8")))
    described = names(page("checks"))
    assert len(in_code) > 8
    assert sorted(described) == sorted(in_code)


def test_checks_before_going_live_stand_apart() -> None:
    always, _heading, live = page("checks").partition("## Before going live")
    on_deploy = set().union(*(ids_in(f) for f in check_functions() if runs_on_deploy(f)))
    assert on_deploy
    assert set(names(live)) == on_deploy
    assert on_deploy.isdisjoint(names(always))


# --- commands -------------------------------------------------------------------------------------


def usage_of(command: str) -> str:
    """The line in the page that shows how the command is called."""
    sections = re.split(r"^## `", page("commands"), flags=re.M)
    (section,) = (s for s in sections if s.startswith(f"{command}`\n"))
    (line,) = re.findall(rf"^python manage\.py {command}(.*)$", section, re.M)
    return line


def options(command: str) -> tuple[set[str], set[str], int]:
    """(all options, those that must be given, how many positional arguments) in the code."""
    parser = load_command_class("wagtail_cofl", command).create_parser("manage.py", command)
    own = [action for action in parser._actions if action.dest not in DJANGOS_OWN]
    named = [action for action in own if action.option_strings]
    return (
        {action.option_strings[-1] for action in named},
        {action.option_strings[-1] for action in named if action.required},
        len(own) - len(named),
    )


def test_every_command_has_a_section() -> None:
    described = re.findall(r"^## `(\w+)`$", page("commands"), re.M)
    assert COMMANDS
    assert [name for name in described if name.startswith("cofl_")] == COMMANDS


@pytest.mark.parametrize("command", COMMANDS)
def test_every_option_is_shown_and_none_that_is_not_there(command: str) -> None:
    usage = usage_of(command)
    there, required, positional = options(command)
    optional = "".join(re.findall(r"\[.*?\]", usage))
    given = re.sub(r"\[.*?\]", "", usage)
    assert set(re.findall(r"--[\w-]+", usage)) == there
    assert set(re.findall(r"--[\w-]+", given)) == required
    assert set(re.findall(r"--[\w-]+", optional)) == there - required
    words = re.sub(r"--[\w-]+( [A-Z][A-Z-]*)?", "", given).split()
    assert len(words) == positional, usage


# --- addresses ------------------------------------------------------------------------------------


def address(pattern: URLPattern) -> str:
    """``/cofl/claim/<code>/`` for a pattern, however it is written."""
    route = str(pattern.pattern).removeprefix("^").removesuffix("$")
    return "/" + re.sub(r"<\w+:(\w+)>|\(\?P<(\w+)>.*?\)", r"<\1\2>", route)


def test_every_address_is_described() -> None:
    described = names(page("documents-and-addresses"))
    in_code = {address(pattern) for pattern in urls.urlpatterns}
    assert len(described) == len(set(described)), "an address has two rows"
    assert in_code - set(described) == set(), "these have no row"
    assert set(described) - in_code == set(), "these rows have no address"


# --- verification ---------------------------------------------------------------------------------

VERIFICATION = PACKAGE / "openbadges" / "verification"
#: Where a function that makes a check has its code among its arguments.
CODE_AT = {"fail": 1, "cannot": 1, "warned": 1, "Check": 2, "_not_known": 0, "_bad_list": 0}
#: Which codes begin with the name of the check, and of which checks.
LOOKED_UP = ("badge", "hosted", "issuer", "parse", "proof", "refresh", "status")


def trees() -> Iterator[ast.AST]:
    for path in sorted(VERIFICATION.glob("*.py")):
        yield ast.parse(path.read_text(encoding="utf-8"))


def written(node: ast.AST, places: dict[str, tuple[str, ...]]) -> set[str]:
    """The texts that stand there, with every text in the place of a variable."""
    if isinstance(node, ast.Constant):
        return {str(node.value)}
    if isinstance(node, ast.JoinedStr):
        first, rest = node.values
        assert isinstance(first, ast.FormattedValue)
        assert isinstance(rest, ast.Constant)
        return {f"{value}{rest.value}" for value in places[ast.unparse(first.value)]}
    return set()


def codes_in_code() -> set[str]:
    places = {"name": LOOKED_UP, "claim": CLAIMS}
    found = set()
    for tree in trees():
        for node in ast.walk(tree):
            if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "code":
                found |= written(node.value, places)
            if not isinstance(node, ast.Call):
                continue
            called = ast.unparse(node.func).rpartition(".")[2]
            at = CODE_AT.get(called)
            if at is not None and len(node.args) > at:
                own = {"name": ()} if called == "Check" else {}
                found |= written(node.args[at], {**places, **own})
    return found


def check_names_in_code() -> set[str]:
    found = {records.NAME}
    for tree in trees():
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and len(node.args) > 1:
                called = ast.unparse(node.func).rpartition(".")[2]
                if called in {"fail", "cannot", "warned", "passed", "skipped", "Check"}:
                    found |= written(node.args[0], {})
    return found


def test_every_check_of_a_badge_is_described() -> None:
    told, _heading, _rest = page("verification").partition("## Codes")
    assert set(names(told)) == check_names_in_code() | {"vouched"}


def test_every_code_of_a_verification_is_described_once() -> None:
    _told, _heading, rest = page("verification").partition("## Codes")
    described = names(rest)
    assert len(described) == len(set(described)), "a code has two rows"
    in_code = codes_in_code()
    assert len(in_code) > 60
    assert in_code - set(described) == set(), "these have no row"
    assert set(described) - in_code == set(), "these rows have no code"


def test_codes_of_what_could_not_be_had_belong_to_checks_that_look_something_up() -> None:
    assert set(common._UNREACHABLE) == set(LOOKED_UP)


# --- the look -------------------------------------------------------------------------------------


def section(name: str, heading: str) -> str:
    return page(name).split(f"\n## {heading}\n", 1)[1].split("\n## ", 1)[0]


def test_every_token_is_described_with_its_value() -> None:
    css = (PACKAGE / "static/wagtail_cofl/css/cofl.css").read_text(encoding="utf-8")
    (rule,) = re.findall(r"^:where\(\.cofl\) \{\n(.*?)\n\}", css, re.M | re.S)
    unset = re.findall(r"(--cofl-[\w-]+)", " ".join(re.findall(r"/\*.*?\*/", rule, re.S)))
    values = dict(re.findall(r"^ +(--[\w-]+): (.+);$", rule, re.M))
    assert values
    in_code = dict.fromkeys(unset, "the page's own") | {k: f"`{v}`" for k, v in values.items()}
    described = {c[0].strip("`"): c[1] for c in rows(section("look", "Tokens")) if "--" in c[0][:3]}
    assert described == in_code


def test_every_block_is_described() -> None:
    html = (PACKAGE / "templates/wagtail_cofl/base.html").read_text(encoding="utf-8")
    assert set(names(section("look", "Blocks"))) == set(re.findall(r"block (cofl_\w+)", html))


def test_every_template_tag_for_sites_is_described() -> None:
    """Those whose names begin with ``cofl_``; the others are for our own templates."""
    library: Library = import_library("wagtail_cofl.templatetags.cofl")
    ours = {name for name in {*library.tags, *library.filters} if name.startswith("cofl_")}
    described = set(re.findall(r"^`{% (cofl_\w+)", page("look"), re.M))
    assert described == ours
