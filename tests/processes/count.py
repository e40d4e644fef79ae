"""A process of its own: what the race has left behind, as JSON."""

import json
import os
import sys

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")

import django

django.setup()

from wagtail_cofl.awards.models import Award, Claim, ClaimCode

sys.stdout.write(
    json.dumps(
        {
            "awards": Award.objects.count(),
            "claims": Claim.objects.count(),
            "used": ClaimCode.objects.get().used,
        }
    )
)
