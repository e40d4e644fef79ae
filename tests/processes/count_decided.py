"""A process of its own: what the race of the assessors has left behind, as JSON."""

import json
import os
import sys

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")

import django

django.setup()

from wagtail_cofl.awards.models import Award, Claim, ClaimDecision
from wagtail_cofl.credentials.models import Credential

sys.stdout.write(
    json.dumps(
        {
            "awarded": Claim.objects.filter(state=Claim.State.AWARDED).count(),
            "awards": Award.objects.count(),
            "credentials": Credential.objects.count(),
            "decisions": ClaimDecision.objects.count(),
        }
    )
)
