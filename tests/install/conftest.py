"""The wheel, built once, and one site that it is installed in."""

import secrets
import shutil
import sys
from pathlib import Path

import pytest
from cryptography.fernet import Fernet

from tests.install.council import CouncilSite, run, start_site
from tests.install.readme import ROOT, Instructions, read_instructions


@pytest.fixture(scope="session")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Built from a copy, by way of a source distribution, so that nothing left over from an earlier
    build gets in and nothing outside the package is needed."""
    folder = tmp_path_factory.mktemp("wheel")
    source = folder / "source"
    shutil.copytree(
        ROOT / "wagtail_cofl", source / "wagtail_cofl", ignore=shutil.ignore_patterns("__pycache__")
    )
    for name in ("pyproject.toml", "setup.cfg", "README.md", "LICENSE", "NOTICE"):
        shutil.copy(ROOT / name, source)
    run(sys.executable, "-m", "build", "--outdir", folder / "dist", source, cwd=folder)
    (built,) = (folder / "dist").glob("*.whl")
    return built


@pytest.fixture(scope="session")
def instructions() -> Instructions:
    return read_instructions()


@pytest.fixture(scope="session")
def bare_site(tmp_path_factory: pytest.TempPathFactory, wheel: Path) -> CouncilSite:
    """The site as ``wagtail start`` leaves it. Tests that edit it follow the instructions anew."""
    return start_site(
        tmp_path_factory.mktemp("council"),
        wheel,
        {
            "SITE_SECRET_KEY": secrets.token_urlsafe(50),
            "COFL_KEY_ENCRYPTION_KEY": Fernet.generate_key().decode(),
            "COFL_LOOKUP_KEY": secrets.token_urlsafe(32),
        },
    )


@pytest.fixture(scope="session")
def tables(
    bare_site: CouncilSite, instructions: Instructions, tmp_path_factory: pytest.TempPathFactory
) -> Path:
    """An SQLite file with every table and nothing else, made once: nothing here takes longer."""
    bare_site.follow(instructions)
    bare_site.manage("migrate", "--verbosity", "0")
    copy = tmp_path_factory.mktemp("tables") / "db.sqlite3"
    shutil.copy(bare_site.folder / "db.sqlite3", copy)
    return copy


@pytest.fixture(scope="session")
def static_files(bare_site: CouncilSite, instructions: Instructions) -> Path:
    """The folder of the collected static files, made once."""
    bare_site.follow(instructions)
    bare_site.manage("collectstatic", "--noinput", "--verbosity", "0")
    return bare_site.folder / "static"


@pytest.fixture
def site(bare_site: CouncilSite, instructions: Instructions) -> CouncilSite:
    """The site with every line of the README in place."""
    bare_site.follow(instructions)
    return bare_site
