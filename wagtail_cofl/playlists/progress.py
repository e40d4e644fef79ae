"""How far a learner has come on a route: what they hold and what they ticked, step by step."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum

from wagtail_cofl.awards.models import Award
from wagtail_cofl.learners.models import Learner

from .models import Following, PlaylistVersion


class State(StrEnum):
    DONE = "done"
    #: The first step that is not done: "you are here".
    HERE = "here"
    #: Not done, and not the next.
    TO_DO = "to-do"


@dataclass(frozen=True, slots=True)
class Step:
    """One step for one learner. ``facts`` is the step object of the version. A choice has ``steps``
    and ``done_of`` (how many of ``facts["needed"]``). ``by_badge``: it is done because a badge is
    held; ``tickable``: the learner ticks it."""

    number: int
    facts: dict
    state: State
    by_badge: bool = False
    tickable: bool = False
    steps: tuple["Step", ...] = ()
    done_of: int = 0

    @property
    def is_done(self) -> bool:
        return self.state == State.DONE

    @property
    def is_part_done(self) -> bool:
        return not self.is_done and self.done_of > 0

    @property
    def left(self) -> int:
        """For a choice: how many are still to do."""
        return max(0, self.facts.get("needed", 1) - self.done_of)


@dataclass(frozen=True, slots=True)
class Progress:
    """A route for one learner, or (``is_personal`` False) for anybody."""

    steps: tuple[Step, ...]
    is_personal: bool

    @property
    def total(self) -> int:
        """How many steps there are that are not “only if you like”."""
        return sum(not step.facts["optional"] for step in self.steps)

    @property
    def spare(self) -> int:
        """How many are only if you like."""
        return len(self.steps) - self.total

    @property
    def done(self) -> int:
        return sum(step.is_done and not step.facts["optional"] for step in self.steps)

    @property
    def is_complete(self) -> bool:
        return self.total > 0 and self.done == self.total

    @property
    def next_step(self) -> Step | None:
        return next((step for step in self.steps if step.state == State.HERE), None)


def held_badges(learner: Learner) -> set[str]:
    """UUIDs of the badges that a learner holds and that were not withdrawn."""
    held = Award.objects.filter(learner=learner, credential__revocation=None)
    return {str(uuid) for uuid in held.values_list("badge_version__badge__uuid", flat=True)}


def _single(facts: dict, number: int, held: set[str], ticked: set[str]) -> Step:
    badge = facts.get("badge")
    done = badge in held if badge else facts["id"] in ticked
    return Step(
        number=number,
        facts=facts,
        state=State.DONE if done else State.TO_DO,
        by_badge=bool(badge) and done,
        tickable=not badge,
    )


def _choice(facts: dict, number: int, held: set[str], ticked: set[str]) -> Step:
    inside = tuple(_single(s, i, held, ticked) for i, s in enumerate(facts["steps"], start=1))
    done_of = sum(step.is_done for step in inside)
    state = State.DONE if done_of >= facts["needed"] else State.TO_DO
    return Step(number, facts, state, steps=inside, done_of=done_of)


def walk(
    steps: list[dict],
    held: Iterable[str] = (),
    ticked: Iterable[str] = (),
    *,
    personal: bool = True,
) -> Progress:
    """The route with these badges held and these step ids ticked. Pure: no database."""
    held, ticked = set(held), set(ticked)
    walked = [
        (_choice if facts["type"] == "choice" else _single)(facts, number, held, ticked)
        for number, facts in enumerate(steps, start=1)
    ]
    if personal:
        for index, step in enumerate(walked):
            if not step.is_done and not step.facts["optional"]:
                walked[index] = replace(step, state=State.HERE)
                break
    return Progress(tuple(walked), personal)


def route(version: PlaylistVersion) -> Progress:
    """The route as anybody sees it."""
    return walk(version.steps, personal=False)


def progress(following: Following, held: set[str] | None = None) -> Progress:
    """How far its learner has come. Pass ``held`` where several followings are asked about."""
    if held is None:
        held = held_badges(following.learner)
    return walk(following.version.steps, held, {tick.step for tick in following.ticks.all()})
