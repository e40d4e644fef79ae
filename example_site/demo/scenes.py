"""Six pictures for opportunities, 1200 by 600, in the flat shapes of the city's paving.

Lists cut a picture to a strip and pages show it whole, so what matters lies between y 90 and 510.
Each scene is a paving in two tints of one area's colour with things laid upon it.
"""

from math import cos, pi, sin

LAMP, PAPER, NIGHT = "#ffc845", "#fff6e3", "#0a2f3c"


def _scene(*parts: str) -> str:
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1200 600">'
        + "".join(parts)
        + "</svg>\n"
    )


def _paving(ground: str, stone: str, mark: str, seed: int) -> str:
    """Eight by four slabs of 150, each bare or with a quarter round, a half round or a dot."""
    laid = [f'<rect width="1200" height="600" fill="{ground}"/>']
    for i in range(32):
        x, y = i % 8 * 150, i // 8 * 150
        kind = (i * i * 7 + i * seed + seed) % 11
        colour = mark if (i * 5 + seed) % 13 == 0 else stone
        turn = (i * 3 + seed) % 4 * 90
        if kind < 4:
            shape = f'<path d="M0 0h150A150 150 0 0 1 0 150z" fill="{colour}"/>'
        elif kind < 6:
            shape = f'<path d="M0 75a75 75 0 0 1 150 0z" fill="{colour}"/>'
        elif kind == 6:
            shape = f'<circle cx="75" cy="75" r="42" fill="{colour}"/>'
        else:
            continue
        laid.append(f'<g transform="translate({x} {y}) rotate({turn} 75 75)">{shape}</g>')
    return "".join(laid)


def _circle(x: float, y: float, r: float, fill: str) -> str:
    return f'<circle cx="{x:g}" cy="{y:g}" r="{r:g}" fill="{fill}"/>'


def _path(d: str, fill: str) -> str:
    return f'<path d="{d}" fill="{fill}"/>'


def _line(d: str, stroke: str, width: float = 8) -> str:
    return (
        f'<path d="{d}" fill="none" stroke="{stroke}" stroke-width="{width:g}" '
        'stroke-linecap="round" stroke-linejoin="round"/>'
    )


def _at(x: float, y: float, turn: float, size: float, *parts: str) -> str:
    move = f"translate({x:g} {y:g}) rotate({turn:g}) scale({size:g})"
    return f'<g transform="{move}">{"".join(parts)}</g>'


def _waves(y: float, fill: str, width: float = 150, height: float = 26) -> str:
    """The sea from ``y`` down, its top a row of half rounds."""
    half = width / 2
    crests = f"q{half / 2:g} -{height:g} {half:g} 0t{half:g} 0" * (int(1200 / width) + 2)
    return _path(f"M-{half:g} {y:g}{crests}V600H-{half:g}z", fill)


def _star(x: float, y: float, r: float, fill: str, points: int = 5) -> str:
    corners = [
        (x + k * r * sin(i * pi / points), y - k * r * cos(i * pi / points))
        for i in range(points * 2)
        for k in [1 if i % 2 == 0 else 0.42]
    ]
    d = "M" + "L".join(f"{a:.1f} {b:.1f}" for a, b in corners) + "z"
    return (
        f'<path d="{d}" fill="{fill}" stroke="{fill}" stroke-width="{r / 3:g}" '
        'stroke-linejoin="round"/>'
    )


# --- things that more than one scene has --------------------------------------------------------


def _kite(left: str, right: str, tail: str) -> str:
    """A kite around its crossing, about 160 high, the tail below it."""
    bows = "".join(
        _path(f"M{x - 15} {y - 11}v22l15-11zM{x + 15} {y - 11}v22l-15-11z", tail)
        for x, y in ((4, 152), (-8, 206))
    )
    return (
        _line("M0 100c22 34-20 60-4 92s-22 40-12 66", tail, 5)
        + bows
        + _path("M0-70L-56 0 0 100z", left)
        + _path("M0-70L56 0 0 100z", right)
        + _path("M-56 0H0v100z", right)
        + _path("M56 0H0v100z", left)
    )


def _gull(colour: str) -> str:
    return _line("M-54 8c20-32 40-30 54 2 14-32 34-34 54-2", colour, 10)


def _sailing_boat(hull: str, sail: str, jib: str) -> str:
    return (
        _path("M-4-150h8V10h-8z", NIGHT)
        + _path("M10-146L96-8H10z", sail)
        + _path("M-10-120L-70-8h60z", jib)
        + _path("M-100 4H104L76 56H-70z", hull)
    )


