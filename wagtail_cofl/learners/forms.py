from django import forms
from django.utils.translation import gettext_lazy as _

from .words import WordProblem, check_words, nickname_problem


class FieldForm(forms.Form):
    """A form whose fields tell a screen reader of their hint and, after a mistake, of the words."""

    #: Fields that stand beside a hint of the id ``<field>-hint``.
    hinted: tuple[str, ...] = ()

    def add_aria(self):
        for name, field in self.fields.items():
            described = [f"{name}-hint"] if name in self.hinted else []
            if name in self.errors:
                described.insert(0, f"{name}-error")
                field.widget.attrs["aria-invalid"] = "true"
            if described:
                field.widget.attrs["aria-describedby"] = " ".join(described)
        return self


def email_field(label, **kwargs) -> forms.EmailField:
    return forms.EmailField(
        label=label,
        max_length=254,
        error_messages={
            "required": _("Type the email address."),
            "invalid": _("This is not a whole email address. It looks like name@example.org."),
        },
        **kwargs,
    )


class EmailForm(FieldForm):
    """One address: one's own."""

    hinted = ("email",)
    email = email_field(
        _("Your email address"),
        widget=forms.EmailInput(attrs={"class": "cofl-input", "autocomplete": "email"}),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["email"].error_messages["required"] = _("Type your email address.")


class TheirEmailForm(FieldForm):
    """The address of a child's grown-up, typed on the child's screen."""

    email = email_field(
        _("Their email address"),
        widget=forms.EmailInput(attrs={"class": "cofl-input", "autocomplete": "off"}),
    )


class OptionalEmailForm(FieldForm):
    """A guardian's own address, if they like."""

    hinted = ("email",)
    email = email_field(
        _("Your email address, if you like"),
        required=False,
        widget=forms.EmailInput(attrs={"class": "cofl-input", "autocomplete": "email"}),
    )


class NicknameForm(FieldForm):
    """A name that somebody made up."""

    hinted = ("nickname",)
    nickname = forms.CharField(
        label=_("Your nickname"),
        max_length=60,  # what is too long is said by nickname_problem
        error_messages={"required": _("Type a nickname.")},
        widget=forms.TextInput(
            attrs={"class": "cofl-input", "autocomplete": "off", "spellcheck": "false"}
        ),
    )

    def clean_nickname(self) -> str:
        nickname = " ".join(self.cleaned_data["nickname"].split())
        if problem := nickname_problem(nickname):
            raise forms.ValidationError(problem)
        return nickname


class WrittenDownForm(FieldForm):
    """The tick below the words."""

    written = forms.BooleanField(
        label=_("I have written them down"),
        error_messages={"required": _("Write the words down first. Then tick here.")},
    )


class WordsForm(NicknameForm):
    """Nickname and six words, in one box: pasting works, and so do phones that add full stops."""

    hinted = ("words",)
    words = forms.CharField(
        label=_("Your six words"),
        max_length=200,
        error_messages={"required": _("Type your six words.")},
        widget=forms.Textarea(
            attrs={
                "class": "cofl-input",
                "rows": 2,
                "autocomplete": "off",
                "autocapitalize": "none",
                "spellcheck": "false",
            }
        ),
    )

    def clean_nickname(self) -> str:
        return self.cleaned_data["nickname"]

    def clean_words(self) -> tuple[str, ...]:
        try:
            return check_words(self.cleaned_data["words"])
        except WordProblem as problem:
            raise forms.ValidationError(str(problem)) from problem
