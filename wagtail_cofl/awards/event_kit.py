"""The event kit of a campaign: what is printed for it, what was handed out, and how it is doing."""

from collections.abc import Callable
from dataclasses import dataclass

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, reverse
from django.utils.cache import add_never_cache_headers
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.utils.translation import ngettext
from django.views.generic import TemplateView, View
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.widgets.button import HeaderButton

from wagtail_cofl.city.models import CitySettings
from wagtail_cofl.city.qr import qr_svg
from wagtail_cofl.city.readiness import CityNotReady, why_not_ready
from wagtail_cofl.contrib import certificates

from .campaigns import CARDS, ONE, RESERVED, kind_of, mail_reserved, mark_given_out
from .counting import counts_of
from .models import Campaign, ClaimCode
from .posters import SHEET, cards_of, poster_of, short_address, when_it_works

#: What the state of a campaign is called.
STATES = {
    "open": _lazy("Open"),
    "closed": _lazy("The badge is no longer given"),
    "not-yet": _lazy("Not open yet"),
    "expired": _lazy("Run out"),
    "suspended": _lazy("The provider is suspended"),
}
#: Sheets on one page of the browser: 240 cards, about a megabyte.
SHEETS_TOGETHER = 10


@dataclass(frozen=True, slots=True)
class Sheet:
    """Cards ``first`` to ``last``; ``given`` when each of them was handed out, ``used`` of them used."""

    number: int
    first: int
    last: int
    given: bool
    used: int


def sheets_of(campaign: Campaign) -> list[Sheet]:
    """The sheets of cards, in the order of printing."""
    rows = list(
        ClaimCode.objects.filter(campaign=campaign)
        .order_by("pk")
        .values_list("given_out_at", "used")
    )
    return [
        Sheet(
            number=at // SHEET + 1,
            first=at + 1,
            last=at + len(cards),
            given=all(given for given, _used in cards),
            used=sum(used for _given, used in cards),
        )
        for at in range(0, len(rows), SHEET)
        for cards in [rows[at : at + SHEET]]
    ]


def post_letters(request, campaign: Campaign) -> None:
    """Mail the codes that are reserved and not mailed yet, and say how that went."""
    try:
        sent, failed = mail_reserved(campaign)
    except CityNotReady as problem:
        messages.error(request, str(problem))
        return
    if sent:
        said = ngettext("%(n)s letter was sent.", "%(n)s letters were sent.", sent)
        messages.success(request, said % {"n": sent})
    if failed:
        said = ngettext(
            "The mail server did not take %(n)s letter. Its code is kept: try again later.",
            "The mail server did not take %(n)s letters. Their codes are kept: try again later.",
            failed,
        )
        messages.error(request, said % {"n": failed})


class CampaignMixin:
    """For a view with the id of a campaign in its address."""

    @cached_property
    def campaign(self) -> Campaign:
        campaigns = Campaign.objects.select_related("badge__provider__site")
        return get_object_or_404(campaigns, pk=self.kwargs["pk"])

    @cached_property
    def city(self) -> CitySettings:
        return CitySettings.for_site(self.campaign.badge.provider.site)


class KitView(CampaignMixin, WagtailAdminTemplateMixin, TemplateView):
    """Everything for an event on one page."""

    template_name = "wagtail_cofl/admin/kit.html"
    header_icon = "key"

    def get_page_title(self) -> str:
        return _("Event kit: %(label)s") % {"label": self.campaign.label}

    def get_breadcrumbs_items(self) -> list[dict]:
        above = {"url": reverse("cofl_claim_codes:list"), "label": _("Claim codes")}
        here = {"url": "", "label": self.get_page_title()}
        return [*super().get_breadcrumbs_items(), above, here]

    @cached_property
    def header_buttons(self):
        change = reverse("cofl_claim_codes:edit", args=[self.campaign.pk])
        return [HeaderButton(_("Change"), url=change, icon_name="edit")]

    def get_context_data(self, **kwargs):
        campaign, kind = self.campaign, kind_of(self.campaign)
        codes = campaign.codes.order_by("pk")
        return super().get_context_data(
            campaign=campaign,
            kind=kind,
            code=codes.first() if kind == ONE else None,
            reserved=codes if kind == RESERVED else (),
            sheets=sheets_of(campaign) if kind == CARDS else (),
            counts=counts_of(campaign.pk),
            state=STATES[campaign.state],
            when=when_it_works(campaign),
            reason=why_not_ready(self.city),
            enter=short_address(self.city),
            has_pdf=certificates.available(),
            **kwargs,
        )


