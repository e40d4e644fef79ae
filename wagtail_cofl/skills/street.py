"""A spine as a street: an area is a building, a skill a window, and having it turns the light on.

Nothing here asks the database: :func:`street` is told which skills are lit and says what to draw.
Measures are units of the drawing, in which every building is 100 wide and stands on its own height.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from math import ceil

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from .models import Skill
from .spine import COLOURS, Area, Spine

#: Two windows on a floor, and no more floors than this; then a window stands for several skills.
A_FLOOR = 2
MOST_WINDOWS = 16
#: Heights, and where a window stands on its floor: left, right, or alone in the middle.
ROOF, FLOOR, GROUND = 54, 40, 62
LEFT, RIGHT, MIDDLE = 16, 56, 36
ABOVE = 8
#: Buildings beside each other on a wide screen and on a narrow one.
WIDE, NARROW = 8, 4
#: Letters of a sign that fit under a building on the narrowest phone.
SHORT = 7


class Light(StrEnum):
    DARK = "dark"
    #: On the way: along a playlist that the learner follows.
    STARTED = "started"
    LIT = "lit"
    #: Lit, with a balcony: the badge says that it was done for real.
    USED = "used"

    @property
    def is_on(self) -> bool:
        return self in (Light.LIT, Light.USED)

    @property
    def words(self) -> str:
        """What a list says of such a window."""
        return {
            Light.DARK: _("Waiting for you"),
            Light.STARTED: _("You have started"),
            Light.LIT: _("You have this skill"),
            Light.USED: _("You have used it for real"),
        }[self]


@dataclass(frozen=True, slots=True)
class Lights:
    """Which skills of a spine somebody has, as primary keys. ``used`` are lit too. ``gone`` are the
    names of skills that they have and that are no longer on the spine."""

    lit: frozenset[int] = frozenset()
    used: frozenset[int] = frozenset()
    started: frozenset[int] = frozenset()
    gone: tuple[str, ...] = ()

    def of(self, skill: Skill) -> Light:
        if skill.pk in self.used:
            return Light.USED
        if skill.pk in self.lit:
            return Light.LIT
        return Light.STARTED if skill.pk in self.started else Light.DARK


@dataclass(frozen=True, slots=True)
class Window:
    """One window: its top left corner, and the skills that it stands for (nearly always one)."""

    x: int
    y: int
    light: Light
    skills: tuple[Skill, ...]


@dataclass(frozen=True, slots=True)
class Building:
    """An area with its windows, ground floor first. ``lit`` is None in a street that is nobody's."""

    area: Area
    roof: int
    windows: tuple[Window, ...]
    total: int
    lit: int | None

    @property
    def floors(self) -> int:
        return max(1, ceil(len(self.windows) / A_FLOOR))

    @property
    def height(self) -> int:
        return ROOF + FLOOR * self.floors + GROUND

    @property
    def lines(self) -> list[int]:
        """Where a floor ends and the next begins, from the roof down."""
        return [ROOF + FLOOR * floor for floor in range(1, self.floors)]

    @property
    def top(self) -> int:
        """Where the roof ends and the wall begins."""
        return ROOF

    @property
    def wall(self) -> int:
        """How high the wall is that the windows are in."""
        return FLOOR * self.floors

    @property
    def ground(self) -> int:
        """Where the wall ends and the ground floor with its door begins."""
        return self.height - GROUND

    @property
    def a_window(self) -> int:
        """How many skills a window stands for, at most."""
        return max((len(window.skills) for window in self.windows), default=1)

    @property
    def count(self) -> str:
        """ "2 of 6 lit", or "6 skills" in a street that is nobody's."""
        if self.lit is None:
            return ngettext("%(total)d skill", "%(total)d skills", self.total) % {
                "total": self.total
            }
        return _("%(lit)d of %(total)d lit") % {"lit": self.lit, "total": self.total}

    @property
    def name(self) -> str:
        """What the link to the building is called. It holds the sign's word as well as the area's
        name, because people who speak to their browser say what they see."""
        area, sign = self.area.name, self.area.sign
        who = area if sign.casefold() in area.casefold() else f"{sign}, {area}"
        return _("%(area)s: %(count)s") % {"area": who, "count": self.count}


