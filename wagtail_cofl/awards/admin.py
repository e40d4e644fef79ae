"""Claim codes with their posters, and the ledger of awards."""

from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin.panels import FieldPanel, FieldRowPanel, ObjectList
from wagtail.admin.ui.tables import Column
from wagtail.admin.widgets.button import HeaderButton
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.snippets.views.snippets import CreateView, DeleteView, EditView, SnippetViewSet
from wagtail_modeladmin.helpers import PermissionHelper
from wagtail_modeladmin.options import ModelAdmin

from wagtail_cofl.city.deleting import ArchiveInsteadMixin
from wagtail_cofl.city.models import CitySettings
from wagtail_cofl.city.qr import qr_svg
from wagtail_cofl.city.readiness import why_not_ready

from .models import Award, ClaimCode


class PosterColumn(Column):
    cell_template_name = "wagtail_cofl/admin/poster_cell.html"

    def get_value(self, instance):
        return reverse("cofl_claim_codes:poster", args=[instance.pk])


class ClaimCodeCreateView(CreateView):
    """After saving comes what she wanted: the poster. ``?badge=`` and ``?label=`` prefill."""

    def get_initial_form_instance(self):
        code = super().get_initial_form_instance() or ClaimCode()
        badge, label = self.request.GET.get("badge", ""), self.request.GET.get("label", "")
        if badge.isdecimal():
            code.badge_id = int(badge)
        code.label = label[:120]
        return code

    def get_success_url(self):
        return reverse("cofl_claim_codes:poster", args=[self.object.pk])


class ClaimCodeEditView(EditView):
    @cached_property
    def header_buttons(self):
        poster = HeaderButton(
            _("Poster"),
            url=reverse("cofl_claim_codes:poster", args=[self.object.pk]),
            icon_name="doc-full",
        )
        return [poster, *super().header_buttons]


class ClaimCodeDeleteView(ArchiveInsteadMixin, DeleteView):
    pass


class PosterView(TemplateView):
    """The A4 poster of a code: QR square, code, three steps. A page of its own, made to print."""

    template_name = "wagtail_cofl/awards/poster.html"

    def dispatch(self, request, *args, **kwargs):
        policy = ModelPermissionPolicy(ClaimCode)
        if not policy.user_has_any_permission(request.user, ["add", "change", "view"]):
            return redirect("wagtailadmin_home")
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        codes = ClaimCode.objects.select_related("badge__provider__site")
        code = get_object_or_404(codes, pk=self.kwargs["pk"])
        provider = code.badge.provider
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


class ClaimCodeViewSet(SnippetViewSet):
    model = ClaimCode
    icon = "key"
    menu_label = _("Claim codes")
    admin_url_namespace = "cofl_claim_codes"
    base_url_path = "cofl/claim-codes"
    list_display = [
        "label",
        "badge",
        Column("pretty", label=_("Code")),
        "used",
        "quota",
        PosterColumn("poster", label=_("Poster")),
    ]
    list_filter = ["badge"]
    copy_view_enabled = False
    add_view_class = ClaimCodeCreateView
    edit_view_class = ClaimCodeEditView
    delete_view_class = ClaimCodeDeleteView
    edit_handler = ObjectList(
        [
            FieldPanel("badge"),
            FieldPanel("label"),
            FieldPanel("quota"),
            FieldRowPanel([FieldPanel("opens_at"), FieldPanel("closes_at")]),
        ]
    )

    def get_urlpatterns(self):
        return [
            *super().get_urlpatterns(),
            path("poster/<int:pk>/", PosterView.as_view(), name="poster"),
        ]


class ReadOnly(PermissionHelper):
    """Awards are facts: they are made by issuing, never by typing."""

    def user_can_create(self, user):
        return False

    def user_can_edit_obj(self, user, obj):
        return False

    def user_can_delete_obj(self, user, obj):
        return False


class AwardLedger(ModelAdmin):
    """Everything that was ever given, newest first. Nothing of the person but a short number."""

    model = Award
    menu_label = _("Awards")
    menu_icon = "history"
    base_url_path = "cofl/awards"
    list_display = ("badge_version", "provider", "awarded_at", "credential")
    list_filter = ("awarded_at",)
    list_select_related = ("badge_version__badge__provider", "credential")
    inspect_view_enabled = True
    inspect_view_fields = ("badge_version", "awarded_at", "credential")
    permission_helper_class = ReadOnly

    def get_queryset(self, request):
        heavy = ("badge_version__picture", "credential__ob3", "credential__ob2")
        return super().get_queryset(request).defer(*heavy)

    @staticmethod
    def provider(award: Award):
        return award.badge_version.badge.provider


AwardLedger.provider.short_description = _("provider")
