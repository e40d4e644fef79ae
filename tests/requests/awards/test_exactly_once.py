"""Real processes, real transactions: 3 x 150 claims on one code of 100."""

import json
import os
import sqlite3
import subprocess
import sys
from collections import Counter
from contextlib import closing
from pathlib import Path

import pytest
from django.db import connection

from tests.conftest import on_server

ROOT = Path(__file__).resolve().parents[3]
PROCESSES, EACH, QUOTA = 3, 150, 100


@pytest.fixture
def database(tmp_path, pristine):
    """The environment of a fresh database of the kind that the tests run on: its tables are made, and
    hold what migrations put into them."""
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    if connection.vendor == "sqlite":
        path = tmp_path / "race.sqlite3"
        with closing(sqlite3.connect(path)) as copy:
            pristine.backup(copy)
        yield {**env, "COFL_DB_NAME": str(path)}
        return
    name = f"cofl_race_{os.getpid()}"
    with on_server() as server:
        server.execute(f'CREATE DATABASE {name} TEMPLATE "{pristine}"')
        try:
            yield {**env, "COFL_DB_NAME": name}
        finally:
            server.execute(f"DROP DATABASE {name} WITH (FORCE)")


def _start(env, script, *arguments) -> subprocess.Popen:
    command = [sys.executable, "-W", "ignore", f"tests/processes/{script}.py"]
    return subprocess.Popen(
        [*command, *(str(argument) for argument in arguments)],
        cwd=ROOT,
        env=env,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def test_a_code_of_100_gives_100_awards(database):
    maker = _start(database, "make_city", QUOTA, PROCESSES * EACH)
    code, problems = maker.communicate(timeout=180)
    assert maker.returncode == 0, problems
    runners = [_start(database, "claim", code, n, PROCESSES) for n in range(PROCESSES)]
    outcomes: Counter[str] = Counter()
    for runner in runners:
        counts, problems = runner.communicate(timeout=300)
        assert runner.returncode == 0, problems
        outcomes.update(json.loads(counts))
    assert outcomes == {"award": QUOTA, "exhausted": PROCESSES * EACH - QUOTA}


def test_50_claims_at_once_on_a_quota_of_20_and_two_on_the_last_code(database):
    maker = _start(database, "make_city", 20, 50)
    code, problems = maker.communicate(timeout=180)
    assert maker.returncode == 0, problems
    last, problems = _start(database, "make_code", 1).communicate(timeout=60)
    for quota, processes, expected in (
        (code, 5, {"award": 20, "exhausted": 30}),
        (last, 2, {"award": 1, "used": 49}),
    ):
        outcomes: Counter[str] = Counter()
        for runner in [_start(database, "claim", quota, n, processes) for n in range(processes)]:
            counts, problems = runner.communicate(timeout=300)
            assert runner.returncode == 0, problems
            outcomes.update(json.loads(counts))
        assert outcomes == expected


def test_one_learner_pressing_everywhere_gets_one_award(database):
    maker = _start(database, "make_city", QUOTA, 1)
    code, problems = maker.communicate(timeout=180)
    assert maker.returncode == 0, problems
    # Each process claims for the same single learner: number 0 of 1.
    runners = [_start(database, "claim", code, 0, 1) for _ in range(4)]
    for runner in runners:
        counts, problems = runner.communicate(timeout=60)
        assert json.loads(counts) == {"award": 1}, problems
    check = _start(database, "count")
    assert json.loads(check.communicate(timeout=60)[0]) == {"awards": 1, "claims": 1, "used": 1}


def test_a_list_says_what_is_so_whoever_changes_it_at_once(database):
    """Three processes suspend, give back and withdraw the same few awards, and have the list signed
    while they do."""
    maker = _start(database, "make_city", 8, 8, "suspension")
    code, problems = maker.communicate(timeout=180)
    assert maker.returncode == 0, problems
    given, problems = _start(database, "claim", code, 0, 1).communicate(timeout=180)
    assert json.loads(given) == {"award": 8}, problems
    runners = [_start(database, "suspend", n, 60) for n in range(3)]
    for runner in runners:
        counts, problems = runner.communicate(timeout=300)
        assert json.loads(counts) == {"done": 60}, problems
    report, problems = _start(database, "compare").communicate(timeout=60)
    assert json.loads(report) == {"missing": [], "too many": [], "decoys": [], "token": True}, (
        problems
    )


def test_two_assessors_who_approve_at_once_give_one_badge(database, tmp_path):
    maker = _start(database, "make_claims", 40, 2)
    _nothing, problems = maker.communicate(timeout=180)
    assert maker.returncode == 0, problems
    outcomes: Counter[str] = Counter()
    for runner in [_start(database, "decide", n, 2, tmp_path) for n in range(2)]:
        counts, problems = runner.communicate(timeout=300)
        assert runner.returncode == 0, problems
        outcomes.update(json.loads(counts))
    assert outcomes == {"decided": 40, "not-waiting": 40}
    check = _start(database, "count_decided")
    expected = dict.fromkeys(("awarded", "awards", "credentials", "decisions"), 40)
    assert json.loads(check.communicate(timeout=60)[0]) == expected
