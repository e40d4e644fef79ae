"""Starting campaigns: the codes that are handed out for a badge."""

from datetime import datetime

from django.db import transaction

from wagtail_cofl.badges.models import Badge

from .codes import new_code, normalise_code
from .models import Campaign, ClaimCode


@transaction.atomic
def start_campaign(
    badge: Badge,
    label: str,
    *,
    word: str = "",
    quota: int = 30,
    cards: int = 0,
    opens_at: datetime | None = None,
    closes_at: datetime | None = None,
    at_once: bool = True,
) -> Campaign:
    """A campaign with one code for ``quota`` people, ``word`` where it is a word code; or with
    ``cards`` codes that work once each."""
    campaign = Campaign.objects.create(
        badge=badge, label=label, opens_at=opens_at, closes_at=closes_at, at_once=at_once
    )
    if cards:
        add_cards(campaign, cards)
    else:
        ClaimCode.objects.create(
            campaign=campaign,
            site_id=badge.provider.site_id,
            code=normalise_code(word) if word else new_code(),
            word=word,
            quota=quota,
        )
    return campaign


def add_cards(campaign: Campaign, cards: int) -> None:
    """More codes that work once each."""
    ClaimCode.objects.bulk_create(
        ClaimCode(campaign=campaign, site_id=campaign.badge.provider.site_id, quota=1)
        for _n in range(cards)
    )


def one_code(badge: Badge, label: str, **more) -> ClaimCode:
    """Start a campaign with one code, and return the code."""
    return start_campaign(badge, label, **more).codes.get()