# --- the scenes ---------------------------------------------------------------------------------


def _kite_festival() -> str:
    return _scene(
        _paving("#cfe3f3", "#bdd7ee", "#a3c8e6", 3),
        _circle(980, 190, 96, LAMP),
        _path(
            "M0 600V470a330 330 0 0 1 330-90 560 560 0 0 1 420 60 520 520 0 0 1 450-20v180z",
            "#e9c987",
        ),
        _path("M0 600v-60a520 520 0 0 1 500-50 620 620 0 0 0 700 10v100z", "#d9ae5e"),
        *(
            _line(f"M{x} {y}q-6-34-22-44M{x} {y}q4-40 2-62M{x} {y}q10-30 26-40", "#2f6b2f", 7)
            for x, y in ((96, 476), (158, 500), (1020, 452), (1108, 476))
        ),
        _line("M430 240Q510 380 542 442M790 250Q700 350 654 424", PAPER, 3),
        _at(250, 190, -18, 1.0, _kite("#b3401f", "#d8643f", "#7a2812")),
        _at(430, 240, 14, 0.8, _kite("#7a3fb0", "#9b6bc8", "#532a78")),
        _at(600, 160, -8, 0.95, _kite("#0a6e78", "#3f98a0", "#07484f")),
        _at(790, 250, 20, 0.75, _kite("#b0306a", "#cf6795", "#7c1f49")),
        # The crew: somebody large, somebody small, both looking up.
        _path("M560 560v-66a34 34 0 0 1 68 0v66z", NIGHT) + _circle(594, 436, 24, NIGHT),
        _path("M640 560v-40a25 25 0 0 1 50 0v40z", "#0f6aa8") + _circle(665, 476, 19, "#0f6aa8"),
        _line("M618 492l36-66M572 496l-30-50", NIGHT, 15),
    )


def _harbour_sounds() -> str:
    rings = "".join(
        f'<path d="M350 300m0-{r}a{r} {r} 0 0 1 0 {r * 2}" fill="none" stroke="{c}" stroke-width="26"/>'
        for r, c in ((150, "#7a3fb0"), (220, "#9b6bc8"), (290, "#b996da"), (360, "#d3bdea"))
    )
    return _scene(
        _paving("#e9def5", "#dccbee", "#c7ade2", 5),
        rings,
        _at(930, 150, 0, 1.1, _gull(NIGHT)),
        _at(1070, 220, 0, 0.7, _gull(NIGHT)),
        _at(700, 110, 0, 0.6, _gull(NIGHT)),
        _waves(452, "#3f98a0"),
        _at(960, 420, 0, 1.15, _sailing_boat("#b3401f", PAPER, LAMP)),
        _waves(492, "#0a6e78", 200, 30),
        _waves(546, "#07555d", 150, 22),
        # The microphone, in its woolly coat.
        _path("M332 380h36v220h-36z", NIGHT),
        _path("M214 292h34a102 102 0 0 0 204 0h34a136 136 0 0 1-272 0z", NIGHT),
        _path("M266 190a84 84 0 0 1 168 0v100a84 84 0 0 1-168 0z", "#5b2c87"),
        _path("M350 106a84 84 0 0 1 84 84v100a84 84 0 0 1-84 84z", "#47206c"),
        *(_line(f"M290 {y}h120", "#b996da", 10) for y in (180, 216, 252, 288)),
        _circle(350, 146, 12, LAMP),
    )


