"""The processes that are measured, and how they are asked in turn."""

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
PEERS = {
    "pyld": "pyld_by_hand",
    "pyoxigraph": "oxigraph_by_hand",
    "digitalbazaar": "",
    "openbadgeslib": "openbadgeslib_peer",
    "openvc": "openvc_peer",
    "bakery": "bakery",
}
# Operations in a lap.
MOST = 100_000


class Failed(Exception):
    """A contender cannot do what it was asked for. ``str()`` says why."""


class Contender:
    def __init__(self, name: str, command: list[str], env: dict[str, str]):
        self.name = name
        self.said = tempfile.TemporaryFile("w+")
        self.process = subprocess.Popen(
            command,
            cwd=ROOT,
            env=env,
            text=True,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self.said if name in PEERS else None,
        )
        answer = self.ask(works=True)
        self.works, self.version = answer["works"], answer["version"]

    def ask(self, **question) -> dict:
        try:
            self.process.stdin.write(json.dumps(question) + "\n")
            self.process.stdin.flush()
            line = self.process.stdout.readline()
        except OSError:
            line = ""
        if not line:
            self.process.wait()
            self.said.seek(0)
            raise Failed((self.said.read().strip() or "it ended").splitlines()[-1])
        answer = json.loads(line)
        if "error" in answer:
            raise Failed(answer["error"])
        return answer

    def lap(self, work: str, first: int, count: int) -> float:
        return self.ask(work=work, first=first, count=count)["seconds"]

    def end(self) -> None:
        self.process.stdin.close()
        self.process.wait()
        self.said.close()


def start(name: str, env: dict[str, str], material: Path) -> Contender:
    """Raises :exc:`Failed` where it is not here."""
    if name == "digitalbazaar":
        node = shutil.which("node")
        if not node or not (HERE / "node_modules").is_dir():
            raise Failed("node or benchmarks/node_modules is missing: install node and npm")
        return Contender(name, [node, str(HERE / "peers/digitalbazaar.mjs"), str(material)], env)
    module = f"benchmarks.peers.{PEERS[name]}" if name in PEERS else "benchmarks.worker"
    return Contender(name, [sys.executable, "-W", "ignore", "-m", module, name], env)


class _Runner:
    """A contender at one work: how many operations make a lap, and the laps so far."""

    def __init__(self, contender: Contender, work: str, lap: float):
        self.contender, self.work, self.next = contender, work, 0
        self.count, self.laps = 1, []
        took = self._lap()
        while took < lap / 4 and self.count < MOST:
            wanted = round(self.count * lap / 2 / max(took, 1e-7))
            self.count = min(MOST, max(self.count * 2, wanted))
            took = self._lap()
        self.count = max(1, round(self.count * lap / took))

    def _lap(self) -> float:
        seconds = self.contender.lap(self.work, self.next, self.count)
        self.next += self.count
        return seconds

    def run(self, processor: int | None) -> None:
        if processor is not None:
            # Of the main thread alone: those that collect garbage beside it go where they like.
            os.sched_setaffinity(self.contender.process.pid, {processor})
        self.laps.append(self._lap())

    def rate(self, rounds: list[int]) -> float:
        return self.count / median(self.laps[number] for number in rounds)


def race(work: str, contenders: list[Contender], *, seconds: float, lap: float) -> dict[str, float]:
    """Operations a second of each: the median of laps that are run in turn, for about ``seconds``
    altogether and at least three rounds. A lap is as many operations as take ``lap`` seconds.

    All have the same processor in a round, where the system lets us say which: one may be busier than
    the other. The half of the rounds in which the first of them was slower counts for nobody: the
    machine had something else to do then. So the first is one that is as fast each time."""
    runners: list[_Runner] = []
    for contender in contenders:
        try:
            runners.append(_Runner(contender, work, lap))
        except Failed as error:
            print(f"  {contender.name} cannot do {work}: {error}", file=sys.stderr)
    processors: list[int | None] = [None]
    if hasattr(os, "sched_getaffinity"):
        processors = [*os.sched_getaffinity(0)]
    end, rounds = time.monotonic() + seconds, 0
    while runners and (rounds < 3 or time.monotonic() < end):
        for runner in list(runners):
            try:
                runner.run(processors[rounds % len(processors)])
            except Failed as error:
                print(f"  {runner.contender.name} broke off {work}: {error}", file=sys.stderr)
                runners.remove(runner)
        rounds += 1
    took = runners[0].laps if runners else []
    quiet = sorted(range(len(took)), key=took.__getitem__)[: max(3, rounds // 2)]
    return {runner.contender.name: runner.rate(quiet) for runner in runners}
