from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminDateTimeInput

from wagtail_cofl.credentials.models import Revocation, Suspension
from wagtail_cofl.learners.models import AgeBand


class CodeForm(forms.Form):
    """The code as somebody reads it off a poster."""

    code = forms.CharField(
        label=_("Your code"),
        max_length=60,
        error_messages={"required": _("Type the code from your poster or card.")},
        widget=forms.TextInput(
            attrs={
                "class": "cofl-input cofl-input--code",
                "autocomplete": "off",
                "autocapitalize": "characters",
                "spellcheck": "false",
                "aria-describedby": "code-hint",
            }
        ),
    )

    def add_aria(self, *, bad: bool = False) -> "CodeForm":
        """Point a screen reader from a field with a mistake to the words that stand beside it."""
        if bad or self.errors:
            attrs = self.fields["code"].widget.attrs
            attrs |= {"aria-invalid": "true", "aria-describedby": "code-error code-hint"}
        return self


class AgeForm(forms.Form):
    """An age band, never a birthday."""

    age = forms.ChoiceField(
        label=_("How old are you?"),
        choices=AgeBand.choices,
        error_messages={
            "required": _("Choose how old you are."),
            "invalid_choice": _("Choose how old you are."),
        },
    )


class NoteForm(forms.Form):
    """What only the CMS keeps."""

    note = forms.CharField(
        label=_("Note for your colleagues"),
        required=False,
        max_length=2_000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_(
            "Only people who work with this site’s awards can read it, in the site history."
        ),
    )

    def order_fields(self, field_order) -> None:
        """The note comes last."""
        super().order_fields(field_order or [name for name in self.fields if name != "note"])


class RevokeForm(NoteForm):
    """Why a badge is withdrawn: a sentence that everybody may read, and what only the CMS keeps."""

    reason = forms.ChoiceField(
        label=_("Why is it withdrawn?"),
        choices=[
            choice
            for choice in Revocation.Reason.choices
            if choice[0] != Revocation.Reason.REPLACED
        ],
        widget=forms.RadioSelect,
        help_text=_("Everybody who checks the badge reads this sentence."),
        error_messages={"required": _("Choose a reason.")},
    )


class SuspendForm(NoteForm):
    """The same for a badge that does not count for a while."""

    reason = forms.ChoiceField(
        label=_("Why does it not count for now?"),
        choices=Suspension.Reason.choices,
        widget=forms.RadioSelect,
        help_text=_("Everybody who checks the badge reads this sentence."),
        error_messages={"required": _("Choose a reason.")},
    )


class LiftForm(NoteForm):
    """A badge counts again. There is nothing that anybody else reads of it."""


class RenewForm(NoteForm):
    """A badge anew, from today."""

    valid_until = forms.DateTimeField(
        label=_("Valid until"),
        required=False,
        widget=AdminDateTimeInput,
        help_text=_("Leave it empty, and it counts for as long as the badge says."),
    )

    def clean_valid_until(self):
        until = self.cleaned_data["valid_until"]
        if until and until <= timezone.now():
            raise forms.ValidationError(_("Choose a day that is still to come."))
        return until


class CorrectForm(RenewForm):
    """A badge as it should have been."""

    awarded_at = forms.DateTimeField(label=_("Earned on"), widget=AdminDateTimeInput)
    field_order = ["awarded_at", "valid_until"]

    def clean_awarded_at(self):
        when = self.cleaned_data["awarded_at"]
        if when > timezone.now():
            raise forms.ValidationError(_("Choose a day that is not still to come."))
        return when
