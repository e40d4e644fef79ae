"""A process of its own: rows of a list that wait for a worker, in the city that is there.

Prints the id of the list. Arguments: how many people.
"""

import sys

from wagtail_cofl.awards import batches
from wagtail_cofl.awards.models import Batch
from wagtail_cofl.awards.reading_lists import guess_columns, read_table
from wagtail_cofl.badges.models import Badge


def main(people: int) -> None:
    rows = (f"p{n}@example.org" for n in range(people))
    table = read_table("\n".join(["email", *rows]).encode())
    batch = Batch.objects.create(badge=Badge.objects.get(), file_name="list.csv")
    batches.make_rows(batch, table, guess_columns(table))
    batches.start(batch)
    sys.stdout.write(str(batch.pk))
