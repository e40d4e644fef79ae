"""How badges are given, step by step, in Wagtail's admin; and phrases for those who look at claims."""

from django.db.models import Count, Prefetch
from django.shortcuts import redirect
from django.utils.translation import gettext as now
from django.utils.translation import gettext_lazy as _
from wagtail.admin import messages
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.panels import FieldPanel, FieldRowPanel, HelpPanel, InlinePanel, ObjectList
from wagtail.admin.ui.tables import Column
from wagtail.snippets.views.snippets import DeleteView, SnippetViewSet

from wagtail_cofl.city.viewsets import OwnChoiceFilter, OwnCitiesMixin
from wagtail_cofl.providers.models import Provider

from .models import CannedFeedback, IssuingWorkflow, WorkflowStep
from .workflow_forms import FeedbackForm, StepForm, WorkflowForm


class StepsPanel(InlinePanel):
    """Its forms offer people by name, and only those of the providers that the editor may edit."""

    def get_form_options(self):
        options = super().get_form_options()
        options["formsets"][self.relation_name]["form"] = StepForm
        return options


class WorkflowDeleteView(DeleteView):
    """One that a badge uses stays, and says which badges these are."""

    def dispatch(self, request, *args, **kwargs):
        if names := list(self.object.badges.values_list("name", flat=True)[:5]):
            messages.error(
                request,
                now("“%(name)s” is used by %(badges)s. Choose another one there first.")
                % {"name": self.object.name, "badges": ", ".join(names)},
            )
            return redirect(self.edit_url_name, self.object.pk)
        return super().dispatch(request, *args, **kwargs)


class ProviderFilters(WagtailFilterSet):
    provider = OwnChoiceFilter(queryset=Provider.objects.all(), label=_("Provider"))


class WorkflowFilters(ProviderFilters):
    class Meta:
        model = IssuingWorkflow
        fields = ["provider"]


class FeedbackFilters(ProviderFilters):
    class Meta:
        model = CannedFeedback
        fields = ["provider"]


def _steps(workflow: IssuingWorkflow) -> str:
    return " → ".join(str(step) for step in workflow.steps.all())


class WorkflowViewSet(OwnCitiesMixin, SnippetViewSet):
    model = IssuingWorkflow
    icon = "list-ol"
    menu_label = _("Issuing workflows")
    admin_url_namespace = "cofl_workflows"
    base_url_path = "cofl/workflows"
    chooser_admin_url_namespace = "cofl_workflow_chooser"
    chooser_base_url_path = "cofl/workflow-chooser"
    list_display = [
        "name",
        Column("provider", label=_("Provider"), accessor="provider.name"),
        Column("steps", label=_("Steps"), accessor=_steps),
        Column("used", label=_("Badges that use it"), accessor="used"),
        Column(
            "ready_made",
            label=_("Ready-made"),
            accessor=lambda row: now("Ready-made") if row.ready_made else "–",
        ),
    ]
    ordering = ("provider__name", "pk")
    filterset_class = WorkflowFilters
    copy_view_enabled = False
    delete_view_class = WorkflowDeleteView
    edit_handler = ObjectList(
        [
            HelpPanel(template="wagtail_cofl/badges/workflow_help.html"),
            FieldPanel("provider"),
            FieldPanel("name"),
            StepsPanel(
                "steps",
                heading=_("Steps, in order"),
                label=_("Step"),
                panels=[
                    FieldPanel("kind"),
                    FieldRowPanel([FieldPanel("who"), FieldPanel("person")]),
                    FieldRowPanel(
                        [FieldPanel("percent"), FieldPanel("peers"), FieldPanel("peers_from")]
                    ),
                    FieldRowPanel([FieldPanel("due_days"), FieldPanel("overdue")]),
                ],
            ),
        ],
        base_form_class=WorkflowForm,
    )

    def get_queryset(self, request):
        steps = Prefetch("steps", WorkflowStep.objects.order_by("sort_order"))
        rows = super().get_queryset(request).select_related("provider").prefetch_related(steps)
        return rows.annotate(used=Count("badges", distinct=True))


class FeedbackViewSet(OwnCitiesMixin, SnippetViewSet):
    model = CannedFeedback
    icon = "comment"
    menu_label = _("Canned feedback")
    admin_url_namespace = "cofl_feedback"
    base_url_path = "cofl/feedback"
    chooser_admin_url_namespace = "cofl_feedback_chooser"
    chooser_base_url_path = "cofl/feedback-chooser"
    list_display = [
        "title",
        "text",
        Column("provider", label=_("Provider"), accessor="provider.name"),
    ]
    filterset_class = FeedbackFilters
    copy_view_enabled = False
    edit_handler = ObjectList(
        [FieldPanel("provider"), FieldPanel("title"), FieldPanel("text")],
        base_form_class=FeedbackForm,
    )

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("provider")
