"""The example site, served on a free port from a folder of its own."""

import contextlib
import email
import email.policy
import json
import os
import re
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from . import forks

ROOT = Path(__file__).resolve().parents[2]
LINK = re.compile(r"https?://\S+")

# Codes in every state, made where only a program can: in the past, and already used.
MAKE_CODES = """
import json
from datetime import timedelta
from django.utils import timezone
from wagtail_cofl.awards.campaigns import one_code
from wagtail_cofl.badges.models import Badge
hour, now = timedelta(hours=1), timezone.now()
badges = {badge.slug: badge for badge in Badge.objects.all()}
helper = badges["kite-festival-helper"]
facts = {
    "sound": dict(badge=badges["sound-recordist"]),
    "website": dict(badge=badges["first-website"]),
    "kite": dict(badge=helper),
    "used": dict(badge=helper, quota=1, used=1),
    "exhausted": dict(badge=helper, quota=12, used=12),
    "expired": dict(badge=helper, closes_at=now - hour),
    "not-yet": dict(badge=helper, opens_at=now + 48 * hour),
    "once": dict(badge=helper, quota=1),
}
codes = {}
for name, more in facts.items():
    used = more.pop("used", 0)
    codes[name] = one_code(label=name, **more)
    type(codes[name]).objects.filter(pk=codes[name].pk).update(used=used)
print(json.dumps({name: [code.pretty, code.campaign_id] for name, code in codes.items()}))
"""

# Every page of one city, and the cookie of the learner who has the most in it.
LIST_PAGES = """
import json
from dataclasses import asdict
from importlib import import_module
from django.conf import settings
from wagtail.models import Site
from tests.addresses import every_page, the_learner
from wagtail_cofl.learners.sessions import SESSION_KEY
site = Site.objects.get(is_default_site=True)
session = import_module(settings.SESSION_ENGINE).SessionStore()
session[SESSION_KEY] = str(the_learner(site).uuid)
session.save()
pages = [asdict(page) for page in every_page(site)]
print(json.dumps({"pages": pages, "cookie": [settings.SESSION_COOKIE_NAME, session.session_key]}))
"""


class Served:
    """A running example site: its address, its claim codes and its mail."""

    def __init__(self, data: Path) -> None:
        self.data = data
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.address = f"http://localhost:{self.port}"
        self.codes: dict[str, str] = {}
        self.campaign_ids: dict[str, int] = {}
        self._forks: subprocess.Popen[str] | None = None

    def manage(self, *words: str) -> str:
        """Run a management command; raises with all that it said if it fails."""
        return self._ask(forks.manage(*words))

    def _ask(self, script: str) -> str:
        if self._forks is None:
            self._forks = subprocess.Popen(
                [sys.executable, "-W", "ignore", "-m", forks.__name__],
                cwd=ROOT / "example_site",
                env=self.environment,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                text=True,
            )
        stream, answers = self._forks.stdin, self._forks.stdout
        assert stream and answers
        stream.write(json.dumps(script) + "\n")
        stream.flush()
        code, said, problems = json.loads(answers.readline())
        assert code == 0, (said + problems)[-2000:]
        return said

    def close(self) -> None:
        """Nothing can be asked of the site any more."""
        if self._forks is not None:
            self._forks.communicate()

    @property
    def environment(self) -> dict[str, str]:
        mine = {"COFL_DATA_DIR": str(self.data), "COFL_ADDRESS": self.address}
        kept = {k: v for k, v in os.environ.items() if k != "DJANGO_SETTINGS_MODULE"}
        path = os.pathsep.join([str(ROOT / "example_site"), str(ROOT), kept.get("PYTHONPATH", "")])
        return kept | mine | {"PYTHONPATH": path, "COFL_DB": ""}

    def run(self, script: str) -> Any:
        """Run Python inside the site; what it prints last is JSON."""
        return json.loads(self._ask(script).strip().splitlines()[-1])

    def every_page(self) -> tuple[list[dict], dict]:
        """Every page of the demo city, as :class:`tests.addresses.Address` in a dict, and the cookie
        that makes a browser its learner's."""
        listed = self.run(LIST_PAGES)
        name, value = listed["cookie"]
        return listed["pages"], {"name": name, "value": value, "url": self.address}

    def prepare(self) -> None:
        self.manage("migrate", "-v0")
        self.manage("load_demo_city")
        made = self.run(MAKE_CODES)
        self.codes = {name: pretty for name, (pretty, _pk) in made.items()}
        self.campaign_ids = {name: pk for name, (_pretty, pk) in made.items()}

    @contextlib.contextmanager
    def running(self) -> Iterator["Served"]:
        log = (self.data / "server.log").open("w")
        server = subprocess.Popen(
            [
                sys.executable,
                "-W",
                "ignore",
                "manage.py",
                "runserver",
                str(self.port),
                "--noreload",
            ],
            cwd=ROOT / "example_site",
            env=self.environment,
            stdout=log,
            stderr=subprocess.STDOUT,
        )
        try:
            self._wait(server)
            yield self
        finally:
            server.terminate()
            server.wait(10)
            log.close()

    def _wait(self, server: subprocess.Popen) -> None:
        until = time.monotonic() + 60
        while time.monotonic() < until and server.poll() is None:
            try:
                with urllib.request.urlopen(self.address, timeout=10):
                    return
            except urllib.error.HTTPError:
                return
            except OSError:
                time.sleep(0.2)
        raise AssertionError((self.data / "server.log").read_text())

    # --- mail ---------------------------------------------------------------------------------

    def links_to(self, address: str) -> list[str]:
        """The first link of each mail to ``address``, oldest first."""
        found = []
        folder = self.data / "mail"
        for file in sorted(folder.glob("*.log"), key=lambda f: f.stat().st_mtime_ns):
            for text in file.read_text().split("-" * 79):
                message = email.message_from_string(text.strip(), policy=email.policy.default)
                if message["To"] == address:
                    found.append(LINK.search(message.get_content()).group())
        return found
