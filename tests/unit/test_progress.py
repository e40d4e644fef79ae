"""How far a learner has come: pure, from a route, the badges that they hold and what they ticked."""

import pytest

from wagtail_cofl.playlists.progress import State, walk
from wagtail_cofl.playlists.publishing import each_step, why_no_badge


def step(name: str, *, badge: str | None = None, optional: bool = False) -> dict:
    kind = "opportunity" if badge else "link"
    return {"id": name, "type": kind, "optional": optional, "note": "", "badge": badge}


def choice(name: str, needed: int, *steps: dict, optional: bool = False) -> dict:
    return {
        "id": name,
        "type": "choice",
        "optional": optional,
        "note": "",
        "needed": needed,
        "steps": list(steps),
    }


ROUTE = [
    step("walk", badge="walker"),
    choice("two", 2, step("neighbour"), step("harbour", badge="sound"), step("kitchen")),
    step("radio", optional=True),
    step("edit"),
]


def states(found) -> list[str]:
    return [one.state for one in found.steps]


def test_for_anybody_nothing_is_done_and_nobody_is_here() -> None:
    found = walk(ROUTE, personal=False)
    assert states(found) == [State.TO_DO] * 4
    assert found.next_step is None
    assert (found.total, found.spare, found.done) == (3, 1, 0)


def test_a_step_is_done_by_its_badge_and_says_so() -> None:
    found = walk(ROUTE, held={"walker"})
    assert states(found) == [State.DONE, State.HERE, State.TO_DO, State.TO_DO]
    assert found.steps[0].by_badge
    assert not found.steps[0].tickable


def test_a_tick_does_not_do_a_step_that_gives_a_badge() -> None:
    assert walk(ROUTE, ticked={"walk"}).done == 0


def test_a_badge_does_not_do_a_step_that_is_for_ticking() -> None:
    found = walk(ROUTE, held={"edit"})
    assert found.done == 0
    assert found.steps[3].tickable


def test_a_choice_is_under_way_and_then_done() -> None:
    begun = walk(ROUTE, ticked={"kitchen"}).steps[1]
    assert (begun.is_part_done, begun.done_of, begun.left) == (True, 1, 1)
    done = walk(ROUTE, held={"sound"}, ticked={"kitchen"}).steps[1]
    assert (done.is_done, done.is_part_done, done.left) == (True, False, 0)


def test_what_was_done_beyond_the_choice_stays_visible() -> None:
    found = walk(ROUTE, held={"sound"}, ticked={"kitchen", "neighbour"}).steps[1]
    assert [inner.is_done for inner in found.steps] == [True] * 3
    assert (found.done_of, found.left) == (3, 0)


def test_the_next_step_passes_over_what_is_only_if_you_like() -> None:
    found = walk(ROUTE, held={"walker", "sound"}, ticked={"kitchen"})
    assert found.next_step.facts["id"] == "edit"
    assert (found.done, found.is_complete) == (2, False)


def test_a_route_is_complete_without_what_is_only_if_you_like() -> None:
    found = walk(ROUTE, held={"walker", "sound"}, ticked={"kitchen", "edit"})
    assert found.is_complete
    assert found.next_step is None


@pytest.mark.parametrize("route", [[], [step("radio", optional=True)]])
def test_a_route_without_anything_that_must_be_done_is_never_complete(route) -> None:
    assert not walk(route, ticked={"radio"}).is_complete


def test_a_badge_that_was_withdrawn_takes_its_step_back() -> None:
    done = {"walker", "sound"}
    assert walk(ROUTE, held=done, ticked={"kitchen", "edit"}).is_complete
    assert not walk(ROUTE, held=done - {"walker"}, ticked={"kitchen", "edit"}).is_complete


def test_each_step_goes_into_choices() -> None:
    assert [s["id"] for s in each_step(ROUTE)] == [
        "walk",
        "neighbour",
        "harbour",
        "kitchen",
        "radio",
        "edit",
    ]


# --- may this route give a badge by itself? --------------------------------------------------------


class Ending:
    """Stands for the badge at the end; only its UUID is asked for."""

    uuid = "storyteller"


@pytest.mark.parametrize(
    ("route", "may"),
    [
        (ROUTE, True),
        ([step("walk", badge="walker")], True),
        ([step("edit")], False),
        ([step("walk", badge="walker", optional=True), step("edit")], False),
        # One of two, and the other can be ticked: nobody needs the badge.
        ([choice("one", 1, step("neighbour"), step("harbour", badge="sound"))], False),
        ([choice("both", 2, step("neighbour"), step("harbour", badge="sound"))], True),
        ([choice("one", 1, step("a", badge="x"), step("b", badge="y"))], True),
        (
            [choice("one", 1, step("a", badge="x"), step("b", badge="y"), optional=True)],
            False,
        ),
        # It would be a step of its own route.
        ([step("walk", badge="walker"), step("end", badge="storyteller")], False),
    ],
)
def test_ticking_alone_never_gives_a_badge(route, may) -> None:
    assert (why_no_badge(route, Ending()) == "") is may
