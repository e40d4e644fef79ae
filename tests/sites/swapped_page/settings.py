"""A site with a base page of its own (Wagtail 8.0 and later), and so without our ready-made pages.

The migrations of ``basepage`` are written as Wagtail's documentation says ("Defining custom base
page models"), since they must stand before and after Wagtail's own.
"""

from tests.sites.base import *  # noqa: F403
from tests.sites.base import INSTALLED_APPS, made_migrations

INSTALLED_APPS = [
    *(app for app in INSTALLED_APPS if app != "wagtail_cofl.pages"),
    "tests.sites.swapped_page.basepage",
    "tests.sites.swapped_page.council",
]
WAGTAIL_PAGE_MODEL = "basepage.BasePage"
MIGRATION_MODULES = made_migrations("council")
