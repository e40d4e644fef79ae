"""A playlist with every kind of step, and what its steps point at."""

from types import SimpleNamespace

import pytest

from tests.conftest import make_image, png
from tests.requests.opportunities.making import add, date, opportunity, playlist_of, row_of
from wagtail_cofl.awards.issuing import issue
from wagtail_cofl.badges.models import Badge
from wagtail_cofl.pages.models import PlaylistIndexPage, PlaylistPage


@pytest.fixture
def make_badge(city, provider):
    """A published badge by its name."""

    def make(name: str, **more) -> Badge:
        badge = Badge(
            provider=provider,
            name=name,
            statement=f"I am {name}.",
            description="For people.",
            image=make_image(png(comment=name), f"{name}.png"),
            criteria=[("step", {"title": "Do it", "detail": ""})],
            live=False,
            **more,
        )
        badge.save()
        badge.save_revision().publish()
        badge.refresh_from_db()
        return badge

    return make


@pytest.fixture
def give(learner):
    """Give the learner a badge, as an award is given."""
    return lambda badge: issue(badge.current_version, learner, email="lovelace@example.org")


@pytest.fixture
def index(site) -> PlaylistIndexPage:
    return add(site.root_page, PlaylistIndexPage(title="Playlists", slug="playlists"))


@pytest.fixture
def make_playlist(index, provider):
    def make(steps, title: str = "Podcast", **more) -> PlaylistPage:
        more.setdefault("slug", "podcast")
        page = PlaylistPage(title=title, provider=provider, steps=steps, **more)
        return add(index, page)

    return make


def step(kind: str, value: dict, *, optional: bool = False) -> tuple[str, dict]:
    return kind, {"note": "", "optional": optional} | value


def link(title: str = "Tides", **more) -> tuple[str, dict]:
    return step("link", {"title": title, "url": "https://tides.example/"} | more)


@pytest.fixture
def podcast(site, provider, badge, make_badge, make_playlist) -> SimpleNamespace:
    """Five steps: something to do with a badge, any two of three, a badge, a link, and something to
    do without a badge that is only if you like. It ends with a badge."""
    sound, end = make_badge("Sound Recordist"), make_badge("Harbour Storyteller")
    walk = opportunity(
        site.root_page, provider, "Story walk", badge=badge, sessions=[date(3)], slug="walk"
    )
    harbour = opportunity(site.root_page, provider, "Harbour sounds", badge=sound, slug="harbour")
    radio = opportunity(site.root_page, provider, "Visit the radio", slug="radio")
    inside = [
        ("opportunity", {"opportunity": row_of(harbour), "note": "2 hours"}),
        ("link", {"title": "Kitchen sounds", "url": "https://kitchen.example/", "note": ""}),
        ("link", {"title": "Neighbour", "url": "https://learn.example.org/n/", "note": ""}),
    ]
    page = make_playlist(
        [
            step("opportunity", {"opportunity": row_of(walk), "note": "about an hour"}),
            step("choice", {"needed": 2, "steps": inside}),
            step("badge", {"badge": sound}),
            link("Edit it"),
            step("opportunity", {"opportunity": row_of(radio)}, optional=True),
        ],
        summary="Catch the sounds of your street.",
        body="<p>If you like music.</p>",
        badge=end,
    )
    row = playlist_of(page)
    return SimpleNamespace(
        page=page,
        row=row,
        version=row.current_version,
        walk=walk,
        harbour=harbour,
        radio=radio,
        walker=badge,
        sound=sound,
        end=end,
        mine=f"/cofl/playlists/{row.uuid}/mine/",
        part=f"/cofl/playlists/{row.uuid}/mine/part/",
        begin=f"/cofl/playlists/{row.uuid}/begin/",
        stop=f"/cofl/playlists/{row.uuid}/stop/",
        tick=f"/cofl/playlists/{row.uuid}/tick/",
    )
