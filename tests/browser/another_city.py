"""A second city beside the demo, on 127.0.0.1: first with nothing in it, then with far too much.

Run inside the served site; both functions return what to look at, as (name, path) pairs.
"""

from datetime import timedelta
from importlib import import_module

from django.conf import settings
from django.utils import timezone
from wagtail.images import get_image_model
from wagtail.models import Page, Site

from wagtail_cofl.awards.issuing import issue
from wagtail_cofl.badges.models import Badge, BadgeSkill
from wagtail_cofl.city.models import CitySettings
from wagtail_cofl.learners.models import Learner
from wagtail_cofl.learners.sessions import SESSION_KEY
from wagtail_cofl.pages.models import (
    OpportunityIndexPage,
    OpportunityPage,
    PlaylistIndexPage,
    PlaylistPage,
    SkillsSpinePage,
)
from wagtail_cofl.playlists.following import follow
from wagtail_cofl.playlists.models import Playlist
from wagtail_cofl.providers.models import Provider
from wagtail_cofl.skills.models import NextSkill, Skill
from wagtail_cofl.skills.spine import spine_for

HOST = "127.0.0.1"
WORD = "Hafenrundfahrtenbegleitungsbescheinigung"
LONG = f"The {WORD} and everything else that somebody may want to put into a title, at length, "
NAME = (LONG + "because nobody has told them that a title should be short")[:200]


def _publish(parent: Page, page: Page) -> Page:
    parent.add_child(instance=page)
    page.save_revision().publish()
    return page


def empty(port: int) -> list[tuple[str, str]]:
    """A city that was set up a minute ago."""
    home = Page.objects.get(depth=1).add_child(instance=Page(title="Elsewhere", slug="elsewhere"))
    site = Site.objects.create(hostname=HOST, port=port, root_page=home, site_name="Elsewhere")
    CitySettings.objects.create(
        site=site, name="Elsewhere", canonical_address=f"http://{HOST}:{port}"
    )
    lists = [
        OpportunityIndexPage(title="What’s on", slug="whats-on"),
        PlaylistIndexPage(title="Playlists", slug="playlists"),
        SkillsSpinePage(title="Skills", slug="skills"),
    ]
    for page in lists:
        _publish(home, page)
    return [
        ("empty-whats-on", "/whats-on/"),
        ("empty-whats-on-filtered", "/whats-on/?when=weekend&kind=formal"),
        ("empty-playlists", "/playlists/"),
        ("empty-skills", "/skills/"),
        ("empty-providers", "/cofl/providers/"),
        ("empty-my-badges", "/cofl/my-badges/"),
    ]


def a_learner() -> list[str]:
    """Somebody in that city who has nothing: their cookie."""
    learner = Learner.objects.create(site=Site.objects.get(hostname=HOST))
    session = import_module(settings.SESSION_ENGINE).SessionStore()
    session[SESSION_KEY] = str(learner.uuid)
    session.save()
    return [settings.SESSION_COOKIE_NAME, session.session_key]


def _spine(site: Site) -> list[Skill]:
    """Twelve areas, seventy skills, one with a word that no line can hold."""
    spine, made = spine_for(site), []
    for number in range(12):
        area = Skill.objects.create(
            framework=spine, label=f"Area {number} {WORD if number == 3 else 'of things'}"
        )
        skills = [
            Skill.objects.create(
                framework=spine,
                parent=area,
                label=NAME if (number, n) == (3, 0) else f"Doing thing {n} of area {number}",
                description=LONG * 4,
            )
            for n in range(22 if number == 1 else 5)
        ]
        NextSkill.objects.bulk_create(
            NextSkill(skill=a, target=b) for a, b in zip(skills, skills[2:4], strict=False)
        )
        made += skills
    return made


