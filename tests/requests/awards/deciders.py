"""A provider with people, badges with steps, and claims that wait: for the tests of deciding."""

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission

from tests.conftest import make_image, png
from wagtail_cofl.awards import submitting
from wagtail_cofl.awards.deciding import Actor, act, all_met
from wagtail_cofl.awards.models import Claim
from wagtail_cofl.badges.models import Badge, IssuingWorkflow, WorkflowStep
from wagtail_cofl.learners.models import AgeBand, Identifier, Learner
from wagtail_cofl.providers.models import Membership, Role


def user(name: str, **more):
    email = more.pop("email", f"{name}@club.example")
    return get_user_model().objects.create_user(name, email=email, password="x", **more)


def member(provider, name: str, role: str = Role.ASSESSOR):
    made = user(name)
    Membership.objects.create(provider=provider, user=made, role=role)
    return made


def person(site, age: str = AgeBand.ADULT, email: str = "", **more) -> Learner:
    made = Learner.objects.create(site=site, age_band=age, **more)
    if email:
        identifier = Identifier(site=site, learner=made, confirmed_at=made.created_at)
        identifier.value = email
        identifier.save()
    return made


def workflow(provider, *steps: dict) -> IssuingWorkflow:
    made = IssuingWorkflow.objects.create(provider=provider, name="Ours")
    for place, step in enumerate(steps):
        WorkflowStep.objects.create(workflow=made, sort_order=place, **step)
    return made


def decided_by(badge: Badge, *steps: dict) -> Badge:
    badge.workflow = workflow(badge.provider, *steps)
    badge.save()
    return badge


def new_badge(provider, name: str, criteria=None) -> Badge:
    badge = Badge(
        provider=provider,
        name=name,
        statement="I did it.",
        description="For people who did it.",
        image=make_image(png()),
        criteria=criteria or [("step", {"title": "Do it", "detail": ""})],
        live=False,
    )
    badge.save()
    badge.save_revision().publish()
    badge.refresh_from_db()
    return badge


def sent_in(badge: Badge, learner: Learner) -> Claim:
    return submitting.submit(submitting.begin(badge, learner, Claim.Way.ASKED))


def staff(name: str):
    """Somebody who works for the city, and may decide claims."""
    made = user(name)
    made.user_permissions.add(Permission.objects.get(codename="decide_claim"))
    return get_user_model().objects.get(pk=made.pk)


def approve(claim: Claim, by) -> Claim:
    return act(claim, Actor.of_user(by), "approve", verdicts=all_met(claim))
