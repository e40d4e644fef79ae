"""Forms about providers: the one behind the admin's, those of its people, and joining."""

from django import forms
from django.contrib.auth import password_validation
from django.contrib.auth.forms import AuthenticationForm
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm

from wagtail_cofl.city.scoping import offer_own
from wagtail_cofl.learners.forms import FieldForm, email_field

from . import inviting
from .models import Role


class OneCityForm(WagtailAdminModelForm):
    """Asks which city only where its user works for more than one."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        offer_own(self)
        if "site" not in self.fields:
            return
        sites = list(self.fields["site"].queryset.order_by("-is_default_site", "pk")[:2])
        if len(sites) == 1:
            if self.instance.site_id is None:
                self.instance.site = sites[0]
            del self.fields["site"]


class InviteForm(forms.Form):
    """Who is asked, and to do what."""

    email = email_field(_("Email address"))
    role = forms.ChoiceField(
        label=_("Role"),
        choices=Role.choices,
        initial=Role.ASSESSOR,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what the person may do.")},
    )

    def __init__(self, *args, owners: bool, **kwargs):
        super().__init__(*args, **kwargs)
        if not owners:
            self.fields["role"].choices = [c for c in Role.choices if c[0] != Role.OWNER]


class PeerForm(forms.Form):
    """A learner who may look at claims of their peers."""

    email = email_field(_("Email address of a learner"))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, auto_id="peer_%s", **kwargs)  # another form asks for an address too


class SuspensionForm(forms.Form):
    """Why a provider is suspended, or may give badges again."""

    note = forms.CharField(
        label=_("Note for your colleagues"),
        required=False,
        max_length=2_000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("It stands in the history of this provider, for whoever may see that."),
    )


def _input(kind=forms.TextInput, **attrs):
    return kind(attrs={"class": "cofl-input", **attrs})


class JoinForm(FieldForm):
    """A name and a password, for somebody whom the site does not know yet."""

    hinted = ("password",)
    name = forms.CharField(
        label=_("Your name"),
        max_length=150,
        widget=_input(autocomplete="name"),
        error_messages={"required": _("Type your name.")},
    )
    password = forms.CharField(
        label=_("A password"),
        strip=False,
        max_length=4_096,
        widget=_input(forms.PasswordInput, autocomplete="new-password"),
        error_messages={"required": _("Choose a password.")},
    )

    def __init__(self, *args, address: str, **kwargs):
        super().__init__(*args, **kwargs)
        self.address = address

    def clean(self):
        """Django's validators, with the user in hand; and what else the site asks of its users."""
        cleaned = super().clean()
        if "password" in cleaned and "name" in cleaned:
            user = inviting.new_user(self.address, cleaned["name"])
            try:
                password_validation.validate_password(cleaned["password"], user)
            except ValidationError as problem:
                self.add_error("password", problem)
        return cleaned


class StaffSignInForm(AuthenticationForm):
    """Django's own, in our look."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.widget.attrs["class"] = "cofl-input"
            field.widget.attrs.pop("autofocus", None)
            if name in self.errors:
                field.widget.attrs["aria-describedby"] = f"{name}-error"
