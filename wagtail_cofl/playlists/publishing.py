"""Publishing a playlist page projects it to a row and, where the route changed, to a new version."""

from collections.abc import Iterator

from django.db import transaction
from django.utils.translation import gettext as _

from wagtail_cofl.badges.models import Badge
from wagtail_cofl.opportunities.finding import given

from .models import Playlist, PlaylistVersion


def _gives(badge: Badge | None) -> str | None:
    """The badge that does a step, or None where nobody can get it: the step is then for ticking."""
    return str(badge.uuid) if badge and given([badge]) else None


def _step(block, number: str) -> dict | None:
    """One step as plain data, or None where what it points at is gone. ``number`` (its place in the
    route) names a step that was never saved."""
    value, kind = block.value, block.block_type
    step = {"id": block.id or number, "type": kind, "optional": bool(value.get("optional"))}
    step["note"] = value.get("note") or ""
    if kind == "opportunity":
        opportunity = value["opportunity"]
        if opportunity is None:
            return None
        return step | {
            "opportunity": str(opportunity.uuid),
            "title": opportunity.title,
            "badge": _gives(opportunity.badge),
        }
    if kind == "badge":
        badge = value["badge"]
        return step | {"badge": str(badge.uuid), "title": badge.name} if badge else None
    if kind == "choice":
        inside = (_step(b, f"{number}.{n}") for n, b in enumerate(value["steps"], start=1))
        steps = [s for s in inside if s]
        needed = min(value["needed"] or 1, len(steps))
        return step | {"needed": needed, "steps": steps} if steps else None
    return step | {"title": value["title"] or "", "url": value["url"] or ""}


def steps_of(stream) -> list[dict]:
    """A page's ``steps`` as the plain data that :class:`~.models.PlaylistVersion` describes. Steps
    whose opportunity or badge is gone are left out."""
    found = (_step(block, str(number)) for number, block in enumerate(stream, start=1))
    return [step for step in found if step]


def each_step(steps: list[dict]) -> Iterator[dict]:
    """Every single step, those inside choices too."""
    for step in steps:
        yield from step["steps"] if step["type"] == "choice" else [step]


def why_no_badge(steps: list[dict], badge: Badge) -> str:
    """Why a route cannot lead to a completion badge, or "" when it can."""
    along = {step["badge"] for step in each_step(steps) if step.get("badge")}
    if str(badge.uuid) in along:
        return _("This badge is also a step of the playlist. Choose another one.")
    if not takes_a_badge(steps):
        return _(
            "A completion badge needs at least one step that nobody can do without a badge, and that "
            "is not “only if you like”. Add one, or leave the completion badge empty."
        )
    return ""


def takes_a_badge(steps: list[dict]) -> bool:
    """Is there a step on the way that nobody can do by ticking alone?"""
    return any(_needs_badge(step) for step in steps)


def _needs_badge(step: dict) -> bool:
    """Ticking alone does not do this step, and it cannot be left out."""
    if step["optional"]:
        return False
    if step["type"] == "choice":
        return sum(not inside.get("badge") for inside in step["steps"]) < step["needed"]
    return bool(step.get("badge"))


def project(page) -> Playlist | None:
    """Write the page, as it was published, to its row; make a version if the route changed.

    Returns None for a page that no city can show: outside every Site's tree, another city's (its
    provider says so), or the mirror of a page that this city has already.
    """
    site = page.get_site()
    mirrors = page.alias_of_id and page.alias_of.get_site() == site
    if site is None or mirrors or page.provider.site_id != site.pk:
        mark_unpublished(page)
        return None
    fields = {
        "site": site,
        "provider": page.provider,
        "title": page.title,
        "summary": page.summary,
        "live": True,
    }
    steps = steps_of(page.steps)
    ours = page.badge is not None and page.badge.provider.site_id == site.pk
    # Asked again: what a step gives may have changed since the page's form was sent.
    badge = page.badge if ours and not why_no_badge(steps, page.badge) else None
    with transaction.atomic():
        playlist, _created = Playlist.objects.update_or_create(page_id=page.pk, defaults=fields)
        # Two editors may publish at once: the playlist's row decides who is first.
        Playlist.objects.select_for_update().filter(pk=playlist.pk).first()
        newest = playlist.current_version
        if newest is None or newest.steps != steps or newest.badge != badge:
            PlaylistVersion.objects.create(
                playlist=playlist,
                number=newest.number + 1 if newest else 1,
                steps=steps,
                badge=badge,
            )
    return playlist


def mark_unpublished(page) -> None:
    """The page is no longer public: the row stays and says so. Who began may finish."""
    Playlist.objects.filter(page_id=page.pk).update(live=False)
