"""Blocks of an opportunity page: its dates."""

from datetime import timedelta

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.list_block import ListBlockValidationError
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
    ends_at = blocks.DateTimeBlock(
        label=_("Ends"),
        required=False,
        help_text=_("Without an end it leaves the lists when it starts."),
    )
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
        starts, ends = cleaned["starts_at"], cleaned["ends_at"]
        # A draft may have no start yet.
        if starts and ends and ends <= starts:
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
        # A draft may have neither first nor last date yet, nor a time.
        first, last = cleaned["first"], cleaned["last"]
        if first and last and last < first:
            errors["last"] = forms.ValidationError(_("The last date must be after the first."))
        elif first and last and last - first > LONGEST:
            errors["last"] = forms.ValidationError(
                _("Choose a last date within a year. You can add more dates later.")
            )
        elif first and last and (wrong := self._not_its_days(cleaned)):
            errors["not_on"] = ListBlockValidationError(block_errors=wrong)
        starts, ends = cleaned["starts"], cleaned["ends"]
        if starts and ends and ends <= starts:
            errors["ends"] = forms.ValidationError(_("The end must be after the start."))
        if errors:
            raise StructBlockValidationError(errors)
        return cleaned

    @staticmethod
    def _not_its_days(cleaned) -> dict[int, forms.ValidationError]:
        """Weeks off that are not among its dates at all: most likely a slip of the pen."""
        first, last = cleaned["first"], cleaned["last"]
        return {
            number: forms.ValidationError(_("It does not happen on this date anyway."))
            for number, day in enumerate(cleaned["not_on"])
            if day and not (first <= day <= last and (day - first).days % 7 == 0)
        }
