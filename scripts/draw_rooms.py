"""Draw the rooms of the house: ``python scripts/draw_rooms.py`` writes ``docs/images/rooms.svg``.

What is drawn is the table of rooms in ``docs/explanation/architecture.md``, whose last column says
which rooms each one uses. A test compares that table with the imports in the code, and the picture
with the table, so neither can grow old.
"""

import re
from dataclasses import dataclass
from pathlib import Path
from xml.sax.saxutils import escape

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs" / "explanation" / "architecture.md"
PICTURE = ROOT / "docs" / "images" / "rooms.svg"

# All lengths are in the picture's own units; it is scaled to the width of the page.
WIDE, HIGH = 144, 36
ACROSS, DOWN = 92, 58
EDGE, ARROW = 24, 7

PAPER, INK, SOFT, LINE, ROOM = "#fdf9f1", "#16222c", "#4b5863", "#0a6e78", "#0a2f3c"
FONT = "system-ui, -apple-system, 'Segoe UI', Roboto, sans-serif"
LEGEND = (
    "A dot joins a room to one that it uses:",
    "go left from a room to a dot, then up to the arrow.",
    "Arrows never point down. Screens are left out:",
    "they may look at any room.",
)


@dataclass(frozen=True)
class Room:
    """``uses`` are the names of the rooms whose code this one's models and verbs import."""

    name: str
    uses: tuple[str, ...]


def read_rooms(page: Path = PAGE) -> list[Room]:
    """The rooms as the page's table has them, in its order."""
    rows = re.findall(r"^\| `(\w+)` \|.*\| ([^|]*) \|$", page.read_text(encoding="utf-8"), re.M)
    return [Room(name, tuple(re.findall(r"`(\w+)`", uses))) for name, uses in rows]


def draw(rooms: list[Room]) -> str:
    """The picture as SVG. It has a ground of its own, so that it reads on any page's."""
    left = {room.name: EDGE + ACROSS * i for i, room in enumerate(rooms)}
    top = {room.name: EDGE + DOWN * i for i, room in enumerate(rooms)}
    width = EDGE * 2 + ACROSS * (len(rooms) - 1) + WIDE
    height = EDGE * 2 + DOWN * (len(rooms) - 1) + HIGH
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" role="img"'
        f' font-family="{FONT}">',
        f"<title>{escape(_in_words(rooms))}</title>",
        f'<rect width="{width}" height="{height}" rx="14" fill="{PAPER}"/>',
    ]
    for room in rooms:
        parts += [_arrow(room.name, used, left, top) for used in room.uses]
    for room in rooms:
        x, y = left[room.name], top[room.name]
        parts.append(
            f'<rect x="{x}" y="{y}" width="{WIDE}" height="{HIGH}" rx="9" fill="{ROOM}"/>'
            f'<text x="{x + WIDE / 2:g}" y="{y + HIGH / 2 + 5:g}" text-anchor="middle" font-size="16"'
            f' font-weight="600" fill="#fff">{room.name}</text>'
        )
    for number, line in enumerate(LEGEND):
        parts.append(
            f'<text x="{width - EDGE}" y="{EDGE + 20 + 24 * number}" text-anchor="end"'
            f' font-size="16" fill="{SOFT if number else INK}">{escape(line)}</text>'
        )
    return "\n".join([*parts, "</svg>", ""])


def _arrow(user: str, used: str, left: dict[str, int], top: dict[str, int]) -> str:
    """From the left of the user's box to below the used one's middle, and up into it."""
    x, y = left[used] + WIDE / 2, top[user] + HIGH / 2
    end = top[used] + HIGH
    return (
        f'<g data-user="{user}" data-used="{used}">'
        f'<path d="M{left[user]} {y:g}H{x:g}V{end + ARROW}"'
        f' fill="none" stroke="{LINE}" stroke-width="2"/>'
        f'<path d="M{x:g} {end}l{ARROW - 1} {ARROW * 1.6:g}h-{2 * ARROW - 2}z" fill="{LINE}"/>'
        f'<circle cx="{x:g}" cy="{y:g}" r="5" fill="{LINE}"/></g>'
    )


def _in_words(rooms: list[Room]) -> str:
    using = [f"{room.name} uses {', '.join(room.uses)}" for room in rooms if room.uses]
    return "The rooms from top to bottom: " + "; ".join(using) + "."


if __name__ == "__main__":
    PICTURE.write_text(draw(read_rooms()), encoding="utf-8")
