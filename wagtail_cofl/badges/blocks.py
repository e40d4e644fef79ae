"""Criteria blocks: what a person must do, in the editor's words, and as Markdown for documents."""

import re

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

_MARKDOWN = re.compile(r"([\\`*_\[\]<>#])")


def escape_markdown(text: str) -> str:
    """Text as Markdown that reads as the same text, on one line."""
    return _MARKDOWN.sub(r"\\\1", " ".join(text.split()))


class CriterionBlock(blocks.StructBlock):
    """One numbered line of the criteria. Subclass it for another kind of criterion."""

    title = blocks.CharBlock(
        label=_("What to do"),
        max_length=200,
        help_text=_("Start with a verb: “Help for two hours”."),
    )
    detail = blocks.TextBlock(label=_("More about it"), required=False, rows=2, max_length=1000)

    def as_markdown(self, value) -> str:
        """One Markdown list item without its number."""
        text = f"**{escape_markdown(value['title'])}**"
        if value.get("detail"):
            text += f" – {escape_markdown(value['detail'])}"
        return text


class StepBlock(CriterionBlock):
    class Meta:
        label = _("Something to do")
        icon = "check"
        template = "wagtail_cofl/badges/blocks/criterion.html"
        preview_template = "wagtail_cofl/badges/blocks/preview.html"
        description = _("A thing that the person does: takes part, makes, helps, practises.")
        preview_value = {
            "title": _("Help to run the festival for at least two hours"),
            "detail": _("Welcome people, hand out kites, or pack up at the end."),
        }


class EvidenceBlock(CriterionBlock):
    title = blocks.CharBlock(
        label=_("What to show"), max_length=200, help_text=_("For example “Show one photo of it”.")
    )

    class Meta:
        label = _("Something to show")
        icon = "view"
        template = "wagtail_cofl/badges/blocks/criterion.html"
        preview_template = "wagtail_cofl/badges/blocks/preview.html"
        description = _("Proof that somebody looks at: a photo, a recording, a few sentences.")
        preview_value = {
            "title": _("Show a recording of at least one minute"),
            "detail": _("It should be clear, with no wind noise."),
        }


class CriteriaBlock(blocks.StreamBlock):
    """All criteria of a badge, in order."""

    step = StepBlock()
    evidence = EvidenceBlock()


def criteria_markdown(stream_value) -> str:
    """The criteria as a numbered Markdown list, for both Open Badges versions."""
    return "\n".join(
        f"{number}. {child.block.as_markdown(child.value)}"
        for number, child in enumerate(stream_value, start=1)
    )
