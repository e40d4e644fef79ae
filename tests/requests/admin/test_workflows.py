"""Providers compose the steps by which they decide claims, and phrases for those who do."""

import pytest
from django.contrib.auth.models import Permission
from django.urls import reverse
from wagtail.test.utils.form_data import inline_formset, nested_form_data

from tests.requests.awards.deciders import decided_by, member, user, workflow
from wagtail_cofl.badges.models import CannedFeedback, IssuingWorkflow
from wagtail_cofl.providers.models import Membership, Provider, Role

pytestmark = pytest.mark.django_db
ADD = "/admin/cofl/workflows/add/"


@pytest.fixture
def manager(browser, provider):
    made = member(provider, "max", Role.MANAGER)
    made.user_permissions.set(Permission.objects.filter(codename="access_admin"))
    browser.force_login(made)
    return made


@pytest.fixture
def other(site):
    return Provider.objects.create(site=site, name="Youth Club", email="y@example.org")


def step(kind: str, **more) -> dict:
    usual = {"who": "assessors", "person": "", "percent": 20, "peers": 2, "peers_from": "holders"}
    return {"kind": kind, **usual, "due_days": 7, "overdue": "remind"} | more


def posted(provider, *steps: dict, initial: int = 0) -> dict:
    formset = inline_formset(list(steps), initial=initial)
    return nested_form_data({"provider": provider.pk, "name": "Ours", "steps": formset})


def words(response) -> str:
    return " ".join(response.content.decode().split())


def test_a_manager_composes_steps_in_an_order(browser, manager, provider):
    named = member(provider, "ana")
    steps = [
        step("consent"),
        step("review", who="person", person=named.pk),
        step("second", percent=50),
        step("peers", peers=3, peers_from="named"),
    ]
    response = browser.post(ADD, posted(provider, *steps))
    assert response.status_code == 302, words(response)
    made = IssuingWorkflow.objects.get(name="Ours")
    frozen = made.frozen()
    assert [one["kind"] for one in frozen] == ["consent", "review", "second", "peers"]
    assert frozen[1]["person"] == named.pk
    assert (frozen[2]["percent"], frozen[3]["peers"]) == (50, 3)


@pytest.mark.parametrize(
    ("steps", "problem"),
    [
        ([], "A workflow needs at least one step"),
        ([step("consent")], "Nobody would look at the criteria"),
        ([step("second"), step("review")], "A second look comes after a first one"),
        ([step("review", who="person")], "Say which person"),
        ([step("review", due_days=0)], "greater than or equal to 1"),
        ([step("shred")], "Select a valid choice"),
    ],
)
def test_what_would_never_end_is_refused_and_stays_in_the_form(
    browser, manager, provider, steps, problem
):
    count = IssuingWorkflow.objects.count()
    page = words(browser.post(ADD, posted(provider, *steps)))
    assert problem in page
    assert 'value="Ours"' in page
    assert IssuingWorkflow.objects.count() == count


def test_only_members_who_decide_can_be_named(browser, manager, provider, other):
    outsider = member(other, "otto")
    viewer = member(provider, "vera", Role.VIEWER)
    form = words(browser.get(ADD))
    assert ">otto<" not in form
    assert ">vera<" not in form
    assert ">max<" in form
    for somebody in (outsider, viewer, user("zoltan")):
        named = step("review", who="person", person=somebody.pk)
        assert "Select a valid choice" in words(browser.post(ADD, posted(provider, named)))
    # Of two providers that she manages, a person of one cannot decide for the other.
    Membership.objects.create(provider=other, user=manager, role=Role.MANAGER)
    named = step("review", who="person", person=outsider.pk)
    assert "does not decide claims of" in words(browser.post(ADD, posted(provider, named)))


def test_a_workflow_stays_with_its_provider_and_one_that_is_used_is_kept(
    browser, manager, badge, provider, other
):
    Membership.objects.create(provider=other, user=manager, role=Role.MANAGER)
    used = decided_by(badge, {"kind": "review"}).workflow
    edit = reverse("cofl_workflows:edit", args=[used.pk])
    row = used.steps.get()
    same = step("review", id=row.pk, due_days=3)
    assert browser.post(edit, posted(other, same, initial=1)).status_code == 302
    used = IssuingWorkflow.objects.get(pk=used.pk)
    assert used.provider == provider
    assert used.steps.get().due_days == 3
    delete = reverse("cofl_workflows:delete", args=[used.pk])
    page = words(browser.post(delete, follow=True))
    assert "is used by Kite Festival Helper" in page
    assert IssuingWorkflow.objects.filter(pk=used.pk).exists()
    spare = workflow(provider, {"kind": "review"})
    browser.post(reverse("cofl_workflows:delete", args=[spare.pk]))
    assert not IssuingWorkflow.objects.filter(pk=spare.pk).exists()


def test_the_list_has_her_own_marked_where_they_are_ready_made(browser, manager, provider, other):
    workflow(other, {"kind": "city"})
    page = words(browser.get(reverse("cofl_workflows:list")))
    assert "Harbour Museum" in page
    assert "Ready-made" in page
    assert "Youth Club" not in page
    foreign = other.workflows.first()
    assert browser.get(reverse("cofl_workflows:edit", args=[foreign.pk])).status_code == 404


def test_phrases_are_of_one_provider(browser, manager, provider, other):
    add = reverse("cofl_feedback:add")
    data = {"title": "One example", "text": "Please add one example."}
    assert "Select a valid choice" in words(browser.post(add, data | {"provider": other.pk}))
    assert not CannedFeedback.objects.exists()
    assert browser.post(add, data | {"provider": provider.pk}).status_code == 302
    assert "One example" in words(browser.get(reverse("cofl_feedback:list")))
