"""Which badges the criteria of others ask for, and the loops that nobody could ever get through."""

from collections.abc import Sequence

from .answering import walk
from .models import Badge, BadgeNeed


def needed_ids(criteria: Sequence[dict]) -> set[int]:
    """The ids of the badges that criteria (``[{"id", "type", "value"}]``) ask for, also in choices."""
    return {
        item["value"]
        for criterion in walk(criteria)
        if criterion["type"] == "badges"
        for item in criterion["value"]["badges"]
        if item["value"]
    }


def keep_needs(badge: Badge, criteria: Sequence[dict]) -> None:
    """Write down what the published criteria of ``badge`` ask for, in place of what they did."""
    needs = Badge.objects.filter(pk__in=needed_ids(criteria))
    badge.needs.all().delete()
    BadgeNeed.objects.bulk_create(BadgeNeed(badge=badge, needs=other) for other in needs)


def loop(badge: Badge, needs: set[int]) -> list[Badge]:
    """The badges of a loop, from ``badge`` back to it, if it asked for ``needs`` and everything else
    stayed as published; [] where there is none. One query for each link of the longest chain.

    A choice does not make a loop harmless: whoever takes the other way is fine, but the one that leads
    back is a dead end for everybody, and better left out."""
    came_from: dict[int, int | None] = dict.fromkeys(needs)
    newest = set(needs)
    while newest and badge.pk not in came_from:
        links = BadgeNeed.objects.filter(badge__in=newest).order_by("pk")
        found: dict[int, int | None] = {}
        for one, other in links.values_list("badge", "needs"):
            if other not in came_from:
                found.setdefault(other, one)
        came_from |= found
        newest = set(found)
    if badge.pk is None or badge.pk not in came_from:
        return []
    path = [badge.pk]
    while (before := came_from[path[-1]]) is not None:
        path.append(before)
    badges = Badge.objects.in_bulk(path)
    between = [badges[pk] for pk in reversed(path[1:])]
    return [badge, *between, badge]
