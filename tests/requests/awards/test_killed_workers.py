"""Real processes, real transactions: workers that are killed, and a mail server that is not there."""

import json
import os
import signal
import time
from collections import Counter
from pathlib import Path

import pytest

from wagtail_cofl.awards.issuing import AT_ONCE

from .test_exactly_once import processes  # noqa: F401  (a fixture)

pytestmark = pytest.mark.django_db

POSTGRES = os.environ.get("COFL_DB") == "postgres"
PEOPLE = 2_000 if POSTGRES else 500


def report(own, *options) -> dict:
    return json.loads(own.run("count_list", *options))


def letters(folder: Path) -> Counter[str]:
    return Counter(file.name.partition("~")[0] for file in folder.iterdir())


def killed(own, where, *arguments) -> None:
    worker = own.start("work", where, *arguments)
    assert worker.exit_code() == -signal.SIGKILL, worker.problems


@pytest.fixture
def city(processes, tmp_path):  # noqa: F811
    processes.run("make_city", 1, 0)
    processes.run("make_list", PEOPLE)
    folder = tmp_path / "letters"
    folder.mkdir()
    return processes, folder


def test_a_worker_killed_in_the_middle_loses_nothing_and_doubles_nothing(city):
    """Killed once while it gives and twice while it writes, with a mail server that is not there in
    between; the next goes on at once."""
    own, folder = city
    killed(own, folder, "chunk:2", "--once")
    found = report(own)
    assert found["awards"] == AT_ONCE and not letters(folder)
    assert found["rows"] == {"awarded": AT_ONCE, "pending": PEOPLE - AT_ONCE}
    own.run("work", "down", "never", "--once", "--take-over")
    found = report(own, "--no-pause")
    assert (found["state"], found["waits"], found["awards"]) == ("ready", True, PEOPLE)
    assert found["rows"] == {"awarded": PEOPLE}
    for when in (PEOPLE // 10 + 3, PEOPLE // 3):
        killed(own, folder, f"letter:{when}", "--once", "--take-over")
    assert len(letters(folder)) < PEOPLE
    assert "letters sent" in own.run("work", folder, "never", "--once", "--take-over")
    found = report(own)
    assert found["state"] == "done"
    assert (found["awards"], found["twice"], found["without"]) == (PEOPLE, 0, 0)
    assert found["learners"] == found["identifiers"] == PEOPLE
    # Nobody got two letters, and who perhaps got none is shown: at most ten for each kill.
    sent = letters(folder)
    assert set(sent.values()) == {1}
    perhaps = found["rows"].pop("sending", 0)
    assert found["rows"] == {"delivered": PEOPLE - perhaps}
    assert 0 < perhaps <= 20 and PEOPLE - perhaps <= len(sent) <= PEOPLE


def test_two_workers_and_one_that_is_told_to_end_share_the_work(city):
    own, folder = city
    ended = own.start("work", folder, "never", "--every", "0.1")
    until = time.monotonic() + 120
    while not report(own)["awards"] and time.monotonic() < until:
        time.sleep(0.01)
    ended.tell_to_end()
    own.race("work", *[(folder, "never", "--once", "--take-over")] * 2)
    ended.said()
    own.run("work", folder, "never", "--once")
    found = report(own)
    assert found["state"] == "done" and found["rows"] == {"delivered": PEOPLE}
    assert (found["awards"], found["twice"]) == (PEOPLE, 0)
    assert letters(folder) == {f"p{n}@example.org": 1 for n in range(PEOPLE)}
