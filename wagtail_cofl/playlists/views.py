"""Playlists for everybody, and a learner's own way along them."""

from collections.abc import Iterable

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST, require_safe
from wagtail.models import Site

from wagtail_cofl.badges.models import Badge, BadgeVersion
from wagtail_cofl.city.personal import personal
from wagtail_cofl.city.rendering import render
from wagtail_cofl.city.sites import site_of
from wagtail_cofl.learners.sessions import current_learner
from wagtail_cofl.opportunities.finding import Card, cards
from wagtail_cofl.opportunities.models import Opportunity
from wagtail_cofl.skills.spine import Spine

from .following import NoSuchStep, follow, leave, set_tick
from .models import Following, Playlist, PlaylistVersion
from .progress import Progress, progress, route
from .publishing import each_step, steps_of

PER_PAGE = 24


class Sights:
    """What the steps of some routes point at, looked up once for all of them: ``opportunities``
    (:class:`~wagtail_cofl.opportunities.finding.Card` by UUID; those that are no longer on are
    missing) and ``badges`` (the newest version by the badge's UUID)."""

    def __init__(self, site: Site, spine: Spine, routes: Iterable[list[dict]]):
        steps = [step for route in routes for step in each_step(route)]
        wanted = {step["opportunity"] for step in steps if step.get("opportunity")}
        rows = Opportunity.objects.filter(site=site, live=True, uuid__in=wanted)
        self.opportunities: dict[str, Card] = {
            str(card.opportunity.uuid): card for card in cards(rows, spine)
        }
        badges = Badge.objects.filter(
            uuid__in={step["badge"] for step in steps if step.get("badge")}
        )
        versions = BadgeVersion.current_of(badges).select_related("badge__provider")
        self.badges: dict[str, BadgeVersion] = {str(v.badge.uuid): v for v in versions}

    def cover(
        self, steps: list[dict], end: BadgeVersion | None, most: int = 4
    ) -> list[BadgeVersion]:
        """The badges along a route, each once, its completion badge last: its picture."""
        along = [self.badges[s["badge"]] for s in each_step(steps) if s.get("badge") in self.badges]
        along = list({version.pk: version for version in along}.values())
        return [*along[: most - 1], end] if end else along[:most]


def page_context(request: HttpRequest, page) -> dict:
    """What a playlist page shows, the same for everybody: ``playlist`` (the row; None in a preview
    before the first publication), ``route`` (a :class:`~.progress.Progress`), ``sights``, ``badge``
    (completion badge), ``cover``, ``skills`` (that it grows), ``spine``."""
    site = page.get_site()
    spine = Spine.of(site)
    preview = getattr(request, "is_preview", False)
    playlist = Playlist.objects.filter(page_id=page.pk).first() if page.pk else None
    version = playlist.current_version if playlist and not preview else None
    if version is None:
        version = PlaylistVersion(steps=steps_of(page.steps), badge=page.badge)
    return {"playlist": playlist} | _route_context(site, spine, version, route(version))


def _route_context(site: Site, spine: Spine, version: PlaylistVersion, steps: Progress) -> dict:
    sights = Sights(site, spine, [version.steps])
    end = version.badge.current_version if version.badge else None
    uuids = [s["uuid"] for v in [*sights.badges.values(), end] if v for s in v.skills]
    return {
        "spine": spine,
        "version": version,
        "route": steps,
        "sights": sights,
        "badge": end,
        "cover": sights.cover(version.steps, end),
        "skills": spine.by_uuid(dict.fromkeys(uuids)),
    }


