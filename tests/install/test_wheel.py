"""What is in the wheel, and what is not."""

import email
import re
import zipfile
from email.message import Message
from pathlib import Path

import pytest

import wagtail_cofl
from tests.install.readme import ROOT


@pytest.fixture(scope="module")
def names(wheel: Path) -> set[str]:
    with zipfile.ZipFile(wheel) as archive:
        return set(archive.namelist())


@pytest.fixture(scope="module")
def metadata(wheel: Path) -> Message:
    with zipfile.ZipFile(wheel) as archive:
        (name,) = (n for n in archive.namelist() if n.endswith(".dist-info/METADATA"))
        return email.message_from_bytes(archive.read(name))


def test_it_holds_the_package_and_nothing_else(names: set[str]) -> None:
    here = {
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / "wagtail_cofl").rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    packed = {name for name in names if ".dist-info/" not in name}
    assert packed - here == set(), "in the wheel, but not in the package"
    assert here - packed == set(), "in the package, but not in the wheel"


@pytest.mark.parametrize(
    "pattern",
    [
        r"wagtail_cofl/templates/wagtail_cofl/.+\.html",
        r"wagtail_cofl/static/wagtail_cofl/css/.+\.css",
        r"wagtail_cofl/static/wagtail_cofl/img/.+\.svg",
        r"wagtail_cofl/locale/\w+/LC_MESSAGES/django\.mo",
        r"wagtail_cofl/openbadges/contexts/MANIFEST\.json",
        r"wagtail_cofl/openbadges/contexts/.+\.json(ld)?",
        r"wagtail_cofl/migrations/0001_\w+\.py",
        r"wagtail_cofl/pages/migrations/0001_\w+\.py",
        r"wagtail_cofl-[\d.]+\.dist-info/licenses/LICENSE",
        r"wagtail_cofl-[\d.]+\.dist-info/licenses/NOTICE",
    ],
)
def test_it_holds_each_kind_of_file(names: set[str], pattern: str) -> None:
    assert [name for name in names if re.fullmatch(pattern, name)]


@pytest.mark.parametrize("word", ["tests", "example_site", "benchmarks", "docs"])
def test_it_leaves_out_what_a_site_does_not_need(names: set[str], word: str) -> None:
    assert not [name for name in names if word in name.split("/")]


def test_the_version_is_the_one_in_the_code(metadata: Message) -> None:
    assert metadata["Version"] == wagtail_cofl.__version__


def test_dependencies_have_floors_and_no_ceilings(metadata: Message) -> None:
    needed = [r for r in metadata.get_all("Requires-Dist", []) if "extra ==" not in r]
    assert needed
    for requirement in needed:
        assert ">=" in requirement, f"{requirement} has no floor"
        assert not re.search(r"<|==|~=|!=", requirement), f"{requirement} has a ceiling"
