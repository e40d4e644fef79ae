"""What every test may use. Under CI a skipped test is a failed one."""

import os
import sqlite3
from contextlib import closing, contextmanager
from io import BytesIO
from pathlib import Path

import pytest
from django.core.files.images import ImageFile
from django.db import connection, transaction
from PIL import Image as PillowImage
from PIL import PngImagePlugin
from wagtail.images import get_image_model
from wagtail.models import Site

ADDRESS = "https://learn.example.org"


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item, call):
    outcome = yield
    report = outcome.get_result()
    if os.environ.get("CI") and report.skipped and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"Skipped under CI: {report.longrepr}"


@pytest.fixture(scope="session")
def real_data() -> Path:
    """The folder of real data beside the checkout."""
    default = Path(__file__).resolve().parents[2] / "shared" / "data"
    folder = Path(os.environ.get("COFL_REAL_DATA", default))
    if not folder.is_dir():
        pytest.skip(f"no real data: set COFL_REAL_DATA (looked in {folder})")
    return folder


@contextmanager
def on_server():
    """A connection to the PostgreSQL of the tests, to make and drop databases with."""
    import psycopg

    where = {"host": os.environ.get("PGHOST"), "user": os.environ.get("PGUSER")}
    with psycopg.connect(dbname="postgres", autocommit=True, **where) as server:
        yield server


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """The tests' database as pytest-django makes it, and a copy of it before any test has been at it."""
    with django_db_blocker.unblock():
        if connection.vendor == "sqlite":
            connection.ensure_connection()
            copy = sqlite3.connect(":memory:", check_same_thread=False)
            connection.connection.backup(copy)
            with closing(copy):
                yield copy
            return
        ours = connection.settings_dict["NAME"]
        connection.close()  # PostgreSQL copies a database that nobody is connected to
    with on_server() as server:
        server.execute(f'DROP DATABASE IF EXISTS "{ours}_pristine"')
        server.execute(f'CREATE DATABASE "{ours}_pristine" TEMPLATE "{ours}"')
    yield f"{ours}_pristine"
    with on_server() as server:
        server.execute(f'DROP DATABASE "{ours}_pristine" WITH (FORCE)')


@pytest.fixture(scope="session")
def pristine(django_db_setup):
    """For tests with processes of their own: on SQLite a connection to that copy, on PostgreSQL its
    name."""
    return django_db_setup


@pytest.fixture(autouse=True)
def _media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"


@pytest.fixture(autouse=True)
def _commits(monkeypatch):
    """A test's own transaction never commits: what waits for the commit happens at once.

    tests/requests/awards/test_exactly_once.py has real transactions, in real processes.
    """
    monkeypatch.setattr(transaction, "on_commit", lambda callback, **kwargs: callback())


def png(colour: str = "#0f6aa8", side: int = 64, comment: str = "") -> bytes:
    """A small PNG, with a text chunk where ``comment`` is given."""
    info = PngImagePlugin.PngInfo()
    if comment:
        info.add_text("Comment", comment)
    out = BytesIO()
    PillowImage.new("RGBA", (side, side), colour).save(out, "PNG", pnginfo=info)
    return out.getvalue()


def make_image(content: bytes, name: str = "badge.png"):
    return get_image_model().objects.create(title=name, file=ImageFile(BytesIO(content), name=name))


@pytest.fixture
def site(db) -> Site:
    site = Site.objects.get(is_default_site=True)
    site.hostname, site.port = "learn.example.org", 443
    site.save()
    return site


@pytest.fixture
def city(site):
    from wagtail_cofl.city.models import CitySettings

    return CitySettings.objects.create(
        site=site,
        name="Port Merrow",
        canonical_address=ADDRESS,
        contact_email="help@example.org",
        safeguarding_name="Safeguarding team",
        safeguarding_phone="01632 960 001",
        safeguarding_email="safe@example.org",
    )


@pytest.fixture
def provider(site):
    from wagtail_cofl.providers.models import Provider

    return Provider.objects.create(
        site=site, name="Harbour Museum", email="badges@museum.example", description="Boats."
    )


@pytest.fixture
def skill(site):
    """A skill of the spine that is the same as an ESCO skill."""
    from wagtail_cofl.skills.models import Framework, Skill, SkillRelation
    from wagtail_cofl.skills.spine import spine_for

    esco = Framework.objects.create(
        kind=Framework.Kind.REFERENCE,
        title="ESCO",
        identifier="http://data.europa.eu/esco",
        attribution="This service uses the ESCO classification of the European Commission.",
    )
    target = Skill.objects.create(
        framework=esco,
        label="carry out event management",
        uri="http://data.europa.eu/esco/skill/03a0ab28-ce99-4e14-baf8-a66c55da28f8",
    )
    skill = Skill.objects.create(framework=spine_for(site), label="Helping to run an event")
    SkillRelation.objects.create(origin=skill, target=target)
    return skill


@pytest.fixture
def badge(city, provider, skill):
    """A published badge with a picture, one criterion and one skill."""
    from wagtail_cofl.badges.models import Badge, BadgeSkill

    badge = Badge(
        provider=provider,
        name="Kite Festival Helper",
        statement="I helped to run a big event.",
        description="For people who helped at the festival.",
        image=make_image(png(comment="made by hand")),
        criteria=[("step", {"title": "Help for two hours", "detail": "At the gate."})],
        badge_skills=[BadgeSkill(skill=skill)],
        live=False,
    )
    badge.save()
    badge.save_revision().publish()
    badge.refresh_from_db()
    return badge


@pytest.fixture
def code(badge):
    from wagtail_cofl.awards.campaigns import one_code

    return one_code(badge, "Saturday", quota=3)


@pytest.fixture
def learner(site):
    from wagtail_cofl.learners.confirming import learner_for_email

    return learner_for_email(site.pk, "lovelace@example.org")


@pytest.fixture
def award(badge, learner):
    from wagtail_cofl.awards.issuing import issue

    return issue(badge.current_version, learner, email="lovelace@example.org")


@pytest.fixture
def browser(site, client):
    """A Django test client that speaks to the city's own site over https."""
    client.defaults.update(
        {"HTTP_HOST": "learn.example.org", "wsgi.url_scheme": "https", "SERVER_PORT": "443"}
    )
    return client
