"""What an editor is told before criteria that nobody could meet are saved."""

from types import SimpleNamespace

import pytest
from django.core.exceptions import ValidationError
from wagtail.blocks.base import get_error_json_data

from wagtail_cofl.badges.blocks import CriterionBlock, offer
from wagtail_cofl.badges.blocks.stream import ALL

STEP = {"type": "step", "value": {"title": "Do it", "detail": ""}}


def clean(kind, **value):
    block = ALL.child_blocks[kind]
    value = {"title": "Do it", "detail": "", **value}
    return block.clean(block.to_python(value))


def problems(error):
    """Its sentences as the editor's form shows them, however deep they are."""
    return str(get_error_json_data(error))


def levels(*names):
    return [{"name": name, "description": "", "points": None} for name in names]


def question(*right, kind="one", texts="abcdef"):
    options = [{"text": text, "right": yes} for text, yes in zip(texts, right, strict=False)]
    return {"text": "Which?", "kind": kind, "options": options}


def a_quiz(*questions, **more):
    return {"questions": list(questions), "pass_mark": 80, **more}


@pytest.mark.parametrize(
    ("kind", "value", "message"),
    [
        ("rubric", {"levels": levels("a", "b"), "pass_level": 3}, "There are only 2 levels."),
        ("rubric", {"levels": levels("a", "A "), "pass_level": 1}, "with this name already"),
        ("rubric", {"levels": levels("a"), "pass_level": 1}, "minimum number of items is 2"),
        ("rubric", {"levels": levels("a", "b"), "pass_level": 0}, "greater than or equal to 1"),
        ("quiz", a_quiz(question(False, False)), "Tick at least one answer as right."),
        ("quiz", a_quiz(question(True, True)), "Choose “All that are right” here."),
        ("quiz", a_quiz(question(True, False, texts="aa")), "Two answers are the same."),
        ("quiz", a_quiz(question(True)), "minimum number of items is 2"),
        ("quiz", a_quiz(), "minimum number of items is 1"),
        ("quiz", a_quiz(question(True, False), pass_mark=101), "less than or equal to 100"),
        ("quiz", a_quiz(question(True, False), pass_mark=0), "greater than or equal to 1"),
        ("choice", {"needed": 3, "any_of": [STEP, STEP]}, "There are only 2 to choose from."),
        ("choice", {"needed": 1, "any_of": [STEP]}, "minimum number of items is 2"),
        ("hours", {"hours": 0, "logged_by": "learner"}, "greater than or equal to 1"),
        ("hours", {"hours": 5, "logged_by": "nobody"}, "Select a valid choice"),
        ("evidence", {"accepts": []}, "This field is required."),
        ("evidence", {"accepts": ["dance"]}, "Select a valid choice"),
        ("step", {"title": ""}, "This field is required."),
    ],
)
def test_what_nobody_could_meet_is_refused_with_the_fix(kind, value, message):
    with pytest.raises(ValidationError) as raised:
        clean(kind, **value)
    assert message in problems(raised.value)


def test_what_can_be_met_is_kept():
    assert clean("rubric", levels=levels("a", "b"), pass_level=2)["pass_level"] == 2
    many = question(True, True, False, kind="many")
    assert len(clean("quiz", **a_quiz(question(True, False), many))["questions"]) == 2
    inner = {"type": "choice", "value": {"title": "", "needed": 1, "any_of": [STEP, STEP]}}
    assert clean("choice", needed=2, any_of=[inner, STEP])["needed"] == 2


def test_choices_end_somewhere():
    inner = ALL.child_blocks["choice"].child_blocks["any_of"].child_blocks["choice"]
    assert "choice" not in inner.child_blocks["any_of"].child_blocks


def test_badges_to_have_are_counted_and_named_once():
    block = ALL.child_blocks["badges"]
    badges = [SimpleNamespace(pk=1, name="A *star*"), SimpleNamespace(pk=2, name="B"), None]
    value = {"title": "", "detail": "", "needed": 2, "badges": badges}
    assert block.as_markdown(value) == "**Have any 2 of these badges** – A \\*star\\*, B"
    assert block.heading({**value, "needed": 3}) == "Have all of these badges"
    assert block.heading({**value, "needed": 1}) == "Have one of these badges"


@pytest.mark.parametrize("kind", sorted(ALL.child_blocks))
def test_each_kind_explains_and_shows_itself(kind):
    block = ALL.child_blocks[kind]
    assert block.get_description()
    assert block.is_previewable
    assert block.meta.icon != "placeholder"
    value = block.get_preview_value()
    shown = block.bind(value).render()
    assert str(block.heading(value)) in shown
    assert block.as_markdown(value).startswith("**")
    assert "\n" not in block.as_markdown(value)


@pytest.mark.parametrize("name", ["step", "choice", "two words", ""])
def test_nobody_replaces_a_kind_by_accident(name):
    with pytest.raises(ValueError, match="taken or no name"):
        offer(name, CriterionBlock())