def _badges(provider: Provider, skills: list[Skill]) -> list[Badge]:
    made = []
    for number in range(15):
        badge = Badge(
            provider=provider,
            name=(f"{number} {NAME}" if number < 2 else f"Badge {number}")[:120],
            statement=(LONG * 3)[:255],
            description=LONG * 10,
            image=get_image_model().objects.first(),
            layer=["engage", "participate", "demonstrate", "lead", "own"][number % 5],
            criteria=[("step", {"title": NAME, "detail": LONG * 5})] * 12,
            badge_skills=[BadgeSkill(skill=skill) for skill in skills[number : number + 6]],
            live=False,
        )
        badge.save()
        badge.save_revision().publish()
        made.append(badge)
    return made


def full() -> list[tuple[str, str]]:
    """The same city, years later, run by somebody who never deletes anything."""
    site = Site.objects.get(hostname=HOST)
    # Only for this process: it gives badges in the name of a city that the server does not know.
    settings.WAGTAIL_COFL["CANONICAL_ADDRESSES"].append(f"http://{HOST}:{site.port}")
    home = site.root_page
    skills = _spine(site)
    provider = Provider.objects.create(
        site=site, name=NAME, email="a@example.org", description=LONG * 10
    )
    badges = _badges(provider, skills)
    index = OpportunityIndexPage.objects.child_of(home).get()
    soon = timezone.now() + timedelta(days=2)
    for number in range(30):
        title = NAME if number == 0 else f"{number}: something to do"
        page = OpportunityPage(
            title=title,
            slug=f"thing-{number}",
            summary=(LONG * 3)[:300],
            body=f"<p>{LONG * 10}</p>" * 3,
            provider=provider,
            badge=badges[number % len(badges)],
            venue=f"{WORD}, {NAME}"[:255],
            cost=(LONG * 2)[:120],
            audience=(LONG * 2)[:120],
            access=LONG * 10,
            booking_url="https://example.org/" + "long/" * 30,
            age_from=11,
            sessions=[
                (
                    "session",
                    {
                        "starts_at": soon + timedelta(days=n),
                        "ends_at": soon + timedelta(days=n, hours=2),
                        "venue": NAME,
                        "cancelled": n == number % 3,
                    },
                )
                for n in range(24 if number == 0 else 2)
            ],
        )
        page.skills = [("skill", skill) for skill in skills[:10]]
        _publish(index, page)
    steps = [
        ("link", {"title": NAME, "url": "https://example.org/", "note": NAME, "optional": n == 2})
        for n in range(13)
    ]
    steps.append(
        (
            "choice",
            {
                "needed": 3,
                "note": NAME,
                "optional": False,
                "steps": [("badge", {"badge": badge, "note": NAME}) for badge in badges[:8]],
            },
        )
    )
    route = PlaylistPage(
        title=NAME,
        slug="long-way",
        summary=(LONG * 3)[:300],
        body=f"<p>{LONG * 10}</p>",
        provider=provider,
        badge=badges[-1],
        steps=steps,
    )
    _publish(PlaylistIndexPage.objects.child_of(home).get(), route)
    playlist = Playlist.objects.get(page_id=route.pk)
    learner = Learner.objects.get(site=site)
    follow(playlist, learner)
    for badge in badges[:-1]:
        award = issue(badge.current_version, learner, email=None)
    return [
        ("full-whats-on", "/whats-on/"),
        ("full-whats-on-2", "/whats-on/?page=2"),
        ("full-opportunity", "/whats-on/thing-0/"),
        ("full-playlists", "/playlists/"),
        ("full-playlist", "/playlists/long-way/"),
        ("full-playlist-mine", f"/cofl/playlists/{playlist.uuid}/mine/"),
        ("full-skills", "/skills/"),
        ("full-skill", f"/cofl/skills/{skills[15].uuid}"),
        ("full-area", f"/cofl/skills/{skills[15].parent.uuid}"),
        ("full-badge", f"/cofl/badges/{badges[0].current_version.uuid}"),
        ("full-provider", f"/cofl/issuers/{provider.uuid}"),
        # With a query, because the browser keeps the empty list for five minutes.
        ("full-providers", "/cofl/providers/?all"),
        ("full-my-badges", "/cofl/my-badges/"),
        ("full-my-badge", f"/cofl/my-badges/{award.uuid}/"),
        ("full-credential", f"/cofl/credentials/{award.credential.uuid}"),
    ]
