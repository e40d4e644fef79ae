"""The figures of results.json as the table of docs/explanation/speed.md: ratios, since nothing else
travels from one machine to another.

    python -m benchmarks.table      writes it into the page
"""

import json
from pathlib import Path

from .bars import ratio

HERE = Path(__file__).resolve().parent
RESULTS = HERE / "results.json"
PAGE = HERE.parent / "docs" / "explanation" / "speed.md"
MARK = "<!-- figures of benchmarks/results.json -->\n"
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


def page(text: str) -> str:
    """The page with the table of today's figures behind the mark, at its end."""
    results = json.loads(RESULTS.read_text()) if RESULTS.exists() else []
    table = "\n".join(lines(results)) + "\n" if results else ""
    return text.partition(MARK)[0] + MARK + ("\n" + table if table else "")


if __name__ == "__main__":
    PAGE.write_text(page(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
