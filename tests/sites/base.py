"""What every shape begins with: ``from tests.sites.base import *``, then what is different."""

import atexit
import shutil
import sys
import tempfile
from pathlib import Path

from tests.settings import *  # noqa: F403

DATABASES = {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}}

# Ids of our own system checks that speak in this shape.
EXPECTED_CHECKS: list[str] = []
# Where Wagtail's pages begin.
PAGES_AT = "/"


def made_migrations(*labels: str) -> dict[str, str]:
    """``MIGRATION_MODULES`` for apps of the shape whose migrations are made when its tests begin, as
    the site's developer makes them: nobody has to write one when a mixin of ours gets a field."""
    folder = Path(tempfile.mkdtemp(prefix="cofl-site-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    sys.path.insert(0, str(folder))
    for label in labels:
        package = folder / "made_migrations" / label
        package.mkdir(parents=True)
        (package / "__init__.py").touch()
    (folder / "made_migrations" / "__init__.py").touch()
    return {label: f"made_migrations.{label}" for label in labels}
