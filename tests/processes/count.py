"""A process of its own: what the race has left behind, as JSON."""

import json
import sys

from wagtail_cofl.awards.models import Award, Claim, ClaimCode


def main() -> None:
    found = {
        "awards": Award.objects.count(),
        "claims": Claim.objects.count(),
        "used": ClaimCode.objects.get().used,
    }
    sys.stdout.write(json.dumps(found))
