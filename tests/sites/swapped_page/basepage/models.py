"""The page that every page of this site is: one of its own instead of Wagtail's."""

from django.db import models
from wagtail.models import AbstractPage


class BasePage(AbstractPage):
    """It has no ``seo_title`` and no ``show_in_menus``: nobody may count on them."""

    review_date = models.DateField(blank=True, null=True)

    promote_panels = [*AbstractPage.promote_panels, "review_date"]
