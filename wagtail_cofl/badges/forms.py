"""The badge form: pictures are looked at before they are published."""

from django import forms
from django.utils.translation import gettext as _
from wagtail.admin.forms import WagtailAdminModelForm

from wagtail_cofl.city.scoping import offer_own

from .pictures import PictureProblem, png_bytes


class BadgeForm(WagtailAdminModelForm):
    """Refuses a picture that could not travel inside a badge, while it can still be changed, and
    skills of another city than its provider's."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        offer_own(self)

    def clean_image(self):
        image = self.cleaned_data["image"]
        if image is not None:
            try:
                png_bytes(image)
            except PictureProblem as problem:
                raise forms.ValidationError(str(problem)) from problem
        return image

    def clean(self):
        cleaned = super().clean()
        provider = cleaned.get("provider")
        skills = self.formsets.get("badge_skills")
        if provider and skills and skills.is_valid():
            for form in skills.forms:
                skill = form.cleaned_data.get("skill")
                if skill and skill.framework.site_id != provider.site_id:
                    message = _("“%(name)s” belongs to another city. Choose one of this city’s.")
                    form.add_error("skill", message % {"name": skill})
        return cleaned
