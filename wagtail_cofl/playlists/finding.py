"""Which playlists there are, and which of them lead past an opportunity or a badge."""

from dataclasses import dataclass

import swapper
from django.db.models import OuterRef, QuerySet, Subquery
from django.urls import reverse
from wagtail.models import Site

from wagtail_cofl.badges.models import BadgeVersion
from wagtail_cofl.city.qr import paper_address, qr_svg
from wagtail_cofl.opportunities.finding import cards, find, given, main_area
from wagtail_cofl.skills.spine import Spine

from .models import Playlist, PlaylistVersion


@dataclass(frozen=True, slots=True)
class Part:
    """A playlist that something is part of: as step ``number`` of ``total``, or (``is_end``, and
    ``number`` is 0) as the badge that it ends with."""

    playlist: Playlist
    number: int
    total: int
    is_end: bool


def listed(site: Site) -> QuerySet[Playlist]:
    """The playlists of a city that anybody may know of: published, on a page of the site that is
    not private, and put together by a provider that is still there."""
    private = swapper.load_model("wagtailcore", "Page").objects.private()
    rows = Playlist.objects.filter(site=site, live=True, page__live=True)
    return rows.filter(provider__archived=False).exclude(page__in=private)


def newest_of(playlists) -> QuerySet[PlaylistVersion]:
    """The newest version of each of some playlists (a queryset, rows or primary keys)."""
    newest = PlaylistVersion.objects.filter(playlist=OuterRef("playlist")).order_by("-number")
    return PlaylistVersion.objects.filter(
        playlist__in=playlists, number=Subquery(newest.values("number")[:1])
    ).select_related("badge")


def parts_of(site: Site, *, opportunity=None, badge=None) -> list[Part]:
    """The playlists that an opportunity or a badge (their UUIDs) is part of, by title. Reads every
    route of the city, in two queries: there are some dozens."""
    versions = newest_of(listed(site)).select_related("playlist__page", "badge")
    found = []
    for version in versions.order_by("playlist__title", "playlist_id"):
        number = next(
            (
                number
                for number, step in enumerate(version.steps, start=1)
                for one in (step["steps"] if step["type"] == "choice" else [step])
                if opportunity
                and one.get("opportunity") == str(opportunity)
                or badge
                and one.get("badge") == str(badge)
            ),
            0,
        )
        is_end = bool(badge and version.badge and version.badge.uuid == badge)
        if number or is_end:
            found.append(Part(version.playlist, number, len(version.steps), is_end))
    return found


#: How many opportunities a badge's page shows.
MOST_CARDS = 6


def around(version: BadgeVersion) -> dict:
    """What a badge's page shows around the badge: ``area``, ``cards`` (what gives the badge),
    ``parts`` (playlists with it), ``is_given`` (people can still get it), ``newer`` (the newest
    version where this is an older one) and ``qr`` of its permanent address."""
    badge, site = version.badge, version.badge.provider.site
    spine = Spine.of(site)
    skills = spine.by_uuid(skill["uuid"] for skill in version.skills)
    newest = given([badge]).get(badge.pk)
    giving = find(site.pk, spine).filter(badge=badge)[:MOST_CARDS] if newest else ()
    return {
        "area": main_area((skill.pk for skill in skills), spine),
        "cards": cards(giving, spine),
        "parts": parts_of(site, badge=badge.uuid),
        "is_given": newest is not None,
        "newer": newest if newest and newest.number > version.number else None,
        "qr": qr_svg(
            paper_address(site) + reverse("wagtail_cofl:badge_version", args=[version.uuid])
        ),
    }
