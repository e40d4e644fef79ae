"""Makes the demo's pictures again: ``python -m demo.render`` in ``example_site``.

It needs Chromium on the path, and Pillow.

Each picture is kept as SVG, for editing, and as the PNG that is uploaded: badges 600 pixels square
on a transparent ground, logos 256 pixels square, scenes 1200 by 600. A PNG has a palette of at most
256 colours, which these flat drawings never miss, and is a quarter of the size for it.
"""

import subprocess
import tempfile
from pathlib import Path

from PIL import Image

from .badges import BADGES
from .drawing import badge
from .logos import LOGOS
from .scenes import SCENES

HERE = Path(__file__).parent / "pictures"
# A browser draws no window that is taller than this.
TALLEST = 12_000


def main() -> None:
    draw(
        HERE,
        {slug: badge(facts["layer"], **facts["art"]) for slug, facts in BADGES.items()},
        600,
        600,
    )
    draw(HERE / "logos", LOGOS, 256, 256)
    draw(HERE / "scenes", SCENES, 1200, 600)


def draw(folder: Path, drawings: dict[str, str], width: int, height: int) -> None:
    """Write each drawing as SVG and as a PNG of ``width`` by ``height``; delete all others."""
    for old in [*folder.glob("*.svg"), *folder.glob("*.png")]:
        old.unlink()
    names = list(drawings)
    for name in names:
        (folder / f"{name}.svg").write_text(drawings[name])
    rows = TALLEST // height
    for start in range(0, len(names), rows):
        some = names[start : start + rows]
        column = _photograph([folder / f"{name}.svg" for name in some], width, height)
        for i, name in enumerate(some):
            picture = column.crop((0, i * height, width, (i + 1) * height))
            few = picture.quantize(256, method=Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
            few.save(folder / f"{name}.png", optimize=True)


def _photograph(files: list[Path], width: int, height: int) -> Image.Image:
    """The drawings one below the other; raises CalledProcessError if the browser fails."""
    images = "".join(f'<img src="{file.as_uri()}">' for file in files)
    with tempfile.TemporaryDirectory() as folder:
        page, shot = Path(folder) / "page.html", Path(folder) / "page.png"
        page.write_text(
            "<!doctype html><style>html,body{margin:0;background:transparent}"
            f"img{{display:block;width:{width}px;height:{height}px;object-fit:contain}}</style>"
            + images
        )
        subprocess.run(  # noqa: S603
            [  # noqa: S607
                "chromium",
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-background-networking",
                "--allow-file-access-from-files",
                "--hide-scrollbars",
                "--default-background-color=00000000",
                f"--window-size={width},{height * len(files)}",
                f"--user-data-dir={folder}/profile",
                f"--screenshot={shot}",
                page.as_uri(),
            ],
            check=True,
            capture_output=True,
            timeout=120,
        )
        with Image.open(shot) as picture:
            return picture.convert("RGBA")


if __name__ == "__main__":
    main()
