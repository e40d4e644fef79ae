"""Reports > Claims: what waits, what is late, and how long decisions take."""

from collections import defaultdict
from datetime import timedelta
from statistics import median

from django.db.models import Count, Min, Q
from django.urls import path, reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django_filters import ChoiceFilter
from wagtail.admin.auth import permission_denied
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views.reports import ReportView

from wagtail_cofl.badges.models import Badge
from wagtail_cofl.city.permissions import policy_of
from wagtail_cofl.city.viewsets import OwnChoiceFilter
from wagtail_cofl.providers import roles
from wagtail_cofl.providers.models import Provider

from .models import Claim

DAY = timedelta(days=1)
PERIODS = {"30": _("30 days"), "90": _("90 days"), "365": _("a year"), "all": _("all time")}
USUAL = "90"
ENDED = (Claim.State.AWARDED, Claim.State.DECLINED)


class ClaimsReportFilters(WagtailFilterSet):
    provider = OwnChoiceFilter(queryset=Provider.objects.all(), label=_("Provider"))
    period = ChoiceFilter(
        label=_("Decided in the last"),
        choices=list(PERIODS.items()),
        empty_label=None,
        method="any_period",
        initial=USUAL,
    )

    class Meta:
        model = Badge
        fields = ["provider"]

    def any_period(self, queryset, _name, _value):
        return queryset  # the columns count by it


def _days(value) -> float | None:
    return None if value is None else round(value / DAY, 1)


class ClaimsReport(ReportView):
    """One line for each badge that somebody has asked for. It counts claims that people decide: not
    those that a code or a list gave at once. Times are in days. Four queries, however many claims; the
    times of what was decided in the period are read for the badges of one page."""

    model = Badge
    page_title = _("Claims")
    header_icon = "tasks"
    index_url_name = "cofl_claims_report"
    index_results_url_name = "cofl_claims_report_results"
    filterset_class = ClaimsReportFilters
    default_ordering = "name"
    is_searchable = False
    export_filename = "claims"
    columns = [
        TitleColumn(
            "name",
            label=_("Badge"),
            sort_key="name",
            width="22%",
            get_url=lambda badge: badge.list_url,
        ),
        Column("provider", label=_("Provider"), accessor="provider.name"),
        Column("waiting", label=_("Waiting"), sort_key="waiting"),
        Column("late", label=_("Late"), sort_key="late"),
        Column("oldest_days", label=_("Longest wait")),
        Column("stuck", label=_("Stuck"), sort_key="stuck"),
        Column("decided", label=_("Decided"), sort_key="decided"),
        Column("median_days", label=_("Median days")),
        Column("provider_median", label=_("Provider’s median")),
    ]
    list_export = [
        "name",
        "provider.name",
        "waiting",
        "late",
        "oldest_days",
        "stuck",
        "decided",
        "median_days",
        "provider_median",
    ]
    export_headings = {
        "name": _("Badge"),
        "provider.name": _("Provider"),
        "waiting": _("Waiting"),
        "late": _("Late"),
        "oldest_days": _("Longest wait"),
        "stuck": _("Stuck"),
        "decided": _("Decided"),
        "median_days": _("Median days"),
        "provider_median": _("Provider’s median"),
    }

    @cached_property
    def now(self):
        return timezone.now()

    def _decided(self, prefix: str = "") -> Q:
        """Claims that people decided in the period that was chosen."""
        chosen = self.request.GET.get("period", USUAL)
        found = {"state__in": ENDED, "submitted_at__isnull": False, "decided_at__isnull": False}
        if chosen != "all":
            days = int(chosen if chosen in PERIODS else USUAL)
            found["decided_at__gte"] = self.now - days * DAY
        by_list = Q(**{f"{prefix}way": Claim.Way.LIST})
        return Q(**{f"{prefix}{name}": value for name, value in found.items()}) & ~by_list

    def get_base_queryset(self):
        waiting = Q(claims__state=Claim.State.WAITING)
        own = roles.providers_of(self.request.user, "view_claims")
        badges = Badge.objects.filter(provider__in=own).select_related("provider")
        return badges.annotate(
            waiting=Count("claims", filter=waiting),
            late=Count("claims", filter=waiting & Q(claims__due_at__lt=self.now)),
            stuck=Count("claims", filter=waiting & ~Q(claims__flag="")),
            oldest=Min("claims__submitted_at", filter=waiting),
            decided=Count("claims", filter=self._decided("claims__")),
        ).filter(Q(waiting__gt=0) | Q(decided__gt=0))

    def decorate_paginated_queryset(self, object_list):
        badges = list(object_list)
        claims = Claim.objects.filter(
            self._decided(), badge__provider__in={badge.provider_id for badge in badges}
        )
        by_badge, by_provider = defaultdict(list), defaultdict(list)
        for badge, provider, sent, done in claims.values_list(
            "badge_id", "badge__provider_id", "submitted_at", "decided_at"
        ):
            by_badge[badge].append(done - sent)
            by_provider[provider].append(done - sent)
        for badge in badges:
            times, all_times = by_badge[badge.pk], by_provider[badge.provider_id]
            badge.median_days = _days(median(times)) if times else None
            badge.provider_median = _days(median(all_times)) if all_times else None
            badge.oldest_days = _days(self.now - badge.oldest) if badge.oldest else None
            badge.list_url = f"{reverse('cofl_claims:index')}?badge={badge.pk}"
        return badges

    def dispatch(self, request, *args, **kwargs):
        if not may_report(request.user):
            return permission_denied(request)
        return super().dispatch(request, *args, **kwargs)


def may_report(user) -> bool:
    return policy_of(Claim).user_has_permission(user, "view")


class ReportMenuItem(MenuItem):
    def is_shown(self, request):
        return may_report(request.user)


def report_menu_item() -> MenuItem:
    """For the hook ``register_reports_menu_item``."""
    url = reverse("cofl_claims_report")
    return ReportMenuItem(_("Claims"), url, name="cofl-claims", icon_name="tasks", order=1200)


def report_urls() -> list:
    """For the hook ``register_admin_urls``."""
    results = ClaimsReport.as_view(results_only=True)
    return [
        path("reports/cofl-claims/", ClaimsReport.as_view(), name="cofl_claims_report"),
        path("reports/cofl-claims/results/", results, name="cofl_claims_report_results"),
    ]
