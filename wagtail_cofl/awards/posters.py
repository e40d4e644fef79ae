"""What stands on the paper of a campaign: its poster and its cards, for HTML and for PDF alike."""

from dataclasses import dataclass

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from wagtail_cofl.badges.models import BadgeVersion
from wagtail_cofl.city.models import CitySettings

from .campaigns import ONE, kind_of
from .models import Campaign, ClaimCode

#: Cards on a sheet of A4: three columns of eight.
COLUMNS, ROWS = 3, 8
SHEET = COLUMNS * ROWS


@dataclass(frozen=True, slots=True)
class Poster:
    """``square`` is the address in the QR code, ``go_to`` the one to type, without ``https://``; ``word``
    what is typed there, or "" where it stands on a card."""

    host: str
    title: str
    badge: BadgeVersion | None
    name: str
    steps: list[str]
    no_camera: str
    go_to: str
    and_type: str
    word: str
    when: str
    small: str
    foot: str
    square: str


@dataclass(frozen=True, slots=True)
class Card:
    """One code to cut out; ``number`` counts from 1."""

    number: int
    code: str
    square: str


def short_address(city: CitySettings) -> str:
    """Where a code is typed, as people read it: without ``https://``."""
    address = city.canonical_address + reverse("wagtail_cofl:enter_code")
    return address.partition("://")[2].rstrip("/")


def claim_address(city: CitySettings, code: str) -> str:
    """What the square of a code says."""
    return city.canonical_address + reverse("wagtail_cofl:claim", args=[code])


def when_it_works(campaign: Campaign) -> str:
    """A sentence or two, or "" where there are no limits."""
    opens, closes = campaign.opens_at, campaign.closes_at
    one_day = opens and closes and localtime(opens).date() == localtime(closes).date()
    # A template, since days and times are written as everywhere else on our pages.
    context = {"opens": opens, "closes": closes, "one_day": one_day}
    return render_to_string("wagtail_cofl/includes/when_it_works.html", context).strip()


def poster_of(campaign: Campaign, city: CitySettings) -> Poster:
    """The poster of a campaign. Where each person has a card, its square leads to where codes are
    typed."""
    provider = campaign.badge.provider
    code = campaign.codes.first() if kind_of(campaign) == ONE else None
    enter = city.canonical_address + reverse("wagtail_cofl:enter_code")
    if campaign.at_once:
        title = _("You did it. Take the badge home.")
        last = _("Say how you want to keep it. You need no email.")
    else:
        title = _("Did you do it? Ask for the badge.")
        last = _("Show what you did. Somebody looks at it.")
    return Poster(
        host=city.name,
        title=title,
        badge=campaign.badge.current_version,
        name=campaign.badge.name,
        steps=[
            _("Point your phone at the square."),
            _("Press “Claim my badge”.") if code else _("Type the code from your card."),
            last,
        ],
        no_camera=_("No camera? Go to"),
        go_to=short_address(city),
        and_type=_("and type") if code else _("and type the code from your card."),
        word=code.pretty if code else "",
        when=when_it_works(campaign),
        small=_("Free. Under 13? Bring a grown-up."),
        foot=_("Given by %(name)s. Your badge is private until you share it.")
        % {"name": provider.name},
        square=claim_address(city, code.pretty) if code else enter,
    )


def cards_of(
    campaign: Campaign, city: CitySettings, first: int = 0, last: int | None = None
) -> list[Card]:
    """The cards of some sheets, by the place of the first and after the last code."""
    codes = ClaimCode.objects.filter(campaign=campaign).order_by("pk")[first:last]
    return [
        Card(number, code.pretty, claim_address(city, code.pretty))
        for number, code in enumerate(codes, start=first + 1)
    ]
