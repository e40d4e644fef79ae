"""Playlists for everybody, and a learner's own way along them."""

from collections.abc import Iterable

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST, require_safe
from wagtail.models import Site

from wagtail_cofl.badges.models import Badge, BadgeVersion
from wagtail_cofl.city.personal import personal
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


def page_context(request: HttpRequest, page) -> dict:
    """What a playlist page shows, the same for everybody: ``playlist`` (the row; None in a preview
    before the first publication) and what :func:`_route_context` says."""
    site = page.get_site()
    playlist = Playlist.objects.filter(page_id=page.pk).first() if page.pk else None
    # A preview shows the draft's steps; the page shows those that people follow.
    is_preview = getattr(request, "is_preview", False)
    version = playlist.current_version if playlist and not is_preview else None
    if version is None:
        version = PlaylistVersion(steps=steps_of(page.steps), badge=page.badge)
    route_context = _route_context(site, version, route(version), playlist)
    return {"playlist": playlist, "body": page.body, "provider": page.provider} | route_context


def _route_context(
    site: Site | None, version: PlaylistVersion, steps: Progress, playlist: Playlist | None
) -> dict:
    """``route`` (:class:`~.progress.Progress`), ``stops`` (:class:`~.sights.Stop`), ``badge`` (the
    completion badge, only while it is given), ``cover`` (badges that stand for the route),
    ``skills`` (that it grows: pairs of skill and area), ``list_page``, and for paper ``qr`` of the
    playlist's own address."""
    spine = Spine.of(site)
    sights = Sights(site, spine, [version.steps])
    end = given([version.badge]).get(version.badge_id) if version.badge else None
    uuids = [s["uuid"] for v in [*sights.badges, end] if v for s in v.skills]
    skills = spine.by_uuid(dict.fromkeys(uuids))
    address = ""
    if site and playlist:
        address = paper_address(site) + reverse("wagtail_cofl:playlist_mine", args=[playlist.uuid])
    return {
        "version": version,
        "route": steps,
        "stops": sights.stops(steps.steps),
        "badge": end,
        "cover": sights.cover(version.steps, end),
        "skills": [(skill, spine.area_of(skill.pk)) for skill in skills],
        "list_page": list_page(site, "playlists") if site else None,
        "qr": qr_svg(address) if address else "",
    }


def index_context(request: HttpRequest, site: Site | None) -> dict:
    """What the list of playlists shows: ``page_obj`` of playlists, and ``items``, one for each:
    ``playlist``, ``steps`` (how many), ``badge`` (completion badge) and ``cover``."""
    spine = Spine.of(site)
    playlists = listed(site).select_related("provider", "page")
    page_obj = Paginator(playlists, PER_PAGE).get_page(request.GET.get("page"))
    newest = {version.playlist_id: version for version in newest_of(list(page_obj))}
    sights = Sights(site, spine, [version.steps for version in newest.values()])
    ends = given(version.badge_id for version in newest.values() if version.badge_id)
    items = []
    for playlist in page_obj:
        if version := newest.get(playlist.pk):
            end = ends.get(version.badge_id)
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
