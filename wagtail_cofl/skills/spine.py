"""The city's own framework: there is one, it is made when it is first needed, and it is read whole.

A spine has some dozens of skills, so every page that says anything about areas reads all of it, in
two queries, and asks the :class:`Spine` from then on.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property

from django.utils.translation import gettext as _
from wagtail.models import Site

from .models import Framework, NextSkill, Skill

#: Areas have this many colours and roofs; after the last they begin again.
COLOURS = 8


def spine_for(site: Site) -> Framework:
    """The spine of a city, made on first use."""
    framework, _created = Framework.objects.get_or_create(
        site=site, kind=Framework.Kind.SPINE, defaults={"title": _("Skills spine")}
    )
    return framework


@dataclass(slots=True)
class Area:
    """A top-level skill and every skill below it, in the editor's order; ``number`` (1 to 8) is its
    colour and its roof. ``floors`` are lists of skills, ground floor first: a skill stands one floor
    above the highest that leads to it."""

    skill: Skill
    number: int
    skills: list[Skill] = field(default_factory=list)
    floors: list[list[Skill]] = field(default_factory=list)

    @property
    def name(self) -> str:
        return self.skill.label

    @property
    def sign(self) -> str:
        """One word for a narrow screen."""
        return self.skill.short_name or self.skill.label.split()[0].rstrip(",;:")

    @property
    def icon(self) -> str:
        return self.skill.icon

    @property
    def ids(self) -> list[int]:
        """The primary keys of the area and of all its skills."""
        return [self.skill.pk, *(skill.pk for skill in self.skills)]


class Spine:
    """All skills of a city that are not archived, by area. Make it with :meth:`of`."""

    def __init__(self, skills: Iterable[Skill], leads: Iterable[tuple[int, int]]):
        self._skills = {skill.pk: skill for skill in skills}
        self._leads = [(a, b) for a, b in leads if a in self._skills and b in self._skills]

    @classmethod
    def of(cls, site: Site | None) -> "Spine":
        """The spine of a city in two queries; an empty one without a city."""
        ours = {
            "framework__site": site,
            "framework__kind": Framework.Kind.SPINE,
            "archived": False,
        }
        if site is None:
            return cls([], [])
        leads = NextSkill.objects.filter(
            **{f"skill__{name}": value for name, value in ours.items()}
        ).order_by("sort_order", "pk")
        return cls(Skill.objects.filter(**ours), leads.values_list("skill_id", "target_id"))

    @cached_property
    def areas(self) -> list[Area]:
        """The areas in the editor's order."""
        tops = [s for s in self._skills.values() if s.parent_id not in self._skills]
        areas = {top.pk: Area(top, index % COLOURS + 1) for index, top in enumerate(tops)}
        for skill in self._skills.values():
            if skill.pk not in areas:
                areas[self._top(skill).pk].skills.append(skill)
        for area in areas.values():
            area.floors = self._floors(area)
        return list(areas.values())

    @cached_property
    def _area_of(self) -> dict[int, Area]:
        return {pk: area for area in self.areas for pk in area.ids}

    def area_of(self, skill_id: int) -> Area | None:
        """The area that a skill belongs to, or None for one that is not on the spine."""
        return self._area_of.get(skill_id)

    def find(self, ids: Iterable[int]) -> list[Skill]:
        """The skills with these primary keys, in their order, without those that are not here."""
        return [self._skills[pk] for pk in ids if pk in self._skills]

    def by_uuid(self, uuids: Iterable[str]) -> list[Skill]:
        """The same by UUID, as published badges name them."""
        return [self._by_uuid[uuid] for uuid in uuids if uuid in self._by_uuid]

    @cached_property
    def _by_uuid(self) -> dict[str, Skill]:
        return {str(skill.uuid): skill for skill in self._skills.values()}

    def leads_to(self, skill: Skill) -> list[Skill]:
        """What a skill leads to, in the editor's order."""
        return [self._skills[b] for a, b in self._leads if a == skill.pk]

    def comes_after(self, skill: Skill) -> list[Skill]:
        """What leads to a skill."""
        return [self._skills[a] for a, b in self._leads if b == skill.pk]

    def _top(self, skill: Skill) -> Skill:
        seen = {skill.pk}
        while skill.parent_id in self._skills and skill.parent_id not in seen:
            skill = self._skills[skill.parent_id]
            seen.add(skill.pk)
        return skill

    def _floors(self, area: Area) -> list[list[Skill]]:
        """Longest way up from the ground, walked round by round so that a loop cannot hold it up."""
        inside = {skill.pk for skill in area.skills}
        leads = [(a, b) for a, b in self._leads if a in inside and b in inside]
        floor = dict.fromkeys(inside, 0)
        for _round in range(len(inside)):
            higher = {b: floor[a] + 1 for a, b in leads if floor[a] + 1 > floor[b]}
            if not higher or max(higher.values()) >= len(inside):
                break
            floor.update(higher)
        levels = sorted(set(floor.values()))
        return [[s for s in area.skills if floor[s.pk] == level] for level in levels]
