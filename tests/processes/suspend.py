"""A process of its own: suspend, give back and withdraw the same awards as others do, and read their
list in between.

Prints what happened as JSON. Arguments: this process's number, rounds.
"""

import json
import random
import sys
from collections import Counter

from wagtail_cofl.awards.models import Award
from wagtail_cofl.awards.revoking import revoke
from wagtail_cofl.awards.suspending import lift, suspend
from wagtail_cofl.credentials.listing import list_token, signed_list


def main(number: int, rounds: int) -> None:
    chance = random.Random(number)
    outcomes: Counter[str] = Counter()
    for _round in range(rounds):
        award = chance.choice(Award.objects.select_related("credential__status_list"))
        verb = chance.choices(["suspend", "lift", "revoke", "read", "token"], [8, 8, 1, 4, 4])[0]
        uid = award.credential.status_list.uuid
        try:
            if verb == "suspend":
                suspend(award, None, "checking")
            elif verb == "lift":
                lift(award, None)
            elif verb == "revoke":
                revoke(award, None, "mistake")
            else:
                (signed_list if verb == "read" else list_token)(uid)
            outcomes["done"] += 1
        except Exception as error:  # every other end is counted, and fails the test
            outcomes[f"{verb}: {type(error).__name__}: {error}"] += 1
    sys.stdout.write(json.dumps(outcomes))
