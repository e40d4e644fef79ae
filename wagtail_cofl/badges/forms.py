"""The badge form: pictures are looked at before they are published."""

from django import forms
from wagtail.admin.forms import WagtailAdminModelForm

from .pictures import PictureProblem, png_bytes


class BadgeForm(WagtailAdminModelForm):
    """Refuses a picture that could not travel inside a badge, while it can still be changed."""

    def clean_image(self):
        image = self.cleaned_data["image"]
        if image is not None:
            try:
                png_bytes(image)
            except PictureProblem as problem:
                raise forms.ValidationError(str(problem)) from problem
        return image
