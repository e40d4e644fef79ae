"""What the parent of a test's processes does once for all of them: it sets Django up, and reads the
modules that they run."""

import os
import warnings

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
warnings.simplefilter("ignore")

import django

django.setup()

from django.db import connections
from django.urls import get_resolver

from tests.processes import (  # noqa: F401
    claim,
    compare,
    count,
    count_decided,
    count_list,
    decide,
    make_city,
    make_claims,
    make_code,
    make_list,
    suspend,
    work,
)

get_resolver().url_patterns  # noqa: B018  (reads every view)


def use(database: str) -> None:
    """For a process that was just forked: this is its database."""
    ours = connections["default"]
    assert ours.connection is None, "the parent opened a connection, and its children share it"
    ours.settings_dict["NAME"] = database
