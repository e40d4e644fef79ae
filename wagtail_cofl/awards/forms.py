from django import forms
from django.utils.translation import gettext_lazy as _

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
