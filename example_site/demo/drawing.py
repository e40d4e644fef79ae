"""Draws badge pictures in one language, so that a wall of badges reads like one set.

Shape says the layer, colour the area, the glyph the subject, the ring who checked it; a star means
endorsed and a ribbon ends a playlist. There is no lettering: the name always stands beside the
picture. Colours are fixed, so that a badge looks the same on every page and on paper.
"""

from math import cos, pi, sin

from .glyphs import GLYPHS

CREAM = "#fff6e3"
LAMP = "#ffc845"
NIGHT = "#0a1620"
AREAS = {
    "making": "#b3401f",
    "digital": "#4547b8",
    "care": "#b0306a",
    "sea": "#0a6e78",
    "food": "#8a5a00",
    "arts": "#7a3fb0",
    "work": "#2f6b2f",
    "people": "#0f6aa8",
}
MIDDLE = 60.0
# How high the glyph's middle lies, and how large it is: a shield is full at the top, and a diamond
# has the least room in its corners.
PLACES = {
    "engage": (60, 2.6),
    "participate": (60, 2.4),
    "demonstrate": (60, 2.45),
    "lead": (56.5, 2.35),
    "own": (60, 2.1),
}
LAYERS = tuple(PLACES)


def badge(
    layer: str, area: str, glyph: str, ring: int = 1, star: bool = False, ribbon: bool = False
) -> str:
    """One badge as an SVG document, 120 units square, or 136 high with a ribbon.

    ``layer`` is one of LAYERS, ``area`` a key of AREAS, ``glyph`` a key of GLYPHS; ``ring`` is 1
    (the issuer checked it), 2 (another organisation) or 3 (an independent body; drawn as a rope).
    Raises KeyError for an unknown area or glyph, ValueError for an unknown layer or ring.
    """
    if layer not in LAYERS:
        raise ValueError(f"no layer {layer!r}")
    if ring not in (1, 2, 3):
        raise ValueError("ring is 1, 2 or 3")
    colour = AREAS[area]
    body = _outline(layer, 51)
    height = 136 if ribbon else 120
    y, scale = PLACES[layer]
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 120 {height}">',
        _ribbon() if ribbon else "",
        f'<path d="{_outline(layer, 55)}" fill="{_mix(colour, NIGHT, 0.48)}"/>',
        f'<path d="{body}" fill="{colour}"/>',
        f'<clipPath id="body"><path d="{body}"/></clipPath>',
        f'<path clip-path="url(#body)" d="M0 0H120L0 120z" '
        f'fill="{_mix(colour, "#ffffff", 0.13)}"/>',
        *_rings(layer, ring),
        f'<g transform="translate({MIDDLE - 12 * scale:g} {y - 12 * scale:g}) scale({scale:g})" '
        f'fill="none" stroke="{CREAM}" stroke-width="2.25" stroke-linecap="round" '
        f'stroke-linejoin="round">{GLYPHS[glyph]}</g>',
        _star() if star else "",
        "</svg>\n",
    ]
    return "".join(parts)


def _outline(layer: str, size: float) -> str:
    """The closed path of a layer's shape around the middle; ``size`` is about half its width."""
    if layer == "engage":
        half = f"a{size:g} {size:g} 0 0 1"
        return f"M{MIDDLE - size:g} 60{half} {size * 2:g} 0{half} -{size * 2:g} 0z"
    if layer == "participate":
        petals, bulge = 10, size * 0.31
        points = [_polar(size * 0.9, (i + 0.5) / petals) for i in range(petals)]
        arcs = "".join(f"A{bulge:.2f} {bulge:.2f} 0 0 1 {x:.2f} {y:.2f}" for x, y in points)
        return f"M{points[-1][0]:.2f} {points[-1][1]:.2f}{arcs}z"
    if layer == "demonstrate":
        return _rounded([_polar(size * 1.06, i / 6) for i in range(6)], size * 0.2)
    if layer == "own":
        return _rounded([_polar(size * 1.2, i / 4) for i in range(4)], size * 0.55)
    shield = [(-0.86, -0.86), (0, -1), (0.86, -0.86), (0.86, 0.2), (0, 1.04), (-0.86, 0.2)]
    return _rounded([(MIDDLE + x * size, MIDDLE + y * size) for x, y in shield], size * 0.2)


def _polar(radius: float, turn: float) -> tuple[float, float]:
    """A point ``turn`` of a full turn clockwise from the top."""
    return MIDDLE + radius * sin(turn * 2 * pi), MIDDLE - radius * cos(turn * 2 * pi)


def _rounded(corners: list[tuple[float, float]], cut: float) -> str:
    """A polygon whose corners are rounded from ``cut`` units before to ``cut`` units after."""
    path = []
    for i, (x, y) in enumerate(corners):
        before, after = corners[i - 1], corners[(i + 1) % len(corners)]
        ends = []
        for nx, ny in (before, after):
            length = ((nx - x) ** 2 + (ny - y) ** 2) ** 0.5
            ends.append((x + (nx - x) * cut / length, y + (ny - y) * cut / length))
        (ax, ay), (bx, by) = ends
        path.append(f"{'L' if path else 'M'}{ax:.2f} {ay:.2f}Q{x:.2f} {y:.2f} {bx:.2f} {by:.2f}")
    return "".join(path) + "z"


def _rings(layer: str, ring: int) -> list[str]:
    """One line, two lines, or a rope: told apart by pattern, not by colour."""
    line = f'fill="none" stroke="{CREAM}"'
    outer = f'<path d="{_outline(layer, 46)}" {line} '
    if ring == 3:
        return [outer + 'stroke-width="4.2" stroke-dasharray="6.5 3.5"/>']
    if ring == 2:
        return [
            outer + 'stroke-width="2.2"/>',
            f'<path d="{_outline(layer, 41.5)}" {line} stroke-width="2.2"/>',
        ]
    return [outer + 'stroke-width="2.6"/>']


def _star() -> str:
    points = [_polar(11.5 if i % 2 == 0 else 5, i / 10) for i in range(10)]
    path = "M" + "L".join(f"{x + 39:.2f} {y - 38.4:.2f}" for x, y in points) + "z"
    return (
        f'<circle cx="99" cy="21" r="18" fill="{LAMP}" stroke="#fffdf8" stroke-width="4"/>'
        f'<path d="{path}" fill="#3d2900" stroke="#3d2900" stroke-width="1.6" '
        f'stroke-linejoin="round"/>'
    )


def _ribbon() -> str:
    """Two tails behind the badge, each with a fold, so that it does not look like legs."""
    return (
        f'<path d="M38 92L19 127l15.5-2.5L42.5 136 62 100zM82 92l19 35-15.5-2.5L77.5 136'
        f' 58 100z" fill="{LAMP}"/>'
        f'<path d="M42.5 136L62 100l-8 2-14 24zM77.5 136L58 100l8 2 14 24z" '
        f'fill="{_mix(LAMP, "#8a5a00", 0.45)}"/>'
    )


def _mix(colour: str, other: str, share: float) -> str:
    """``colour`` with ``share`` (0 to 1) of ``other`` in it, both as #rrggbb."""
    pairs = ((int(colour[i : i + 2], 16), int(other[i : i + 2], 16)) for i in (1, 3, 5))
    return "#" + "".join(f"{round(a + (b - a) * share):02x}" for a, b in pairs)
