"""The form behind the city settings, and the one that tells the city of a problem."""

import time

from django import forms
from django.core import signing
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm

from wagtail_cofl.settings import cofl_settings

from .personal import reportable


class CitySettingsForm(WagtailAdminModelForm):
    """Offers the deployment's own addresses and asks for one deliberate tick."""

    canonical_address = forms.ChoiceField(
        label=_("Permanent address"), required=False, widget=forms.RadioSelect
    )
    address_is_ours = forms.BooleanField(
        label=_("We own this address and will still own it in ten years"), required=False
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        # Who does not look there keeps what stands.
        for name in ("status_method", "under_13"):
            self.fields[name].required = False
        saved = self.saved_address = self.instance.canonical_address
        offered = list(cofl_settings.CANONICAL_ADDRESSES)
        if saved and saved not in offered:
            offered.append(saved)
        field = self.fields["canonical_address"]
        field.choices = [("", _("Not chosen yet")), *((a, a) for a in offered)]
        if not offered:
            field.help_text = _(
                "There is nothing to choose yet. Ask the people who run this website to set "
                "CANONICAL_ADDRESSES."
            )
        if saved:
            self.initial["address_is_ours"] = True
        elif len(offered) == 1:
            self.initial["canonical_address"] = offered[0]

    def clean(self):
        cleaned = super().clean()
        chosen = cleaned.get("canonical_address", "")
        if self.instance.issued_since and chosen != self.saved_address:
            self.add_error(
                "canonical_address",
                _("Badges already name %(address)s, so it cannot change any more.")
                % {"address": self.saved_address},
            )
        elif chosen and not cleaned.get("address_is_ours"):
            self.add_error(
                "address_is_ours",
                _("Tick this to confirm the address, or choose “Not chosen yet”."),
            )
        return cleaned


class ProblemReportForm(WagtailAdminModelForm):
    """Behind the page of one report in the admin: its only question is whether it is dealt with."""

    handled = forms.BooleanField(
        label=_("This has been dealt with"),
        required=False,
        help_text=_("Tick it and save. Take the tick away to open it again."),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial["handled"] = bool(self.instance.handled_at)

    def save(self, commit=True):
        handled, report = self.cleaned_data["handled"], self.instance
        if handled and not report.handled_at:
            report.handled_at, report.handled_by = timezone.now(), self.for_user
        elif not handled:
            report.handled_at = report.handled_by = None
        return super().save(commit)


def _kinds() -> list[tuple[str, str]]:
    from .models import ProblemReport  # models names the form above

    return ProblemReport.Kind.choices


class ProblemForm(forms.Form):
    """What is wrong with a page. No cookie, no script and no riddle keeps machines out: they fill
    the field that people do not see, or they answer faster than anybody can read."""

    SALT = "wagtail_cofl.report"
    FASTEST, SLOWEST = 2, 24 * 60 * 60  # seconds between seeing the form and sending it

    kind = forms.ChoiceField(
        label=_("What is it about?"),
        choices=_kinds,
        error_messages={
            "required": _("Choose what it is about."),
            "invalid_choice": _("Choose what it is about."),
        },
    )
    message = forms.CharField(
        label=_("What happened?"),
        max_length=2000,
        error_messages={
            "required": _("Tell us what happened. A few words are enough."),
            "max_length": _(
                "This is too long for us. Keep to %(limit_value)d letters: you wrote %(show_value)d."
            ),
        },
        widget=forms.Textarea(
            attrs={"class": "cofl-input", "rows": 6, "aria-describedby": "message-hint"}
        ),
    )
    email = forms.EmailField(
        label=_("Your email address, if you want an answer"),
        required=False,
        max_length=254,
        error_messages={
            "invalid": _("This is not a whole email address. It looks like name@example.org."),
        },
        widget=forms.EmailInput(
            attrs={
                "class": "cofl-input",
                "autocomplete": "email",
                "aria-describedby": "email-hint",
            }
        ),
    )
    page = forms.CharField(required=False, widget=forms.HiddenInput)
    seen_at = forms.CharField(required=False, widget=forms.HiddenInput)
    website = forms.CharField(
        label=_("Leave this empty"),
        required=False,
        widget=forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"}),
    )

    def clean_website(self) -> str:
        if self.cleaned_data["website"]:
            raise forms.ValidationError(_("Leave the field “Leave this empty” empty."))
        return ""

    def clean_page(self) -> str:
        return reportable(self.cleaned_data["page"])

    def clean(self) -> dict:
        cleaned = super().clean()
        try:
            seen = int(signing.Signer(salt=self.SALT).unsign(cleaned.get("seen_at", "")))
        except signing.BadSignature:
            seen = 0
        age = time.time() - seen
        if age > self.SLOWEST:
            raise forms.ValidationError(
                _("This page has been open for a long time. Press the button once more.")
            )
        if age < self.FASTEST:
            raise forms.ValidationError(_("That was very quick. Press the button once more."))
        return cleaned

    @property
    def stamp(self) -> str:
        """When the form was shown, signed: the value of a fresh ``seen_at``."""
        return signing.Signer(salt=self.SALT).sign(str(int(time.time())))

    def add_aria(self) -> "ProblemForm":
        """Point a screen reader from each field with a mistake to the words beside it, and let people
        reach the unseen field where a machine of their own has filled it."""
        if "website" in self.errors:
            del self.fields["website"].widget.attrs["tabindex"]
        for name in ("message", "email"):
            if name in self.errors:
                attrs = self.fields[name].widget.attrs
                attrs |= {
                    "aria-invalid": "true",
                    "aria-describedby": f"{name}-error {name}-hint",
                }
        return self
