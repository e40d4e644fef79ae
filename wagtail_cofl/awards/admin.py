"""Claim codes with their posters, and the ledger of awards."""

from django.contrib.admin import SimpleListFilter
from django.db.models import Exists, OuterRef, Q
from django.shortcuts import get_object_or_404
from django.urls import path, re_path, reverse
from django.utils.functional import cached_property
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.panels import FieldPanel, FieldRowPanel, ObjectList
from wagtail.admin.ui.tables import Column
from wagtail.admin.widgets.button import HeaderButton
from wagtail.log_actions import registry
from wagtail.snippets.views.snippets import CreateView, DeleteView, EditView, SnippetViewSet
from wagtail_modeladmin.helpers import ButtonHelper, PermissionHelper
from wagtail_modeladmin.options import ModelAdmin
from wagtail_modeladmin.views import InspectView

from wagtail_cofl.badges.models import Badge
from wagtail_cofl.city.deleting import ArchiveInsteadMixin
from wagtail_cofl.city.models import CitySettings
from wagtail_cofl.city.permissions import SEEING, policy_of
from wagtail_cofl.city.qr import qr_svg
from wagtail_cofl.city.readiness import why_not_ready
from wagtail_cofl.city.viewsets import OwnChoiceFilter, OwnCitiesMixin, own_only
from wagtail_cofl.credentials.models import Suspension, open_suspensions

from .forms import CampaignForm
from .ledger_views import LiftView, SuspendView, VerbView, WithdrawView
from .models import Award, Campaign
from .revoking import ACTION
from .suspending import LIFT, SUSPEND


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


class LedgerPermissions(PermissionHelper):
    """Awards are facts: they are made by issuing, never by typing. They can only be withdrawn."""

    def user_can_list(self, user):
        return policy_of(Award).user_has_any_permission(user, SEEING)

    def user_can_inspect_obj(self, user, obj):
        return policy_of(Award).user_has_permission_for_instance(user, "view", obj)

    def user_can_create(self, user):
        return False

    def user_can_edit_obj(self, user, obj):
        return False

    def user_can_delete_obj(self, user, obj):
        return False

    def user_can_withdraw_obj(self, user, obj) -> bool:
        return policy_of(Award).user_has_permission_for_instance(user, "revoke", obj)


class LedgerButtons(ButtonHelper):
    def get_buttons_for_obj(self, obj, *args, **kwargs):
        """On an award's own page, and only there, the buttons that say that it does not hold."""
        buttons = super().get_buttons_for_obj(obj, *args, **kwargs)
        may = self.permission_helper.user_can_withdraw_obj(self.request.user, obj)
        if isinstance(self.view, InspectView) and may and not obj.revocation:
            if obj.suspension:
                buttons.append(self._button("lift", obj, _("Give it back"), []))
            elif obj.credential.can_be_suspended:
                buttons.append(self._button("suspend", obj, _("Suspend this badge"), []))
            buttons.append(self._button("withdraw", obj, _("Withdraw this badge"), ["no"]))
        return buttons

    def _button(self, action: str, obj, label: str, classes: list[str]) -> dict:
        return {
            "url": self.url_helper.get_action_url(action, obj.pk),
            "label": label,
            "classname": self.finalise_classname(classes),
            "title": label,
        }


class AwardView(InspectView):
    """One award; if it does not hold, since when, by whom and with which note."""

    def get_context_data(self, **kwargs):
        award = self.instance
        entries = registry.get_logs_for_instance(award).filter(action__in=[ACTION, SUSPEND, LIFT])
        may = self.permission_helper.user_can_withdraw_obj(self.request.user, award)
        return super().get_context_data(
            log=entries.select_related("user"),
            only_for_good=may and not award.revocation and not award.credential.can_be_suspended,
            **kwargs,
        )


class StateFilter(SimpleListFilter):
    title = _("state")
    parameter_name = "state"

    def lookups(self, request, model_admin):
        return [("given", _("Given")), ("suspended", _("Suspended")), ("withdrawn", _("Withdrawn"))]

    def queryset(self, request, queryset):
        suspended = Exists(
            Suspension.objects.filter(credential=OuterRef("credential"), lifted_at=None)
        )
        withdrawn = Q(credential__revocation__isnull=False)
        return {
            "given": lambda: queryset.exclude(withdrawn).exclude(suspended),
            "suspended": lambda: queryset.filter(suspended).exclude(withdrawn),
            "withdrawn": lambda: queryset.filter(withdrawn),
        }.get(self.value(), lambda: queryset)()


VERBS = {"withdraw": WithdrawView, "suspend": SuspendView, "lift": LiftView}


class AwardLedger(ModelAdmin):
    """Everything that was ever given, newest first. Nothing of the person but a short number."""

    model = Award
    menu_label = _("Awards")
    menu_icon = "history"
    base_url_path = "cofl/awards"
    list_display = ("badge_version", "provider", "awarded_at", "state", "credential")
    list_filter = ("awarded_at", StateFilter)
    list_select_related = ("badge_version__badge__provider", "credential__revocation")
    inspect_view_enabled = True
    inspect_view_class = AwardView
    inspect_template_name = "wagtail_cofl/awards/inspect.html"
    permission_helper_class = LedgerPermissions
    button_helper_class = LedgerButtons

    def get_queryset(self, request):
        heavy = ("badge_version__picture", "credential__ob3", "credential__ob2")
        awards = policy_of(Award).filter(super().get_queryset(request), request.user)
        awards = awards.defer(*heavy)
        return awards.prefetch_related(open_suspensions("credential__"))

    def _verb(self, action: str, view: type[VerbView]):
        def show(request, instance_pk):
            return view.as_view(model_admin=self, instance_pk=instance_pk)(request)

        answer = own_only(show, Award, "revoke")

        helper = self.url_helper
        return re_path(
            helper.get_action_url_pattern(action), answer, name=helper.get_action_url_name(action)
        )

    def get_admin_urls_for_registration(self):
        verbs = [self._verb(action, view) for action, view in VERBS.items()]
        patterns = (*super().get_admin_urls_for_registration(), *verbs)
        for pattern in patterns:
            pattern.callback = own_only(pattern.callback, Award, "view")
        return patterns

    @staticmethod
    def provider(award: Award):
        return award.badge_version.badge.provider

    @staticmethod
    def state(award: Award):
        if award.revocation:
            return format_html('<span class="w-status">{}</span>', _("Withdrawn"))
        if award.suspension:
            return format_html('<span class="w-status">{}</span>', _("Suspended"))
        return _("Given")


AwardLedger.provider.short_description = _("provider")
AwardLedger.state.short_description = _("state")
