"""Makes the demo's badge pictures again: ``python render.py``. It needs Chromium on the path.

Each badge is kept as SVG, for editing, and as a PNG 600 pixels square on a transparent ground,
which is what is uploaded.
"""

import subprocess
import tempfile
from pathlib import Path

from drawing import badge

HERE = Path(__file__).parent / "pictures"
# No stars and one ring: nobody has endorsed these badges, and nobody but their issuer checks them.
PICTURES = {
    "kite-festival-helper": badge("participate", "sea", "kite"),
    "sound-recordist": badge("demonstrate", "arts", "microphone"),
    "first-website": badge("engage", "digital", "browser"),
}


def main() -> None:
    for slug, svg in PICTURES.items():
        (HERE / f"{slug}.svg").write_text(svg)
        _png(svg, HERE / f"{slug}.png")


def _png(svg: str, to: Path) -> None:
    """Photograph the SVG in a browser; raises CalledProcessError if the browser fails."""
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder) / "badge.html"
        page.write_text(
            "<!doctype html><style>html,body{margin:0;background:transparent}"
            f"svg{{display:block;margin:auto;height:600px}}</style>{svg}"
        )
        subprocess.run(  # noqa: S603
            [  # noqa: S607
                "chromium",
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-background-networking",
                "--hide-scrollbars",
                "--default-background-color=00000000",
                "--window-size=600,600",
                f"--user-data-dir={folder}/profile",
                f"--screenshot={to}",
                page.as_uri(),
            ],
            check=True,
            capture_output=True,
            timeout=60,
        )


if __name__ == "__main__":
    main()
