"""A small whole city, made the same way in every shape: rows, pages of every type, one award.

Every word that people could see carries ``mark``, so that a test can tell whose it is.
"""

from dataclasses import dataclass, fields
from datetime import timedelta
from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from django.apps import apps
from django.db.models import Model
from django.utils import timezone
from wagtail.models import Site

import wagtail_cofl
from tests.conftest import make_image, png
from wagtail_cofl.awards.campaigns import one_code
from wagtail_cofl.awards.issuing import issue
from wagtail_cofl.awards.models import Award, ClaimCode
from wagtail_cofl.badges.models import Badge, BadgeSkill
from wagtail_cofl.city.models import CitySettings
from wagtail_cofl.learners.confirming import learner_for_email
from wagtail_cofl.learners.models import Learner
from wagtail_cofl.opportunities.models import Opportunity
from wagtail_cofl.playlists.following import follow
from wagtail_cofl.playlists.models import Playlist
from wagtail_cofl.providers.models import Provider
from wagtail_cofl.skills.models import Framework, Skill, SkillRelation
from wagtail_cofl.skills.spine import spine_for


@cache
def page_mixins() -> tuple[type, ...]:
    """Every page mixin that the package offers: the ``…PageMixin`` of each ``page_mixins`` module."""
    found = []
    for room in iter_modules(wagtail_cofl.__path__):
        if not room.ispkg:
            continue
        package = import_module(f"wagtail_cofl.{room.name}")
        if "page_mixins" in {module.name for module in iter_modules(package.__path__)}:
            module = import_module(f"{package.__name__}.page_mixins")
            found += [
                value
                for name, value in vars(module).items()
                if name.endswith("PageMixin") and value.__module__ == module.__name__
            ]
    return tuple(found)


def page_type(mixin: type) -> type:
    """The one page type of this site that has a mixin of ours."""
    (model,) = (m for m in apps.get_models() if issubclass(m, mixin))
    return model


@dataclass
class City:
    """A city and what is in it. ``pages`` holds a published page of each type, by mixin name."""

    mark: str
    site: Site
    settings: CitySettings
    provider: Provider
    area: Skill
    skill: Skill
    badge: Badge
    code: ClaimCode
    learner: Learner
    award: Award
    pages: dict[str, object]

    @property
    def host(self) -> str:
        return self.site.hostname

    @property
    def opportunity(self) -> Opportunity:
        return Opportunity.objects.get(page_id=self.pages["OpportunityPageMixin"].pk)

    @property
    def playlist(self) -> Playlist:
        return Playlist.objects.get(page_id=self.pages["PlaylistPageMixin"].pk)


def _fields(mixin: str, city: "City") -> dict:
    """What a page of a type needs before it can be published."""
    tomorrow = timezone.now() + timedelta(days=1)
    if mixin == "OpportunityPageMixin":
        dates = {"starts_at": tomorrow, "ends_at": None, "venue": "", "cancelled": False}
        return {
            "summary": f"{city.mark} kites in the sky.",
            "body": f"<p>{city.mark} beach.</p>",
            "picture": make_image(png("#c2410c")),
            "provider": city.provider,
            "badge": city.badge,
            "venue": f"{city.mark} beach",
            "sessions": [("session", dates)],
            "skills": [("skill", city.skill)],
        }
    if mixin == "PlaylistPageMixin":
        # One step of each type. (The opportunity's page was made before: mixins in room order.)
        link = {"title": f"{city.mark} tides", "url": "https://tides.example/", "note": ""}
        chance = {"opportunity": city.opportunity, "note": ""}
        one_of = {
            "needed": 1,
            "steps": [("opportunity", chance), ("link", link)],
            "note": "",
            "optional": False,
        }
        return {
            "summary": f"{city.mark} route.",
            "body": f"<p>{city.mark} people.</p>",
            "provider": city.provider,
            "steps": [
                ("opportunity", chance | {"optional": False}),
                ("badge", {"badge": city.badge, "note": "", "optional": True}),
                ("link", link | {"optional": True}),
                ("choice", one_of),
            ],
        }
    return {"intro": f"{city.mark} things."}


def make_pages(city: City) -> None:
    """Publish a page of every type below the city's home page."""
    home = city.site.root_page.specific
    for mixin in page_mixins():
        name, model = mixin.__name__, page_type(mixin)
        page = model(
            title=f"{city.mark} {model._meta.verbose_name}",
            slug=name.removesuffix("PageMixin").lower(),
            **_fields(name, city),
        )
        home.add_child(instance=page)
        page.save_revision().publish()
        city.pages[name] = page


def make_city(site: Site, mark: str) -> City:
    """Fill ``site`` with one of everything."""
    address = f"https://{site.hostname}"
    settings = CitySettings.objects.create(
        site=site,
        name=f"{mark} City of Learning",
        canonical_address=address,
        contact_email=f"help@{mark.lower()}.example",
        safeguarding_name=f"{mark} safeguarding team",
        safeguarding_email=f"safe@{mark.lower()}.example",
    )
    provider = Provider.objects.create(
        site=site,
        name=f"{mark} Museum",
        email=f"badges@{mark.lower()}.example",
        description=f"{mark} boats.",
        logo=make_image(png()),
    )
    spine = spine_for(site)
    area = Skill.objects.create(framework=spine, label=f"{mark} making", short_name="Making")
    skill = Skill.objects.create(framework=spine, label=f"{mark} knots", parent=area)
    esco, _made = Framework.objects.get_or_create(
        kind=Framework.Kind.REFERENCE,
        identifier="http://data.europa.eu/esco",
        defaults={"title": "ESCO", "attribution": "This service uses the ESCO classification."},
    )
    theirs = Skill.objects.create(
        framework=esco, label="tie knots", uri=f"{esco.identifier}/{mark}"
    )
    SkillRelation.objects.create(origin=skill, target=theirs)
    badge = Badge(
        provider=provider,
        name=f"{mark} Knot Tier",
        statement=f"I tied {mark} knots.",
        description=f"For people who tie {mark} knots.",
        image=make_image(png()),
        criteria=[("step", {"title": f"Tie {mark} knots", "detail": "Three of them."})],
        badge_skills=[BadgeSkill(skill=skill)],
        live=False,
    )
    badge.save()
    badge.save_revision().publish()
    badge.refresh_from_db()
    code = one_code(badge, f"{mark} Saturday", quota=30)
    email = f"learner-{site.pk}@home.example"  # an answer may repeat what was typed
    learner = learner_for_email(site.pk, email)
    award = issue(badge.current_version, learner, email=email)
    city = City(mark, site, settings, provider, area, skill, badge, code, learner, award, pages={})
    make_pages(city)
    follow(city.playlist, learner)
    return city


def read_anew(city: City) -> City:
    """The same city as the database has it: nothing that a test did to the objects is in these."""

    def row(value: Model) -> Model:
        return type(value)._base_manager.get(pk=value.pk)

    facts = {field.name: getattr(city, field.name) for field in fields(City)}
    anew = {name: row(fact) if isinstance(fact, Model) else fact for name, fact in facts.items()}
    return City(**anew | {"pages": {name: row(page) for name, page in city.pages.items()}})
