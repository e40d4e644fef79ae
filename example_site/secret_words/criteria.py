"""Who was there knows the word: a kind of criteria of the council's own."""

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from wagtail_cofl.badges.answering import Answer, Answerer, Verdict
from wagtail_cofl.badges.blocks import CriterionBlock


class SecretWordBlock(CriterionBlock):
    word = blocks.CharBlock(
        label=_("Secret word"), max_length=40, help_text=_("Say it aloud at the event.")
    )

    class Meta:
        label = _("A secret word")
        icon = "key"
        description = _("A word that is told at the event.")
        preview_value = {"title": _("Tell us the word of the day"), "detail": "", "word": ""}


class SecretWordForm(forms.Form):
    word = forms.CharField(label=_("What is the word?"), max_length=40)


def same(one: str, other: str) -> bool:
    return one.strip().casefold() == other.strip().casefold()


class SecretWordAnswerer(Answerer):
    automatic = True

    def form_class(self, criterion):
        return SecretWordForm

    def answer(self, criterion, case):
        tries = [given.data.get("word", "") for given in case.given_for(criterion)]
        if tries and same(tries[-1], criterion["value"]["word"]):
            return Answer(Verdict.MET)
        return Answer(
            Verdict.NOT_YET,
            _("That is not the word.") if tries else _("You have not told us the word yet."),
        )
