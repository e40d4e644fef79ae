"""Badges in Wagtail's admin: drafts, preview, publish."""

from django.http import Http404
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel, ObjectList
from wagtail.snippets.views.snippets import (
    CollectWorkflowActionDataView,
    DeleteView,
    SnippetViewSet,
    WorkflowActionView,
)

from wagtail_cofl.city.deleting import ArchiveInsteadMixin
from wagtail_cofl.city.viewsets import OwnChoiceFilter, OwnCitiesMixin
from wagtail_cofl.providers.models import Provider
from wagtail_cofl.skills.choosers import spine_skill_chooser

from .forms import BadgeForm
from .models import Badge


class BadgeDeleteView(ArchiveInsteadMixin, DeleteView):
    pass


class OwnTaskMixin:
    """Wagtail asks whose turn it is with the badge in the address, and then acts on the task in the
    address: they must belong together, or somebody of one city approves for another."""

    def check_action(self):
        super().check_action()
        if not self.object.workflow_states.filter(pk=self.task_state.workflow_state_id).exists():
            raise Http404


class BadgeActionView(OwnTaskMixin, WorkflowActionView):
    pass


class BadgeActionDataView(OwnTaskMixin, CollectWorkflowActionDataView):
    pass


class BadgeFilters(WagtailFilterSet):
    provider = OwnChoiceFilter(queryset=Provider.objects.all())

    class Meta:
        model = Badge
        fields = ["provider", "layer", "archived"]


class BadgeViewSet(OwnCitiesMixin, SnippetViewSet):
    model = Badge
    icon = "success"
    menu_label = _("Badges")
    admin_url_namespace = "cofl_badges"
    base_url_path = "cofl/badges"
    chooser_admin_url_namespace = "cofl_badge_chooser"
    chooser_base_url_path = "cofl/badge-chooser"
    list_display = ["name", "provider", "layer", "archived"]
    filterset_class = BadgeFilters
    copy_view_enabled = False
    delete_view_class = BadgeDeleteView
    workflow_action_view_class = BadgeActionView
    collect_workflow_action_data_view_class = BadgeActionDataView
    edit_handler = ObjectList(
        [
            FieldPanel("name"),
            FieldPanel("statement"),
            FieldPanel("image"),
            FieldPanel("description"),
            FieldPanel("provider"),
            FieldPanel("layer"),
            FieldPanel("criteria"),
            MultiFieldPanel(
                [FieldPanel("workflow"), FieldPanel("valid_months")], heading=_("How it is given")
            ),
            InlinePanel(
                "badge_skills",
                heading=_("Skills"),
                label=_("Skill"),
                panels=[FieldPanel("skill", widget=spine_skill_chooser.widget_class)],
            ),
            MultiFieldPanel([FieldPanel("archived")], heading=_("Archive")),
        ],
        base_form_class=BadgeForm,
    )
