"""Nothing out of the ordinary: what ``wagtail start`` makes. Where another shape fails, look here
first."""

from tests.sites.base import *  # noqa: F403

DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
