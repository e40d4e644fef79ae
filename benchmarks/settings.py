"""The tests' site, with the middleware that ``wagtail start`` writes, and connections that stay."""

from tests.settings import *  # noqa: F403
from tests.settings import DATABASES

DATABASES["default"]["CONN_MAX_AGE"] = None
