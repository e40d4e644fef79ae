"""Where the standards' own schemas and other people's badges are, if they are."""

import os
from pathlib import Path

import pytest
from hypothesis import settings as hypothesis_settings

# A slow machine is no fault of the code.
hypothesis_settings.register_profile("unhurried", deadline=None)
hypothesis_settings.load_profile("unhurried")


def _beside(name: str) -> Path:
    """``name`` in the folder beside the checkout that also has the real data."""
    default = Path(__file__).resolve().parents[4] / "shared" / "data"
    return Path(os.environ.get("COFL_REAL_DATA", default)).parent / name


@pytest.fixture(scope="session")
def standards_dir() -> Path:
    """The JSON Schemas that 1EdTech publishes."""
    folder = _beside("standards") / "schemas"
    if not folder.is_dir():
        pytest.skip(f"no official schemas in {folder}: set COFL_REAL_DATA to the folder beside")
    return folder


@pytest.fixture(scope="session")
def real_badges() -> Path:
    """Baked badges that other projects publish for tests."""
    folder = _beside("data") / "badges"
    if not folder.is_dir():
        pytest.skip(f"no real badges in {folder}: set COFL_REAL_DATA")
    return folder
