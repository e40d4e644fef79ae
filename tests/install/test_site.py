"""The README's lines in a new site: each is needed, and together they are enough."""

import json
import re
from pathlib import Path

import pytest

from tests.install.council import CouncilSite, run
from tests.install.readme import Instructions, read_instructions

INSTRUCTIONS = read_instructions()
MESSAGE = re.compile(r"\((wagtail_cofl\.[EW]\d+)\).*?(?=\n\S|\Z)", re.DOTALL)


def hints(output: str) -> str:
    """What our own system checks advise, and how Django quotes a start that we refused."""
    advice = [message.group() for message in MESSAGE.finditer(output)]
    refused = re.findall(r"ImproperlyConfigured: .*", output)
    return "\n".join(part.partition("HINT:")[2] for part in advice) + "\n".join(refused)


def test_the_readme_has_every_line() -> None:
    assert INSTRUCTIONS.apps == (
        '"wagtail_cofl"',
        '"wagtail_cofl.pages"',
        '"wagtail.contrib.settings"',
        '"wagtail_modeladmin"',
    )
    assert INSTRUCTIONS.settings_keys == (
        '"CANONICAL_ADDRESSES"',
        '"KEY_ENCRYPTION_KEYS"',
        '"LOOKUP_KEY"',
    )
    assert INSTRUCTIONS.url == 'path("", include("wagtail_cofl.urls")),'


def test_the_site_uses_the_wheel(site: CouncilSite) -> None:
    found = run(
        site.python, "-c", "import wagtail_cofl; print(wagtail_cofl.__file__)", cwd=site.folder
    )
    assert "site-packages" in found.stdout


@pytest.mark.parametrize("line", (*INSTRUCTIONS.apps, INSTRUCTIONS.url))
def test_a_forgotten_line_stops_the_site_and_is_named(
    bare_site: CouncilSite, instructions: Instructions, line: str
) -> None:
    bare_site.follow(instructions, without=line)
    result = bare_site.manage("check", check=False)
    assert result.returncode != 0
    assert line.rstrip(",") in hints(result.stdout), result.stdout


@pytest.mark.parametrize("key", INSTRUCTIONS.settings_keys)
def test_a_forgotten_setting_is_named_before_going_live(
    bare_site: CouncilSite, instructions: Instructions, key: str
) -> None:
    bare_site.follow(instructions, without=key)
    result = bare_site.manage("check", "--deploy", "--fail-level", "WARNING", check=False)
    assert key.strip('"') in hints(result.stdout), result.stdout


def test_nothing_is_missing_with_every_line(site: CouncilSite) -> None:
    """With ``--deploy`` the checks are all that there are without it, and those for going live."""
    assert not hints(site.manage("check", "--deploy").stdout).strip()


def test_the_tables_are_made_and_nothing_is_left_to_make(tables: Path, site: CouncilSite) -> None:
    site.manage("makemigrations", "--check", "--dry-run")


def test_static_files_are_collected_with_hashed_names(static_files: Path) -> None:
    manifest = json.loads((static_files / "staticfiles.json").read_text())
    ours = {name: to for name, to in manifest["paths"].items() if name.startswith("wagtail_cofl/")}
    assert "wagtail_cofl/css/cofl.css" in ours
    for name, hashed in ours.items():
        assert hashed != name
        assert (static_files / hashed).is_file()
