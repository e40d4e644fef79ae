"""Each kind of criteria, asked: met, not yet, or somebody has to look. Nothing here has a database."""

from types import SimpleNamespace

import pytest

from wagtail_cofl.badges import answering
from wagtail_cofl.badges.answering import Case, Given, Verdict

MET, NOT_YET, PERSON = Verdict.MET, Verdict.NOT_YET, Verdict.PERSON


def items(*values):
    return [
        {"type": "item", "value": value, "id": f"i{place}"} for place, value in enumerate(values)
    ]


def criterion(kind, id="c", **value):
    return {"id": id, "type": kind, "value": {"title": "Do it", "detail": "", **value}}


def case(*criteria, given=None, reviewed=None):
    version = SimpleNamespace(criteria=list(criteria))
    return Case(None, version, given or {}, reviewed or {})


def verdict(one, given=(), review=None):
    found = case(one, given={"c": given}, reviewed={"c": review} if review else {})
    return answering.answer(one, found)


def looked(met, **more):
    return {"met": met, "comment": "", **more}


STEP = criterion("step")
EVIDENCE = criterion("evidence", accepts=["photo", "text"], guidance="Look for the knot.")
RUBRIC = criterion(
    "rubric",
    levels=items({"name": "With help"}, {"name": "Alone"}, {"name": "In a wind"}),
    pass_level=2,
)
QUIZ = criterion(
    "quiz",
    pass_mark=60,
    questions=items(
        {
            "text": "Which one is a knot?",
            "kind": "one",
            "options": items({"text": "Bowline", "right": True}, {"text": "Binnacle"}),
        },
        {
            "text": "Which are boats?",
            "kind": "many",
            "options": items(
                {"text": "Ketch", "right": True}, {"text": "Yawl", "right": True}, {"text": "Ebb"}
            ),
        },
    ),
)


def test_a_person_is_asked_and_taken_at_her_word():
    for one, given in [(STEP, ()), (EVIDENCE, [Given("text", {"text": "I did"})])]:
        assert verdict(one, given).verdict == PERSON
        assert verdict(one, given, looked(None)).verdict == PERSON
        assert verdict(one, given, looked(True)).verdict == MET
        no = verdict(one, given, {"met": False, "comment": "The knot is not to be seen."})
        assert (no.verdict, no.because) == (NOT_YET, "The knot is not to be seen.")
        assert verdict(one, given, looked(False)).because


def test_only_yes_is_yes():
    for odd in ["true", 1, "yes", [], {}]:
        assert verdict(STEP, (), looked(odd)).verdict == PERSON


def test_nothing_shown_is_nothing_to_look_at():
    assert verdict(EVIDENCE).verdict == NOT_YET
    # Somebody saw it with her own eyes.
    assert verdict(EVIDENCE, (), looked(True)).verdict == MET


def test_what_a_learner_may_add():
    accepts = {
        kind: answering.answerer_of(one).accepts(one)
        for kind, one in [("evidence", EVIDENCE), ("quiz", QUIZ), ("rubric", RUBRIC)]
    }
    assert accepts["evidence"] == ("text", "photo")
    assert accepts["quiz"] == ()
    assert "file" in accepts["rubric"]
    old = criterion("evidence")
    assert answering.answerer_of(old).accepts(old) == ("text", "photo")
    assert answering.answerer_of(EVIDENCE).guidance(EVIDENCE) == "Look for the knot."


def test_a_level_that_counts_is_met_and_said():
    assert verdict(RUBRIC).verdict == PERSON
    alone = verdict(RUBRIC, (), looked(True, level="i1"))
    assert (alone.verdict, alone.result) == (MET, {"criterion": "c", "level": "i1"})
    # The level is the answer: nobody has to say yes as well.
    assert verdict(RUBRIC, (), looked(None, level="i2")).verdict == MET
    below = verdict(RUBRIC, (), looked(True, level="i0"))
    assert (below.verdict, below.result) == (NOT_YET, None)
    assert below.because == "You reached “With help”. “Alone” is needed."


