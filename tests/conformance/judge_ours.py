"""Our verifier over what strangers made: good badges, and each of them wrong in one way.

Usage: ``judge_ours.py FOLDER``, with a folder for each stranger as ``theirs.py`` and ``theirs.mjs`` write
it. The verdict must be right, and so must the reasons be: the codes of all checks that are not good.
"""

import json
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from tap import Tap

from wagtail_cofl.openbadges.verification import CannotFetch, Status, verify

FINE = {Status.PASS, Status.NOT_APPLICABLE}


class Web:
    """The pages of one stranger, and nothing else."""

    def __init__(self, pages: dict[str, Any]):
        self.pages = pages

    def __call__(self, url: str, accept: str) -> bytes:
        if url not in self.pages:
            raise CannotFetch(f"not a page of theirs: {url}")
        page = self.pages[url]
        return (page if isinstance(page, str) else json.dumps(page)).encode()


def main(folder: Path) -> None:
    tap = Tap("ours")
    for listed in sorted(folder.glob("*/theirs.json")):
        theirs = json.loads(listed.read_bytes())
        for badge in theirs["badges"]:
            report = verify(
                (listed.parent / badge["file"]).read_bytes(),
                fetch=Web(theirs["pages"]),
                now=datetime.now(tz=UTC),
                email=badge["email"],
            )
            found = [check.code for check in report.checks if check.status not in FINE]
            problems = []
            if report.verdict != badge["verdict"]:
                problems.append(f"{report.verdict}, and not {badge['verdict']}")
            if found != list(badge["codes"]):
                problems.append(f"{found}, and not {badge['codes']}")
            if problems:
                problems += [f"{check.code}: {check.sentence}" for check in report.checks]
            tap.check(f"{listed.parent.name}: {badge['name']}", problems)
    tap.end()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
