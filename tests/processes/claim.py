"""A process of its own: claim for every nth learner, as fast as it can.

Prints a line of counts as JSON. Arguments: code id, this process's number, number of processes.
"""

import json
import sys
from collections import Counter

from wagtail_cofl.awards.claiming import CodeProblem, claim
from wagtail_cofl.awards.models import ClaimCode
from wagtail_cofl.learners.models import Learner


def main(code_id: int, number: int, processes: int) -> None:
    outcomes: Counter[str] = Counter()
    for learner in Learner.objects.order_by("pk")[number::processes]:
        try:
            claim(ClaimCode.objects.get(pk=code_id), learner)
            outcomes["award"] += 1
        except CodeProblem as problem:
            outcomes[problem.state] += 1
        except Exception as error:  # every other end is counted, and fails the test
            outcomes[f"{type(error).__name__}: {error}"] += 1
    sys.stdout.write(json.dumps(outcomes))
