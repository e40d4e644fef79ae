"""What the tests of every shape may use. A city takes longer to make than most tests take, so each
is made once and stays in the database; what a test does to it is rolled back."""

import gc
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import transaction
from django.test import override_settings
from wagtail.models import Site

from .content import City, make_city, read_anew


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_blocker):
    """Before the database is made, make the migrations of the shape's own apps, as its developer
    would. (pytest-django asks for this fixture by this name.)"""
    from django.conf import settings

    modules = getattr(settings, "MIGRATION_MODULES", {}).items()
    made = [label for label, module in modules if module.startswith("made_migrations.")]
    if made:
        with django_db_blocker.unblock():
            call_command("makemigrations", *made, verbosity=0)
    # Migrations make thousands of classes, and to look at them all again and again takes long.
    gc.set_threshold(100_000, 50, 100)


@pytest.fixture(scope="session")
def uploads(tmp_path_factory) -> Path:
    """The files of the cities that are made once."""
    return tmp_path_factory.mktemp("uploads")


@pytest.fixture(autouse=True)
def _media(settings, tmp_path, uploads):
    """Each test has its own copy of those files: one that it deletes does not come back by itself."""
    settings.MEDIA_ROOT = shutil.copytree(uploads, tmp_path / "media")


@pytest.fixture(scope="session")
def made_once(django_db_setup, django_db_blocker, uploads) -> Callable[[Callable[[], City]], City]:
    """Makes a city outside any test's transaction, so that it is there in all that follow."""

    def make(maker: Callable[[], City]) -> City:
        with (
            django_db_blocker.unblock(),
            override_settings(MEDIA_ROOT=uploads),
            pytest.MonkeyPatch.context() as patch,
            transaction.atomic(),
        ):
            # As in every test: what waits for the commit happens at once.
            patch.setattr(transaction, "on_commit", lambda callback, **kwargs: callback())
            return maker()

    return make


@pytest.fixture(scope="session")
def first_city(made_once) -> City:
    def make() -> City:
        site = Site.objects.get(is_default_site=True)
        site.hostname, site.port = "learn.example.org", 443
        site.save()
        return make_city(site, "Merrow")

    return made_once(make)


@pytest.fixture
def here(first_city: City, site: Site) -> City:
    """The city of the site's own host, with one of everything in it."""
    return read_anew(first_city)


@pytest.fixture
def admin(browser, django_user_model):
    """The admin, seen by somebody who may do everything."""
    extra = {f: "Ada" for f in django_user_model.REQUIRED_FIELDS if f != "email"}
    login = {django_user_model.USERNAME_FIELD: "ada@example.org", "email": "ada@example.org"}
    browser.force_login(django_user_model.objects.create_superuser(password="x", **login | extra))
    return browser


def be_learner(browser, city: City) -> None:
    """From now on the browser is that of the city's learner."""
    session = browser.session
    session["cofl_learner"] = str(city.learner.uuid)
    session.save()
    browser.cookies["sessionid"] = session.session_key
