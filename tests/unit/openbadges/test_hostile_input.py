"""Whatever somebody made to harm a verification has an answer, soon, in little room, and never a good
one. The corpus is in :mod:`tests.unit.openbadges.hostile`."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from wagtail_cofl.openbadges import v3
from wagtail_cofl.openbadges.jsonld import TooManyAlike, bounded, canonicalise

from .factories import award
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


def test_only_so_much_is_read_the_slow_way():
    """All documents of a verification together; what is like an earlier one costs nothing."""

    def document(n):
        alike = [{"type": ["Evidence"], "name": f"{n} {m}"} for m in range(n)]
        return {**v3.credential(award()), "evidence": alike}

    with bounded(3_000):
        canonicalise(document(301))
        with pytest.raises(TooManyAlike):
            canonicalise(document(302))
    with bounded(3_000), bounded(10):
        with pytest.raises(TooManyAlike):
            canonicalise(document(303))
    canonicalise(document(303))
