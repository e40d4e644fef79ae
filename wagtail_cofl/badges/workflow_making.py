"""The issuing workflows that every provider begins with."""

from django.utils.translation import gettext as _

from wagtail_cofl.providers.models import Provider

from .models import IssuingWorkflow, StepKind, WorkflowStep


def _ready_made() -> dict[str, tuple[str, list[dict]]]:
    review = {"kind": StepKind.REVIEW}
    return {
        "at-once": (_("At once, when all is answered"), [{"kind": StepKind.AUTOMATIC}]),
        "one-look": (_("One assessor looks"), [review]),
        "two-looks": (
            _("Two assessors look"),
            [review, {"kind": StepKind.SECOND, "percent": 20}],
        ),
    }


def make_ready_made(provider: Provider) -> None:
    """Make those that a provider does not have yet. What it made of them stays as it is."""
    have = set(provider.workflows.values_list("ready_made", flat=True))
    for key, (name, steps) in _ready_made().items():
        if key in have:
            continue
        workflow = IssuingWorkflow.objects.create(provider=provider, name=name, ready_made=key)
        WorkflowStep.objects.bulk_create(
            WorkflowStep(workflow=workflow, sort_order=place, **step)
            for place, step in enumerate(steps)
        )
