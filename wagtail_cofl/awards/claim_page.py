"""A claim as its learner's page shows it: each criterion with its answer, what was added, and a form."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django import forms

from wagtail_cofl.badges import answering
from wagtail_cofl.badges.answering import Answer, Verdict, answerer_of
from wagtail_cofl.badges.blocks import shown

from .answer_forms import answer_form
from .casing import case_of
from .evidence import MOST, ONE_ONLY
from .models import Claim, ClaimDecision, Evidence


@dataclass(slots=True)
class Part:
    """One criterion. ``number`` is "2", or "2.1" inside of the second one; ``block`` the bound block that
    says what to do, or None for a kind that is gone; ``comment`` what somebody said of it last time;
    ``is_open``: its form is not folded away."""

    criterion: dict
    number: str
    title: str
    block: Any
    answer: Answer
    rows: list[Evidence]
    comment: str = ""
    form: forms.Form | None = None
    parts: list["Part"] = field(default_factory=list)
    is_open: bool = False

    @property
    def anchor(self) -> str:
        return "c" + self.number.replace(".", "-")

    @property
    def is_met(self) -> bool:
        return self.answer.verdict == Verdict.MET

    @property
    def needs_more(self) -> bool:
        return self.answer.verdict == Verdict.NOT_YET

    @property
    def for_person(self) -> bool:
        return self.answer.verdict == Verdict.PERSON

    @property
    def is_full(self) -> bool:
        return len(self.rows) >= MOST

    @property
    def is_form_of_its_own(self) -> bool:
        return answerer_of(self.criterion).form_class(self.criterion) is not None

    @property
    def last_try(self) -> dict | None:
        """The marks of a quiz: ``{"right", "of", "passed"}``."""
        tries = [row.data for row in self.rows if row.kind == Evidence.Kind.QUIZ]
        return tries[-1] if tries else None

    @property
    def shown_rows(self) -> list[Evidence]:
        return [row for row in self.rows if row.kind not in ONE_ONLY]

    @property
    def needed(self) -> int:
        """How many of its parts have to be done."""
        return max(1, self.criterion["value"].get("needed") or 1)

    @property
    def done(self) -> int:
        return sum(part.is_met for part in self.parts)

    @property
    def under_way(self) -> int:
        """Parts that are done, or that somebody looks at because something was added."""
        return sum(part.is_met or bool(part.for_person and part.rows) for part in self.parts)

    @property
    def to_go(self) -> int:
        return max(0, self.needed - self.under_way)


def parts_of(claim: Claim, *, editable: bool, asked: ClaimDecision | None = None) -> list[Part]:
    """The criteria of a claim, in order. ``asked`` is what somebody asked for last. The number of queries
    is that of the badges that criteria ask for, and some that do not grow."""
    case = case_of(claim)
    rows = defaultdict(list)
    for row in claim.evidence.filter(round=claim.round).order_by("pk"):
        rows[row.criterion].append(row)
    said = asked.verdicts if asked else {}

    def make(criteria: Sequence[dict], before: str) -> list[Part]:
        made = []
        for place, (criterion, (title, block)) in enumerate(
            zip(criteria, shown(list(criteria)), strict=True), start=1
        ):
            part = Part(
                criterion=criterion,
                number=f"{before}{place}",
                title=block.block.heading(block.value) if block else title,
                block=block,
                answer=answering.answer(criterion, case),
                rows=rows.get(criterion["id"], []),
                comment=said.get(criterion["id"], {}).get("comment", ""),
            )
            part.is_open = bool(part.comment and said[criterion["id"]].get("met") is not True)
            if editable:
                part.form = answer_form(criterion, anchor=part.anchor)
            part.parts = make(answerer_of(criterion).parts(criterion), f"{part.number}.")
            made.append(part)
        return made

    parts = make(answering.criteria_of(claim.badge_version), "")
    _open_first(parts)
    return parts


def _open_first(parts: Sequence[Part]) -> None:
    """Of all forms only the next one to fill in is open, and those that somebody asked about."""
    to_do = [
        one
        for part in parts
        if part.needs_more
        for one in (part, *flat(part.parts))
        if one.form and one.needs_more
    ]
    if to_do and not any(part.is_open for part in flat(parts)):
        to_do[0].is_open = True


def flat(parts: Sequence[Part]) -> list[Part]:
    """Each part, and those inside of it after it."""
    return [one for part in parts for one in (part, *flat(part.parts))]


def missing(parts: Sequence[Part]) -> list[Part]:
    """What keeps a claim from being sent in: neither met, nor for a person to say."""
    return [part for part in parts if part.needs_more]
