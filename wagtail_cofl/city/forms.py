"""The form behind the city settings."""

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm

from wagtail_cofl.settings import cofl_settings


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