def _rockpool() -> str:
    legs = "".join(
        _line(f"M{s * 74} {y}q{s * 40} {y / 3 + 4} {s * 62} {y + 34}", "#b3401f", 16)
        for s in (-1, 1)
        for y in (10, 34, 54)
    )
    claws = "".join(
        _line(f"M{s * 70}-30Q{s * 130}-50 {s * 130}-104", "#b3401f", 20)
        + f'<g transform="translate({s * 128} -140) scale({s} 1)">'
        + _path("M8-44A48 48 0 1 0 46 14L4 0z", "#d8643f")
        + "</g>"
        for s in (-1, 1)
    )
    crab = (
        legs
        + claws
        + _line("M-26-60v-34M26-60v-34", "#b3401f", 12)
        + _path("M-100 4a100 74 0 0 1 200 0c0 44-46 70-100 70S-100 48-100 4z", "#d8643f")
        + _path("M-100 4a100 74 0 0 1 100-74V74C-54 74-100 48-100 4z", "#e58467")
        + _circle(-26, -100, 17, PAPER)
        + _circle(26, -100, 17, PAPER)
        + _circle(-22, -100, 8, NIGHT)
        + _circle(30, -100, 8, NIGHT)
        + _line("M-30 28q30 24 60 0", "#7a2812", 8)
    )
    weed = _line("M0 0c-40-50 30-80 0-130s20-70 4-104", "#2f6b2f", 22)
    return _scene(
        _paving("#d9c9a8", "#cbb88f", "#b9a373", 4),
        _path(
            "M90 330C60 170 230 70 420 96s260-34 430 10 330 60 290 250-210 190-420 170-270 50-430 10S110 470 90 330z",
            "#8b7a58",
        ),
        _path(
            "M130 326C110 200 250 112 420 134s262-30 416 10 288 60 262 212-190 150-378 134"
            "-268 44-412 8S146 436 130 326z",
            "#0a6e78",
        ),
        _path(
            "M200 300c-10-80 90-130 220-112s250-24 376 10 240 60 220 150-150 90-300 78-230 30-340 6-166-60-176-132z",
            "#2d8790",
        ),
        _line("M720 190q40-18 80 0M300 230q30-14 60 0M880 440q36-16 72 0", "#9fd0d3", 9),
        _at(236, 470, -8, 0.9, weed) + _at(286, 486, 10, 0.75, weed),
        _at(1010, 462, 8, 0.85, weed),
        _at(600, 350, 0, 1.05, crab),
        _star(890, 300, 74, LAMP) + _star(890, 300, 26, "#e0a11c"),
        _at(
            380,
            380,
            0,
            1,
            *(
                _line(f"M0 0L{64 * cos(a * pi / 7):.0f} {-64 * sin(a * pi / 7):.0f}", "#cf6795", 18)
                for a in range(8)
            ),
            _path("M-62 0h124v16a30 30 0 0 1-30 30h-64a30 30 0 0 1-30-30z", "#b0306a"),
        ),
        *(
            _circle(x, y, r, "#9fd0d3")
            for x, y, r in ((1030, 250, 12), (1056, 214, 7), (330, 270, 10), (352, 240, 6))
        ),
    )


def _bread() -> str:
    def loaf(crust: str, light: str, cut: str) -> str:
        return (
            _path(
                "M-150 70c-20 0-36-16-36-44C-186-50-100-90 0-90S186-50 186 26c0 28-16 44-36 44z",
                crust,
            )
            + _path("M-150 70c-20 0-36-16-36-44C-186-50-100-90 0-90V70z", light)
            + "".join(_line(f"M{x} 6l36-58", cut, 17) for x in (-100, -20, 60))
        )

    def ear(x: float, turn: float) -> str:
        grains = "".join(
            _path(
                f"M0 {y}c{s * 34}-6 {s * 40}-30 {s * 36}-46-{26 if s > 0 else -26} 4-36 20-{36 if s > 0 else -36} 46z",
                "#b98316",
            )
            for y in (-150, -200, -250)
            for s in (-1, 1)
        )
        return _at(
            x,
            560,
            turn,
            1,
            _line("M0 40V-250", "#8a5a00", 9),
            grains,
            _circle(0, -276, 15, "#b98316"),
        )

    return _scene(
        _paving("#f4e4bf", "#ecd6a2", "#e2c37a", 7),
        # The oven, with its door open.
        _path("M360 600V330a240 240 0 0 1 480 0v270z", "#8f4a2a"),
        _path("M600 90a240 240 0 0 1 240 240v270H600z", "#773a1e"),
        _path("M424 600V334a176 176 0 0 1 352 0v266z", "#2b1710"),
        _path(
            "M462 520c-14-90 34-120 54-200 40 40 34 90 52 110 24-50 24-110 4-160 76 46 108 130"
            " 114 190 14-20 18-40 16-60 44 40 46 80 38 120z",
            "#e4572e",
        ),
        _path("M536 500c-10-54 30-70 44-124 44 44 74 74 60 124z", LAMP),
        ear(120, -12) + ear(220, 10),
        ear(1010, -9) + ear(1104, 13),
        _path("M90 500h1020v40H90z", "#5e3713"),
        _path("M90 540h1020v18H90z", "#4a2a0d"),
        _at(318, 432, 0, 0.98, loaf("#a9661c", "#c07c2c", "#f4dcae")),
        _at(886, 432, 0, 0.98, loaf("#8a5212", "#a2661e", "#f0d3a0")),
        _at(600, 458, 0, 0.6, loaf("#b8741f", "#cf8d38", "#f7e3bb")),
    )


