"""The figures of results.json as the table of docs/explanation/speed.md: ratios, since nothing else
travels from one machine to another.

    python -m benchmarks.table
"""

import json
from pathlib import Path

from .bars import BARS, ratio

RESULTS = Path(__file__).resolve().parent / "results.json"
# Of these the limit is another work in miniature, or none.
NO_SHARE = {"status-check"}


def lines(results: list[dict]) -> list[str]:
    found = [
        "| work | share of the limit | times as fast as |",
        "|---|---|---|",
    ]
    for result in results:
        share = ratio(result, "limit")
        shown = "–" if share is None or result["work"] in NO_SHARE else f"{share:.2f}"
        peers = ", ".join(
            f"{name} {_times(ratio(result, name) or 0)}" for name in sorted(result["peers"])
        )
        found.append(f"| `{result['work']}` | {shown} | {peers or '–'} |")
    return found


def _times(times: float) -> str:
    return f"{times:,.0f}" if times >= 10 else f"{times:.1f}"


def works() -> set[str]:
    return {bar.work for bar in BARS}


if __name__ == "__main__":
    print("\n".join(lines(json.loads(RESULTS.read_text()))))
