"""The ledger of awards in Wagtail's admin: a ``wagtail_modeladmin`` ModelAdmin, the one place where it is
used."""

from uuid import UUID

from django.contrib.admin import SimpleListFilter
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import re_path, reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _
from wagtail.admin.paginator import WagtailPaginator
from wagtail.log_actions import registry
from wagtail_modeladmin.helpers import ButtonHelper, DjangoORMSearchHandler, PermissionHelper
from wagtail_modeladmin.options import ModelAdmin
from wagtail_modeladmin.views import IndexView, InspectView

from wagtail_cofl.city.emails import email_lookup
from wagtail_cofl.city.ids import pk_of
from wagtail_cofl.city.permissions import SEEING, policy_of
from wagtail_cofl.city.viewsets import own_only
from wagtail_cofl.credentials.models import Revocation, Suspension, open_suspensions
from wagtail_cofl.providers.models import Provider

from .ledger_views import (
    CorrectView,
    LiftView,
    RenewView,
    SeveralView,
    SuspendSeveralView,
    SuspendView,
    VerbView,
    WithdrawSeveralView,
    WithdrawView,
)
from .models import Award


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
        """On an award's own page, and only there, the buttons that say that it does not hold, and what
        was done with it."""
        buttons = super().get_buttons_for_obj(obj, *args, **kwargs)
        if not isinstance(self.view, InspectView):
            return buttons
        may = self.permission_helper.user_can_withdraw_obj(self.request.user, obj)
        if may and not obj.revocation:
            if obj.suspension:
                buttons.append(self._button("lift", obj, _("Give it back"), []))
            else:
                buttons.append(self._button("correct", obj, _("Correct"), []))
                buttons.append(self._button("renew", obj, _("Renew"), []))
                if obj.credential.can_be_suspended:
                    buttons.append(self._button("suspend", obj, _("Suspend this badge"), []))
            buttons.append(self._button("withdraw", obj, _("Withdraw this badge"), ["no"]))
        buttons.append(self._button("history", obj, _("History"), []))
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
        entries = registry.get_logs_for_instance(award)
        may = self.permission_helper.user_can_withdraw_obj(self.request.user, award)
        return super().get_context_data(
            log=entries.select_related("user"),
            newer=Award.objects.filter(replaces=award).first(),
            only_for_good=may and not award.revocation and not award.credential.can_be_suspended,
            **kwargs,
        )


class StateFilter(SimpleListFilter):
    title = _("state")
    parameter_name = "state"

    def lookups(self, request, model_admin):
        return [
            ("given", _("Given")),
            ("run-out", _("Run out")),
            ("suspended", _("Suspended")),
            ("withdrawn", _("Withdrawn")),
        ]

    def queryset(self, request, queryset):
        # Asked of the award's own column: a join would read every credential.
        mine = {"credential": OuterRef("credential")}
        suspended = Exists(Suspension.objects.filter(**mine, lifted_at=None))
        withdrawn = Exists(Revocation.objects.filter(**mine))
        run_out = Q(valid_until__lte=timezone.now())
        return {
            "given": lambda: queryset.exclude(run_out).filter(~withdrawn, ~suspended),
            "run-out": lambda: queryset.filter(run_out).filter(~withdrawn),
            "suspended": lambda: queryset.filter(suspended, ~withdrawn),
            "withdrawn": lambda: queryset.filter(withdrawn),
        }.get(self.value(), lambda: queryset)()


class ProviderFilter(SimpleListFilter):
    """Her own providers only."""

    title = _("provider")
    parameter_name = "provider"

    def lookups(self, request, model_admin):
        mine = policy_of(Provider).filter(Provider.objects.all(), request.user)
        return [(str(pk), name) for pk, name in mine.values_list("pk", "name")]

    def queryset(self, request, queryset):
        chosen = pk_of(self.value() or "")
        if chosen is None:
            return queryset
        return queryset.filter(badge_version__badge__provider=chosen)


class LedgerSearch(DjangoORMSearchHandler):
    """By a badge’s name or a nickname; by a whole email address, which is only kept as a hash; by the
    number in a badge’s address."""

    def search_queryset(self, queryset, search_term, **kwargs):
        term = search_term.strip()
        try:
            validate_email(term)
        except ValidationError:
            pass
        else:
            return queryset.filter(learner__identifiers__lookup=email_lookup(term))
        try:
            number = UUID(term)
        except ValueError:
            return super().search_queryset(queryset, search_term, **kwargs)
        return queryset.filter(Q(credential__uuid=number) | Q(uuid=number))


class CountedOnce(QuerySet):
    """Both the list and its pages ask how long it is."""

    def count(self):
        if not hasattr(self, "_counted"):
            self._counted = super().count()
        return self._counted


