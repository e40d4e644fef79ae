"""Ours and what others made, in turn, on the same document. ``make bench`` calls it;
docs/explanation/speed.md tells the rest.

    python benchmarks/run.py --only issue-rdfc,bake-png --seconds 10
    python benchmarks/run.py --quick --no-peers
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
sys.path.insert(0, str(ROOT))

from benchmarks import bars, postgres
from benchmarks.contenders import PEERS, Contender, Failed, race, start

RACES = (
    "issue-rdfc",
    "issue-jwt",
    "verify-own",
    "verify-stranger",
    "bake-png",
    "bake-png-once",
    "bake-svg",
    "bake-svg-once",
    "unbake-png",
    "unbake-svg",
    "status-publish",
    "status-check",
    "serve-credential",
    "serve-credential-read",
    "serve-credential-304",
)
MANY = ("issue-many-sqlite", "issue-list-sqlite", "issue-many-postgresql")
SQLITE = {"issue-many-sqlite": "many", "issue-list-sqlite": "lists"}
# Printed, and no work of its own in the results.
ASIDE = {"bake-png-once", "bake-svg-once", "serve-credential-read", "serve-credential-304"}
AWARDS = (1_000, 10_000)


def main() -> None:
    options = arguments()
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="cofl-bench.")))
        env = {
            **os.environ,
            "PYTHONPATH": str(ROOT),
            "DJANGO_SETTINGS_MODULE": "benchmarks.settings",
            "COFL_DB": "sqlite",
            "COFL_DB_NAME": str(folder / "city.sqlite3"),
            "PYTHONWARNINGS": "ignore",
        }
        awards = (20,) if options.quick else AWARDS
        if any(work.startswith("serve") or work in SQLITE for work in options.only):
            env["BENCH_CREDENTIAL"] = python(env, "benchmarks.city", awards[-1])
        results = list(races(options, env, folder))
        results += list(many(options, env, folder, awards))
    report(results, with_bars=not options.quick)
    if options.output:
        written = [result for result in results if result["work"] not in ASIDE]
        options.output.write_text(json.dumps(written, indent=1) + "\n")
        print(f"\nWritten to {options.output}")
    if missing := [work for work in options.only if work not in {r["work"] for r in results}]:
        sys.exit(f"Not measured: {', '.join(missing)}")


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--only", default="", help="works, with commas between them")
    parser.add_argument("--seconds", type=float, default=15, help="for each work (15)")
    parser.add_argument("--quick", action="store_true", help="only show that everything runs")
    parser.add_argument("--no-peers", action="store_true", help="only ours and the limit")
    parser.add_argument(
        "--output", type=Path, help="a file for the figures; of a whole run results.json"
    )
    options = parser.parse_args()
    every = [*RACES, *MANY]
    whole = not (options.only or options.quick or options.no_peers)
    if options.only:
        options.only = options.only.split(",")
    else:
        # A cluster takes longer to make than all the rest of a quick run.
        options.only = every[:-1] if options.quick else every
    if unknown := set(options.only) - set(every):
        parser.error(f"no such work: {', '.join(unknown)}. There are {', '.join(every)}")
    if whole and not options.output:
        options.output = HERE / "results.json"
    return options


def python(env: dict[str, str], module: str, *args: object) -> str:
    """What a module prints, run as a process of its own."""
    command = [sys.executable, "-W", "ignore", "-m", module, *map(str, args)]
    done = subprocess.run(command, cwd=ROOT, env=env, stdout=subprocess.PIPE, text=True, check=True)
    return done.stdout.strip().splitlines()[-1]


# --- in turn ------------------------------------------------------------------------------------


def line_up(options: argparse.Namespace, env: dict[str, str], folder: Path) -> list[Contender]:
    """Ours, the limit, and every peer that is here."""
    material = folder / "material.json"
    here = [start("limit", env, material), start("ours", env, material)]
    if options.no_peers:
        return here
    from benchmarks.peers import material as made

    made.write(material)
    for name in PEERS:
        try:
            here.append(start(name, env, material))
        except Failed as error:
            print(f"Not measured: {name} ({error})", file=sys.stderr)
    print("Peers:", ", ".join(f"{c.name} {c.version}" for c in here[2:]))
    return here


def races(options: argparse.Namespace, env: dict[str, str], folder: Path) -> Iterator[dict]:
    wanted = [work for work in RACES if work in options.only]
    if not wanted:
        return
    contenders = line_up(options, env, folder)
    try:
        for work in wanted:
            print(f"{work} …", file=sys.stderr)
            able = [contender for contender in contenders if work in contender.works]
            seconds, lap = (0, 0.001) if options.quick else (options.seconds, 0.1)
            rates = race(work, able, seconds=seconds, lap=lap)
            if {"ours", "limit"} <= set(rates):
                ours, limit = rates.pop("ours"), rates.pop("limit")
                yield {"work": work, "ours": ours, "limit": limit, "peers": rates}
    finally:
        for contender in contenders:
            contender.end()


# --- ten thousand awards ------------------------------------------------------------------------


def many(
    options: argparse.Namespace, env: dict[str, str], folder: Path, awards: tuple[int, ...]
) -> Iterator[dict]:
    try:
        for work, module in SQLITE.items():
            if work in options.only:
                yield issue_many(work, env, awards, folder, module)
    except subprocess.CalledProcessError as error:
        print(error, file=sys.stderr)
    if "issue-many-postgresql" not in options.only:
        return
    if postgres.binaries() is None:
        print("Not measured: issue-many-postgresql (there is no initdb)", file=sys.stderr)
        return
    try:
        with postgres.cluster() as where:
            python({**env, **where}, "benchmarks.city", awards[-1])
            yield issue_many("issue-many-postgresql", {**env, **where}, awards)
    except subprocess.CalledProcessError as error:
        print(error, file=sys.stderr)


def issue_many(
    work: str,
    env: dict[str, str],
    awards: tuple[int, ...],
    folder: Path | None = None,
    module: str = "many",
) -> dict:
    """Each number of awards by a process of its own, whose memory tells of that number alone."""
    found = []
    for count in awards:
        print(f"{work}: {count:,} …", file=sys.stderr)
        if folder:
            copy = shutil.copy(folder / "city.sqlite3", folder / f"{count}.sqlite3")
            env = {**env, "COFL_DB_NAME": str(copy)}
        found.append(json.loads(python(env, f"benchmarks.works.{module}", count)))
        print(
            f"{work}: {count:,} awards in {found[-1]['seconds']:.1f} s; memory "
            f"{found[-1]['before']} MB before, {found[-1]['peak']} MB at its highest"
        )
    last = found[-1]
    rate = awards[-1] / last["seconds"]
    return {"work": work, "ours": rate, "limit": last["limit"], "peers": {}}


# --- saying what was found ----------------------------------------------------------------------


def report(results: list[dict], *, with_bars: bool) -> None:
    print(f"\n{'work':24}{'ours/s':>12}{'limit/s':>12}{'of limit':>10}  times as fast as")
    for result in results:
        share = bars.ratio(result, "limit")
        peers = (f"{name} {bars.ratio(result, name) or 0:,.3g}" for name in result["peers"])
        print(
            f"{result['work']:24}{figure(result['ours'])}{figure(result['limit'])}"
            f"{'–' if share is None else f'{share:.3f}':>10}  {', '.join(peers)}"
        )
    if not with_bars:
        return
    print()
    for bar, reached in bars.judged(results):
        beside = {"": "in a second", "limit": "of the limit"}.get(bar.beside, f"x {bar.beside}")
        verdict = (
            "not measured" if reached is None else "met" if reached >= bar.least else "NOT MET"
        )
        got = "" if reached is None else f"{reached:,.3g}, "
        print(f"{bar.work:24}{verdict:14}{got}asked {bar.least:,.3g} {beside}")


def figure(rate: float | None) -> str:
    return f"{'–' if rate is None else f'{rate:,.1f}':>12}"


if __name__ == "__main__":
    main()
