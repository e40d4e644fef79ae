"""What every kind of criteria is made of: fields for the editor, Markdown for documents."""

import re

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

_MARKDOWN = re.compile(r"([\\`*_\[\]<>#])")


def escape_markdown(text: str) -> str:
    """Text as Markdown that reads as the same text, on one line."""
    return _MARKDOWN.sub(r"\\\1", " ".join(text.split()))


def detail() -> blocks.TextBlock:
    return blocks.TextBlock(label=_("More about it"), required=False, rows=2, max_length=1000)


class CriterionBlock(blocks.StructBlock):
    """One numbered line of the criteria. Subclass it for another kind of criterion."""

    title = blocks.CharBlock(
        label=_("What to do"),
        max_length=200,
        help_text=_("Start with a verb: “Help for two hours”."),
    )
    detail = detail()

    class Meta:
        template = "wagtail_cofl/badges/blocks/criterion.html"
        preview_template = "wagtail_cofl/badges/blocks/preview.html"

    def heading(self, value) -> str:
        """What to do, on one line."""
        return value["title"]

    def more(self, value) -> str:
        """What else the document says, as Markdown on one line, or ""."""
        return escape_markdown(value.get("detail") or "")

    def as_markdown(self, value) -> str:
        """One Markdown list item without its number."""
        text = f"**{escape_markdown(self.heading(value))}**"
        more = self.more(value)
        return f"{text} – {more}" if more else text

    def get_context(self, value, parent_context=None):
        context = super().get_context(value, parent_context=parent_context)
        return context | {"heading": self.heading(value)}
