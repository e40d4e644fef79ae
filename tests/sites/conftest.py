"""What the tests of every shape may use."""

import pytest
from django.core.management import call_command
from wagtail.models import Site

from .content import City, make_city


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


@pytest.fixture
def here(site: Site) -> City:
    """The city of the site's own host, with one of everything in it."""
    return make_city(site, "Merrow")


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
