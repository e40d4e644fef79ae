"""Whatever somebody made to harm a verification has an answer, soon, in little room, and never a good
one. The corpus is in :mod:`tests.unit.openbadges.hostile`."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from .hostile.corpus import CASES

pytestmark = pytest.mark.skipif(
    sys.platform != "linux", reason="only Linux holds to a memory limit"
)


@pytest.fixture(scope="module")
def answers():
    """Of one process for the whole corpus, which is held to its memory and its processor time."""
    command = [sys.executable, "-m", "tests.unit.openbadges.hostile"]
    root = Path(__file__).resolve().parents[3]
    done = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)
    found = [json.loads(line) for line in done.stdout.splitlines()]
    assert not done.returncode, done.stderr[-2_000:]
    return {answer["name"]: answer["answers"] for answer in found}


@pytest.mark.parametrize("name", CASES)
def test_it_has_an_answer_and_never_a_good_one(answers, name):
    found = answers[name]
    assert found
    for answer in found:
        assert "error" not in answer, answer
        assert answer["verdict"] in ("not_valid", "could_not_check"), answer
        assert CASES[name].codes & set(answer["codes"]), answer
        # What somebody writes makes us ask nobody else more than a few times.
        assert answer["asked"] <= 6, answer
