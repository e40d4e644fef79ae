"""What there is in the city for each skill: things to do, badges, and playlists that grow it."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from wagtail.models import Site

from wagtail_cofl.badges.models import Badge, BadgeSkill, BadgeVersion
from wagtail_cofl.opportunities.finding import find
from wagtail_cofl.opportunities.models import Opportunity
from wagtail_cofl.skills.spine import Spine

from .finding import listed, newest_of
from .publishing import each_step


@dataclass(slots=True)
class Offer:
    """What there is for one skill, or for several together: primary keys, each once."""

    opportunities: set[int] = field(default_factory=set)
    badges: set[int] = field(default_factory=set)
    playlists: set[int] = field(default_factory=set)

    def __or__(self, other: "Offer") -> "Offer":
        return Offer(
            self.opportunities | other.opportunities,
            self.badges | other.badges,
            self.playlists | other.playlists,
        )


class Offers:
    """What a city offers for each skill of its spine: what is on now, badges that can be got, and
    playlists with a badge for it along the way. Four queries, however long the spine."""

    def __init__(self, site: Site, spine: Spine):
        self._by_skill: dict[int, Offer] = defaultdict(Offer)
        on = find(site.pk, spine).order_by().values("pk")
        through = Opportunity.skills.through.objects.filter(opportunity__in=on)
        for skill, opportunity in through.values_list("skill_id", "opportunity_id"):
            self._by_skill[skill].opportunities.add(opportunity)
        given = BadgeSkill.objects.filter(
            badge__live=True,
            badge__archived=False,
            badge__provider__site=site,
            badge__provider__archived=False,
        )
        for skill, badge in given.values_list("skill_id", "badge_id"):
            self._by_skill[skill].badges.add(badge)
        for playlist, uuids in _grown(site):
            for skill in spine.by_uuid(uuids):
                self._by_skill[skill.pk].playlists.add(playlist)

    def of(self, ids: Iterable[int]) -> Offer:
        """What there is for these skills together, each thing counted once."""
        found = Offer()
        for pk in ids:
            if pk in self._by_skill:
                found |= self._by_skill[pk]
        return found


def _grown(site: Site) -> list[tuple[int, set[str]]]:
    """Each public playlist with the UUIDs of the skills of the badges along it."""
    versions = newest_of(listed(site))
    routes = []
    for playlist, steps, end in versions.values_list("playlist_id", "steps", "badge__uuid"):
        along = {step["badge"] for step in each_step(steps) if step.get("badge")}
        routes.append((playlist, along | {str(end)} if end else along))
    wanted = set().union(*(along for _playlist, along in routes))
    badges = BadgeVersion.current_of(Badge.objects.filter(uuid__in=wanted))
    skills = {
        str(uuid): {skill["uuid"] for skill in skills}
        for uuid, skills in badges.values_list("badge__uuid", "skills")
    }
    return [
        (playlist, set().union(*(skills.get(badge, set()) for badge in along)))
        for playlist, along in routes
    ]
