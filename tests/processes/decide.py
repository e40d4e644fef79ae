"""A process of its own: approve every claim, as fast as it can. Each process has an assessor of its own.

All begin together. Prints a line of counts as JSON. Arguments: this process's number, how many there are,
and a folder where they find each other.
"""

import json
import os
import sys
import time
from collections import Counter
from pathlib import Path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")

import django

django.setup()

from django.contrib.auth import get_user_model

from wagtail_cofl.awards.deciding import Actor, CannotAct, act, all_met
from wagtail_cofl.awards.models import Claim


def main() -> None:
    number, processes, folder = sys.argv[1], int(sys.argv[2]), Path(sys.argv[3])
    user = get_user_model().objects.get(username=f"assessor{number}")
    (folder / f"ready-{number}").touch()
    while len(list(folder.glob("ready-*"))) < processes:
        time.sleep(0.01)
    outcomes: Counter[str] = Counter()
    for claim in Claim.objects.order_by("pk"):
        try:
            act(claim, Actor.of_user(user), "approve", verdicts=all_met(claim))
            outcomes["decided"] += 1
        except CannotAct as problem:
            outcomes[problem.code] += 1
        except Exception as error:  # every other end is counted, and fails the test
            outcomes[f"{type(error).__name__}: {error}"] += 1
    sys.stdout.write(json.dumps(outcomes))


main()
