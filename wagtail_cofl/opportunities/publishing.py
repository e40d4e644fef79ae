"""Publishing an opportunity page projects it to a row; unpublishing marks the row."""

from django.db import transaction

from .models import Opportunity, Session


def project(page) -> Opportunity | None:
    """Write the page, as it was published, to its row and its sessions.

    Returns None for a page that is in no city (outside every Site's tree).
    """
    site = page.get_site()
    if site is None:
        return None
    fields = {
        "site": site,
        "provider": page.provider,
        "badge": page.badge,
        "title": page.title,
        "summary": page.summary,
        "kind": page.kind,
        "place": page.place,
        "live": True,
    }
    with transaction.atomic():
        opportunity, _created = Opportunity.objects.update_or_create(
            page_id=page.pk, defaults=fields
        )
        opportunity.sessions.all().delete()
        Session.objects.bulk_create(
            Session(
                opportunity=opportunity,
                starts_at=block.value["starts_at"],
                ends_at=block.value["ends_at"],
                venue=block.value["venue"] or page.venue,
            )
            for block in page.sessions
        )
    return opportunity


def mark_unpublished(page) -> None:
    """The page is no longer public: the row stays and says so."""
    Opportunity.objects.filter(page_id=page.pk).update(live=False)
