"""Blocks of an opportunity page: its dates."""

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError


class SessionBlock(blocks.StructBlock):
    """One date. Draft sessions live here; publishing makes rows of them."""

    starts_at = blocks.DateTimeBlock(label=_("Starts"))
    ends_at = blocks.DateTimeBlock(label=_("Ends"), required=False)
    venue = blocks.CharBlock(
        label=_("Place"),
        required=False,
        max_length=255,
        help_text=_("Only if it is another place than the one below."),
    )

    class Meta:
        label = _("Date")
        icon = "date"
        description = _("One date on which people can come.")
        preview_template = "wagtail_cofl/opportunities/blocks/session_preview.html"
        preview_value = {"venue": _("Harbour Museum, Quay Street")}

    def clean(self, value):
        cleaned = super().clean(value)
        if cleaned["ends_at"] and cleaned["ends_at"] <= cleaned["starts_at"]:
            raise StructBlockValidationError(
                {"ends_at": forms.ValidationError(_("The end must be after the start."))}
            )
        return cleaned
