"""Two providers in one city with people in every role, and another city: for ``test_who_may.py``."""

from dataclasses import dataclass, field

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from wagtail.models import GroupPagePermission, Page, Site

from tests.conftest import ADDRESS, make_image, png
from wagtail_cofl.awards import submitting
from wagtail_cofl.awards.campaigns import add_cards, one_code
from wagtail_cofl.awards.issuing import issue
from wagtail_cofl.awards.models import Batch, Claim, Evidence
from wagtail_cofl.badges.models import Badge, BadgeSkill, CannedFeedback
from wagtail_cofl.city.models import CitySettings, ProblemReport
from wagtail_cofl.learners.models import AgeBand, Learner
from wagtail_cofl.opportunities.models import Opportunity
from wagtail_cofl.playlists.models import Playlist
from wagtail_cofl.providers.models import Membership, Provider, Role
from wagtail_cofl.skills.models import Framework, Skill
from wagtail_cofl.skills.spine import spine_for

MARK = "Mermaid"  # in the name of everything that is our provider's


@dataclass
class World:
    """``rows`` by name of a model, all of the provider ``ours``. ``people`` by "own-<role>",
    "other-<role>", "city" and "other-city"."""

    site: Site
    ours: Provider
    rows: dict = field(default_factory=dict)
    people: dict = field(default_factory=dict)
    claims: list = field(default_factory=list)


def _user(name: str):
    return get_user_model().objects.create_user(name, email=f"{name}@people.example", password="x")


def _staff(name: str, site: Site):
    """Every right on our rows and the pages of one city."""
    group = Group.objects.create(name=name)
    ours = Permission.objects.filter(content_type__app_label="wagtail_cofl")
    group.permissions.set(ours | Permission.objects.filter(codename="access_admin"))
    for kind in ("add", "change", "publish"):
        GroupPagePermission.objects.create(group=group, page=site.root_page, permission_type=kind)
    user = _user(name)
    user.groups.add(group)
    return user


def _badge(provider: Provider, name: str, skill: Skill) -> Badge:
    badge = Badge(
        provider=provider,
        name=name,
        statement="I did it.",
        description="For people who did it.",
        image=make_image(png()),
        criteria=[("step", {"title": "Do it", "detail": ""})],
        workflow=provider.workflows.get(ready_made="one-look"),
        badge_skills=[BadgeSkill(skill=skill)],
        live=False,
    )
    badge.save()
    badge.save_revision().publish()
    badge.refresh_from_db()
    return badge


def make_world() -> World:
    site = Site.objects.get(is_default_site=True)
    site.hostname, site.port = "learn.example.org", 443
    site.save()
    CitySettings.objects.create(
        site=site, name="Port Merrow", canonical_address=ADDRESS, contact_email="c@city.example"
    )
    far = Site.objects.create(
        hostname="learn.other.example",
        port=443,
        root_page=Page.objects.get(depth=1).add_child(title="Far home", slug="far"),
    )
    ours = Provider.objects.create(site=site, name=f"{MARK} Museum", email="a@b.example")
    other = Provider.objects.create(site=site, name="Otter Club", email="a@b.example")
    world = World(site, ours)
    for provider, whose in ((ours, "own"), (other, "other")):
        for role in Role.values:
            world.people[f"{whose}-{role}"] = user = _user(f"{whose}-{role}")
            Membership.objects.create(provider=provider, user=user, role=role)
    world.people["city"] = _staff("city", site)
    world.people["other-city"] = _staff("other-city", far)

    esco = Framework.objects.create(kind=Framework.Kind.REFERENCE, title="ESCO")
    skill = Skill.objects.create(framework=spine_for(site), label="Knots")
    badge = _badge(ours, f"{MARK} badge", skill)
    learner = Learner.objects.create(site=site, age_band=AgeBand.ADULT, nickname=f"{MARK} fan")
    code = one_code(badge, f"{MARK} Saturday", quota=5)
    add_cards(code.campaign, 2)
    claim = submitting.begin(badge, learner, Claim.Way.ASKED)
    Evidence.objects.create(
        claim=claim, round=1, criterion="0", kind="text", data={"text": f"{MARK} words"}
    )
    claim = submitting.submit(claim)
    world.claims.append(claim)
    award = issue(
        _badge(ours, f"{MARK} second", skill).current_version, learner, email="fan@people.example"
    )
    batch = Batch.objects.create(badge=badge, file_name=f"{MARK}.csv")
    world.rows = {
        "award": award,
        "badge": badge,
        "batch": batch,
        "campaign": code.campaign,
        "cannedfeedback": CannedFeedback.objects.create(
            provider=ours, title=f"{MARK} words", text="More."
        ),
        "claim": claim,
        "issuingworkflow": ours.workflows.first(),
        "opportunity": Opportunity.objects.create(
            site=site, provider=ours, badge=badge, title=f"{MARK} day", kind="informal"
        ),
        "playlist": Playlist.objects.create(site=site, provider=ours, title=f"{MARK} route"),
        "problemreport": ProblemReport.objects.create(
            site=site, kind="wrong", page="/", message=f"{MARK} door is shut."
        ),
        "provider": ours,
        "reference": Skill.objects.create(
            framework=esco, label="knots", uri="https://esco.example/1"
        ),
        "skill": skill,
    }
    return world
