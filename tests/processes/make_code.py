"""A process of its own: one more code for the badge of the race. Prints its id. Argument: quota."""

import os
import sys

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")

import django

django.setup()

from wagtail_cofl.awards.campaigns import one_code
from wagtail_cofl.badges.models import Badge

sys.stdout.write(str(one_code(Badge.objects.get(), "Last", quota=int(sys.argv[1])).pk))
