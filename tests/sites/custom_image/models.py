"""Pictures that say who made them."""

from django.db import models
from wagtail.images.models import AbstractImage, AbstractRendition


class Picture(AbstractImage):
    """Wagtail's own image and one more field."""

    credit = models.CharField(max_length=200, blank=True)
    admin_form_fields = ("title", "file", "collection", "credit", "focal_point_x")


class PictureRendition(AbstractRendition):
    """A size of it."""

    image = models.ForeignKey(Picture, on_delete=models.CASCADE, related_name="renditions")

    class Meta:
        unique_together = [("image", "filter_spec", "focal_point_key")]
