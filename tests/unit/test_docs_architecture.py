"""The map of the house shows the house: rooms, their order and their arrows are those of the code."""

import re
import tomllib
from importlib import import_module

import grimp
import pytest

from scripts.draw_rooms import PAGE, PICTURE, ROOT, Room, draw, read_rooms

LINTER = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]


@pytest.fixture(scope="module")
def drawn() -> list[Room]:
    return read_rooms()


@pytest.fixture(scope="module")
def graph() -> grimp.ImportGraph:
    return grimp.build_graph("wagtail_cofl", cache_dir=None)


def screens() -> set[str]:
    """The modules of a room that import-linter lets look anywhere."""
    (rooms,) = (c for c in LINTER["contracts"] if c["id"] == "rooms")
    found = (re.match(r"wagtail_cofl\.\*\.(\w+)", line) for line in rooms["ignore_imports"])
    return {match[1] for match in found if match}


def real_arrows(graph: grimp.ImportGraph, rooms: list[str]) -> dict[str, dict[str, str]]:
    """For each room the rooms that its models and verbs import, each with one module that does."""
    left_out = screens()
    assert {"views", "admin", "page_mixins"} <= left_out
    arrows: dict[str, dict[str, str]] = {room: {} for room in rooms}
    for module in sorted(graph.modules):
        _package, *parts = module.split(".")
        if not parts or parts[0] not in arrows or (len(parts) > 1 and parts[1] in left_out):
            continue
        for imported in graph.find_modules_directly_imported_by(module):
            room = imported.removeprefix("wagtail_cofl.").partition(".")[0]
            if room in arrows and room != parts[0]:
                arrows[parts[0]].setdefault(room, module)
    return arrows


def test_the_table_has_the_rooms_in_their_order(drawn: list[Room]) -> None:
    (rooms,) = (c for c in LINTER["contracts"] if c["id"] == "rooms")
    assert [room.name for room in drawn] == rooms["layers"][::-1]


def test_the_arrows_are_those_of_the_code(drawn: list[Room], graph: grimp.ImportGraph) -> None:
    names = [room.name for room in drawn]
    real = real_arrows(graph, names)
    wrong = []
    for room in drawn:
        wrong += [
            f"{room.name} uses {used} (in {real[room.name][used]}), and the table does not say so"
            for used in names
            if used in real[room.name] and used not in room.uses
        ]
        wrong += [
            f"the table says that {room.name} uses {used}, and nothing there imports it"
            for used in room.uses
            if used not in real[room.name]
        ]
    assert not wrong, "\n".join(wrong)


def test_the_picture_is_drawn_from_the_table(drawn: list[Room]) -> None:
    said = "Run: python scripts/draw_rooms.py"
    assert PICTURE.read_text(encoding="utf-8") == draw(drawn), said
    arrows = re.findall(r'data-user="(\w+)" data-used="(\w+)"', PICTURE.read_text())
    assert arrows == [(room.name, used) for room in drawn for used in room.uses]


def test_the_page_shows_the_picture() -> None:
    assert re.search(r"^!\[[^\]]{40,}\]\(\.\./images/rooms\.svg\)$", PAGE.read_text(), re.M)


def test_what_the_page_names_is_there(graph: grimp.ImportGraph) -> None:
    """Every function or module that a walk names as ``room.module`` or ``module.function()``."""
    text = PAGE.read_text(encoding="utf-8")
    named = set(re.findall(r"`((?:\w+\.)+\w+)(?:\(\))?`", text))
    rooms = {room.name for room in read_rooms()}
    checked = 0
    for name in sorted(named):
        room, _dot, rest = name.partition(".")
        if room not in rooms:
            continue
        module, _dot, attribute = rest.partition(".")
        found = import_module(f"wagtail_cofl.{room}.{module}")
        assert not attribute or hasattr(found, attribute), f"there is no {name}"
        checked += 1
    assert checked >= 6


def test_every_model_in_the_table_is_in_its_room() -> None:
    rows = re.findall(
        r"^\| `(\w+)` \|[^|]*\| ([^|]*) \|[^|]*\|$", PAGE.read_text(encoding="utf-8"), re.M
    )
    for room, contents in rows:
        for model in re.findall(r"`([A-Z]\w+)`", contents):
            models = import_module(f"wagtail_cofl.{room}.models")
            assert hasattr(models, model), f"{room} has no {model}"
