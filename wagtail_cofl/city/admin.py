"""The set-up checklist, each line ticked by looking at the database, and what people report."""

from dataclasses import dataclass

from django.apps import apps
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.utils.translation import ngettext
from django.views.generic import TemplateView
from django_filters import ChoiceFilter
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.menu import MenuItem
from wagtail.admin.panels import FieldPanel, ObjectList, Panel
from wagtail.admin.ui.components import Component
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.models import Site
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.snippets.views.snippets import IndexView, SnippetViewSet

from wagtail_cofl.badges.models import Badge, BadgeVersion
from wagtail_cofl.opportunities.finding import list_page
from wagtail_cofl.opportunities.models import Opportunity
from wagtail_cofl.opportunities.page_mixins import OpportunityPageMixin
from wagtail_cofl.providers.models import Provider
from wagtail_cofl.skills.models import Framework, Skill

from .models import CitySettings, ProblemReport
from .readiness import why_not_ready
from .scoping import cities_of, own
from .sealing import CannotOpen
from .viewsets import OwnCitiesMixin


@dataclass(frozen=True, slots=True)
class Line:
    """One line: done or not, what it says, and where to go."""

    done: bool
    title: str
    detail: str
    url: str
    action: str


def _counted(queryset) -> tuple[int, str]:
    """How many, and "Name and 5 more"."""
    names = list(queryset[:1])
    count = queryset.count() if names else 0
    if count <= 1:
        return count, str(names[0]) if names else ""
    more = ngettext("%(name)s and %(n)s more", "%(name)s and %(n)s more", count - 1)
    return count, more % {"name": names[0], "n": count - 1}


def _add_opportunity_url(site: Site) -> str:
    """Straight to the form where there is one page type to choose, else to the choice. The page
    goes beneath the list of what is on, where the city has one."""
    types = [m for m in apps.get_models() if issubclass(m, OpportunityPageMixin)]
    parent = (list_page(site, "opportunities") or site.root_page).specific
    allowed = [m for m in types if m.can_create_at(parent)]
    if len(allowed) == 1:
        meta = allowed[0]._meta
        return reverse("wagtailadmin_pages:add", args=[meta.app_label, meta.model_name, parent.pk])
    return reverse("wagtailadmin_pages:add_subpage", args=[parent.pk])


def checklist(site: Site) -> list[Line]:
    """The six lines of a city. Cheap: counts only."""
    city = CitySettings.for_site(site)
    settings_url = reverse("wagtailsettings:edit", args=["wagtail_cofl", "citysettings", site.pk])
    reason = _("Give your city a name.") if not city.name else why_not_ready(city)
    safe = bool(city.safeguarding_phone or city.safeguarding_email)
    providers, provider_names = _counted(Provider.objects.filter(site=site))
    skills, skill_names = _counted(
        Skill.objects.filter(framework__site=site, framework__kind=Framework.Kind.SPINE)
    )
    badges, badge_names = _counted(
        Badge.objects.filter(
            provider__site=site,
            pk__in=BadgeVersion.objects.values("badge_id"),
        )
    )
    shown, shown_names = _counted(Opportunity.objects.filter(site=site, live=True))
    return [
        Line(
            not reason,
            _("Name your city and its permanent address"),
            reason or f"{city.name}, {city.canonical_address}",
            settings_url,
            _("Change") if not reason else _("Name your city"),
        ),
        Line(
            safe,
            _("Say who looks after safety"),
            (city.safeguarding_name or city.safeguarding_phone or city.safeguarding_email)
            if safe
            else _("A phone or an email. Every page tells people how to reach it."),
            settings_url,
            _("Change") if safe else _("Say who"),
        ),
        Line(
            bool(providers),
            _("Add the first provider"),
            provider_names or _("Whoever runs activities and gives badges: a library, a club."),
            reverse("cofl_providers:list" if providers else "cofl_providers:add"),
            _("See all") if providers else _("Add a provider"),
        ),
        Line(
            bool(skills),
            _("Add the first skill"),
            skill_names or _("Something that people learn to do, in plain words."),
            reverse("cofl_skills:list" if skills else "cofl_skills:add"),
            _("See all") if skills else _("Add a skill"),
        ),
        Line(
            bool(badges),
            _("Publish the first badge"),
            badge_names or _("About five minutes: a name, a picture, what people do."),
            reverse("cofl_badges:list" if badges else "cofl_badges:add"),
            _("See all") if badges else _("Make a badge"),
        ),
        Line(
            bool(shown),
            _("Publish the first opportunity"),
            shown_names or _("A page that says what, when and where, and gives the badge."),
            _add_opportunity_url(site),
            _("Add another") if shown else _("Add a page"),
        ),
    ]


