"""Processes of their own for a test, without each of them setting Django up.

The first use makes a parent, one for each process of pytest, that sets Django up once and never opens
a connection to a database. Every process that a test asks for is forked from it: it has connections of
its own, can be killed, and has an exit code, as if it had been started from a terminal.
"""

import multiprocessing
import os
import signal
from importlib import import_module
from itertools import count
from pathlib import Path

FROM_PARENT = multiprocessing.get_context("forkserver")
FROM_PARENT.set_forkserver_preload(["tests.processes.ready"])


class Processes:
    """Starts processes on one database. What they say is written into ``folder``."""

    def __init__(self, database: str, folder: Path):
        self.database = database
        self._folder = folder
        self._numbers = count()

    def start(self, script: str, *arguments, gate=None) -> "Started":
        """``main(*arguments)`` of a module of this folder, in a process of its own."""
        name = self._folder / f"{next(self._numbers)}-{script}"
        return Started(name, (script, arguments, self.database, gate))

    def run(self, script: str, *arguments) -> str:
        """What it says, once it has ended well."""
        return self.start(script, *arguments).said()

    def race(self, script: str, *each: tuple) -> list[str]:
        """One process for each of these arguments; all begin together, and all end well."""
        gate = FROM_PARENT.Barrier(len(each))
        runners = [self.start(script, *arguments, gate=gate) for arguments in each]
        return [runner.said() for runner in runners]


class Started:
    """A process that was started, and runs or has ended."""

    def __init__(self, name: Path, task: tuple):
        self._said, self._problems = name.with_suffix(".out"), name.with_suffix(".err")
        for file in (self._said, self._problems):
            file.touch()
        self._process = FROM_PARENT.Process(
            target=_do, args=(*task, self._said, self._problems), daemon=True
        )
        self._process.start()

    @property
    def problems(self) -> str:
        """What it has complained of until now."""
        return self._problems.read_text()

    @property
    def runs(self) -> bool:
        return self._process.is_alive()

    def tell_to_end(self) -> None:
        os.kill(self._process.pid, signal.SIGTERM)

    def exit_code(self, timeout: float = 300) -> int:
        """Waits for its end; below zero, the signal that ended it."""
        self._process.join(timeout)
        if self.runs:
            self._process.kill()
            raise TimeoutError(f"{self._said.stem} did not end: {self.problems}")
        return self._process.exitcode

    def said(self, timeout: float = 300) -> str:
        """Waits for its end, which must be a good one, and gives what it wrote."""
        assert self.exit_code(timeout) == 0, self.problems
        return self._said.read_text()


def _do(script: str, arguments: tuple, database: str, gate, said: Path, problems: Path) -> None:
    """What the forked process does."""
    for file, stream in ((said, 1), (problems, 2)):
        os.dup2(os.open(file, os.O_WRONLY), stream)
    # Read by the parent already. Not at the top: pytest reads this module, and sets itself up.
    import_module("tests.processes.ready").use(database)
    main = import_module(f"tests.processes.{script}").main
    if gate:
        gate.wait(timeout=60)
    main(*arguments)
