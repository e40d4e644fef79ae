"""The badge form: what belongs together, what would go in a circle, and a city that approves badges."""

import re
from html import unescape

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from django.urls import reverse
from wagtail.models import (
    GroupApprovalTask,
    GroupPagePermission,
    Page,
    Site,
    Workflow,
    WorkflowTask,
)
from wagtail.test.utils.form_data import inline_formset, nested_form_data, streamfield

from wagtail_cofl.badges.blocks.stream import ALL
from wagtail_cofl.badges.models import Badge, IssuingWorkflow, StepKind, WorkflowStep
from wagtail_cofl.providers.models import Provider

from .making import HOURS, make_badge

pytestmark = pytest.mark.django_db

UNICODE = re.compile(r"\\u([0-9a-f]{4})")


@pytest.fixture
def boss(browser, django_user_model):
    browser.force_login(django_user_model.objects.create_superuser("boss", "b@example.org", "x"))
    return browser


def listed(*values):
    return {
        "count": len(values),
        **{
            str(place): {"deleted": "", "order": place, "type": "item", "id": "", "value": value}
            for place, value in enumerate(values)
        },
    }


def needs(*badges, needed=1):
    value = {"title": "", "detail": "", "needed": needed}
    return ("badges", {**value, "badges": listed(*(badge.pk for badge in badges))})


def data(badge, *criteria, **changes):
    return {
        "name": badge.name,
        "statement": badge.statement,
        "description": badge.description,
        "image": badge.image_id,
        "provider": badge.provider_id,
        "layer": badge.layer,
        "workflow": "",
        "valid_months": "",
        **nested_form_data(
            {
                "criteria": streamfield(
                    criteria or [("step", {"title": "Keep the gate", "detail": ""})]
                ),
                "badge_skills": inline_formset([]),
            }
        ),
        **changes,
    }


def post(boss, badge, *criteria, **changes):
    """The words of the form that follows. Errors of a stream are in it as JSON."""
    path = reverse("cofl_badges:edit", args=[badge.pk])
    page = boss.post(path, data(badge, *criteria, **changes)).content.decode()
    return UNICODE.sub(lambda found: chr(int(found[1], 16)), unescape(page))


PUBLISH = {"action-publish": "action-publish"}


def test_a_badge_that_would_need_itself_is_refused_with_the_way_round(boss, badge, provider):
    gate = make_badge(provider, "Gate Keeper", [("badges", {"needed": 1, "badges": [badge]})])
    said = post(boss, badge, needs(gate))
    loop = "Kite Festival Helper → Gate Keeper → Kite Festival Helper"
    assert f"because it would need itself: {loop}." in said
    # What was typed is still there, and also a draft is refused.
    assert "Gate Keeper" in said
    assert badge.revisions.count() == 1
    assert "Gate Keeper → Gate Keeper." in post(boss, gate, needs(gate), **PUBLISH)
    # The other way out of a choice does not make it harmless.
    step = ("step", {"title": "Walk", "detail": ""})
    way_out = {"title": "", "detail": "", "needed": 1, "any_of": streamfield([needs(gate), step])}
    assert loop in post(boss, badge, ("choice", way_out))
    assert "itself" not in post(boss, gate, needs(badge), **PUBLISH)
    assert list(gate.needs.values_list("needs", flat=True)) == [badge.pk]


def test_a_badge_of_another_city_is_refused(boss, badge, site):
    other_site = Site.objects.create(hostname="other.example", root_page=site.root_page)
    stranger = Provider.objects.create(site=other_site, name="Elsewhere", email="e@example.org")
    theirs = make_badge(stranger, "Theirs")
    assert "“Theirs” belongs to another city." in post(boss, badge, needs(theirs))
    assert badge.revisions.count() == 1


def test_a_badge_is_decided_by_a_workflow_with_steps_of_its_own_provider(boss, badge, provider):
    other = Provider.objects.create(site=provider.site, name="Library", email="l@example.org")
    theirs = IssuingWorkflow.objects.create(provider=other, name="Two looks")
    empty = IssuingWorkflow.objects.create(provider=provider, name="Nothing yet")
    assert "belongs to another provider" in post(boss, badge, workflow=theirs.pk)
    assert "It has no steps" in post(boss, badge, workflow=empty.pk)
    assert badge.revisions.count() == 1
    WorkflowStep.objects.create(workflow=empty, kind=StepKind.REVIEW)
    post(boss, badge, workflow=empty.pk, valid_months="24", **PUBLISH)
    badge.refresh_from_db()
    assert (badge.workflow, badge.current_version.valid_months) == (empty, 24)


