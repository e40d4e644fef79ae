"""Files that have no address: what learners add to a claim.

They lie in a folder beside ``MEDIA_ROOT``, which no web server shows, and only our own views hand them
out. A site that keeps its files elsewhere defines ``STORAGES["cofl_private"]``.
"""

import os
from pathlib import Path
from uuid import uuid4

from django.conf import settings
from django.core.files.storage import FileSystemStorage, Storage, storages
from django.core.signals import setting_changed
from django.utils import timezone
from django.utils.functional import LazyObject, empty

from wagtail_cofl.settings import cofl_settings

ALIAS = "cofl_private"
FOLDER = "cofl-private"


class PrivateFolder(FileSystemStorage):
    """A folder that only the site's own user may read. ``url`` raises ``ValueError``."""

    base_url = None  # Django would say MEDIA_URL

    def __init__(self):
        super().__init__(file_permissions_mode=0o600, directory_permissions_mode=0o700)

    @property
    def base_location(self) -> str:
        beside = Path(os.path.abspath(settings.MEDIA_ROOT)).parent
        return str(cofl_settings.EVIDENCE_FOLDER or beside / FOLDER)

    @property
    def location(self) -> str:
        return os.path.abspath(self.base_location)


class PrivateStorage(LazyObject):
    """The site's own storage of that name, else the folder."""

    def _setup(self):
        self._wrapped = storages[ALIAS] if ALIAS in settings.STORAGES else PrivateFolder()


_storage = PrivateStorage()


def _look_again(*, setting, **kwargs):
    if setting == "STORAGES":
        _storage._wrapped = empty


# A field asks for its storage once, when its model is loaded; tests change settings after that.
setting_changed.connect(_look_again)


def private_storage() -> Storage:
    """For ``FileField(storage=private_storage)``: migrations then name this function, not the folder."""
    return _storage


def private_name(instance, filename: str) -> str:
    """For ``upload_to``: the year and a random number, ``2026/3f2a…``. Nothing of the person's own
    name for the file, which may say who or where they are."""
    return f"{timezone.now().year}/{uuid4().hex}"
