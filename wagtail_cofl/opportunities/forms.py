"""The filters of the list of what is on, and the form behind pages that name things of a city."""

from urllib.parse import urlencode

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminPageForm

from wagtail_cofl.city.scoping import offer_own
from wagtail_cofl.skills.spine import Spine

from .finding import EVERYTHING, Wanted, When
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
        offered = {"when": When.choices, "area": areas, "kind": Kind.choices}
        kept = {
            name: list(dict.fromkeys(v for v in data.getlist(name) if v in dict(choices)))
            for name, choices in offered.items()
        }
        super().__init__({**kept, "when": (kept["when"] or [""])[0]})
        self.fields["area"].choices = areas
        if not areas:
            del self.fields["area"]
        self.full_clean()

    @property
    def wanted(self) -> Wanted:
        cleaned = self.cleaned_data
        areas = tuple(cleaned.get("area", ()))
        return Wanted(areas, tuple(cleaned["kind"]), cleaned["when"])

    @property
    def is_filtered(self) -> bool:
        return self.wanted != EVERYTHING

    @property
    def chosen(self) -> list[dict]:
        """Each filter that is set: its ``name``, ``label``, and the ``query`` without it."""
        pairs = _pairs(self.wanted)
        return [
            {
                "name": name,
                "label": dict(self.fields[name].choices)[value],
                "query": urlencode([pair for pair in pairs if pair != (name, value)]),
            }
            for name, value in pairs
        ]


def _pairs(wanted: Wanted) -> list[tuple[str, str]]:
    when = [("when", wanted.when)] if wanted.when else []
    areas = [("area", area) for area in wanted.areas]
    return when + areas + [("kind", kind) for kind in wanted.kinds]


def query_of(wanted: Wanted) -> str:
    """What :class:`FilterForm` reads from an address, for a wish."""
    return urlencode(_pairs(wanted))


class OwnCityPageForm(WagtailAdminPageForm):
    """Offers a provider's members only what is their provider's, and refuses what belongs to another
    city, where a deployment has several. A page says what it names with ``cofl_names(cleaned_data)``:
    the field's name, the thing, and its site's id.

    A draft is not asked: it is saved in the middle of typing, and nobody else sees it.
    """

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        offer_own(self, "pages")

    def clean(self):
        cleaned = super().clean()
        if not getattr(self, "is_deferred_validation", False):
            self.clean_for_publishing(cleaned)
        return cleaned

    def clean_for_publishing(self, cleaned: dict) -> None:
        page = self.instance
        here = page if page.pk else self.parent_page
        site = here.get_site() if here else None
        if site is not None:
            for field, thing, site_id in page.cofl_names(cleaned):
                if site_id != site.pk:
                    message = _("“%(name)s” belongs to another city. Choose one of this city’s.")
                    self.add_error(field, message % {"name": thing})
