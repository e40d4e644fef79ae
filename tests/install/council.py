"""A council's site, made by ``wagtail start``, with the package installed as a wheel."""

import os
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

from tests.install.readme import Instructions

LIVE_SETTINGS = """\
from .production import *

SECRET_KEY = os.environ["SITE_SECRET_KEY"]
ALLOWED_HOSTS = ["learn.example.gov.uk", "localhost", "127.0.0.1"]
"""


def clean_environment() -> dict[str, str]:
    """The environment without what belongs to the checkout and its tests."""
    return {
        name: value
        for name, value in os.environ.items()
        if name not in {"PYTHONPATH", "DJANGO_SETTINGS_MODULE", "VIRTUAL_ENV"}
        and not name.startswith(("COFL_", "COV_CORE_", "PG"))
    }


def run(
    *command: str | Path, cwd: Path, env: dict[str, str] | None = None, check: bool = True
) -> subprocess.CompletedProcess[str]:
    """Run a program away from the checkout; its whole output is in ``stdout``. Raises
    AssertionError with that output when it fails."""
    result = subprocess.run(
        [str(part) for part in command],
        cwd=cwd,
        env=clean_environment() | (env or {}),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        stdin=subprocess.DEVNULL,
        text=True,
        timeout=900,
        check=False,
    )
    if check:
        assert result.returncode == 0, f"{command} failed:\n{result.stdout}"
    return result


@dataclass
class CouncilSite:
    """``folder`` holds ``manage.py``; ``python`` is the interpreter that has the wheel."""

    folder: Path
    python: Path
    env: dict[str, str]
    originals: dict[Path, str] = field(default_factory=dict)

    @property
    def package(self) -> Path:
        return self.folder / "councilsite"

    def manage(self, *arguments: str, check: bool = True) -> subprocess.CompletedProcess[str]:
        return run(self.python, "manage.py", *arguments, cwd=self.folder, env=self.env, check=check)

    def follow(self, instructions: Instructions, without: str | None = None) -> None:
        """Edit the settings and the addresses as the README says, but for one line."""
        settings, urls = self.package / "settings" / "base.py", self.package / "urls.py"
        for path in (settings, urls):
            self.originals.setdefault(path, path.read_text())

        apps = "".join(f"    {app},\n" for app in instructions.apps if app != without)
        text = self.originals[settings]
        before, opening, rest = text.partition("INSTALLED_APPS = [\n")
        inside, closing, after = rest.partition("]\n")
        assert opening and closing, "wagtail start has changed its settings"
        block = "".join(
            line
            for line in instructions.settings.splitlines(keepends=True)
            if without is None or not line.strip().startswith(f"{without}:")
        )
        settings.write_text(before + opening + inside + apps + closing + after + "\n" + block)

        text = self.originals[urls]
        wagtails_own = '    path("", include(wagtail_urls)),\n'
        assert text.count(wagtails_own) == 1, "wagtail start has changed its urls"
        ours = "" if without == instructions.url else f"    {instructions.url}\n"
        urls.write_text(text.replace(wagtails_own, ours + wagtails_own))


def start_site(folder: Path, wheel: Path, secrets: dict[str, str]) -> CouncilSite:
    """A virtual environment with the wheel, and a site made by ``wagtail start`` beside it."""
    run(sys.executable, "-m", "venv", folder / "venv", cwd=folder)
    python = folder / "venv" / "bin" / "python"
    run(python, "-m", "pip", "install", "--quiet", wheel, cwd=folder)
    (folder / "site").mkdir()
    run(folder / "venv" / "bin" / "wagtail", "start", "councilsite", "site", cwd=folder)
    site = CouncilSite(
        folder / "site", python, secrets | {"DJANGO_SETTINGS_MODULE": "councilsite.settings.live"}
    )
    live = "import os\n\n" + LIVE_SETTINGS
    (site.package / "settings" / "live.py").write_text(live)
    return site
