"""Criteria that can answer: is this one met, not met yet, or does somebody have to look?

A criterion is plain data, ``{"id", "type", "value"}``, as a badge version keeps it. Each type has an
:class:`Answerer`. What nobody can answer is never met.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from django import forms
from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from wagtail_cofl.learners.models import Learner

    from .models import BadgeVersion


class Verdict(StrEnum):
    MET = "met"
    NOT_YET = "not-yet"
    PERSON = "person"


@dataclass(frozen=True, slots=True)
class Answer:
    """``because`` is a sentence for the learner. ``result`` is what the document will say of it:
    ``{"criterion", "level"}`` or ``{"criterion", "value"}``, or None."""

    verdict: Verdict
    because: str = ""
    result: dict | None = None


@dataclass(frozen=True, slots=True)
class Given:
    """One piece of evidence, as plain data: the kinds and shapes of ``awards.models.Evidence``."""

    kind: str
    data: dict
    uuid: uuid.UUID | None = None


@dataclass(frozen=True, slots=True)
class Case:
    """What is known of a claim. ``given`` is evidence, ``reviewed`` what people said of it in this
    round (``{"met": True|False|None, "comment", "level"}``), both by the id of the criterion."""

    learner: Learner
    badge_version: BadgeVersion
    given: Mapping[str, Sequence[Given]]
    reviewed: Mapping[str, dict]

    def given_for(self, criterion: dict) -> Sequence[Given]:
        return self.given.get(criterion["id"], ())

    def met(self, criterion: dict) -> bool | None:
        """What a person said of a criterion; None where nobody said anything."""
        met = (self.reviewed.get(criterion["id"]) or {}).get("met")
        return met if isinstance(met, bool) else None

    def not_met(self, criterion: dict) -> Answer:
        """The answer after a person's no, in her words."""
        comment = (self.reviewed.get(criterion["id"]) or {}).get("comment", "")
        return Answer(Verdict.NOT_YET, comment or _("Whoever looked at it says: not yet."))


class Answerer:
    """How one type of criteria is answered. This one asks a person, and takes her word."""

    #: True: it never needs a person.
    automatic = False

    def is_automatic(self, criterion: dict) -> bool:
        return self.automatic

    def answer(self, criterion: dict, case: Case) -> Answer:
        met = case.met(criterion)
        if met is None:
            return Answer(Verdict.PERSON, _("Somebody looks at this."))
        return Answer(Verdict.MET) if met else case.not_met(criterion)

    def accepts(self, criterion: dict) -> tuple[str, ...]:
        """The kinds of evidence that a learner may add."""
        return ()

    def form_class(self, criterion: dict) -> type[forms.Form] | None:
        """What a learner fills in, where that is not evidence of one of the usual kinds."""
        return None

    def keep(self, criterion: dict, cleaned: dict) -> tuple[str, dict]:
        """The kind of evidence, and the data, that the form's cleaned data are kept as."""
        return "answer", cleaned

    def guidance(self, criterion: dict) -> str:
        """What the assessor is told. Nobody else ever sees it."""
        return ""

    def levels(self, criterion: dict) -> list[dict]:
        """What an assessor chooses from: ``{"id", "name", "description", "points", "counts"}``, from
        the lowest up, or nothing."""
        return []

    def describe(self, criterion: dict) -> dict | None:
        """How well it can be done, as OB 3.0 B.20 *ResultDescription* says it: ``{"name", "type",
        "levels", "required_level", "required_value", "value_min"}``, of which only the first two must
        be there; None where that is not said."""
        return None

    def words(self, criterion: dict, result: dict) -> str:
        """A result (``{"criterion", "level" or "value"}``) as people read it."""
        levels = {level["id"]: level["name"] for level in self.levels(criterion)}
        return levels.get(result.get("level")) or result.get("value") or ""

    def parts(self, criterion: dict) -> list[dict]:
        """The criteria inside of it."""
        return []


class Unknown(Answerer):
    """For a type that the site does not know (any more). A person cannot answer it either."""

    def answer(self, criterion, case):
        kind = criterion.get("type", "")
        return Answer(
            Verdict.PERSON,
            _("This site no longer knows this kind of criteria (“%(kind)s”). Nobody can meet it.")
            % {"kind": kind},
        )


_UNKNOWN = Unknown()
_answerers: dict[str, Answerer] = {}


def register(block_type: str, answerer: Answerer) -> None:
    """Let an answerer speak for a type of criteria: once each, from ``AppConfig.ready()``."""
    _answerers[block_type] = answerer


def register_block(name: str, block, answerer: Answerer) -> None:
    """Offer editors a kind of criteria of your own, also inside a choice. Call it from
    ``AppConfig.ready()``; it needs no migration. ``block`` is an instance of a subclass of
    :class:`~wagtail_cofl.badges.blocks.CriterionBlock`."""
    from .blocks import offer

    offer(name, block)
    register(name, answerer)


def answerer_of(criterion: dict) -> Answerer:
    return _answerers.get(criterion.get("type", ""), _UNKNOWN)


def criteria_of(version: BadgeVersion) -> list[dict]:
    """``[{"id", "type", "value"}]``. Versions of old have no ids: the place serves as one."""
    return [
        {**criterion, "id": criterion.get("id") or str(place)}
        for place, criterion in enumerate(version.criteria)
    ]


def walk(criteria: Sequence[dict]) -> Iterator[dict]:
    """Each criterion, and those inside of it after it."""
    for criterion in criteria:
        yield criterion
        yield from walk(answerer_of(criterion).parts(criterion))


def title(criterion: dict) -> str:
    """What to do, on one line."""
    from .blocks import title_of

    return title_of(criterion)


def markdown(criterion: dict) -> str:
    """One Markdown list item without its number; "" for a type that the site does not know."""
    from .blocks import markdown_of

    return markdown_of(criterion)


def answer(criterion: dict, case: Case) -> Answer:
    return answerer_of(criterion).answer(criterion, case)


def answers(case: Case) -> list[tuple[dict, Answer]]:
    """Each criterion of the version with its answer. Those inside of a choice are part of its own."""
    return [(criterion, answer(criterion, case)) for criterion in criteria_of(case.badge_version)]


def is_automatic(version: BadgeVersion) -> bool:
    """Can all of it be answered without a person? Nothing to do is not an answer."""
    criteria = criteria_of(version)
    return bool(criteria) and all(answerer_of(c).is_automatic(c) for c in criteria)


def all_met(case: Case) -> bool:
    found = answers(case)
    return bool(found) and all(answer.verdict == Verdict.MET for _criterion, answer in found)


def results(case: Case) -> list[dict]:
    """What the award's document will say: the results of what is met, also inside of choices."""
    found = []
    for criterion in walk(criteria_of(case.badge_version)):
        result = answer(criterion, case)
        if result.verdict == Verdict.MET and result.result:
            found.append(result.result)
    return found


def told(version: BadgeVersion, results: Sequence[dict]) -> list[tuple[str, str]]:
    """Results of an award as people read them: ``(what to do, how well)``."""
    known = {criterion["id"]: criterion for criterion in walk(criteria_of(version))}
    found = [(known.get(result.get("criterion")), result) for result in results]
    pairs = [(title(one), answerer_of(one).words(one, r)) for one, r in found if one]
    return [(what, how) for what, how in pairs if how]
