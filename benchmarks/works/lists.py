"""``python -m benchmarks.works.lists COUNT``: from the rows of a list to badges and letters.

Prints JSON like :mod:`benchmarks.works.many`. The letters go to a mail server that takes all.
"""

import gc
import json
import sys
import time
from statistics import median


def main(count: int) -> None:
    import django

    django.setup()
    from django.core.mail.backends.dummy import EmailBackend

    from benchmarks.timing import lap
    from benchmarks.works.issuing import limit_rdfc
    from benchmarks.works.many import _peak
    from wagtail_cofl.awards import batches, working
    from wagtail_cofl.awards.models import Batch
    from wagtail_cofl.awards.reading_lists import guess_columns, read_table
    from wagtail_cofl.badges.models import Badge
    from wagtail_cofl.city import mail

    class TakesAll(EmailBackend):
        def send_messages(self, messages):
            return sum(bool(message.message().as_bytes()) for message in messages)

    mail.postbox = TakesAll
    rows = (f"person.{n}@example.org,Person {n}" for n in range(count))
    table = read_table("\n".join(["email,name", *rows]).encode())
    batch = Batch.objects.create(badge=Badge.objects.get(), file_name="list.csv")
    bare = limit_rdfc()
    gc.freeze()
    limits = [lap(bare, 0, 100) / 100 for _n in range(5)]
    start = time.perf_counter()
    batches.make_rows(batch, table, guess_columns(table))
    batches.start(batch)
    made = time.perf_counter() - start
    before = _peak()
    counts = working.work(batch.pk)
    seconds = time.perf_counter() - start
    limits += [lap(bare, 0, 100) / 100 for _n in range(5)]
    if (counts["given"], counts["sent"]) != (count, count):
        raise AssertionError(counts)
    sys.stderr.write(f"rows made in {made:.1f} s\n")
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
