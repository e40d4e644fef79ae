"""The pages of the city of learning: what is on, playlists, and the street of skills."""

from datetime import date, datetime, time, timedelta

from django.conf import settings
from django.utils import timezone
from home.models import HomePage
from wagtail.models import Page, Site

from demo.opportunities import OPPORTUNITIES
from demo.playlists import PLAYLISTS
from wagtail_cofl.badges.models import Badge
from wagtail_cofl.opportunities.models import Opportunity
from wagtail_cofl.pages.models import (
    OpportunityIndexPage,
    OpportunityPage,
    PlaylistIndexPage,
    PlaylistPage,
    SkillsSpinePage,
)
from wagtail_cofl.playlists.models import Playlist
from wagtail_cofl.providers.models import Provider
from wagtail_cofl.skills.models import Skill

from .pictures import picture

INDEXES = [
    (
        OpportunityIndexPage,
        "whats-on",
        "What’s on",
        "Try it. Get better at it. Show what you can do.",
    ),
    (
        PlaylistIndexPage,
        "playlists",
        "Playlists",
        "Things that are good to do one after the other, with something to show at the end.",
    ),
    (
        SkillsSpinePage,
        "skills",
        "Skills",
        "What you can learn in Port Merrow, from mending a tyre to leading a club.",
    ),
]
_PLAIN = (
    "title",
    "slug",
    "summary",
    "body",
    "kind",
    "place",
    "venue",
    "free",
    "cost",
    "age_from",
    "age_to",
    "audience",
    "access",
)


def publish_below(parent: Page, page: Page) -> Page:
    """Add a page and publish it, as the editor's button does."""
    parent.add_child(instance=page)
    page.save_revision().publish()
    return page


def indexes(home: HomePage) -> list[Page]:
    """The three doors of the city of learning, in the order of the menu."""
    found = []
    for model, slug, title, intro in INDEXES:
        page = model.objects.descendant_of(home).first() or publish_below(
            home, model(title=title, slug=slug, intro=intro, show_in_menus=True)
        )
        found.append(page)
    return found


def opportunities(
    site: Site,
    index: Page,
    providers: dict[str, Provider],
    badges: dict[str, Badge],
    skills: dict[str, Skill],
) -> dict[str, Opportunity]:
    """The rows by slug."""
    today = timezone.localdate()
    for facts in OPPORTUNITIES:
        if (
            OpportunityPage.objects.descendant_of(site.root_page)
            .filter(slug=facts["slug"])
            .exists()
        ):
            continue
        image = None
        if name := facts.get("picture"):
            image = picture(f"scenes/{name}", facts["title"])
        publish_below(
            index,
            OpportunityPage(
                **{name: facts[name] for name in _PLAIN},
                booking_url=_here(facts["booking_url"]),
                provider=providers[facts["provider"]],
                badge=badges[facts["badge"]] if facts["badge"] else None,
                skills=[("skill", skills[name]) for name in facts["skills"]],
                sessions=[_session(session, today) for session in facts["sessions"]],
                picture=image,
            ),
        )
    rows = Opportunity.objects.filter(site=site).exclude(page=None).select_related("page")
    return {row.page.slug: row for row in rows}


def _here(path: str) -> str:
    """A path of this site as an address."""
    return settings.COFL_ADDRESS + path if path else ""


def _session(facts: dict, today: date) -> tuple[str, dict]:
    """One block of the dates of a page."""
    if not facts.get("weekly"):
        # The time on the clock, whatever the clocks do between now and then.
        start = datetime.combine(today, time()) + facts["start"]
        if facts["weekday"] is not None:
            start += timedelta(days=(facts["weekday"] - start.weekday()) % 7)
        starts_at = timezone.make_aware(start)
        return "session", {
            "starts_at": starts_at,
            "ends_at": starts_at + facts["length"],
            "venue": facts["venue"],
            "cancelled": facts["cancelled"],
        }
    weekday, starts = facts["first"]
    first = today + timedelta(days=(weekday - today.weekday()) % 7)
    return "weekly", {
        "first": first,
        "last": first + timedelta(weeks=facts["weeks"] - 1),
        "starts": starts,
        "ends": (datetime.combine(first, starts) + facts["length"]).time(),
        "venue": "",
        "not_on": [first + timedelta(weeks=week) for week in facts["not_on"]],
    }


def move(site: Site, old: str) -> None:
    """The demo's own addresses, which began with ``old``, to where the site is now. A page with
    changes that nobody has published yet is left alone."""

    def moved(value):
        if isinstance(value, dict):
            return {name: moved(one) for name, one in value.items()}
        if isinstance(value, list):
            return [moved(one) for one in value]
        if isinstance(value, str) and value.startswith(f"{old}/"):
            return settings.COFL_ADDRESS + value.removeprefix(old)
        return value

    below = site.root_page
    pages = OpportunityPage.objects.descendant_of(below).filter(booking_url__startswith=f"{old}/")
    for page in pages.live().filter(has_unpublished_changes=False):
        page.booking_url = moved(page.booking_url)
        page.save_revision().publish()
    for page in PlaylistPage.objects.descendant_of(below).live():
        if not page.has_unpublished_changes:
            page.steps = moved(list(page.steps.raw_data))
            page.save_revision().publish()


def playlists(
    site: Site,
    index: Page,
    providers: dict[str, Provider],
    badges: dict[str, Badge],
    opportunities: dict[str, Opportunity],
) -> dict[str, Playlist]:
    """The rows by slug."""

    def step(facts: tuple, optional: bool) -> tuple[str, dict]:
        kind, *what, more = facts
        value = {"note": more.get("note", "")}
        if optional:
            value["optional"] = more.get("optional", False)
        if kind == "opportunity":
            value["opportunity"] = opportunities[what[0]]
        elif kind == "badge":
            value["badge"] = badges[what[0]]
        elif kind == "link":
            value |= {"title": what[0], "url": _here(what[1])}
        else:
            return "choice", value | {
                "needed": what[0],
                "steps": [step(inside, False) for inside in what[1]],
            }
        return kind, value

    for facts in PLAYLISTS:
        if (
            not PlaylistPage.objects.descendant_of(site.root_page)
            .filter(slug=facts["slug"])
            .exists()
        ):
            publish_below(
                index,
                PlaylistPage(
                    **{name: facts[name] for name in ("title", "slug", "summary", "body")},
                    provider=providers[facts["provider"]],
                    badge=badges[facts["badge"]],
                    steps=[step(one, True) for one in facts["steps"]],
                ),
            )
    rows = Playlist.objects.filter(site=site).exclude(page=None).select_related("page")
    return {row.page.slug: row for row in rows}
