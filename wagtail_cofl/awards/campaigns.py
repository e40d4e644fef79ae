"""Starting campaigns: the codes that are handed out for a badge, and what becomes of them."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from wagtail_cofl.badges.models import Badge
from wagtail_cofl.city import mail
from wagtail_cofl.city.emails import normalise_email
from wagtail_cofl.city.readiness import ready_city

from .codes import WORD_LONGEST, new_code, new_codes, normalise_code
from .models import Campaign, ClaimCode

ONE, CARDS, RESERVED = "one", "cards", "reserved"

#: As many codes as one campaign may have: cards to print, and letters to send.
MOST_CARDS, MOST_LETTERS = 2_000, 100


@transaction.atomic
def start_campaign(
    badge: Badge,
    label: str,
    *,
    word: str = "",
    quota: int = 30,
    cards: int = 0,
    addresses: Iterable[str] = (),
    opens_at: datetime | None = None,
    closes_at: datetime | None = None,
    at_once: bool = True,
) -> Campaign:
    """A campaign with one code for ``quota`` people, ``word`` where it is a word code; or with
    ``cards`` codes that work once each; or with one reserved for each of some ``addresses``."""
    campaign = Campaign(
        badge=badge, label=label, opens_at=opens_at, closes_at=closes_at, at_once=at_once
    )
    campaign.save()
    hand_out(campaign, word=word, quota=quota, cards=cards, addresses=addresses)
    return campaign


def kind_of(campaign: Campaign) -> str:
    """What it hands out: ONE code for everybody, CARDS that work once each, or RESERVED codes."""
    codes = list(campaign.codes.values_list("lookup", flat=True)[:2])
    if any(codes):
        return RESERVED
    return ONE if len(codes) == 1 else CARDS


def hand_out(
    campaign: Campaign,
    *,
    word: str = "",
    quota: int = 30,
    cards: int = 0,
    addresses: Iterable[str] = (),
) -> None:
    """Make the codes of a campaign that has none yet."""
    addresses = list(addresses)
    if addresses:
        add_reserved(campaign, addresses)
    elif cards:
        add_cards(campaign, cards)
    else:
        ClaimCode.objects.create(
            campaign=campaign,
            site_id=campaign.badge.provider.site_id,
            code=normalise_code(word) if word else new_code(),
            word=word,
            quota=quota,
        )


def add_cards(campaign: Campaign, cards: int) -> None:
    """More codes that work once each."""
    site_id = campaign.badge.provider.site_id
    ClaimCode.objects.bulk_create(
        ClaimCode(campaign=campaign, site_id=site_id, quota=1, code=code)
        for code in new_codes(cards)
    )


def add_reserved(campaign: Campaign, addresses: Iterable[str]) -> int:
    """A code for each address that has none in this campaign yet; says how many were made."""
    have = set(campaign.codes.exclude(lookup="").values_list("lookup", flat=True))
    made = []
    for address in dict.fromkeys(normalise_email(address) for address in addresses):
        code = ClaimCode(campaign=campaign, site_id=campaign.badge.provider.site_id, quota=1)
        code.value = address
        if code.lookup not in have:
            made.append(code)
    ClaimCode.objects.bulk_create(made)
    return len(made)


def mail_reserved(campaign: Campaign) -> tuple[int, int]:
    """Mail each reserved code that was not mailed yet to its address; says how many letters went and
    how many the mail server did not take. Those stay as they were, to be mailed again.

    Call it outside of a transaction: a letter must not speak of a code that is rolled back. Raises
    ``CityNotReady`` before the first letter.
    """
    provider = campaign.badge.provider
    city = ready_city(provider.site_id)
    sent = failed = 0
    for code in campaign.codes.filter(given_out_at=None).exclude(lookup=""):
        names = {"badge": campaign.badge.name, "provider": provider.name}
        body = [
            _("Hello,"),
            _("%(provider)s has a badge for you: “%(badge)s”.") % names,
            _("Open this link to claim it. It works once, and only with this email address:"),
            city.canonical_address + reverse("wagtail_cofl:claim", args=[code.pretty]),
            city.name,
        ]
        subject = _("A badge for you: %(badge)s") % names
        letter = mail.letter(city, to=code.value, subject=subject, body="\n\n".join(body))
        try:
            letter.send()
        except Exception:  # mail services have their own kinds; what they say may hold the address
            failed += 1
        else:
            mark_given_out(campaign.codes.filter(pk=code.pk))
            sent += 1
    return sent, failed


def mark_given_out(codes: QuerySet[ClaimCode], given: bool = True) -> int:
    """Say of some codes that they were handed out, or that they were not after all; says of how many
    that is new."""
    if given:
        return codes.filter(given_out_at=None).update(given_out_at=timezone.now())
    return codes.exclude(given_out_at=None).update(given_out_at=None)


def is_taken(site_id: int, word: str) -> bool:
    """Does this city have that code already, however it is written?"""
    return ClaimCode.objects.filter(site_id=site_id, code=normalise_code(word)).exists()


def free_word(site_id: int, word: str) -> str:
    """``word`` itself where this city has it not, else the first that is free: "kite-festival-2"."""
    found, number = word, 1
    while is_taken(site_id, found):
        number += 1
        end = f"-{number}"
        found = word[: WORD_LONGEST - len(end)].rstrip("-") + end
    return found


def one_code(badge: Badge, label: str, **more) -> ClaimCode:
    """Start a campaign with one code, and return the code."""
    return start_campaign(badge, label, **more).codes.get()
