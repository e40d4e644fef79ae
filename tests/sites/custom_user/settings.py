"""A site with a user model of its own."""

from tests.sites.base import *  # noqa: F403
from tests.sites.base import INSTALLED_APPS, made_migrations

INSTALLED_APPS = [*INSTALLED_APPS, "tests.sites.custom_user"]
AUTH_USER_MODEL = "staff.Staff"
MIGRATION_MODULES = made_migrations("staff")
