"""A site with an image model of its own."""

from tests.sites.base import *  # noqa: F403
from tests.sites.base import INSTALLED_APPS, made_migrations

INSTALLED_APPS = [*INSTALLED_APPS, "tests.sites.custom_image"]
WAGTAILIMAGES_IMAGE_MODEL = "pictures.Picture"
MIGRATION_MODULES = made_migrations("pictures")
