from django import forms
from django.utils.translation import gettext_lazy as _


class EmailForm(forms.Form):
    """One address."""

    email = forms.EmailField(
        label=_("Your email address"),
        max_length=254,
        error_messages={
            "required": _("Type your email address."),
            "invalid": _("This is not a whole email address. It looks like name@example.org."),
        },
        widget=forms.EmailInput(attrs={"class": "cofl-input", "autocomplete": "email"}),
    )

    def add_aria(self):
        """Point a screen reader from the field to its hint and, after a mistake, to the words."""
        widget = self.fields["email"].widget
        described = ["email-hint"]
        if self.errors:
            described.insert(0, "email-error")
            widget.attrs["aria-invalid"] = "true"
        widget.attrs["aria-describedby"] = " ".join(described)
        return self
