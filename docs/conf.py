"""How the documentation is built: ``make docs``."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import wagtail_cofl

project = "wagtail_cofl"
author = "the wagtail_cofl contributors"
copyright = f"2026, {author}"
version = release = wagtail_cofl.__version__

extensions = ["myst_parser"]
myst_enable_extensions = ["colon_fence", "deflist"]
myst_heading_anchors = 3
exclude_patterns = ["_build"]
nitpicky = True

html_theme = "furo"
html_title = f"wagtail_cofl {release}"
