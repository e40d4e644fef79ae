"""Claim codes with their posters, and the ledger of awards."""

from django.contrib.admin import SimpleListFilter
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, re_path, reverse
from django.utils.functional import cached_property
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from django.views.generic.edit import FormMixin, ProcessFormView
from wagtail.admin import messages
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.panels import FieldPanel, FieldRowPanel, ObjectList
from wagtail.admin.ui.tables import Column
from wagtail.admin.widgets.button import HeaderButton
from wagtail.log_actions import registry
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.snippets.views.snippets import CreateView, DeleteView, EditView, SnippetViewSet
from wagtail_modeladmin.helpers import ButtonHelper, PermissionHelper
from wagtail_modeladmin.options import ModelAdmin
from wagtail_modeladmin.views import InspectView, InstanceSpecificView

from wagtail_cofl.badges.models import Badge
from wagtail_cofl.city.deleting import ArchiveInsteadMixin
from wagtail_cofl.city.models import CitySettings
from wagtail_cofl.city.qr import qr_svg
from wagtail_cofl.city.readiness import why_not_ready
from wagtail_cofl.city.scoping import own
from wagtail_cofl.city.viewsets import OwnChoiceFilter, OwnCitiesMixin, own_only

from .forms import ClaimCodeForm, RevokeForm
from .models import Award, ClaimCode
from .revoking import ACTION, revoke


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


class ClaimCodeFilters(WagtailFilterSet):
    badge = OwnChoiceFilter(queryset=Badge.objects.all())

    class Meta:
        model = ClaimCode
        fields = ["badge"]


class ClaimCodeViewSet(OwnCitiesMixin, SnippetViewSet):
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
    filterset_class = ClaimCodeFilters
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
        ],
        base_form_class=ClaimCodeForm,
    )

    def get_urlpatterns(self):
        poster = own_only(PosterView.as_view(), ClaimCode)
        return [*super().get_urlpatterns(), path("poster/<int:pk>/", poster, name="poster")]


class LedgerPermissions(PermissionHelper):
    """Awards are facts: they are made by issuing, never by typing. They can only be withdrawn."""

    def user_can_create(self, user):
        return False

    def user_can_edit_obj(self, user, obj):
        return False

    def user_can_delete_obj(self, user, obj):
        return False

    def user_can_withdraw_obj(self, user, obj) -> bool:
        return self.user_has_specific_permission(user, "revoke_award")


class LedgerButtons(ButtonHelper):
    def get_buttons_for_obj(self, obj, *args, **kwargs):
        """On an award's own page, and only there, the button that withdraws it."""
        buttons = super().get_buttons_for_obj(obj, *args, **kwargs)
        may = self.permission_helper.user_can_withdraw_obj(self.request.user, obj)
        if isinstance(self.view, InspectView) and may and not obj.revocation:
            buttons.append(
                {
                    "url": self.url_helper.get_action_url("withdraw", obj.pk),
                    "label": _("Withdraw this badge"),
                    "classname": self.finalise_classname(["no"]),
                    "title": _("Withdraw this badge"),
                }
            )
        return buttons


class AwardView(InspectView):
    """One award; if it was withdrawn, by whom and with which note."""

    def get_context_data(self, **kwargs):
        entries = registry.get_logs_for_instance(self.instance).filter(action=ACTION)
        return super().get_context_data(log=entries.select_related("user"), **kwargs)


class WithdrawnFilter(SimpleListFilter):
    title = _("state")
    parameter_name = "withdrawn"

    def lookups(self, request, model_admin):
        return [("no", _("Given")), ("yes", _("Withdrawn"))]

    def queryset(self, request, queryset):
        if self.value() not in {"no", "yes"}:
            return queryset
        return queryset.filter(credential__revocation__isnull=self.value() == "no")


class WithdrawView(FormMixin, ProcessFormView, InstanceSpecificView):
    """Ask why, say what will happen, and withdraw."""

    page_title = _("Withdraw a badge")
    form_class = RevokeForm
    template_name = "wagtail_cofl/awards/revoke.html"

    def check_action_permitted(self, user):
        return self.permission_helper.user_can_withdraw_obj(user, self.instance)

    def get_success_url(self) -> str:
        return self.url_helper.get_action_url("inspect", self.instance.pk)

    def get(self, request, *args, **kwargs):
        if self.instance.revocation:
            messages.warning(request, _("This badge is withdrawn already."))
            return redirect(self.get_success_url())
        return super().get(request, *args, **kwargs)

    def form_valid(self, form) -> HttpResponse:
        given = form.cleaned_data
        revoke(self.instance, self.request.user, given["reason"], given["note"])
        messages.success(
            self.request,
            _("The badge was withdrawn. Within five minutes, whoever checks it is told so."),
        )
        return super().form_valid(form)


class AwardLedger(ModelAdmin):
    """Everything that was ever given, newest first. Nothing of the person but a short number."""

    model = Award
    menu_label = _("Awards")
    menu_icon = "history"
    base_url_path = "cofl/awards"
    list_display = ("badge_version", "provider", "awarded_at", "state", "credential")
    list_filter = ("awarded_at", WithdrawnFilter)
    list_select_related = ("badge_version__badge__provider", "credential__revocation")
    inspect_view_enabled = True
    inspect_view_class = AwardView
    inspect_template_name = "wagtail_cofl/awards/inspect.html"
    permission_helper_class = LedgerPermissions
    button_helper_class = LedgerButtons

    def get_queryset(self, request):
        heavy = ("badge_version__picture", "credential__ob3", "credential__ob2")
        return own(super().get_queryset(request), request.user).defer(*heavy)

    def withdraw_view(self, request, instance_pk):
        return WithdrawView.as_view(model_admin=self, instance_pk=instance_pk)(request)

    def get_admin_urls_for_registration(self):
        withdraw = re_path(
            self.url_helper.get_action_url_pattern("withdraw"),
            self.withdraw_view,
            name=self.url_helper.get_action_url_name("withdraw"),
        )
        patterns = (*super().get_admin_urls_for_registration(), withdraw)
        for pattern in patterns:
            pattern.callback = own_only(pattern.callback, Award)
        return patterns

    @staticmethod
    def provider(award: Award):
        return award.badge_version.badge.provider

    @staticmethod
    def state(award: Award):
        if award.revocation:
            return format_html('<span class="w-status">{}</span>', _("Withdrawn"))
        return _("Given")


AwardLedger.provider.short_description = _("provider")
AwardLedger.state.short_description = _("state")
