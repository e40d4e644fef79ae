"""Publishing an opportunity page projects it to a row; unpublishing marks the row."""

from django.db import transaction

from .models import Opportunity, Session
from .scheduling import dates_of

#: What the row takes from the page as it is.
FIELDS = (
    "provider",
    "title",
    "summary",
    "kind",
    "place",
    "venue",
    "free",
    "cost",
    "age_from",
    "age_to",
)


def _city_of(page):
    """The city that a page shows in, or None: it is outside every Site's tree, or it is another
    city's (its provider says so), or it mirrors a page that the same city has already."""
    site = page.get_site()
    if site is None or page.provider.site_id != site.pk:
        return None
    if page.alias_of_id and page.alias_of.get_site() == site:
        return None
    return site


def project(page) -> Opportunity | None:
    """Write the page, as it was published, to its row and its sessions.

    Returns None for a page that no city can show; a row that it had is then marked.
    """
    site = _city_of(page)
    if site is None:
        mark_unpublished(page)
        return None
    fields = {name: getattr(page, name) for name in FIELDS}
    fields |= {"site": site, "image": page.picture, "live": True}
    ours = page.badge is not None and page.badge.provider.site_id == site.pk
    fields["badge"] = page.badge if ours else None
    skills, dates = page.skill_ids, dates_of(page.sessions, page.venue)
    with transaction.atomic():
        opportunity, _created = Opportunity.objects.update_or_create(
            page_id=page.pk, defaults=fields
        )
        opportunity.skills.set(skills)
        opportunity.sessions.all().delete()
        Session.objects.bulk_create(
            Session(
                opportunity=opportunity,
                starts_at=date.starts_at,
                ends_at=date.ends_at,
                venue=date.venue,
                cancelled=date.cancelled,
            )
            for date in dates
        )
    return opportunity


def mark_unpublished(page) -> None:
    """The page is no longer public: the row stays and says so."""
    Opportunity.objects.filter(page_id=page.pk).update(live=False)


def badge_published(badge) -> None:
    """A badge's skills count for what gives it: after it was published, those rows are written
    anew from their pages."""
    rows = Opportunity.objects.filter(badge=badge, page__live=True).select_related("page")
    for row in rows:
        project(row.page.specific)
