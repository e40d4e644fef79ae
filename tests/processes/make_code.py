"""A process of its own: one more code for the badge of the race. Prints its id. Argument: quota."""

import sys

from wagtail_cofl.awards.campaigns import one_code
from wagtail_cofl.badges.models import Badge


def main(quota: int) -> None:
    sys.stdout.write(str(one_code(Badge.objects.get(), "Last", quota=quota).pk))
