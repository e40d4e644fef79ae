"""``python -m tests.sites [shape …]``: run the tests of some shapes, or of all of them.

Each shape has settings of its own and so a process of its own. The exit code is 0 only if all passed.
"""

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import wagtail

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
SHAPES = sorted(path.parent.name for path in HERE.glob("*/settings.py"))
# The first Wagtail that can have such a site.
SINCE = {"swapped_page": (8, 0)}
# Each shape spends its time making tables, on one processor and in memory of its own.
AT_ONCE = 2


def run(shape: str) -> int:
    """The common tests and the shape's own. Returns pytest's exit code."""
    options = ["-q", "--tb=short", "--show-capture=no", "-p", "no:cacheprovider"]
    where = ["tests/sites/test_any_site.py", f"tests/sites/{shape}"]
    settings = f"--ds=tests.sites.{shape}.settings"
    command = [sys.executable, "-m", "pytest", *options, settings, *where]
    done = subprocess.run(
        command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    print(f"--- {shape}\n{done.stdout}", flush=True)  # noqa: T201
    return done.returncode


def main(wanted: list[str]) -> int:
    if unknown := set(wanted) - set(SHAPES):
        sys.exit(f"No such shape: {', '.join(sorted(unknown))}. The shapes are: {' '.join(SHAPES)}")
    shapes = [s for s in wanted or SHAPES if wagtail.VERSION >= SINCE.get(s, ())]
    for shape in sorted(set(wanted or SHAPES) - set(shapes)):
        print(f"{shape}: there are no such sites before Wagtail {SINCE[shape][0]}")  # noqa: T201
    with ThreadPoolExecutor(AT_ONCE) as pool:
        return 1 if any(list(pool.map(run, shapes))) else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
