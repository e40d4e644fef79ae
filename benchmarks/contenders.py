"""The processes that are measured, and how they are asked in turn."""

import json
import shutil
import subprocess
import sys
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


class Failed(Exception):
    """A contender cannot do what it was asked for. ``str()`` says why."""


class Contender:
    def __init__(self, name: str, command: list[str], env: dict[str, str]):
        self.name = name
        self.process = subprocess.Popen(
            command,
            cwd=ROOT,
            env=env,
            text=True,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE if name in PEERS else None,
        )
        self.seconds: dict[str, float] = {}
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
            said = (self.process.stderr.read() if self.process.stderr else "").strip()
            raise Failed(said.splitlines()[-1] if said else "it ended")
        answer = json.loads(line)
        if "error" in answer:
            raise Failed(answer["error"])
        return answer

    def lap(self, work: str, first: int, count: int) -> float:
        return self.ask(work=work, first=first, count=count)["seconds"]

    def end(self) -> None:
        self.process.stdin.close()
        self.process.wait()


def start(name: str, env: dict[str, str], material: Path) -> Contender:
    """Raises :exc:`Failed` where it is not here."""
    if name == "digitalbazaar":
        node = shutil.which("node")
        if not node or not (HERE / "node_modules").is_dir():
            raise Failed("node or benchmarks/node_modules is missing: install node and npm")
        return Contender(name, [node, str(HERE / "peers/digitalbazaar.mjs"), str(material)], env)
    module = f"benchmarks.peers.{PEERS[name]}" if name in PEERS else "benchmarks.worker"
    return Contender(name, [sys.executable, "-W", "ignore", "-m", module, name], env)


def race(work: str, contenders: list[Contender], *, seconds: float, lap: float) -> dict[str, float]:
    """Operations a second of each: the median of laps that are run in turn, for about ``seconds``
    altogether and at least three rounds. A lap is as many operations as take ``lap`` seconds."""
    counts, firsts, rates = {}, {}, {}
    for contender in list(contenders):
        name = contender.name
        try:
            count, took = 1, contender.lap(work, 0, 1)
            firsts[name] = 1
            while took < lap / 4 and count < 100_000:
                count = min(100_000, max(count * 2, round(count * lap / 2 / max(took, 1e-7))))
                took = contender.lap(work, firsts[name], count)
                firsts[name] += count
        except Failed as error:
            print(f"  {name} cannot do {work}: {error}", file=sys.stderr)
            continue
        counts[name], rates[name] = max(1, round(count * lap / took)), []
    end, rounds = time.monotonic() + seconds, 0
    while rounds < 3 or time.monotonic() < end:
        for contender in contenders:
            name = contender.name
            if name in counts:
                count = counts[name]
                rates[name].append(count / contender.lap(work, firsts[name], count))
                firsts[name] += count
        rounds += 1
    return {name: median(found) for name, found in rates.items()}