def index_context(request: HttpRequest, site: Site | None) -> dict:
    """What the list of playlists shows: ``page_obj`` of playlists, and ``items``, one for each:
    ``playlist``, ``steps`` (how many), ``badge`` (completion badge) and ``cover``."""
    spine = Spine.of(site)
    live = Playlist.objects.filter(site=site, live=True, page__live=True, provider__archived=False)
    page_obj = Paginator(live.select_related("provider", "page"), PER_PAGE).get_page(
        request.GET.get("page")
    )
    newest = {
        version.playlist_id: version
        for version in PlaylistVersion.objects.filter(playlist__in=list(page_obj))
        .select_related("badge")
        .order_by("number")
    }
    sights = Sights(site, spine, [version.steps for version in newest.values()])
    ends = BadgeVersion.current_of([v.badge_id for v in newest.values() if v.badge_id])
    end_of = {version.badge_id: version for version in ends}
    items = []
    for playlist in page_obj:
        if version := newest.get(playlist.pk):
            end = end_of.get(version.badge_id)
            items.append(
                {
                    "playlist": playlist,
                    "steps": len(version.steps),
                    "badge": end,
                    "cover": sights.cover(version.steps, end),
                }
            )
    return {"page_obj": page_obj, "items": items}


# --- a learner's own way ----------------------------------------------------------------------


def _playlist(request: HttpRequest, uuid) -> Playlist:
    """A playlist of this city. One that is no longer public stays open to who began it."""
    playlists = Playlist.objects.filter(site=site_of(request)).select_related("page", "provider")
    return get_object_or_404(playlists, uuid=uuid)


def _following(request: HttpRequest, playlist: Playlist) -> Following | None:
    learner = current_learner(request)
    if learner is None:
        return None
    return (
        Following.objects.filter(playlist=playlist, learner=learner)
        .select_related("version__badge", "version__playlist", "learner")
        .prefetch_related("ticks")
        .first()
    )


def _own_context(request: HttpRequest, playlist: Playlist, following: Following | None) -> dict:
    site = site_of(request)
    version = following.version if following else playlist.current_version
    if version is None:
        raise Http404
    steps = progress(following) if following else route(version)
    newest = playlist.current_version
    return {
        "playlist": playlist,
        "following": following,
        "changed": newest if newest != version else None,
    } | _route_context(site, Spine.of(site), version, steps)


@personal
@require_safe
def mine(request: HttpRequest, uuid) -> HttpResponse:
    """A learner's own way along a playlist, as a page: it works without JavaScript."""
    if current_learner(request) is None:
        return redirect("wagtail_cofl:sign_in")
    playlist = _playlist(request, uuid)
    context = _own_context(request, playlist, _following(request, playlist))
    return render(request, "wagtail_cofl/playlists/mine.html", context)


@personal
@require_safe
def mine_part(request: HttpRequest, uuid) -> HttpResponse:
    """The same as a part of the playlist's page, which a script puts there; 204 for a visitor."""
    if current_learner(request) is None:
        return HttpResponse(status=204)
    playlist = _playlist(request, uuid)
    context = _own_context(request, playlist, _following(request, playlist))
    return render(request, "wagtail_cofl/playlists/mine_part.html", context)


@personal
@require_POST
def begin(request: HttpRequest, uuid) -> HttpResponse:
    """Start a playlist."""
    learner = current_learner(request)
    if learner is None:
        return redirect("wagtail_cofl:sign_in")
    playlist = _playlist(request, uuid)
    try:
        follow(playlist, learner)
    except LookupError as error:
        raise Http404 from error
    return redirect("wagtail_cofl:playlist_mine", uuid=uuid)


@personal
@require_POST
def stop(request: HttpRequest, uuid) -> HttpResponse:
    """Stop following. What was earned stays."""
    if following := _following(request, _playlist(request, uuid)):
        leave(following)
    return redirect("wagtail_cofl:my_badges")


@personal
@require_POST
def tick(request: HttpRequest, uuid) -> HttpResponse:
    """Tick a step (``done=1``) or take the tick away (``done=0``)."""
    following = _following(request, _playlist(request, uuid))
    if following is None:
        return redirect("wagtail_cofl:sign_in")
    try:
        set_tick(following, request.POST.get("step", ""), done=request.POST.get("done") == "1")
    except NoSuchStep as error:
        raise Http404 from error
    return redirect("wagtail_cofl:playlist_mine", uuid=uuid)
