"""A short quiz, marked at once. What is right stays on the server: no template of ours shows it."""

from math import ceil

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError

from .base import CriterionBlock


def needed(questions: int, pass_mark: int | None) -> int:
    """How many must be right. A quiz without questions cannot be passed."""
    return max(1, ceil(questions * (pass_mark or 100) / 100))


class OptionBlock(blocks.StructBlock):
    text = blocks.CharBlock(label=_("Answer"), max_length=200)
    right = blocks.BooleanBlock(label=_("This is right"), required=False)

    class Meta:
        icon = "radio-empty"
        label = _("Answer")


class QuestionBlock(blocks.StructBlock):
    ONE, MANY = "one", "many"

    text = blocks.CharBlock(label=_("Question"), max_length=300)
    kind = blocks.ChoiceBlock(
        label=_("How many answers to choose"),
        choices=[(ONE, _("One")), (MANY, _("All that are right"))],
        default=ONE,
    )
    options = blocks.ListBlock(OptionBlock(), label=_("Answers"), min_num=2, max_num=12)

    class Meta:
        icon = "help"
        label = _("Question")

    def clean(self, value):
        cleaned = super().clean(value)
        right = sum(bool(option["right"]) for option in cleaned["options"])
        texts = [(option["text"] or "").strip().casefold() for option in cleaned["options"]]
        errors = {}
        if not right:
            errors["options"] = forms.ValidationError(_("Tick at least one answer as right."))
        elif right > 1 and cleaned["kind"] == self.ONE:
            errors["kind"] = forms.ValidationError(
                _("More than one answer is ticked as right. Choose “All that are right” here.")
            )
        elif len(set(texts)) < len(texts):
            errors["options"] = forms.ValidationError(_("Two answers are the same."))
        if errors:
            raise StructBlockValidationError(errors)
        return cleaned


class QuizBlock(CriterionBlock):
    title = blocks.CharBlock(
        label=_("What to do"),
        max_length=200,
        help_text=_("For example “Answer five questions about knots”."),
    )
    questions = blocks.ListBlock(QuestionBlock(), label=_("Questions"), min_num=1, max_num=30)
    pass_mark = blocks.IntegerBlock(
        label=_("Pass mark in %"), min_value=1, max_value=100, default=80
    )

    class Meta:
        label = _("A short quiz")
        icon = "help"
        template = "wagtail_cofl/badges/blocks/quiz.html"
        description = _("Questions that are marked at once. People may try again.")
        preview_value = {
            "title": _("Answer five questions about knots"),
            "detail": "",
            "questions": [
                {
                    "text": _("Which knot makes a loop that does not slip?"),
                    "kind": "one",
                    "options": [{"text": _("A bowline"), "right": True}],
                }
            ]
            * 5,
            "pass_mark": 80,
        }

    def get_context(self, value, parent_context=None):
        context = super().get_context(value, parent_context=parent_context)
        return context | {"needed": needed(len(value["questions"]), value["pass_mark"])}

    def more(self, value) -> str:
        count = len(value["questions"])
        mark = ngettext(
            "%(count)s question, %(mark)s%% must be right",
            "%(count)s questions, %(mark)s%% must be right",
            count,
        ) % {"count": count, "mark": value["pass_mark"]}
        return " · ".join(text for text in (super().more(value), mark) if text)
