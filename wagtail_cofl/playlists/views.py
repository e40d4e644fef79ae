"""Playlists for everybody, and a learner's own way along them."""

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe
from wagtail.models import Site

from wagtail_cofl.awards.models import Award
from wagtail_cofl.city.languages import one_language
from wagtail_cofl.city.personal import personal
from wagtail_cofl.city.qr import paper_address, qr_svg
from wagtail_cofl.city.rendering import render
from wagtail_cofl.city.sites import site_of
from wagtail_cofl.learners.models import Learner
from wagtail_cofl.learners.sessions import current_learner
from wagtail_cofl.opportunities.finding import given, list_page
from wagtail_cofl.skills.spine import Spine

from .finding import listed, newest_of
from .following import NoSuchStep, NotOpen, follow, leave, set_tick, take_newest
from .models import Following, Playlist, PlaylistVersion
from .progress import Progress, progress, route
from .publishing import steps_of
from .sights import Sights

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
    return route_context | {
        "playlist": playlist,
        "playlist_title": page.title,
        "playlist_summary": page.summary,
        "playlist_body": page.body,
        "provider": page.provider,
    }


def _route_context(
    site: Site | None, version: PlaylistVersion, steps: Progress, playlist: Playlist | None
) -> dict:
    """``route`` (:class:`~.progress.Progress`), ``stops`` (:class:`~.sights.Stop`), ``badge`` (the
    completion badge, only while it is given), ``cover`` (badges that stand for the route),
    ``skills`` (that it grows: skill, area, and whether the learner holds it), ``list_page``, and
    for paper ``qr`` of the playlist's own address."""
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
        "skills": [(skill, spine.area_of(skill.pk), False) for skill in skills],
        "list_page": list_page(site, "playlists") if site else None,
        "qr": qr_svg(address) if address else "",
    }


def index_context(request: HttpRequest, site: Site | None) -> dict:
    """What the list of playlists shows: ``page_obj`` of playlists, and ``playlist_cards``, one
    for each: ``playlist``, ``route`` (:class:`~.progress.Progress`), ``badge`` (completion badge) and
    ``cover``; ``whats_on``, the page of opportunities."""
    spine = Spine.of(site)
    playlists = one_language(listed(site)).select_related("provider", "page")
    page_obj = Paginator(playlists, PER_PAGE).get_page(request.GET.get("page"))
    newest = {version.playlist_id: version for version in newest_of(list(page_obj))}
    sights = Sights(site, spine, [version.steps for version in newest.values()])
    ends = given(version.badge_id for version in newest.values() if version.badge_id)
    playlist_cards = []
    for playlist in page_obj:
        if version := newest.get(playlist.pk):
            end = ends.get(version.badge_id)
            playlist_cards.append(
                {
                    "playlist": playlist,
                    "route": route(version),
                    "badge": end,
                    "cover": sights.cover(version.steps, end),
                }
            )
    whats_on = list_page(site, "opportunities") if site and not playlist_cards else None
    return {"page_obj": page_obj, "playlist_cards": playlist_cards, "whats_on": whats_on}


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
        .select_related("version__badge", "version__playlist", "learner", "playlist")
        .prefetch_related("ticks")
        .first()
    )


def _held_skills(learner: Learner) -> set[str]:
    """UUIDs of the skills in the badges that a learner holds."""
    held = Award.objects.filter(learner=learner, credential__revocation=None)
    copies = held.values_list("badge_version__skills", flat=True)
    return {skill["uuid"] for skills in copies for skill in skills}


def _own_context(request: HttpRequest, playlist: Playlist, learner: Learner) -> dict:
    """What a learner sees of a playlist, begun or not: ``following`` (None before they begin),
    ``changed`` (the newest version, where they follow an older one), ``held_skills`` (how many
    of ``skills`` they hold), ``award`` (of the completion badge), ``is_due`` (every step is done
    and that badge still to come) and what :func:`_route_context` says. Raises ``Http404`` where
    there is nothing to begin."""
    following = _following(request, playlist)
    newest = playlist.current_version
    if newest is None or not (following or playlist.live):
        raise Http404
    version = following.version if following else newest
    steps = progress(following) if following else route(version)
    page = playlist.page.specific if playlist.page else None
    context = _route_context(site_of(request), version, steps, playlist)
    held = _held_skills(learner)
    skills = [(skill, area, str(skill.uuid) in held) for skill, area, _held in context["skills"]]
    is_done = following is not None and steps.is_complete
    return context | {
        "playlist": playlist,
        "playlist_title": playlist.title,
        "playlist_summary": playlist.summary,
        "provider": playlist.provider,
        "playlist_body": getattr(page, "body", ""),
        "learner": learner,
        "following": following,
        "changed": newest if newest != version else None,
        "skills": skills,
        "held_skills": sum(is_held for _skill, _area, is_held in skills),
        "award": _end_award(version, learner),
        "is_due": is_done and not following.completed_at and context["badge"] is not None,
    }


def _end_award(version: PlaylistVersion, learner: Learner) -> Award | None:
    if version.badge_id is None:
        return None
    ends = Award.objects.filter(learner=learner, badge_version__badge=version.badge_id)
    return ends.filter(credential__revocation=None).first()


@personal
@require_safe
def mine(request: HttpRequest, uuid) -> HttpResponse:
    """A learner's own way along a playlist, as a page: it works without JavaScript. Who is not
    signed in is told how a place on the route is kept."""
    playlist = _playlist(request, uuid)
    if learner := current_learner(request):
        context = _own_context(request, playlist, learner)
        return render(request, "wagtail_cofl/playlists/mine.html", context)
    if not playlist.live:
        raise Http404
    return render(request, "wagtail_cofl/playlists/begin.html", {"playlist": playlist})


@personal
@require_safe
def mine_part(request: HttpRequest, uuid) -> HttpResponse:
    """The same as a part of the playlist's page, which a script puts there; 204 for a visitor."""
    learner = current_learner(request)
    if learner is None:
        return HttpResponse(status=204)
    context = _own_context(request, _playlist(request, uuid), learner)
    return render(request, "wagtail_cofl/playlists/mine_part.html", context)


def _to_mine(uuid, step: str = "") -> HttpResponse:
    address = reverse("wagtail_cofl:playlist_mine", args=[uuid])
    return redirect(f"{address}#{step}" if step else address)


@personal
@require_POST
def begin(request: HttpRequest, uuid) -> HttpResponse:
    """Start a playlist; with ``newest`` go on along its newest version. Pressed again it changes
    nothing, but gives the completion badge where it is due."""
    learner = current_learner(request)
    if learner is None:
        return _to_mine(uuid)
    try:
        following = follow(_playlist(request, uuid), learner)
    except NotOpen as error:
        raise Http404 from error
    if "newest" in request.POST:
        take_newest(following)
    return _to_mine(uuid)


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
        return _to_mine(uuid)
    step = request.POST.get("step", "")
    try:
        set_tick(following, step, done=request.POST.get("done") == "1")
    except NoSuchStep as error:
        raise Http404 from error
    return _to_mine(uuid, f"step-{step}")
