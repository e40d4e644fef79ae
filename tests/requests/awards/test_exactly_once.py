"""Real processes, real transactions: 3 x 150 claims on one code of 100."""

import json
import os
import sqlite3
import time
from collections import Counter
from contextlib import closing

import pytest
from django.db import connection

from tests.conftest import on_server
from tests.processes.starting import Processes

PROCESSES, EACH, QUOTA = 3, 150, 100

# Without it the database that the tests copy is not made where only tests with processes run.
pytestmark = pytest.mark.django_db


@pytest.fixture
def processes(tmp_path, pristine):
    """Processes on a fresh database of the kind that the tests run on: its tables are made, and hold
    what migrations put into them."""
    if connection.vendor == "sqlite":
        path = tmp_path / "race.sqlite3"
        with closing(sqlite3.connect(path)) as copy:
            pristine.backup(copy)
        yield Processes(str(path), tmp_path)
        return
    name = f"cofl_race_{os.getpid()}"
    with on_server() as server:
        server.execute(f'CREATE DATABASE {name} TEMPLATE "{pristine}"')
        try:
            yield Processes(name, tmp_path)
        finally:
            server.execute(f"DROP DATABASE {name} WITH (FORCE)")


def _outcomes(lines: list[str]) -> Counter[str]:
    return sum((Counter(json.loads(line)) for line in lines), Counter())


def _claims_at_once(processes, code: int, many: int) -> Counter[str]:
    """Every learner claims, and as many processes share them out."""
    return _outcomes(processes.race("claim", *((code, n, many) for n in range(many))))


def test_a_code_of_100_gives_100_awards(processes):
    code = int(processes.run("make_city", QUOTA, PROCESSES * EACH))
    outcomes = _claims_at_once(processes, code, PROCESSES)
    assert outcomes == {"award": QUOTA, "exhausted": PROCESSES * EACH - QUOTA}


def test_50_claims_at_once_on_a_quota_of_20_and_two_on_the_last_code(processes):
    code = int(processes.run("make_city", 20, 50))
    last = int(processes.run("make_code", 1))
    assert _claims_at_once(processes, code, 5) == {"award": 20, "exhausted": 30}
    assert _claims_at_once(processes, last, 2) == {"award": 1, "used": 49}


def test_who_waited_for_the_last_use_of_a_code_finds_it_taken(processes):
    code = int(processes.run("make_city", 1, 1))
    takes = f"UPDATE wagtail_cofl_claimcode SET used = used + 1 WHERE id = {code}"  # noqa: S608
    if connection.vendor == "sqlite":
        with closing(sqlite3.connect(processes.database)) as other, other:
            other.execute(takes)
            runner = processes.start("claim", code, 0, 1)
    else:
        import psycopg

        with psycopg.connect(
            dbname=processes.database, host=os.environ["PGHOST"], user=os.environ["PGUSER"]
        ) as other:
            other.execute(takes)
            runner = processes.start("claim", code, 0, 1)
            _until_somebody_waits(processes.database, runner)
    assert json.loads(runner.said()) == {"used": 1}


def _until_somebody_waits(database: str, runner) -> None:
    # Of this database only: other tests race on the same server.
    waiting = (
        "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = %s"
    )
    with on_server() as server:
        for _ in range(300):
            if server.execute(waiting, [database]).fetchone()[0]:
                return
            assert runner.runs, runner.problems
            time.sleep(0.1)
    raise AssertionError("nobody waited for the row")


def test_one_learner_pressing_everywhere_gets_one_award(processes):
    code = int(processes.run("make_city", QUOTA, 1))
    # Each process claims for the same single learner: number 0 of 1.
    for counts in processes.race("claim", *[(code, 0, 1)] * 4):
        assert json.loads(counts) == {"award": 1}
    assert json.loads(processes.run("count")) == {"awards": 1, "claims": 1, "used": 1}


def test_a_list_says_what_is_so_whoever_changes_it_at_once(processes):
    """Three processes suspend, give back and withdraw the same few awards, and have the list signed
    while they do."""
    code = int(processes.run("make_city", 8, 8, "suspension"))
    assert json.loads(processes.run("claim", code, 0, 1)) == {"award": 8}
    for counts in processes.race("suspend", *((n, 60) for n in range(3))):
        assert json.loads(counts) == {"done": 60}
    compare = processes.start("compare")
    said = json.loads(compare.said())
    assert said == {"missing": [], "too many": [], "decoys": [], "token": True}, compare.problems


def test_two_assessors_who_approve_at_once_give_one_badge(processes):
    processes.run("make_claims", 40, 2)
    outcomes = _outcomes(processes.race("decide", (0,), (1,)))
    assert outcomes == {"decided": 40, "not-waiting": 40}
    expected = dict.fromkeys(("awarded", "awards", "credentials", "decisions"), 40)
    assert json.loads(processes.run("count_decided")) == expected