class CounterView(CampaignMixin, TemplateView):
    """The live counter alone: a piece of HTML for the script of the kit."""

    template_name = "wagtail_cofl/admin/counter.html"

    def get(self, request, *args, **kwargs):
        counts = counts_of(self.kwargs["pk"])
        if counts is None:
            raise Http404
        response = self.render_to_response({"counts": counts, "kind": kind_of(self.campaign)})
        add_never_cache_headers(response)
        return response


class PosterView(CampaignMixin, TemplateView):
    """The A4 poster: QR square, code, three steps. A page of its own, made to print."""

    template_name = "wagtail_cofl/awards/poster.html"

    def get_context_data(self, **kwargs):
        poster = poster_of(self.campaign, self.city)
        return super().get_context_data(
            campaign=self.campaign,
            poster=poster,
            qr=qr_svg(poster.square),
            reason=why_not_ready(self.city),
            has_pdf=certificates.available(),
            **kwargs,
        )


class CardsView(CampaignMixin, TemplateView):
    """Sheets of cards to cut out, ``?sheet=`` and those after it. A page of its own, made to print."""

    template_name = "wagtail_cofl/awards/cards.html"

    def get_context_data(self, **kwargs):
        if kind_of(self.campaign) != CARDS:
            raise Http404
        number = self.request.GET.get("sheet", "1")
        first = int(number) if number.isascii() and number.isdecimal() else 1
        total = self.campaign.codes.count()
        last = min(first + SHEETS_TOGETHER - 1, -(-total // SHEET))
        if not 1 <= first <= last:
            raise Http404
        # Broken, where it must be, between the name of the site and the path.
        host, slash, path = short_address(self.city).partition("/")
        cards = cards_of(self.campaign, self.city, (first - 1) * SHEET, last * SHEET)
        drawn = [(card, qr_svg(card.square)) for card in cards]
        return super().get_context_data(
            campaign=self.campaign,
            badge=self.campaign.badge,
            sheets=[drawn[at : at + SHEET] for at in range(0, len(drawn), SHEET)],
            first=first,
            last=last,
            before=max(1, first - SHEETS_TOGETHER) if first > 1 else None,
            after=last + 1 if last * SHEET < total else None,
            total=total,
            host=host,
            path=slash + path,
            when=when_it_works(self.campaign),
            reason=why_not_ready(self.city),
            has_pdf=certificates.available(),
            **kwargs,
        )


class GivenOutView(CampaignMixin, View):
    """POST: which sheets were handed out (``sheet``), of those that were shown as they were before
    (``was``); or mail the letters that have not gone yet (``letters``)."""

    http_method_names = ["post"]

    def post(self, request, *args, **kwargs):
        if "letters" in request.POST:
            post_letters(request, self.campaign)
        else:
            now, was = set(request.POST.getlist("sheet")), set(request.POST.getlist("was"))
            ids = list(self.campaign.codes.order_by("pk").values_list("pk", flat=True))
            for at in range(0, len(ids), SHEET):
                number = str(at // SHEET + 1)
                # Only what she changed: somebody else may be ticking other sheets.
                if (number in now) != (number in was):
                    codes = ClaimCode.objects.filter(pk__in=ids[at : at + SHEET])
                    mark_given_out(codes, number in now)
        return redirect("cofl_claim_codes:kit", self.campaign.pk)


def _pdf(campaign: Campaign, name: str, content: bytes) -> HttpResponse:
    response = HttpResponse(content, content_type="application/pdf")
    response.headers["Content-Disposition"] = f'inline; filename="{name}-{campaign.pk}.pdf"'
    add_never_cache_headers(response)
    return response


class PosterPdfView(CampaignMixin, View):
    def get(self, request, *args, **kwargs):
        poster = poster_of(self.campaign, self.city)
        picture = bytes(poster.badge.picture) if poster.badge else None
        return _pdf(self.campaign, "poster", certificates.draw_poster(poster, picture))


class CardsPdfView(CampaignMixin, View):
    def get(self, request, *args, **kwargs):
        if kind_of(self.campaign) != CARDS:
            raise Http404
        content = certificates.draw_cards(
            cards_of(self.campaign, self.city),
            name=self.campaign.badge.name,
            go_to=short_address(self.city),
            of=_("%(n)s of %(total)s"),
            title=self.campaign.label,
        )
        return _pdf(self.campaign, "cards", content)


def pdf_addresses(one: Callable[..., URLPattern]) -> list[URLPattern]:
    """Of the PDFs, where they can be made; ``one(name, view)`` makes an address."""
    if not certificates.available():
        return []
    return [one("poster-pdf", PosterPdfView), one("cards-pdf", CardsPdfView)]
