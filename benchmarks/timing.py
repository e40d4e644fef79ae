"""One contender's side of the benchmarks: told what to do and how often, it answers how long it took.

A contender is a process of its own, so that none pays for another's garbage or is helped by what
another keeps. It reads one JSON object a line and answers with one:

    {"works": true}                                   -> {"works": [...], "version": "1.2.3"}
    {"work": "bake-png", "first": 40, "count": 10}    -> {"seconds": 0.0123} or {"error": "..."}

``peers/digitalbazaar.mjs`` says the same in JavaScript.
"""

import gc
import json
import sys
import time
from collections.abc import Callable
from typing import Any, NamedTuple


class Operation(NamedTuple):
    """``prepare(i)`` makes what number ``i`` needs, and is not timed; ``run`` is. ``check`` raises
    where what came out of ``run`` is not what was asked for; it sees the first result."""

    prepare: Callable[[int], Any]
    run: Callable[[Any], Any]
    check: Callable[[Any], None] = lambda result: None


#: Sets an operation up. Called once, when the work is asked for the first time.
Maker = Callable[[], Operation]


def lap(operation: Operation, first: int, count: int) -> float:
    """Seconds for operations ``first`` to ``first + count``."""
    items = [operation.prepare(i) for i in range(first, first + count)]
    run = operation.run
    gc.collect()
    start = time.perf_counter()
    for item in items:
        run(item)
    return time.perf_counter() - start


def serve(works: dict[str, Maker], version: str) -> None:
    """Answer until the input ends."""
    made: dict[str, Operation] = {}
    answers = sys.stdout
    sys.stdout = sys.stderr  # nothing that a library prints may look like an answer
    for line in sys.stdin:
        question = json.loads(line)
        try:
            if "works" in question:
                answer: dict[str, Any] = {"works": list(works), "version": version}
            else:
                name = question["work"]
                if name not in made:
                    made[name] = works[name]()
                    made[name].check(made[name].run(made[name].prepare(question["first"])))
                    gc.freeze()  # what is there for good need not be walked again and again
                seconds = lap(made[name], question["first"], question["count"])
                answer = {"seconds": seconds}
        except Exception as error:  # one work that fails must not end the others
            answer = {"error": f"{type(error).__name__}: {error}"}
        print(json.dumps(answer), file=answers, flush=True)
