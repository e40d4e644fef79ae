"""Criteria blocks: what a person must do, in the editor's words, and as Markdown for documents."""

from .base import CriterionBlock, escape_markdown
from .stream import ALL, CriteriaBlock, KindsBlock, offer

__all__ = [
    "CriteriaBlock",
    "CriterionBlock",
    "KindsBlock",
    "criteria_markdown",
    "escape_markdown",
    "markdown_of",
    "offer",
    "shown",
    "title_of",
]


def criteria_markdown(stream_value) -> str:
    """The criteria as a numbered Markdown list, for both Open Badges versions."""
    return "\n".join(
        f"{number}. {child.block.as_markdown(child.value)}"
        for number, child in enumerate(stream_value, start=1)
    )


def _bound(criterion: dict):
    block = ALL.child_blocks.get(criterion["type"])
    return (block, block.to_python(criterion["value"])) if block else (None, None)


def shown(criteria: list[dict]) -> list[tuple]:
    """``(title, block with its value)`` of each criterion as a version keeps it, in order. Of a kind
    that is gone there is no block, and perhaps no title."""
    known = [criterion for criterion in criteria if criterion["type"] in ALL.child_blocks]
    blocks = iter(ALL.to_python(known))
    return [
        ("", next(blocks)) if criterion["type"] in ALL.child_blocks else (title_of(criterion), None)
        for criterion in criteria
    ]


def title_of(criterion: dict) -> str:
    """What to do, on one line, of ``{"type", "value"}`` as a version keeps it."""
    block, value = _bound(criterion)
    if block:
        return block.heading(value)
    # Of a kind that is gone, its editor's title may be left.
    value = criterion.get("value")
    return str(value.get("title") or "") if isinstance(value, dict) else ""


def markdown_of(criterion: dict) -> str:
    block, value = _bound(criterion)
    return block.as_markdown(value) if block else ""