def may_set_up(user) -> bool:
    """Anyone of the city itself who may make badges. A provider's members have nothing to set up."""
    may = ModelPermissionPolicy(Badge).user_has_any_permission(user, ["add", "change"])
    return may and cities_of(user) != set()


class ChecklistPanel(Component):
    """On Wagtail's dashboard, and on its own page."""

    name = "cofl_checklist"
    template_name = "wagtail_cofl/admin/checklist.html"
    order = 90

    def __init__(self, request: HttpRequest):
        self.request = request

    def _site(self) -> Site | None:
        """The city of this address if its user works for it, else the first that she works for."""
        here = Site.find_for_request(self.request)
        hers = own(Site.objects.order_by("pk"), self.request.user)
        return here if here and hers.filter(pk=here.pk).exists() else hers.first()

    def get_context_data(self, parent_context):
        site = self._site()
        lines = checklist(site) if site else []
        return {
            "site": site,
            "lines": lines,
            "done": sum(line.done for line in lines),
            "total": len(lines),
        }


class SetUpView(WagtailAdminTemplateMixin, TemplateView):
    """City of Learning > Set-up."""

    template_name = "wagtail_cofl/admin/set_up.html"
    header_icon = "list-ul"

    def get_page_title(self) -> str:
        return _("City of Learning")

    def get_breadcrumbs_items(self) -> list[dict]:
        return [*super().get_breadcrumbs_items(), {"url": "", "label": self.get_page_title()}]

    def get_context_data(self, **kwargs):
        return super().get_context_data(panel=ChecklistPanel(self.request), **kwargs)

    def dispatch(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        if not may_set_up(request.user):
            from wagtail.admin.auth import permission_denied

            return permission_denied(request)
        return super().dispatch(request, *args, **kwargs)


# --- problem reports --------------------------------------------------------------------------


class ReportFilters(WagtailFilterSet):
    state = ChoiceFilter(
        label=_lazy("State"),
        choices=[("open", _lazy("Open")), ("handled", _lazy("Dealt with"))],
        method="in_state",
    )

    class Meta:
        model = ProblemReport
        fields = ["kind"]

    def in_state(self, queryset, _name, value):
        return queryset.filter(handled_at__isnull=value == "open")


class ReportList(IndexView):
    """Nobody adds a report here: people send them."""

    def get_add_url(self):
        return None


class ReportPanel(Panel):
    """What was reported, to read. The one place that shows the reporter's address."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "wagtail_cofl/admin/report.html"

        def get_context_data(self, parent_context=None):
            report = self.instance
            context = super().get_context_data(parent_context) | {"report": report}
            if "…" not in report.page:  # what was secret in it has been left out
                context["page_url"] = report.page and report.site.root_url + report.page
            try:
                return context | {"reply_to": report.reply_to}
            except CannotOpen as problem:
                return context | {"problem": problem}


class CountingMenuItem(MenuItem):
    """Says how many reports are open."""

    def render_component(self, request):
        item = super().render_component(request)
        reports = own(ProblemReport.objects.filter(handled_at=None), request.user)
        if waiting := reports.count():
            item.label = f"{item.label} ({waiting})"
        return item


class ReportViewSet(OwnCitiesMixin, SnippetViewSet):
    model = ProblemReport
    icon = "warning"
    menu_label = _lazy("Problem reports")
    admin_url_namespace = "cofl_reports"
    base_url_path = "cofl/reports"
    index_view_class = ReportList
    list_display = [
        "__str__",
        DateColumn("created_at", label=_lazy("Reported"), sort_key="created_at"),
        Column("state", label=_lazy("State")),
    ]
    filterset_class = ReportFilters
    copy_view_enabled = False
    edit_handler = ObjectList([ReportPanel(), FieldPanel("handled")])

    @cached_property
    def menu_item_class(self):
        shown = super().menu_item_class
        return type("ReportsMenuItem", (shown, CountingMenuItem), {})

    def get_urlpatterns(self):
        return [pattern for pattern in super().get_urlpatterns() if pattern.name != "add"]
