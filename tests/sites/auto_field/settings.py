"""A site from before Django 3.2, with 32-bit primary keys."""

from tests.sites.base import *  # noqa: F403

DEFAULT_AUTO_FIELD = "django.db.models.AutoField"
