"""A process of its own: fill a fresh database for the claim race.

Prints the id of the code. Arguments: quota, learners, and how badges can be taken back, if that
matters.
"""

import sys

from wagtail.models import Site

from tests.conftest import make_image, png
from wagtail_cofl.awards.campaigns import one_code
from wagtail_cofl.badges.models import Badge
from wagtail_cofl.city.models import CitySettings
from wagtail_cofl.learners.models import Learner
from wagtail_cofl.providers.models import Provider


def main(quota: int, learners: int, method=CitySettings.StatusMethod.BITSTRING) -> None:
    site = Site.objects.get()
    CitySettings.objects.create(
        site=site,
        name="Port Merrow",
        canonical_address="https://learn.example.org",
        status_method=method,
    )
    provider = Provider.objects.create(site=site, name="Club", email="club@example.org")
    badge = Badge(
        provider=provider,
        name="Race",
        statement="I ran.",
        description="A race.",
        image=make_image(png()),
        criteria=[("step", {"title": "Run", "detail": ""})],
        live=False,
    )
    badge.save()
    badge.save_revision().publish()
    Learner.objects.bulk_create(Learner(site=site) for _ in range(learners))
    code = one_code(badge, "Race", quota=quota)
    sys.stdout.write(str(code.pk))
