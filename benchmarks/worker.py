"""A process of ours: ``python -m benchmarks.worker ours`` or ``limit``."""

import sys

from wagtail_cofl import __version__

from .timing import serve
from .works import baking, issuing, listing, serving, verifying

ROOMS = (issuing, verifying, baking, listing, serving)

if __name__ == "__main__":
    side = sys.argv[1].upper()
    serve({name: make for room in ROOMS for name, make in getattr(room, side).items()}, __version__)
