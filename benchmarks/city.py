"""A city in a database: one badge, one award, and learners enough.

``python -m benchmarks.city LEARNERS`` makes it in the database that ``COFL_DB`` and ``COFL_DB_NAME``
name, as tests/settings.py has it, and prints the address of the award's credential.
"""

import sys
import tempfile
from io import BytesIO


def make(learners: int) -> str:
    from django.conf import settings
    from django.core.files.images import ImageFile
    from django.core.management import call_command
    from wagtail.images import get_image_model
    from wagtail.models import Site

    from benchmarks import document as doc
    from wagtail_cofl.awards.issuing import issue
    from wagtail_cofl.badges.models import Badge
    from wagtail_cofl.city.models import CitySettings
    from wagtail_cofl.learners.models import Learner
    from wagtail_cofl.providers.models import Provider

    call_command("migrate", verbosity=0)
    site = Site.objects.get()
    site.hostname, site.port = "learn.example.org", 443
    site.save()
    CitySettings.objects.create(site=site, name="Port Merrow", canonical_address=doc.BASE)
    provider = Provider.objects.create(
        site=site,
        name=doc.ISSUER.name,
        email=doc.ISSUER.email,
        description=doc.ISSUER.description,
    )
    with tempfile.TemporaryDirectory() as folder:
        settings.MEDIA_ROOT = folder
        image = get_image_model().objects.create(
            title="A badge", file=ImageFile(BytesIO(doc.pictures().png), name="badge.png")
        )
        badge = Badge(
            provider=provider,
            name=doc.ACHIEVEMENT.name,
            statement="I can record sound outdoors.",
            description=doc.ACHIEVEMENT.description,
            image=image,
            criteria=[
                ("step", {"title": f"Step {n}", "detail": "Listen, and write down what you hear."})
                for n in range(4)
            ],
            live=False,
        )
        badge.save()
        badge.save_revision().publish()
    Learner.objects.bulk_create([Learner(site=site) for _n in range(learners)], batch_size=1_000)
    award = issue(badge.current_version, Learner.objects.first(), email="learner@example.org")
    return f"/cofl/credentials/{award.credential.uuid}"


if __name__ == "__main__":
    import django

    django.setup()
    print(make(int(sys.argv[1])))
