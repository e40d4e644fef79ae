"""Blocks of an opportunity page: its dates."""

from datetime import timedelta

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError

#: How long a weekly block may run: a date further off is a guess.
LONGEST = timedelta(days=366)


def _place() -> blocks.CharBlock:
    return blocks.CharBlock(
        label=_("Place"),
        required=False,
        max_length=255,
        help_text=_("Only if it is another place than the one below."),
    )


class SessionBlock(blocks.StructBlock):
    """One date. Draft sessions live here; publishing makes rows of them."""

    starts_at = blocks.DateTimeBlock(label=_("Starts"))
    ends_at = blocks.DateTimeBlock(label=_("Ends"), required=False)
    venue = _place()
    cancelled = blocks.BooleanBlock(
        label=_("Cancelled"),
        required=False,
        help_text=_("Keep the date and tick this, so that people see that it is off."),
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


class WeeklyBlock(blocks.StructBlock):
    """The same day every week: "every Tuesday, 6pm to 8pm". Publishing makes a row of each date."""

    first = blocks.DateBlock(label=_("First date"))
    last = blocks.DateBlock(label=_("Last date"), help_text=_("At most a year after the first."))
    starts = blocks.TimeBlock(label=_("Starts"))
    ends = blocks.TimeBlock(label=_("Ends"), required=False)
    venue = _place()
    not_on = blocks.ListBlock(
        blocks.DateBlock(label=_("Date")),
        label=_("Not on"),
        required=False,
        default=[],
        help_text=_("Weeks when it does not happen, such as holidays."),
    )

    class Meta:
        label = _("Every week")
        icon = "rotate"
        description = _("The same day and time every week.")
        preview_template = "wagtail_cofl/opportunities/blocks/weekly_preview.html"
        preview_value = {"venue": _("Ropewalk Makerspace, Ropewalk Lane")}

    def clean(self, value):
        cleaned = super().clean(value)
        errors = {}
        if cleaned["last"] < cleaned["first"]:
            errors["last"] = forms.ValidationError(_("The last date must be after the first."))
        elif cleaned["last"] - cleaned["first"] > LONGEST:
            errors["last"] = forms.ValidationError(
                _("Choose a last date within a year. You can add more dates later.")
            )
        if cleaned["ends"] and cleaned["ends"] <= cleaned["starts"]:
            errors["ends"] = forms.ValidationError(_("The end must be after the start."))
        if errors:
            raise StructBlockValidationError(errors)
        return cleaned
