"""Which Chromium it is, and how it is started."""

import os
import shutil

ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--force-color-profile=srgb",
]


def chromium() -> str:
    """The program: Chromium's own shell without windows where there is one, for it is by far the
    lightest. Raises SystemExit without any."""
    named = os.environ.get("COFL_CHROMIUM")
    program = named or shutil.which("chromium-headless-shell") or shutil.which("chromium")
    if not program:
        raise SystemExit("Install Chromium, or say where it is in COFL_CHROMIUM.")
    return program
