"""The ledger of awards in Wagtail's admin: a ``wagtail_modeladmin`` ModelAdmin, the one place where it is
used."""

from django.contrib.admin import SimpleListFilter
from django.db.models import Exists, OuterRef, Q
from django.urls import re_path
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import registry
from wagtail_modeladmin.helpers import ButtonHelper, PermissionHelper
from wagtail_modeladmin.options import ModelAdmin
from wagtail_modeladmin.views import InspectView

from wagtail_cofl.city.permissions import SEEING, policy_of
from wagtail_cofl.city.viewsets import own_only
from wagtail_cofl.credentials.models import Suspension, open_suspensions

from .ledger_views import LiftView, SuspendView, VerbView, WithdrawView
from .models import Award
from .revoking import ACTION
from .suspending import LIFT, SUSPEND


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
