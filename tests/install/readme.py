"""The lines that README.md tells a developer to add, read out of README.md itself.

So the text and the tests cannot part: a site is made with exactly the lines that are printed there.
"""

import re
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SECTION = "## Add it to your site"

_FENCE = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_APP = re.compile(r'^\s+("[\w.]+"),$', re.MULTILINE)
_SETTING = re.compile(r'^\s+("[A-Z_]+"):.*,$', re.MULTILINE)


@dataclass(frozen=True)
class Instructions:
    """``apps`` are quoted app names, ``settings`` is the whole block, ``settings_keys`` the quoted
    keys in it, ``url`` is the line for ``urlpatterns``."""

    apps: tuple[str, ...]
    settings: str
    settings_keys: tuple[str, ...]
    url: str

    @property
    def lines(self) -> tuple[str, ...]:
        """What can be forgotten, one by one."""
        return (*self.apps, *self.settings_keys, self.url)


def read_instructions() -> Instructions:
    """What README.md says today."""
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    section = text.split(SECTION, 1)[1].split("\n## ", 1)[0]
    python = [code for language, code in _FENCE.findall(section) if language == "python"]
    apps_block, settings_block, urls_block = python
    return Instructions(
        apps=tuple(_APP.findall(apps_block)),
        settings=settings_block,
        settings_keys=tuple(_SETTING.findall(settings_block)),
        url=urls_block.strip(),
    )
