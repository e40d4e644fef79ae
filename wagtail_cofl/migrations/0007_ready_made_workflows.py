"""Providers of before get the three workflows that every new one begins with."""

from django.db import migrations

READY_MADE = {
    "at-once": ("At once, when all is answered", [{"kind": "automatic"}]),
    "one-look": ("One assessor looks", [{"kind": "review"}]),
    "two-looks": (
        "Two assessors look",
        [{"kind": "review"}, {"kind": "second", "percent": 20}],
    ),
}


def forward(apps, schema_editor):
    workflow_model = apps.get_model("wagtail_cofl", "IssuingWorkflow")
    step_model = apps.get_model("wagtail_cofl", "WorkflowStep")
    for provider in apps.get_model("wagtail_cofl", "Provider").objects.all():
        have = set(provider.workflows.values_list("ready_made", flat=True))
        for key, (name, steps) in READY_MADE.items():
            if key in have:
                continue
            workflow = workflow_model.objects.create(provider=provider, name=name, ready_made=key)
            for place, step in enumerate(steps):
                step_model.objects.create(workflow=workflow, sort_order=place, **step)


class Migration(migrations.Migration):
    dependencies = [
        ("wagtail_cofl", "0006_issuing_workflows_required"),
    ]

    operations = [migrations.RunPython(forward, migrations.RunPython.noop)]