def _ferry() -> str:
    cabin = "".join(
        f'<rect x="{x}" y="246" width="44" height="34" rx="6" fill="{LAMP}"/>'
        for x in range(440, 800, 66)
    )
    deck = "".join(_circle(x, 372, 17, "#cfe8e6") for x in range(400, 860, 76))
    return _scene(
        _paving("#d5e8dc", "#c1dccb", "#a8ccb4", 9),
        _circle(250, 210, 104, LAMP),
        # Cranes of the other quay.
        _path("M980 430V190h26v240zM1090 430V240h22v190z", "#4f7f5d"),
        _path("M900 190l106-46 150 46v18H900zM1030 244l82-34 88 34v14h-170z", "#4f7f5d"),
        _line("M924 208v70M1056 256v54", "#4f7f5d", 6),
        _path("M880 430h320v-30H880z", "#3c6a49"),
        _at(470, 120, 0, 0.8, _gull(NIGHT)) + _at(1060, 96, 0, 0.6, _gull(NIGHT)),
        _path("M620 96h78v104h-78z", "#e4572e") + _path("M620 120h78v26h-78z", PAPER),
        _path(
            "M740 70a34 34 0 0 1 50-30 42 42 0 0 1 74 14 30 30 0 0 1-8 58h-96a24 24 0 0 1-20-42z",
            "#f3f7f2",
        ),
        _path("M470 196h300l30 36H430z", NIGHT),
        _path("M416 232h410v66H416z", PAPER) + cabin,
        _path("M352 298h520l40 36H330z", "#e9f3f1"),
        _path("M290 334h660l-76 150H372z", "#12434d"),
        _path("M620 334h330l-76 150H620z", "#0d343c"),
        deck,
        _waves(466, "#57a6a1"),
        _waves(506, "#0a6e78", 200, 30),
        _waves(552, "#07555d", 150, 22),
    )


def _bike_bench() -> str:
    def wheel(x: float) -> str:
        spokes = "".join(
            _line(
                f"M{x} 372L{x + 118 * cos(a * pi / 6):.0f} {372 + 118 * sin(a * pi / 6):.0f}",
                "#8b98a0",
                4,
            )
            for a in range(12)
        )
        ring = (
            f'<circle cx="{x}" cy="372" r="126" fill="{PAPER}" stroke="{NIGHT}" stroke-width="22"/>'
        )
        return ring + spokes + _circle(x, 372, 17, NIGHT)

    return _scene(
        _paving("#f6dcd1", "#efc8b7", "#e5ab93", 2),
        # The tool board.
        _path("M800 90h330v210H800z", "#b3401f") + _path("M965 90h165v210H965z", "#9c3518"),
        _line("M858 160v96M842 134q-8 26 16 30t16-30", PAPER, 15),
        _line("M940 134v122", PAPER, 12) + _path("M900 116h80v34h-80z", PAPER),
        _line("M1040 256V150", LAMP, 12) + _path("M1028 116h24v50h-24z", PAPER),
        _circle(1094, 160, 26, PAPER) + _circle(1094, 160, 11, "#9c3518"),
        _path("M0 508h1200v92H0z", "#7a2812") + _path("M0 508h1200v16H0z", "#5e1d0c"),
        wheel(330) + wheel(730),
        _line("M330 372l100-180h216M430 192l94 180H330M524 372l122-180", "#0f6aa8", 24),
        _line("M730 372L634 150", "#0f6aa8", 22),
        _line("M634 150l-14-32h66", NIGHT, 18),
        _line("M430 192l-14-36", NIGHT, 16) + _path("M362 132h104a16 16 0 0 1 0 30h-84z", NIGHT),
        _circle(524, 372, 34, NIGHT) + _circle(524, 372, 13, LAMP),
        _line("M524 372l44 54M550 430h40", NIGHT, 13),
        # The patch, the size of the triumph rather than of the hole.
        _at(
            815,
            286,
            45,
            1,
            '<rect x="-44" y="-21" width="88" height="42" rx="21" fill="#ffc845"/>'
            '<rect x="-16" y="-21" width="32" height="42" fill="#e0a11c"/>',
        ),
        _line("M990 440v-26h84v26", NIGHT, 10),
        _path("M946 440h172v68H946z", LAMP) + _path("M946 440h172v20H946z", "#e0a11c"),
        _path("M1018 452h28v20h-28z", NIGHT),
    )


SCENES = {
    "kite-festival": _kite_festival(),
    "sounds-of-the-harbour": _harbour_sounds(),
    "rockpool-safari": _rockpool(),
    "bread-for-beginners": _bread(),
    "ferry-week": _ferry(),
    "mend-a-puncture": _bike_bench(),
}
