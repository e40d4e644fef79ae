"""How a judge says what it found: one line for each check, and a plan at the end.

``ok NAME`` or ``not ok NAME`` with the reasons below it; last ``1..N``. The runner counts these
lines and fails a judge whose plan is missing, so that one that died half-way cannot pass.
"""

import sys
from collections.abc import Iterable


class Tap:
    """The checks of one judge."""

    def __init__(self, judge: str):
        self.judge = judge
        self.count = 0
        self.failed = 0

    def check(self, name: str, problems: Iterable[str]) -> None:
        """One check. It passes where there are no problems."""
        reasons = list(problems)
        self.count += 1
        self.failed += bool(reasons)
        sys.stdout.write(f"{'not ok' if reasons else 'ok'} {self.judge}: {name}\n")
        for reason in reasons:
            sys.stdout.write("".join(f"    {line}\n" for line in reason.splitlines()))
        sys.stdout.flush()

    def end(self) -> None:
        """Print the plan and exit: 1 where a check failed or there was none."""
        sys.stdout.write(f"1..{self.count}\n")
        sys.exit(1 if self.failed or not self.count else 0)
