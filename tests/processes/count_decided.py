"""A process of its own: what the race of the assessors has left behind, as JSON."""

import json
import sys

from wagtail_cofl.awards.models import Award, Claim, ClaimDecision
from wagtail_cofl.credentials.models import Credential


def main() -> None:
    found = {
        "awarded": Claim.objects.filter(state=Claim.State.AWARDED).count(),
        "awards": Award.objects.count(),
        "credentials": Credential.objects.count(),
        "decisions": ClaimDecision.objects.count(),
    }
    sys.stdout.write(json.dumps(found))