@pytest.mark.parametrize("months", ["0", "601", "-1", "soon"])
def test_months_that_make_no_sense_are_refused(boss, badge, months):
    post(boss, badge, valid_months=months, **PUBLISH)
    assert badge.versions.count() == 1


def test_too_few_badges_to_choose_from_are_said_at_the_field(boss, badge, provider):
    gate = make_badge(provider, "Gate Keeper")
    assert "There are only 1 badges in the list." in post(boss, badge, needs(gate, needed=2))
    assert "in the list already" in post(boss, badge, needs(gate, gate))


def test_the_form_offers_every_kind_and_previews_it(boss, badge):
    page = boss.get(reverse("cofl_badges:edit", args=[badge.pk])).content.decode()
    for kind, block in ALL.child_blocks.items():
        assert str(block.label) in page
        preview = boss.get(
            reverse("wagtailadmin_block_preview"), {"id": block.definition_prefix}
        ).content.decode()
        assert "cofl-ticks__n" in preview, kind


# --- a city that approves badges before they are published ---------------------------------------


@pytest.fixture
def approvers(db):
    return Group.objects.create(name="Approvers")


@pytest.fixture
def approval(city, approvers):
    task = GroupApprovalTask.objects.create(name="The city looks")
    task.groups.add(approvers)
    workflow = Workflow.objects.create(name="Badges")
    WorkflowTask.objects.create(workflow=workflow, task=task)
    city.badge_approval = workflow
    city.save()
    return workflow


def somebody(client, name, *codenames, groups=()):
    group = Group.objects.create(name=name)
    rights = Permission.objects.filter(codename__in=["access_admin", *codenames])
    group.permissions.set(rights)
    user = get_user_model().objects.create_user(name, f"{name}@example.org", "x")
    user.groups.add(group, *groups)
    right = Permission.objects.get(content_type__app_label="wagtailcore", codename="change_page")
    root = Page.objects.get(depth=1)
    GroupPagePermission.objects.create(group=group, page=root, permission=right)
    client.force_login(user)
    return client


def test_a_badge_is_approved_before_it_is_published(browser, badge, approval, approvers):
    """Submitted by an editor who may not publish, approved by somebody of the city's workflow."""
    hours = ("hours", HOURS)
    editor = somebody(browser, "ed", "change_badge", "view_badge", "add_badge")
    edit = reverse("cofl_badges:edit", args=[badge.pk])
    page = editor.get(edit).content.decode()
    assert "Submit to Badges" in page
    assert "action-publish" not in page
    post(editor, badge, hours, **{"action-submit": "action-submit"})
    badge.refresh_from_db()
    assert badge.workflow_in_progress
    assert badge.versions.count() == 1
    # Whoever submits does not approve.
    act = reverse(
        "cofl_badges:workflow_action",
        args=[badge.pk, "approve", badge.current_workflow_task_state.pk],
    )
    editor.post(act, {"comment": ""})
    assert badge.versions.count() == 1
    approver = somebody(browser, "chief", "change_badge", "publish_badge", groups=[approvers])
    assert "Approve" in approver.get(edit).content.decode()
    approver.post(act, {"comment": ""})
    badge.refresh_from_db()
    assert not badge.workflow_in_progress
    assert badge.versions.count() == 2
    assert badge.current_version.criteria_narrative == "1. **Volunteer for 10 hours**"


def test_an_approval_belongs_to_the_badge_in_its_address(boss, badge, provider, approval):
    """Or an approver of one city could publish the badges of another."""
    other = make_badge(provider, "Gate Keeper")
    for one in [badge, other]:
        post(boss, one, ("hours", HOURS), **{"action-submit": "action-submit"})
        one.refresh_from_db()
    theirs = other.current_workflow_task_state.pk
    for name in ["workflow_action", "collect_workflow_action_data"]:
        path = reverse(f"cofl_badges:{name}", args=[badge.pk, "approve", theirs])
        assert boss.post(path, {"comment": ""}).status_code == 404
    other.refresh_from_db()
    assert other.workflow_in_progress


def test_a_city_without_approval_has_none(boss, badge, city, approval):
    city.badge_approval = None
    city.save()
    assert not Badge.objects.get(pk=badge.pk).has_workflow
    page = boss.get(reverse("cofl_badges:edit", args=[badge.pk])).content.decode()
    assert "Submit to" not in page
    approval.active = False
    approval.save()
    city.badge_approval = approval
    city.save()
    assert not Badge.objects.get(pk=badge.pk).has_workflow
