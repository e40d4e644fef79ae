"""``python -m benchmarks.works.many COUNT``: a badge for that many people, signed and stored.

Prints JSON: seconds, what the bare limit of signing makes in a second, and the memory of the process
before and at its highest, in MB.
"""

import gc
import json
import sys
import time
from statistics import median


def _peak() -> float:
    import resource

    used = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return used / (1e6 if sys.platform == "darwin" else 1e3)


def main(count: int) -> None:
    import django

    django.setup()
    from benchmarks.timing import lap
    from benchmarks.works.issuing import limit_rdfc
    from wagtail_cofl.awards.issuing import issue_many
    from wagtail_cofl.badges.models import BadgeVersion
    from wagtail_cofl.learners.models import Learner

    version = BadgeVersion.objects.select_related("badge__provider__site").get()
    bare = limit_rdfc()
    gc.freeze()
    limits = [lap(bare, 0, 100) / 100 for _n in range(5)]

    def recipients():
        for learner in Learner.objects.order_by("pk")[:count].iterator(500):
            yield learner, f"learner.{learner.pk}@example.org"

    before = _peak()
    start = time.perf_counter()
    issued = issue_many(version, recipients())
    seconds = time.perf_counter() - start
    limits += [lap(bare, 0, 100) / 100 for _n in range(5)]
    if issued != count or version.credentials.count() < count:
        raise AssertionError(f"{issued} of {count} were issued")
    print(
        json.dumps(
            {
                "seconds": seconds,
                "limit": 1 / median(limits),
                "before": round(before),
                "peak": round(_peak()),
            }
        )
    )


if __name__ == "__main__":
    main(int(sys.argv[1]))
