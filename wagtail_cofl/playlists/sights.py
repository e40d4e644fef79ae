"""What there is to see along a route: the steps of playlists with what they point at today."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import urlsplit

from django.urls import reverse
from wagtail.models import Site

from wagtail_cofl.badges.models import Badge, BadgeVersion
from wagtail_cofl.city.qr import paper_address, qr_svg
from wagtail_cofl.opportunities.finding import Card, cards, listed
from wagtail_cofl.opportunities.models import Opportunity
from wagtail_cofl.skills.spine import Spine

from .progress import Step
from .publishing import each_step


@dataclass(frozen=True, slots=True)
class Stop:
    """A step as a page shows it: ``card`` of an opportunity that anybody can see (None for another
    kind of step, and for one that is no longer there), ``badge`` that does the step, ``address``
    (absolute, for paper), ``elsewhere`` (whose page a link leads to, unless it is the site's own)
    and for a choice the stops ``inside``."""

    step: Step
    card: Card | None
    badge: BadgeVersion | None
    address: str
    elsewhere: str = ""
    inside: tuple["Stop", ...] = ()

    @property
    def title(self) -> str:
        """As it is called today; as it was called when the route was published where it is gone."""
        if self.card:
            return self.card.opportunity.title
        if self.badge and self.step.facts["type"] == "badge":
            return self.badge.name
        return self.step.facts.get("title", "")

    @property
    def is_gone(self) -> bool:
        """An opportunity that is not published any more."""
        return self.step.facts["type"] == "opportunity" and self.card is None

    @property
    def is_closed(self) -> bool:
        """Its badge is not given any more: who does not hold it cannot do this step."""
        badge = self.badge.badge if self.badge else None
        lost = badge is None or badge.archived or not badge.live
        return bool(self.step.facts.get("badge")) and lost and not self.step.is_done

    @property
    def qr(self) -> str:
        return qr_svg(self.address) if self.address else ""


class Sights:
    """What the steps of some routes of a city point at, looked up once for all of them."""

    def __init__(self, site: Site | None, spine: Spine, routes: Iterable[list[dict]]):
        self._site, self._spine = site, spine
        steps = [step for route in routes for step in each_step(route)]
        self._wanted = {step["opportunity"] for step in steps if step.get("opportunity")}
        badges = Badge.objects.filter(
            provider__site=site, uuid__in={step["badge"] for step in steps if step.get("badge")}
        )
        versions = BadgeVersion.current_of(badges).select_related("badge__provider")
        self._badges = {str(version.badge.uuid): version for version in versions}
        self._origin = paper_address(site) if site else ""
        self._host = site.hostname if site else ""

    @cached_property
    def _cards(self) -> dict[str, Card]:
        """Looked up when a stop is asked for: covers need badges alone."""
        rows = listed(Opportunity.objects.filter(site=self._site, uuid__in=self._wanted))
        return {str(card.opportunity.uuid): card for card in cards(rows, self._spine)}

    @property
    def badges(self) -> list[BadgeVersion]:
        """The badges along the routes, each once."""
        return list(self._badges.values())

    def cover(
        self, steps: list[dict], end: BadgeVersion | None, most: int = 4
    ) -> list[BadgeVersion]:
        """The badges along a route, each once, its completion badge last: its picture."""
        uuids = dict.fromkeys(step.get("badge") for step in each_step(steps))
        along = [self._badges[uuid] for uuid in uuids if uuid in self._badges]
        return [*along[: most - 1], end] if end else along[:most]

    def stops(self, steps: Iterable[Step]) -> list[Stop]:
        return [self._stop(step) for step in steps]

    def _stop(self, step: Step) -> Stop:
        facts = step.facts
        badge = self._badges.get(facts.get("badge"))
        return Stop(
            step=step,
            card=self._cards.get(facts.get("opportunity")),
            badge=badge,
            address=self._address(facts, badge),
            elsewhere=self._elsewhere(facts),
            inside=tuple(self.stops(step.steps)),
        )

    def _elsewhere(self, facts: dict) -> str:
        host = urlsplit(facts.get("url", "")).hostname or ""
        return "" if host == self._host else host.removeprefix("www.")

    def _address(self, facts: dict, badge: BadgeVersion | None) -> str:
        if facts["type"] == "link":
            return facts["url"]
        if facts["type"] == "opportunity":
            path = reverse("wagtail_cofl:opportunity", args=[facts["opportunity"]])
        elif badge:
            path = reverse("wagtail_cofl:badge_version", args=[badge.uuid])
        else:
            return ""
        return self._origin + path
