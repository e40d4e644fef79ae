"""Publishing an opportunity page projects it to a row; unpublishing marks the row."""

from django.db import transaction

from .models import Opportunity, Session
from .scheduling import dates_of

#: What the row takes from the page as it is.
FIELDS = (
    "provider",
    "badge",
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


def project(page) -> Opportunity | None:
    """Write the page, as it was published, to its row and its sessions.

    Returns None for a page that is in no city (outside every Site's tree).
    """
    site = page.get_site()
    if site is None:
        return None
    fields = {name: getattr(page, name) for name in FIELDS}
    with transaction.atomic():
        opportunity, _created = Opportunity.objects.update_or_create(
            page_id=page.pk,
            defaults={**fields, "site": site, "image": page.picture, "live": True},
        )
        opportunity.skills.set(page.skill_ids)
        opportunity.sessions.all().delete()
        Session.objects.bulk_create(
            Session(
                opportunity=opportunity,
                starts_at=date.starts_at,
                ends_at=date.ends_at,
                venue=date.venue,
                cancelled=date.cancelled,
            )
            for date in dates_of(page.sessions, page.venue)
        )
    return opportunity


def mark_unpublished(page) -> None:
    """The page is no longer public: the row stays and says so."""
    Opportunity.objects.filter(page_id=page.pk).update(live=False)