class LedgerPaginator(WagtailPaginator):
    """First the ids of a page, which an index holds in order, and then its rows: with all that is
    joined to them, the rows of the pages before it would take seconds."""

    def _get_page(self, object_list, number, paginator):
        lean = object_list.select_related(None).prefetch_related(None).defer(None)
        ids = list(lean.values_list("pk", flat=True))
        rows = {row.pk: row for row in self.object_list.filter(pk__in=ids).order_by()}
        return super()._get_page([rows[pk] for pk in ids if pk in rows], number, paginator)


class LedgerIndex(IndexView):
    """The list, with a form below it for those whose boxes are ticked."""

    paginator_class = LedgerPaginator

    @property
    def may_revoke(self) -> bool:
        return policy_of(Award).user_has_permission(self.request.user, "revoke")

    @property
    def withdraw_several_url(self) -> str:
        return reverse(self.url_helper.get_action_url_name("withdraw-several"))

    @property
    def suspend_several_url(self) -> str:
        return reverse(self.url_helper.get_action_url_name("suspend-several"))


VERBS = {
    "withdraw": WithdrawView,
    "suspend": SuspendView,
    "lift": LiftView,
    "correct": CorrectView,
    "renew": RenewView,
}
SEVERAL = {"withdraw-several": WithdrawSeveralView, "suspend-several": SuspendSeveralView}


class AwardLedger(ModelAdmin):
    """Everything that was ever given, newest first. Nothing of the person but a short number."""

    model = Award
    menu_label = _("Awards")
    menu_icon = "history"
    base_url_path = "cofl/awards"
    list_display = (
        "tick",
        "badge_version",
        "provider",
        "learner",
        "awarded_at",
        "state",
        "credential",
    )
    list_display_add_buttons = "badge_version"
    list_filter = ("awarded_at", StateFilter, ProviderFilter)
    list_per_page = 50
    list_export = ("name", "provider", "awarded_at", "valid_until", "state", "address")
    export_filename = "awards"
    search_fields = ("badge_version__name", "learner__nickname")
    search_handler_class = LedgerSearch
    list_select_related = (
        "badge_version__badge__provider__site__citysettings",
        "credential__revocation",
        "learner",
    )
    index_view_class = LedgerIndex
    index_template_name = "wagtail_cofl/awards/ledger.html"
    inspect_view_enabled = True
    history_view_enabled = True
    inspect_view_class = AwardView
    inspect_template_name = "wagtail_cofl/awards/inspect.html"
    history_template_name = "wagtail_cofl/awards/history.html"
    permission_helper_class = LedgerPermissions
    button_helper_class = LedgerButtons

    def get_queryset(self, request):
        heavy = ("badge_version__picture", "credential__ob3", "credential__ob2")
        awards = policy_of(Award).filter(CountedOnce(Award), request.user)
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

    def _several(self, action: str, view: type[SeveralView]):
        def show(request):
            return view.as_view(model_admin=self)(request)

        helper = self.url_helper
        return re_path(
            rf"^{helper.base_url_path}/{action}/$",
            own_only(show, Award, "revoke"),
            name=helper.get_action_url_name(action),
        )

    def get_admin_urls_for_registration(self):
        verbs = [self._verb(action, view) for action, view in VERBS.items()]
        verbs += [self._several(action, view) for action, view in SEVERAL.items()]
        patterns = (*super().get_admin_urls_for_registration(), *verbs)
        for pattern in patterns:
            pattern.callback = own_only(pattern.callback, Award, "view")
        return patterns

    @staticmethod
    def tick(award: Award):
        return format_html(
            '<input type="checkbox" name="id" value="{}" form="cofl-several" aria-label="{}">',
            award.pk,
            _("Choose %(badge)s, %(when)s")
            % {
                "badge": award.badge_version.name,
                "when": date_format(localtime(award.awarded_at), "SHORT_DATETIME_FORMAT"),
            },
        )

    @staticmethod
    def name(award: Award):
        return award.badge_version.name

    @staticmethod
    def address(award: Award):
        """Where everybody sees it."""
        site = award.badge_version.badge.provider.site
        origin = getattr(getattr(site, "citysettings", None), "canonical_address", "")
        return origin + reverse("wagtail_cofl:credential", args=[award.credential.uuid])

    @staticmethod
    def provider(award: Award):
        return award.badge_version.badge.provider

    @staticmethod
    def state(award: Award):
        if award.revocation:
            return format_html('<span class="w-status">{}</span>', _("Withdrawn"))
        if award.suspension:
            return format_html('<span class="w-status">{}</span>', _("Suspended"))
        if award.has_run_out:
            return format_html('<span class="w-status">{}</span>', _("Run out"))
        return _("Given")


AwardLedger.tick.short_description = ""
AwardLedger.name.short_description = _("badge")
AwardLedger.address.short_description = _("address")
AwardLedger.provider.short_description = _("provider")
AwardLedger.state.short_description = _("state")
