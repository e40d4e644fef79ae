from django import forms
from django.utils.translation import gettext_lazy as _


class VerifyForm(forms.Form):
    """A badge in one of three shapes, and perhaps the address of the person who shows it."""

    badge = forms.CharField(
        label=_("Paste the badge’s address or its text"),
        required=False,
        widget=forms.Textarea(
            attrs={
                "class": "cofl-input cofl-input--paste",
                "rows": 3,
                "autocomplete": "off",
                "autocapitalize": "off",
                "spellcheck": "false",
            }
        ),
    )
    picture = forms.FileField(
        label=_("Or choose its picture or file"),
        required=False,
        allow_empty_file=True,
        widget=forms.FileInput(
            attrs={
                "class": "cofl-input cofl-drop",
                "accept": "image/png,.png,image/svg+xml,.svg,application/json,.json,.jwt,.jws",
            }
        ),
    )
    email = forms.EmailField(
        label=_("Email address of the person who shows it (if you like)"),
        required=False,
        error_messages={
            "invalid": _("This is not a whole email address. It looks like name@example.org."),
        },
        widget=forms.EmailInput(attrs={"class": "cofl-input", "autocomplete": "off"}),
    )

    def add_aria(self) -> "VerifyForm":
        """Point a screen reader from each field to its hint and, after a mistake, to the words."""
        for name, field in self.fields.items():
            described = [f"{name}-hint"]
            if self.errors.get(name):
                described.insert(0, f"{name}-error")
                field.widget.attrs["aria-invalid"] = "true"
            field.widget.attrs["aria-describedby"] = " ".join(described)
        return self
