"""Publishing a playlist page projects it to a row and, where the route changed, to a new version."""

from collections.abc import Iterator

from django.db import transaction
from django.utils.translation import gettext as _

from wagtail_cofl.badges.models import Badge

from .models import Playlist, PlaylistVersion


def _step(block_type: str, value, step_id: str) -> dict | None:
    """One step as plain data, or None where what it points at is gone."""
    step = {"id": step_id, "type": block_type, "optional": bool(value.get("optional"))}
    step["note"] = value.get("note") or ""
    if block_type == "opportunity":
        opportunity = value["opportunity"]
        if opportunity is None:
            return None
        badge = opportunity.badge
        return step | {
            "opportunity": str(opportunity.uuid),
            "title": opportunity.title,
            "badge": str(badge.uuid) if badge else None,
        }
    if block_type == "badge":
        badge = value["badge"]
        return step | {"badge": str(badge.uuid), "title": badge.name} if badge else None
    if block_type == "choice":
        inside = [_step(b.block_type, b.value, b.id or "") for b in value["steps"]]
        steps = [s for s in inside if s]
        needed = min(value["needed"] or 1, len(steps))
        return step | {"needed": needed, "steps": steps} if steps else None
    return step | {"title": value["title"], "url": value["url"]}


def steps_of(stream) -> list[dict]:
    """A page's ``steps`` as the plain data that :class:`~.models.PlaylistVersion` describes. Steps
    whose opportunity or badge is gone are left out."""
    found = (_step(block.block_type, block.value, block.id or "") for block in stream)
    return [step for step in found if step]


def each_step(steps: list[dict]) -> Iterator[dict]:
    """Every single step, those inside choices too."""
    for step in steps:
        yield from step["steps"] if step["type"] == "choice" else [step]


def why_no_badge(stream, badge: Badge) -> str:
    """Why these steps cannot lead to a completion badge, or "" when they can."""
    steps = steps_of(stream)
    given = {step["badge"] for step in each_step(steps) if step.get("badge")}
    if str(badge.uuid) in given:
        return _("This badge is also a step of the playlist. Choose another one.")
    needed = {
        s["badge"] for s in each_step([s for s in steps if not s["optional"]]) if s.get("badge")
    }
    if not needed:
        return _(
            "A completion badge needs at least one step that gives a badge and is not “only if you "
            "like”. Add one, or leave the completion badge empty."
        )
    return ""


def project(page) -> Playlist | None:
    """Write the page, as it was published, to its row; make a version if the route changed.

    Returns None for a page that is in no city (outside every Site's tree).
    """
    site = page.get_site()
    if site is None:
        return None
    fields = {
        "site": site,
        "provider": page.provider,
        "title": page.title,
        "summary": page.summary,
        "live": True,
    }
    steps = steps_of(page.steps)
    with transaction.atomic():
        playlist, _created = Playlist.objects.update_or_create(page_id=page.pk, defaults=fields)
        # Two editors may publish at once: the playlist's row decides who is first.
        Playlist.objects.select_for_update().filter(pk=playlist.pk).first()
        newest = playlist.current_version
        if newest is None or newest.steps != steps or newest.badge_id != page.badge_id:
            PlaylistVersion.objects.create(
                playlist=playlist,
                number=newest.number + 1 if newest else 1,
                steps=steps,
                badge_id=page.badge_id,
            )
    return playlist


def mark_unpublished(page) -> None:
    """The page is no longer public: the row stays and says so. Who began may finish."""
    Playlist.objects.filter(page_id=page.pk).update(live=False)