@pytest.mark.parametrize("review", [looked(True), looked(True, level="i9"), looked(True, level=1)])
def test_yes_without_a_level_is_no_answer(review):
    assert verdict(RUBRIC, (), review).verdict == PERSON
    assert verdict(RUBRIC, (), looked(False, level="i2")).verdict == NOT_YET


def test_levels_are_described_as_the_document_says_them():
    said = answering.answerer_of(RUBRIC).describe(RUBRIC)
    assert said["required_level"] == "i1"
    assert [level["counts"] for level in said["levels"]] == [False, True, True]


def hours(*numbers):
    return [Given("hours", {"hours": number}) for number in numbers]


@pytest.mark.parametrize(
    ("given", "review", "expected"),
    [
        ([], None, NOT_YET),
        ([], looked(True), NOT_YET),
        ([4, "5.5"], None, NOT_YET),
        ([4, 6], None, PERSON),
        ([4, 6], looked(True), MET),
        ([4, 6], looked(False), NOT_YET),
        ([20, -11], None, PERSON),
        (["NaN", "1e9999999", "Infinity", "ten", None, True, -4], None, NOT_YET),
    ],
)
def test_hours_that_a_learner_wrote_down_are_looked_at(given, review, expected):
    one = criterion("hours", hours=10, logged_by="learner")
    assert verdict(one, hours(*given), review).verdict == expected


def test_hours_that_the_provider_wrote_down_count():
    one = criterion("hours", hours=10, logged_by="provider")
    assert answering.answerer_of(one).accepts(one) == ()
    enough = verdict(one, hours(4, "8.50"))
    assert (enough.verdict, enough.result) == (MET, {"criterion": "c", "value": "12.5"})
    assert verdict(one, hours(4)).verdict == PERSON
    assert verdict(one, hours(4), looked(True)).verdict == MET
    assert verdict(one, hours(40), looked(False)).verdict == NOT_YET


def test_a_quiz_is_marked_at_once():
    answerer = answering.answerer_of(QUIZ)
    form = answerer.form_class(QUIZ)({"question_1": "i0", "question_2": ["i0", "i1"]})
    assert form.is_valid(), form.errors
    kind, data = answerer.keep(QUIZ, form.cleaned_data)
    assert kind == "quiz"
    assert data == {
        "answers": {"i0": ["i0"], "i1": ["i0", "i1"]}, "right": 2, "of": 2, "passed": True
    }  # fmt: skip
    assert verdict(QUIZ, [Given(kind, data)]).verdict == MET


@pytest.mark.parametrize(
    ("one", "many", "right"),
    [("i1", ["i0", "i1"], 1), ("i0", ["i0"], 1), ("i0", ["i0", "i1", "i2"], 1), ("i1", ["i2"], 0)],
)
def test_a_question_is_right_when_all_and_only_right_answers_are_chosen(one, many, right):
    answerer = answering.answerer_of(QUIZ)
    kind, data = answerer.keep(QUIZ, {"question_1": one, "question_2": many})
    assert (data["right"], data["passed"]) == (right, False)
    found = verdict(QUIZ, [Given(kind, data)])
    assert found.verdict == NOT_YET
    assert found.because == f"You had {right} of 2 right; 2 are needed."
    # What is kept is marked again: a mark of another version, or of somebody's making, counts for nothing.
    assert verdict(QUIZ, [Given(kind, {**data, "right": 2, "passed": True})]).verdict == NOT_YET
    assert verdict(QUIZ, [Given(kind, data)], looked(True)).verdict == NOT_YET


def test_the_last_try_counts():
    good = Given("quiz", {"answers": {"i0": ["i0"], "i1": ["i0", "i1"]}})
    bad = Given("quiz", {"answers": {}})
    assert verdict(QUIZ, [bad, good]).verdict == MET
    assert verdict(QUIZ, [good, bad]).verdict == NOT_YET
    assert verdict(QUIZ).verdict == NOT_YET


