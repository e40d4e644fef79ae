"""Show all of it to a verification, in a process of its own that may use only so much.

Prints one line of JSON for each case: what was answered, in how much processor time, and what went
wrong. Linux only: there a process can be held to its memory.
"""

import json
import resource
import signal
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from wagtail_cofl.openbadges.baking import BadPicture, unbake
from wagtail_cofl.openbadges.verification import Status, verify

from ..factories import EMAIL, NOW, Web
from .corpus import CASES, Case, Hostile

# The bar is 1 s. A slow machine that is busy with other things needs longer.
SECONDS = 3.0
# Beside the input itself.
MEMORY = 100_000_000


class TooSlow(Exception):
    """It used up its processor time."""


def _too_slow(*args: object) -> None:
    raise TooSlow(f"more than {SECONDS} s")


def _size() -> int:
    """Bytes of address space in use."""
    with open("/proc/self/statm") as file:
        return int(file.read().split()[0]) * resource.getpagesize()


@contextmanager
def bounded() -> Iterator[None]:
    hard = resource.getrlimit(resource.RLIMIT_AS)[1]
    resource.setrlimit(resource.RLIMIT_AS, (_size() + MEMORY, hard))
    signal.setitimer(signal.ITIMER_PROF, SECONDS)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        resource.setrlimit(resource.RLIMIT_AS, (hard, hard))


def _answer(case: Case, hostile: Hostile) -> dict[str, Any]:
    web = Web({url: _ready(found) for url, found in hostile.documents.items()})
    found: dict[str, Any] = {"size": len(hostile.data)}
    begin = time.process_time()
    try:
        with bounded():
            report = verify(hostile.data, fetch=web, now=NOW, email=EMAIL)
            json.dumps(report.to_dict())
            if case.picture:
                _unbake(hostile.data)
    # Whatever it is, it must not come out.
    except BaseException as error:
        found["error"] = f"{type(error).__name__}: {str(error)[:200]}"
    else:
        found["verdict"] = report.verdict
        found["codes"] = [c.code for c in report.checks if c.status in (Status.FAIL, Status.CANNOT)]
        found["asked"] = len(web.asked)
    found["seconds"] = round(time.process_time() - begin, 3)
    return found


def _ready(document: Any) -> bytes:
    return document if isinstance(document, bytes) else json.dumps(document).encode()


def _unbake(data: bytes) -> None:
    try:
        unbake(data)
    except BadPicture as error:
        assert str(error)


def main(names: list[str]) -> None:
    signal.signal(signal.SIGPROF, _too_slow)
    for name in names or CASES:
        case = CASES[name]
        answers = [_answer(case, hostile) for hostile in case.build()]
        print(json.dumps({"name": name, "answers": answers}), flush=True)  # noqa: T201


if __name__ == "__main__":
    main(sys.argv[1:])