@dataclass(frozen=True, slots=True)
class Rows:
    """How buildings stand in rows that are as even as can be: ``across`` in a row, and the last row,
    which begins with building ``last`` (an index), is short of ``missing``."""

    across: int
    last: int
    missing: int

    @classmethod
    def of(cls, count: int, most: int) -> "Rows":
        rows = max(1, ceil(count / most))
        across = max(1, ceil(count / rows))
        rows = max(1, ceil(count / across))
        return cls(across, (rows - 1) * across, rows * across - count)


@dataclass(frozen=True, slots=True)
class Street:
    """All buildings, in the editor's order."""

    buildings: tuple[Building, ...] = ()

    @property
    def lit(self) -> int:
        """How many skills of the street are lit."""
        return sum(building.lit or 0 for building in self.buildings)

    @property
    def a_window(self) -> int:
        """How many skills a window stands for, at most: more than one needs saying."""
        return max((building.a_window for building in self.buildings), default=1)

    @property
    def summary(self) -> str:
        """ "You have lit 12 windows.", or, where a window stands for several skills, "You have 12
        skills."."""
        if self.a_window > 1:
            words = ngettext("You have one skill.", "You have %(lit)d skills.", self.lit)
        else:
            words = ngettext("You have lit one window.", "You have lit %(lit)d windows.", self.lit)
        return words % {"lit": self.lit}

    @property
    def is_tall(self) -> bool:
        """Tall buildings are drawn narrower, or the street would not fit on a screen."""
        return max((building.floors for building in self.buildings), default=1) > 5

    @property
    def wide(self) -> Rows:
        return Rows.of(len(self.buildings), WIDE)

    @property
    def narrow(self) -> Rows:
        """Fewer in a row where a word over a door would not fit."""
        is_long = any(len(building.area.sign) > SHORT for building in self.buildings)
        return Rows.of(len(self.buildings), NARROW - 1 if is_long else NARROW)


def skills_of(area: Area) -> list[Skill]:
    """The skills that have a window: those of an area, or the area itself where it has none."""
    return area.skills or [area.skill]


def _shared(skills: list[Skill]) -> list[tuple[Skill, ...]]:
    """The skills dealt out to windows in their order, as evenly as can be."""
    count = min(len(skills), MOST_WINDOWS)
    ends = [index * len(skills) // count for index in range(count + 1)]
    return [tuple(skills[a:b]) for a, b in zip(ends, ends[1:], strict=False)]


def _light(lights: Iterable[Light]) -> Light:
    """The light of a window: of several skills it is full when all are, and half until then."""
    found = list(lights)
    if all(light.is_on for light in found):
        return Light.USED if Light.USED in found else Light.LIT
    return Light.DARK if all(light is Light.DARK for light in found) else Light.STARTED


def building(area: Area, lights: Lights | None = None, *, place: int = 0) -> Building:
    """One area. ``place`` is where it stands in the street: past the eighth building the colours
    begin again and the roofs are moved on by one, so that no two buildings look the same."""
    skills = skills_of(area)
    groups = _shared(skills)
    floors = max(1, ceil(len(groups) / A_FLOOR))
    windows = []
    for index, group in enumerate(groups):
        floor, side = divmod(index, A_FLOOR)
        alone = side == 0 and index == len(groups) - 1
        windows.append(
            Window(
                x=MIDDLE if alone else (LEFT, RIGHT)[side],
                y=ROOF + FLOOR * (floors - 1 - floor) + ABOVE,
                light=_light(lights.of(s) for s in group) if lights else Light.DARK,
                skills=group,
            )
        )
    return Building(
        area=area,
        roof=(place + place // COLOURS) % COLOURS + 1,
        windows=tuple(windows),
        total=len(skills),
        lit=None if lights is None else sum(lights.of(skill).is_on for skill in skills),
    )


def street(spine: Spine, lights: Lights | None = None) -> Street:
    """The street of a city: with somebody's lights, or (None) dark and nobody's."""
    return Street(
        tuple(building(area, lights, place=place) for place, area in enumerate(spine.areas))
    )
