"""Registration only: what each room shows in Wagtail's admin."""

from django.apps import apps
from django.contrib.auth.models import Permission
from django.templatetags.static import static
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSetGroup

from . import log_actions
from .awards.campaigns_admin import CampaignViewSet
from .awards.claims_admin import ClaimViewSet
from .awards.claims_panel import ClaimsPanel, may_decide
from .awards.claims_report import report_menu_item, report_urls
from .awards.ledger import AwardLedger
from .awards.lists_admin import ListsViewSet
from .badges.admin import BadgeViewSet
from .badges.workflow_admin import FeedbackViewSet, WorkflowViewSet
from .city.action_menu import show_by_policy
from .city.admin import ChecklistPanel, ReportViewSet, SetUpView, may_set_up
from .city.deleting import before_delete_snippet
from .opportunities.admin import claim_code_buttons, offer_claim_code, only_opportunities
from .opportunities.choosers import opportunity_chooser
from .playlists.choosers import playlist_chooser
from .providers.admin import ProviderViewSet
from .providers.policy import register_policies
from .skills.admin import SkillViewSet
from .skills.choosers import reference_skill_chooser, spine_skill_chooser

register_policies(apps.get_app_config("wagtail_cofl").get_models())  # before Wagtail asks for one
ledger = AwardLedger()


class SetUpMenuItem(MenuItem):
    def is_shown(self, request):
        return may_set_up(request.user)


class CityOfLearningGroup(SnippetViewSetGroup):
    """The "City of Learning" menu."""

    menu_label = _("City of Learning")
    menu_name = "city-of-learning"
    menu_icon = "globe"
    menu_order = 150
    items = (
        ProviderViewSet,
        SkillViewSet,
        BadgeViewSet,
        ClaimViewSet,
        CampaignViewSet,
        ListsViewSet,
        WorkflowViewSet,
        FeedbackViewSet,
        ReportViewSet,
    )

    def get_submenu_items(self):
        set_up = SetUpMenuItem(
            _("Set-up"), reverse("cofl_set_up"), name="cofl-set-up", icon_name="list-ul", order=0
        )
        return [set_up, *super().get_submenu_items(), ledger.get_menu_item(order=90)]


register_snippet(CityOfLearningGroup)


@hooks.register("register_admin_viewset")
def choosers():
    return [spine_skill_chooser, reference_skill_chooser, opportunity_chooser, playlist_chooser]


@hooks.register("register_admin_urls")
def admin_urls():
    set_up = path("cofl/", SetUpView.as_view(), name="cofl_set_up")
    return [set_up, *report_urls(), *ledger.get_admin_urls_for_registration()]


@hooks.register("register_permissions")
def ledger_permissions():
    return ledger.get_permissions_for_registration()


@hooks.register("register_permissions")
def people_permissions():
    """What the city's own people need to look after those of providers."""
    codenames = ["add_membership", "change_membership"]
    return Permission.objects.filter(content_type__app_label="wagtail_cofl", codename__in=codenames)


@hooks.register("construct_homepage_panels")
def checklist_on_dashboard(request, panels):
    if may_set_up(request.user):
        panels.append(ChecklistPanel(request))


@hooks.register("construct_homepage_panels")
def claims_on_dashboard(request, panels):
    if may_decide(request.user):
        panels.append(ClaimsPanel(request))


@hooks.register("insert_global_admin_css")
def admin_css():
    return format_html('<link rel="stylesheet" href="{}">', static("wagtail_cofl/css/admin.css"))


hooks.register("register_page_header_buttons", claim_code_buttons)
hooks.register("register_page_listing_more_buttons", claim_code_buttons)
hooks.register("after_publish_page", offer_claim_code)
hooks.register("before_create_page", only_opportunities)
hooks.register("before_delete_snippet", before_delete_snippet)
hooks.register("construct_snippet_action_menu", show_by_policy)
hooks.register("register_log_actions", log_actions.register)
hooks.register("register_reports_menu_item", report_menu_item)
