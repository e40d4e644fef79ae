"""Claim codes with their posters."""

from django.shortcuts import get_object_or_404
from django.urls import path, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.panels import FieldPanel, FieldRowPanel, ObjectList
from wagtail.admin.ui.tables import Column
from wagtail.admin.widgets.button import HeaderButton
from wagtail.snippets.views.snippets import CreateView, DeleteView, EditView, SnippetViewSet

from wagtail_cofl.badges.models import Badge
from wagtail_cofl.city.deleting import ArchiveInsteadMixin
from wagtail_cofl.city.models import CitySettings
from wagtail_cofl.city.qr import qr_svg
from wagtail_cofl.city.readiness import why_not_ready
from wagtail_cofl.city.viewsets import OwnChoiceFilter, OwnCitiesMixin, own_only

from .forms import CampaignForm
from .models import Campaign


class PosterColumn(Column):
    cell_template_name = "wagtail_cofl/admin/poster_cell.html"

    def get_value(self, instance):
        return reverse("cofl_claim_codes:poster", args=[instance.pk])


class CampaignCreateView(CreateView):
    """After saving comes what she wanted: the poster. ``?badge=`` and ``?label=`` prefill."""

    def get_initial_form_instance(self):
        code = super().get_initial_form_instance() or Campaign()
        badge, label = self.request.GET.get("badge", ""), self.request.GET.get("label", "")
        if badge.isdecimal():
            code.badge_id = int(badge)
        code.label = label[:120]
        return code

    def get_success_url(self):
        return reverse("cofl_claim_codes:poster", args=[self.object.pk])


class CampaignEditView(EditView):
    @cached_property
    def header_buttons(self):
        poster = HeaderButton(
            _("Poster"),
            url=reverse("cofl_claim_codes:poster", args=[self.object.pk]),
            icon_name="doc-full",
        )
        return [poster, *super().header_buttons]


class CampaignDeleteView(ArchiveInsteadMixin, DeleteView):
    pass


class PosterView(TemplateView):
    """The A4 poster of a code: QR square, code, three steps. A page of its own, made to print."""

    template_name = "wagtail_cofl/awards/poster.html"

    def get_context_data(self, **kwargs):
        campaigns = Campaign.objects.select_related("badge__provider__site")
        campaign = get_object_or_404(campaigns, pk=self.kwargs["pk"])
        code = campaign.codes.first()
        provider = campaign.badge.provider
        city = CitySettings.for_site(provider.site)
        address = city.canonical_address + reverse("wagtail_cofl:claim", args=[code.pretty])
        context = super().get_context_data(**kwargs)
        return context | {
            "code": code,
            "badge": code.badge.current_version,
            "provider": provider,
            "city": city,
            "reason": why_not_ready(city),
            "qr": qr_svg(address),
            "claim_address": (city.canonical_address + reverse("wagtail_cofl:enter_code"))
            .partition("://")[2]
            .rstrip("/"),
        }


class CampaignFilters(WagtailFilterSet):
    badge = OwnChoiceFilter(queryset=Badge.objects.all())

    class Meta:
        model = Campaign
        fields = ["badge"]


class CampaignViewSet(OwnCitiesMixin, SnippetViewSet):
    model = Campaign
    icon = "key"
    menu_label = _("Claim codes")
    admin_url_namespace = "cofl_claim_codes"
    base_url_path = "cofl/claim-codes"
    list_display = [
        "label",
        "badge",
        PosterColumn("poster", label=_("Poster")),
    ]
    filterset_class = CampaignFilters
    copy_view_enabled = False
    add_view_class = CampaignCreateView
    edit_view_class = CampaignEditView
    delete_view_class = CampaignDeleteView
    edit_handler = ObjectList(
        [
            FieldPanel("badge"),
            FieldPanel("label"),
            FieldRowPanel([FieldPanel("opens_at"), FieldPanel("closes_at")]),
        ],
        base_form_class=CampaignForm,
    )

    def get_urlpatterns(self):
        poster = own_only(PosterView.as_view(), Campaign, "view")
        return [*super().get_urlpatterns(), path("poster/<int:pk>/", poster, name="poster")]