def test_the_form_of_a_quiz_does_not_tell_what_is_right():
    page = str(answering.answerer_of(QUIZ).form_class(QUIZ)())
    other = criterion("quiz", pass_mark=60, questions=items(*(
        {**q["value"], "options": items(*(
            {**o["value"], "right": not o["value"].get("right")} for o in q["value"]["options"]))}
        for q in QUIZ["value"]["questions"])))  # fmt: skip
    assert page == str(answering.answerer_of(other).form_class(other)())
    assert "Bowline" in page
    assert page.index("Ketch") < page.index("Yawl") < page.index("Ebb")
    assert 'type="radio"' in page
    assert 'type="checkbox"' in page


def test_a_quiz_refuses_what_is_no_answer_of_it():
    form = answering.answerer_of(QUIZ).form_class(QUIZ)({"question_1": "x", "question_2": []})
    assert form.errors["question_2"] == ["Choose at least one answer."]
    assert "question_1" in form.errors


def test_a_quiz_without_questions_is_never_passed():
    empty = criterion("quiz", questions=[], pass_mark=50)
    kind, data = answering.answerer_of(empty).keep(empty, {})
    assert not data["passed"]
    assert verdict(empty, [Given(kind, data)]).verdict == NOT_YET


def a_choice(needed, *parts, id="c"):
    return criterion("choice", id=id, needed=needed, any_of=list(parts))


A, B = criterion("step", id="a"), criterion("step", id="b")
LEVEL = {**RUBRIC, "id": "r"}


@pytest.mark.parametrize(
    ("needed", "reviewed", "expected"),
    [
        (1, {}, PERSON),
        (1, {"a": looked(True)}, MET),
        (2, {"a": looked(True)}, PERSON),
        (2, {"a": looked(True), "b": looked(True)}, MET),
        (1, {"a": looked(False)}, PERSON),
        (1, {"a": looked(False), "b": looked(False)}, NOT_YET),
        (1, {"c": looked(True)}, PERSON),
        (1, {"c": looked(False)}, NOT_YET),
        (3, {"a": looked(True), "b": looked(True)}, NOT_YET),
        (0, {"a": looked(False)}, PERSON),
    ],
)
def test_a_choice_is_met_by_enough_of_its_parts(needed, reviewed, expected):
    one = a_choice(needed, A, B)
    assert answering.answer(one, case(one, reviewed=reviewed)).verdict == expected


def test_choices_in_choices_and_what_they_found():
    inner = a_choice(1, LEVEL, B, id="inner")
    outer = a_choice(2, A, inner)
    reviewed = {"a": looked(True), "r": looked(True, level="i2")}
    found = case(outer, reviewed=reviewed)
    assert answering.all_met(found)
    assert answering.results(found) == [{"criterion": "r", "level": "i2"}]
    assert [one["id"] for one in answering.walk([outer])] == ["c", "a", "inner", "r", "b"]


def test_what_is_answered_without_a_person():
    def automatic(*criteria):
        return answering.is_automatic(SimpleNamespace(criteria=list(criteria)))

    held = criterion("badges", badges=[])
    assert automatic(QUIZ, held)
    assert not automatic(QUIZ, STEP)
    assert not automatic()
    assert automatic(a_choice(1, QUIZ, STEP))
    assert not automatic(a_choice(2, QUIZ, STEP))
    assert not automatic(criterion("hours", hours=1, logged_by="learner"))
    assert not automatic(criterion("gone"))


def test_what_the_site_no_longer_knows_is_never_met():
    gone = criterion("moon_walk")
    found = verdict(gone, [Given("answer", {})], looked(True))
    assert found.verdict == PERSON
    assert "moon_walk" in found.because
    assert not answering.all_met(case(gone, reviewed={"c": looked(True)}))
    assert not answering.all_met(case())
    assert answering.title(gone) == "Do it"
    assert answering.markdown(gone) == ""


def test_versions_of_old_have_their_place_as_id():
    version = SimpleNamespace(criteria=[{"type": "step", "value": {"title": "a"}}, B])
    assert [one["id"] for one in answering.criteria_of(version)] == ["0", "b"]
