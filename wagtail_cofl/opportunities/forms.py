"""The filters of the list of what is on."""

from django import forms
from django.utils.translation import gettext_lazy as _

from wagtail_cofl.skills.spine import Spine

from .finding import Wanted, When
from .models import Kind


class FilterForm(forms.Form):
    """Simple filters, by GET. What an address says that is none of the choices is left out: old
    links go on working."""

    when = forms.ChoiceField(
        label=_("When"),
        required=False,
        choices=[("", _("Any day")), *When.choices],
        widget=forms.RadioSelect,
    )
    area = forms.MultipleChoiceField(
        label=_("Skill area"), required=False, widget=forms.CheckboxSelectMultiple
    )
    kind = forms.MultipleChoiceField(
        label=_("Kind"),
        required=False,
        choices=Kind.choices,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, data, spine: Spine):
        areas = [(str(area.skill.uuid), area.name) for area in spine.areas]
        offered = {"area": areas, "kind": Kind.choices, "when": When.choices}
        kept = {
            name: [value for value in data.getlist(name) if value in dict(choices)]
            for name, choices in offered.items()
        }
        super().__init__({**kept, "when": (kept["when"] or [""])[0]})
        self.fields["area"].choices = areas
        self.full_clean()

    @property
    def wanted(self) -> Wanted:
        cleaned = self.cleaned_data
        return Wanted(tuple(cleaned["area"]), tuple(cleaned["kind"]), cleaned["when"])

    @property
    def chosen(self) -> list[tuple[str, str, str]]:
        """(field, value, label) of each filter that is set."""
        return [
            (name, value, str(dict(self.fields[name].choices)[value]))
            for name in self.fields
            for value in (
                self.cleaned_data[name] if name != "when" else [self.cleaned_data[name] or None]
            )
            if value
        ]
