"""The skills of the city: the street with everything inside, and the page of one skill."""

from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe
from wagtail.models import Site

from wagtail_cofl.badges.models import BadgeVersion
from wagtail_cofl.city.personal import personal
from wagtail_cofl.city.rendering import render
from wagtail_cofl.city.sites import site_of
from wagtail_cofl.learners.sessions import current_learner
from wagtail_cofl.opportunities.finding import Card, cards, find, list_page
from wagtail_cofl.playlists.growing import Offer, Offers
from wagtail_cofl.playlists.lighting import lights_of
from wagtail_cofl.playlists.models import Playlist

from .models import Framework, Skill
from .spine import Area, Spine
from .street import Building, Light, Lights, skills_of, street

#: Cards on the page of a skill; the list of what is on has the others.
CARDS = 6


@dataclass(frozen=True, slots=True)
class Pane:
    """A skill in a list or on its floor. ``light`` is None where nobody's lights are shown."""

    skill: Skill
    light: Light | None
    leads_to: list[Skill]
    offer: Offer

    @property
    def offers(self) -> str:
        return offer_words(self.offer)


@dataclass(frozen=True, slots=True)
class Inside:
    """A building from inside: its floors, top floor first, each as (name, panes); ``panes`` has
    all of them in the editor's order."""

    building: Building
    floors: list[tuple[str, list[Pane]]]
    panes: list[Pane]
    offer: Offer

    @property
    def area(self) -> Area:
        return self.building.area


def offer_words(offer: Offer) -> str:
    """ "3 things to do, 1 badge": only what there is, so "" where there is nothing."""
    counts = [
        (
            offer.opportunities,
            ngettext("%(n)d thing to do", "%(n)d things to do", len(offer.opportunities)),
        ),
        (offer.badges, ngettext("%(n)d badge", "%(n)d badges", len(offer.badges))),
        (offer.playlists, ngettext("%(n)d playlist", "%(n)d playlists", len(offer.playlists))),
    ]
    return ", ".join(words % {"n": len(found)} for found, words in counts if found)


def floor_name(number: int) -> str:
    """What people call a floor; the ground floor is 0."""
    names = [_("Ground floor"), _("First floor"), _("Second floor"), _("Third floor")]
    return names[number] if number < len(names) else _("Floor %(number)d") % {"number": number}


def inside(building: Building, spine: Spine, offers: Offers, lights: Lights | None) -> Inside:
    """What there is in one building."""
    area = building.area
    panes = {
        skill.pk: Pane(
            skill=skill,
            light=lights.of(skill) if lights else None,
            leads_to=spine.leads_to(skill),
            offer=offers.of([skill.pk]),
        )
        for skill in skills_of(area)
    }
    floors = [
        (floor_name(number), [panes[skill.pk] for skill in floor])
        for number, floor in enumerate(area.floors or [skills_of(area)])
    ]
    return Inside(building, floors[::-1], list(panes.values()), offers.of(area.ids))


def spine_context(site: Site | None, spine: Spine, lights: Lights | None = None) -> dict:
    """What the street and the buildings from inside show: ``street``, ``insides``, ``lights`` (None
    for a visitor), and ``to_try``, the card of something that gives a badge."""
    shown = street(spine, lights)
    if not shown.buildings:
        return {"street": shown, "insides": [], "lights": lights, "to_try": None}
    offers = Offers(site, spine)
    return {
        "street": shown,
        "insides": [inside(building, spine, offers, lights) for building in shown.buildings],
        "lights": lights,
        "to_try": None if lights and lights.lit else to_try(site, spine),
    }


def to_try(site: Site, spine: Spine) -> Card | None:
    """Something that is on and gives a badge, soonest first: how to light a first window."""
    gives = find(site.pk, spine).filter(badge__live=True, badge__archived=False)
    found = cards(gives[:5], spine)
    return next((card for card in found if not card.is_cancelled), None)


def shown_skills(spine: Spine, lights: Lights) -> list[tuple[Area, list[tuple[Skill, Light]]]]:
    """The windows that are not dark, area by area: the same street as a list."""
    windows = [(area, [(s, lights.of(s)) for s in skills_of(area)]) for area in spine.areas]
    lists = [
        (area, [(s, on) for s, on in found if on is not Light.DARK]) for area, found in windows
    ]
    return [(area, found) for area, found in lists if found]


@personal
@require_safe
def mine_part(request: HttpRequest) -> HttpResponse:
    """The street with the learner's own lights, which a script puts in the place of the dark one;
    204 for a visitor."""
    learner = current_learner(request)
    if learner is None:
        return HttpResponse(status=204)
    site = site_of(request)
    spine = Spine.of(site)
    context = spine_context(site, spine, lights_of(learner, spine))
    return render(request, "wagtail_cofl/skills/spine_part.html", context)


@require_safe
def skill(request: HttpRequest, uuid) -> HttpResponse:
    """A skill of this city's spine: what leads to it and on from it, and all that grows it. An
    area shows its floors. An archived skill keeps its page, because badges name it."""
    site = site_of(request)
    found = (
        Skill.objects.filter(uuid=uuid, framework__kind=Framework.Kind.SPINE, framework__site=site)
        .select_related("framework", "parent")
        .prefetch_related("relations__target__framework")
        .first()
    )
    if found is None:
        raise Http404
    response = render(request, "wagtail_cofl/skills/skill.html", _skill_context(site, found))
    patch_cache_control(response, public=True, max_age=300)
    return response


def _skill_context(site: Site, found: Skill) -> dict:
    spine = Spine.of(site)
    area = spine.area_of(found.pk)
    is_area = area is not None and area.skill.pk == found.pk and bool(area.skills)
    offers = Offers(site, spine)
    offer = offers.of(area.ids if is_area else [found.pk])
    building = next((b for b in street(spine).buildings if area and b.area is area), None)
    relations = found.relations.all()
    attributions = {relation.target.framework.attribution for relation in relations}
    on = find(site.pk, spine).filter(pk__in=offer.opportunities)
    parts = [s for s in area.skills if s.parent_id == found.pk] if area and not is_area else []
    ways = [
        (_("Good to have first"), spine.comes_after(found)),
        (_("Leads to"), spine.leads_to(found)),
        (_("Part of it"), parts),
    ]
    return {
        "skill": found,
        "area": area,
        "is_area": is_area,
        "building": building,
        "offers": offer_words(offer),
        "inside": inside(building, spine, offers, None) if is_area else None,
        "ways": [(name, skills) for name, skills in ways if skills],
        "relations": relations,
        "attributions": sorted(attributions - {""}),
        "badges": BadgeVersion.current_of(offer.badges).select_related("badge__provider"),
        "cards": cards(on[:CARDS], spine),
        "more": max(0, len(offer.opportunities) - CARDS),
        "playlists": Playlist.objects.filter(pk__in=offer.playlists).select_related(
            "page", "provider"
        ),
        "spine_page": list_page(site, "skills"),
        "whats_on": list_page(site, "opportunities"),
    }
