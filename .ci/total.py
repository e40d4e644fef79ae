"""Add up the closing lines of the test runs in the logs named as arguments.

Prints ``N passed, N failed`` (with ``, N skipped`` when there are any). Errors count as failed.
Exit code 1 when anything failed, and under CI also when anything was skipped: there, a test that
did not run has proved nothing.
"""

import os
import re
import sys
from collections import Counter
from pathlib import Path

COUNT = re.compile(r"(\d+) (passed|failed|skipped|errors?|xfailed|xpassed)\b")
# pytest: "=== 3 passed, 1 skipped in 0.12s ===" · others: "Word: 3 passed, 0 failed"
CLOSING = re.compile(r"(?:=+ )?.*\b\d+ \w+.* in [\d.]+s\b|(?:\w+: )?\d+ passed, \d+ failed\b")
COLOUR = re.compile(r"\x1b\[[0-9;]*m")


def total(log: str) -> Counter[str]:
    """The counts of one log, by outcome."""
    counts: Counter[str] = Counter()
    for line in COLOUR.sub("", log).splitlines():
        if CLOSING.match(line):
            for number, outcome in COUNT.findall(line):
                counts["failed" if outcome.startswith("error") else outcome] += int(number)
    return counts


def main(paths: list[str]) -> int:
    counts: Counter[str] = Counter()
    for path in paths:
        counts += total(Path(path).read_text(encoding="utf-8", errors="replace"))
    skipped = counts["skipped"]
    print(
        f"{counts['passed']} passed, {counts['failed']} failed"
        + (f", {skipped} skipped" if skipped else "")
    )
    return 1 if counts["failed"] or (skipped and os.environ.get("CI")) else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
