"""A quiz, marked at once. The form knows the questions; what is right never leaves this module."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..answering import Answer, Answerer, Verdict
from ..blocks.quiz import needed

ONE_MISSING = {"required": gettext_lazy("Choose an answer.")}
ALL_MISSING = {"required": gettext_lazy("Choose at least one answer.")}


def _questions(criterion: dict) -> list[dict]:
    return criterion["value"].get("questions") or []


def _field(question: dict) -> forms.Field:
    value = question["value"]
    choices = [(option["id"], option["value"]["text"]) for option in value["options"]]
    if value.get("kind") == "many":
        return forms.MultipleChoiceField(
            label=value["text"],
            choices=choices,
            widget=forms.CheckboxSelectMultiple,
            help_text=_("Choose all that are right."),
            error_messages=ALL_MISSING,
        )
    return forms.ChoiceField(
        label=value["text"], choices=choices, widget=forms.RadioSelect, error_messages=ONE_MISSING
    )


def _is_right(question: dict, chosen: list[str]) -> bool:
    options = question["value"]["options"]
    right = {option["id"] for option in options if option["value"].get("right")}
    return bool(right) and set(chosen) == right


def _right(criterion: dict, answers: dict) -> int:
    return sum(
        _is_right(question, answers.get(question["id"]) or []) for question in _questions(criterion)
    )


def _needed(criterion: dict) -> int:
    return needed(len(_questions(criterion)), criterion["value"].get("pass_mark"))


class QuizAnswerer(Answerer):
    automatic = True

    def form_class(self, criterion):
        fields = {
            f"question_{place}": _field(question)
            for place, question in enumerate(_questions(criterion), start=1)
        }
        return type("QuizForm", (forms.Form,), fields)

    def keep(self, criterion, cleaned):
        answers = {}
        for place, question in enumerate(_questions(criterion), start=1):
            chosen = cleaned.get(f"question_{place}") or []
            answers[question["id"]] = [chosen] if isinstance(chosen, str) else list(chosen)
        right = _right(criterion, answers)
        return "quiz", {
            "answers": answers,
            "right": right,
            "of": len(answers),
            "passed": right >= _needed(criterion),
        }

    def answer(self, criterion, case):
        """The last try counts. It is marked again, by the questions of this version."""
        tries = [one for one in case.given_for(criterion) if one.kind == "quiz"]
        if not tries:
            return Answer(Verdict.NOT_YET, _("You have not answered the quiz yet."))
        right = _right(criterion, tries[-1].data.get("answers") or {})
        wanted = _needed(criterion)
        if right >= wanted:
            return Answer(Verdict.MET)
        return Answer(
            Verdict.NOT_YET,
            _("You had %(right)s of %(count)s right; %(needed)s are needed.")
            % {"right": right, "count": len(_questions(criterion)), "needed": wanted},
        )
