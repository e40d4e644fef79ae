"""A process of its own: what became of the only list, as JSON. Lets the pause after trouble end with
``--no-pause``."""

import json
import sys
from collections import Counter

from django.db.models import Count

from wagtail_cofl.awards.models import Award, Batch, BatchRow
from wagtail_cofl.learners.models import Identifier, Learner


def main(*options: str) -> None:
    batch = Batch.objects.get()
    twice = Award.objects.values("learner").annotate(n=Count("pk")).filter(n__gt=1)
    found = {
        "state": batch.state,
        "waits": bool(batch.waits_for),
        "awards": Award.objects.count(),
        "twice": twice.count(),
        "learners": Learner.objects.count(),
        "identifiers": Identifier.objects.count(),
        "without": BatchRow.objects.exclude(state="pending").filter(award=None).count(),
        "rows": Counter(BatchRow.objects.values_list("state", flat=True)),
    }
    if "--no-pause" in options:
        Batch.objects.update(leased_until=None)
    sys.stdout.write(json.dumps(found))
