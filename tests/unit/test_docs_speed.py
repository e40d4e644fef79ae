"""The page about speed says what was measured."""

from benchmarks import table
from benchmarks.bars import BARS
from benchmarks.run import ASIDE, MANY, RACES


def test_the_page_has_the_figures_of_the_last_run_that_was_kept() -> None:
    text = table.PAGE.read_text(encoding="utf-8")
    assert table.page(text) == text, "run python -m benchmarks.table"


def test_the_page_tells_of_every_work() -> None:
    section = table.PAGE.read_text(encoding="utf-8").split("## What is measured", 1)[1]
    for work in {*RACES, *MANY} - ASIDE:
        assert f"`{work}`" in section.split("\n## ", 1)[0], work


def test_every_bar_is_of_a_work_that_there_is() -> None:
    assert {bar.work for bar in BARS} <= {*RACES, *MANY}
