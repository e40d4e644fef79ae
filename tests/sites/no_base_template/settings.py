"""A site that has no ``base.html`` at all, perhaps because its front end is elsewhere."""

from tests.sites.base import *  # noqa: F403
from tests.sites.base import TEMPLATES

TEMPLATES = [{**TEMPLATES[0], "DIRS": []}]
EXPECTED_CHECKS = ["wagtail_cofl.W001"]
