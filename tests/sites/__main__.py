"""``python -m tests.sites [shape …]``: run the tests of some shapes, or of all of them.

Each shape has settings of its own and so a process of its own; as many run at once as there are
processors. The exit code is 0 only if all passed.
"""

import os
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


def run(shape: str) -> subprocess.CompletedProcess[str]:
    """The common tests and the shape's own."""
    return subprocess.run(
        [
            *(sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider"),
            *("--tb=short", "--show-capture=no", f"--ds=tests.sites.{shape}.settings"),
            "tests/sites/test_any_site.py",
            f"tests/sites/{shape}",
        ],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def main(wanted: list[str]) -> int:
    if unknown := set(wanted) - set(SHAPES):
        sys.exit(f"No such shape: {', '.join(sorted(unknown))}. The shapes are: {' '.join(SHAPES)}")
    shapes = [s for s in wanted or SHAPES if wagtail.VERSION >= SINCE.get(s, ())]
    for shape in sorted(set(wanted or SHAPES) - set(shapes)):
        print(f"{shape}: there are no such sites before Wagtail {SINCE[shape][0]}")  # noqa: T201
    failed = 0
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        for shape, done in zip(shapes, pool.map(run, shapes), strict=True):
            print(f"--- {shape}\n{done.stdout}", flush=True)  # noqa: T201
            failed += done.returncode != 0
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
