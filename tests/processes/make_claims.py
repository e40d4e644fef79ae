"""A process of its own: fill a fresh database with claims that wait for an assessor.

Arguments: how many claims, how many assessors.
"""

from django.contrib.auth import get_user_model
from wagtail.models import Site

from tests.conftest import make_image, png
from wagtail_cofl.awards.models import Claim
from wagtail_cofl.awards.submitting import begin, submit
from wagtail_cofl.badges.models import Badge
from wagtail_cofl.city.models import CitySettings
from wagtail_cofl.learners.models import Learner
from wagtail_cofl.providers.models import Membership, Provider


def main(claims: int, assessors: int) -> None:
    site = Site.objects.get()
    CitySettings.objects.create(
        site=site, name="Port Merrow", canonical_address="https://learn.example.org"
    )
    provider = Provider.objects.create(site=site, name="Club", email="club@example.org")
    for number in range(assessors):
        user = get_user_model().objects.create_user(f"assessor{number}")
        Membership.objects.create(provider=provider, user=user, role="assessor")
    badge = Badge(
        provider=provider,
        name="Race",
        statement="I ran.",
        description="A race.",
        image=make_image(png()),
        criteria=[("step", {"title": "Run", "detail": ""})],
        workflow=provider.workflows.get(ready_made="one-look"),
        live=False,
    )
    badge.save()
    badge.save_revision().publish()
    badge.refresh_from_db()
    for _number in range(claims):
        submit(begin(badge, Learner.objects.create(site=site), Claim.Way.ASKED))
