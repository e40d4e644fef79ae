"""The mistake: the ready-made pages on a site that has a base page of its own."""

from tests.sites.swapped_page.settings import *  # noqa: F403
from tests.sites.swapped_page.settings import INSTALLED_APPS

INSTALLED_APPS = [*INSTALLED_APPS, "wagtail_cofl.pages"]
