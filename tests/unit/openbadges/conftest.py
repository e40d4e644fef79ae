"""Where the standards' own schemas and other people's badges are, if they are."""

import os
from pathlib import Path

import pytest
from hypothesis import settings as hypothesis_settings

# A slow machine is no fault of the code.
hypothesis_settings.register_profile("unhurried", deadline=None)
hypothesis_settings.load_profile("unhurried")


def _real_data() -> Path:
    """The folder of real data beside the checkout."""
    default = Path(__file__).resolve().parents[4] / "shared" / "data"
    return Path(os.environ.get("COFL_REAL_DATA", default))


@pytest.fixture(scope="session")
def standards_dir() -> Path:
    """The JSON Schemas that 1EdTech publishes."""
    folder = _real_data().parent / "standards" / "schemas"
    if not folder.is_dir():
        pytest.skip(f"no official schemas in {folder}: they are looked for beside COFL_REAL_DATA")
    return folder


@pytest.fixture(scope="session")
def real_badges() -> Path:
    """Baked badges that other projects publish for tests."""
    folder = _real_data() / "badges"
    if not folder.is_dir():
        pytest.skip(f"no real badges in {folder}: set COFL_REAL_DATA")
    return folder
