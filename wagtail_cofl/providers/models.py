"""Who offers learning. In its Open Badges role a provider is called the issuer."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.images import get_image_model_string
from wagtail.search import index


class Provider(index.Indexed, models.Model):
    """A library, a youth club, an employer: anyone in the city who publishes opportunities.

    ``uuid`` is in the address of every document that it issues. A provider that has issued is
    never deleted (badges protect it); ``archived`` takes it out of the lists.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    site = models.ForeignKey(
        "wagtailcore.Site",
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("city"),
    )
    name = models.CharField(_("name"), max_length=255)
    description = models.TextField(
        _("description"), blank=True, help_text=_("One or two sentences about what you do.")
    )
    email = models.EmailField(
        _("public email"),
        help_text=_("Shown on every badge, so that people can ask about it. Not a person’s own."),
    )
    website = models.URLField(_("website"), blank=True)
    logo = models.ForeignKey(
        get_image_model_string(),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("logo"),
        help_text=_("Square. Without one, two letters of the name stand in."),
    )
    archived = models.BooleanField(
        _("archived"),
        default=False,
        help_text=_("It no longer appears in lists. What it gave stays valid."),
    )

    search_fields = [
        index.SearchField("name"),
        index.AutocompleteField("name"),
        index.FilterField("site_id"),
        index.FilterField("archived"),
    ]
    city_path = "site"

    class Meta:
        verbose_name = _("provider")
        verbose_name_plural = _("providers")
        ordering = ["name", "pk"]

    def __str__(self) -> str:
        return self.name

    @property
    def initials(self) -> str:
        """Two letters that stand in for a logo."""
        return "".join(word[0] for word in self.name.split()[:2]).upper()
