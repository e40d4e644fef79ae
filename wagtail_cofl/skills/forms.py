from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.models import Site

from wagtail_cofl.city.scoping import offer_own, own

from .models import Framework
from .spine import spine_for


class CityField(forms.ModelChoiceField):
    """A spine, by its city: every spine has the same title."""

    def label_from_instance(self, framework: Framework) -> str:
        return framework.site.site_name or framework.site.hostname


class SkillForm(WagtailAdminModelForm):
    """Puts a skill on the city's spine; asks which city only where its user works for several."""

    framework = CityField(
        queryset=Framework.objects.filter(kind=Framework.Kind.SPINE).select_related("site"),
        label=_("City"),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        sites = Site.objects.all()
        spines = [
            spine_for(site) for site in (own(sites, self.for_user) if self.for_user else sites)
        ]
        offer_own(self)
        if len(spines) == 1:
            if self.instance.framework_id is None:
                self.instance.framework = spines[0]
            del self.fields["framework"]

    def clean_parent(self):
        """No skill belongs to itself, however far round."""
        parent = self.cleaned_data["parent"]
        above = parent
        while above is not None:
            if self.instance.pk and above.pk == self.instance.pk:
                raise forms.ValidationError(_("A skill cannot belong to itself."))
            above = above.parent
        return parent

    def clean(self):
        """A spine is one city's: what a skill belongs to and leads to is on the same one."""
        cleaned = super().clean()
        framework = cleaned.get("framework") or self.instance.framework
        message = _("“%(name)s” belongs to another city. Choose one of this city’s.")
        parent = cleaned.get("parent")
        if parent and parent.framework_id != framework.pk:
            self.add_error("parent", message % {"name": parent})
        leads = self.formsets["next_skills"]
        for form in leads.forms if leads.is_valid() else []:
            target = form.cleaned_data.get("target")
            if target and target.framework_id != framework.pk:
                form.add_error("target", message % {"name": target})
        return cleaned
