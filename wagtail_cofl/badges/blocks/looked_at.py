"""Kinds of criteria that a person looks at."""

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.list_block import ListBlockValidationError
from wagtail.blocks.struct_block import StructBlockValidationError

from .base import CriterionBlock, escape_markdown

EVIDENCE = [
    ("text", _("A few sentences")),
    ("photo", _("A photo")),
    ("file", _("A file")),
    ("link", _("A web address")),
    ("witness", _("The name of somebody who saw it")),
]
# The same, in a sentence.
_WAYS = {
    "text": _("a few sentences"),
    "photo": _("a photo"),
    "file": _("a file"),
    "link": _("a web address"),
    "witness": _("the name of somebody who saw it"),
}


def guidance() -> blocks.TextBlock:
    return blocks.TextBlock(
        label=_("What to look for"),
        required=False,
        rows=2,
        max_length=2000,
        help_text=_("For whoever looks at it. Nobody else sees this."),
    )


class StepBlock(CriterionBlock):
    class Meta:
        label = _("Something to do")
        icon = "check"
        description = _("A thing that the person does: takes part, makes, helps, practises.")
        preview_value = {
            "title": _("Help to run the festival for at least two hours"),
            "detail": _("Welcome people, hand out kites, or pack up at the end."),
        }


class EvidenceBlock(CriterionBlock):
    title = blocks.CharBlock(
        label=_("What to show"), max_length=200, help_text=_("For example “Show one photo of it”.")
    )
    accepts = blocks.MultipleChoiceBlock(
        label=_("How people can show it"),
        choices=EVIDENCE,
        default=["text", "photo"],
        widget=forms.CheckboxSelectMultiple,
    )
    guidance = guidance()

    class Meta:
        label = _("Something to show")
        icon = "view"
        template = "wagtail_cofl/badges/blocks/evidence.html"
        description = _("Proof that somebody looks at: a photo, a recording, a few sentences.")
        preview_value = {
            "title": _("Show a recording of at least one minute"),
            "detail": _("It should be clear, with no wind noise."),
            "accepts": ["file"],
            "guidance": "",
        }

    def get_context(self, value, parent_context=None):
        context = super().get_context(value, parent_context=parent_context)
        chosen = value.get("accepts") or []
        return context | {"ways": [_WAYS[kind] for kind in _WAYS if kind in chosen]}


class LevelBlock(blocks.StructBlock):
    name = blocks.CharBlock(label=_("Name"), max_length=60)
    description = blocks.TextBlock(label=_("How it looks"), required=False, rows=2, max_length=500)
    points = blocks.IntegerBlock(label=_("Points"), required=False, min_value=0, max_value=1000)

    class Meta:
        icon = "order-up"
        label = _("Level")


class RubricBlock(CriterionBlock):
    """``pass_level`` counts from 1, the lowest."""

    levels = blocks.ListBlock(
        LevelBlock(),
        label=_("Levels"),
        min_num=2,
        max_num=9,
        help_text=_("From the lowest to the highest."),
    )
    pass_level = blocks.IntegerBlock(
        label=_("The lowest level that counts"),
        min_value=1,
        default=1,
        help_text=_("Its place among the levels: 1 is the lowest."),
    )
    guidance = guidance()

    class Meta:
        label = _("How well")
        icon = "order"
        template = "wagtail_cofl/badges/blocks/rubric.html"
        description = _("Something with levels. The badge says which one was reached.")
        preview_value = {
            "title": _("Steer a dinghy around the buoys"),
            "detail": "",
            "levels": [
                {"name": _("With help"), "description": _("Somebody talks you through it.")},
                {"name": _("Alone"), "description": _("You do it without a word.")},
                {"name": _("In a wind"), "description": _("You do it in force 4.")},
            ],
            "pass_level": 2,
        }

    def more(self, value) -> str:
        lines = [super().more(value)] if value.get("detail") else []
        for place, level in enumerate(value["levels"], start=1):
            text = f"*{escape_markdown(level['name'])}*"
            if level.get("description"):
                text += f": {escape_markdown(level['description'])}"
            if place == value["pass_level"]:
                text += " " + str(_("(this level or higher counts)"))
            lines.append(text)
        return " · ".join(lines)

    def get_context(self, value, parent_context=None):
        context = super().get_context(value, parent_context=parent_context)
        levels = [
            {"level": level, "counts": place >= (value["pass_level"] or 1)}
            for place, level in enumerate(value["levels"], start=1)
        ]
        return context | {"levels": levels}

    def clean(self, value):
        cleaned = super().clean(value)
        errors = {}
        names = [(level["name"] or "").strip().casefold() for level in cleaned["levels"]]
        twice = {
            place: StructBlockValidationError(
                {"name": forms.ValidationError(_("There is a level with this name already."))}
            )
            for place, name in enumerate(names)
            if name and name in names[:place]
        }
        if twice:
            errors["levels"] = ListBlockValidationError(block_errors=twice)
        if (cleaned["pass_level"] or 1) > len(names):
            errors["pass_level"] = forms.ValidationError(
                _("There are only %(count)s levels.") % {"count": len(names)}
            )
        if errors:
            raise StructBlockValidationError(errors)
        return cleaned
