from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.models import Site

from .models import Framework
from .spine import spine_for


class SkillForm(WagtailAdminModelForm):
    """Puts a skill on the city's spine; asks which city only where there is more than one."""

    framework = forms.ModelChoiceField(
        queryset=Framework.objects.filter(kind=Framework.Kind.SPINE), label=_("City")
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        spines = [spine_for(site) for site in Site.objects.all()]
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
