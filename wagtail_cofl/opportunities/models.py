"""Opportunities as rows: what lists, feeds and claims refer to, whatever page they were edited on."""

import uuid

import swapper
from django.db import models
from django.utils.translation import gettext_lazy as _

from wagtail_cofl.badges.models import Badge
from wagtail_cofl.providers.models import Provider


class Kind(models.TextChoices):
    INFORMAL = "informal", _("Club, event or activity")
    FORMAL = "formal", _("Course or class")
    IN_WORK = "in-work", _("Learning at work")


class Place(models.TextChoices):
    IN_PERSON = "in-person", _("In person")
    ONLINE = "online", _("Online")
    BOTH = "both", _("In person or online")


class Opportunity(models.Model):
    """Something to do. ``page`` is where it is edited, if anywhere; the row outlives the page."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    site = models.ForeignKey("wagtailcore.Site", on_delete=models.PROTECT, related_name="+")
    page = models.OneToOneField(
        swapper.get_model_name("wagtailcore", "Page"),
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
    )
    provider = models.ForeignKey(
        Provider,
        on_delete=models.PROTECT,
        related_name="opportunities",
        verbose_name=_("provider"),
    )
    badge = models.ForeignKey(
        Badge,
        on_delete=models.PROTECT,
        null=True,
        related_name="opportunities",
        verbose_name=_("badge"),
    )
    title = models.CharField(_("title"), max_length=255)
    summary = models.TextField(_("summary"), blank=True)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices)
    place = models.CharField(_("where"), max_length=20, choices=Place.choices)
    live = models.BooleanField(_("live"), default=True)

    class Meta:
        verbose_name = _("opportunity")
        verbose_name_plural = _("opportunities")

    def __str__(self) -> str:
        return self.title


class Session(models.Model):
    """One date of an opportunity."""

    opportunity = models.ForeignKey(Opportunity, on_delete=models.CASCADE, related_name="sessions")
    starts_at = models.DateTimeField(_("starts"))
    ends_at = models.DateTimeField(_("ends"), null=True)
    venue = models.CharField(_("venue"), max_length=255, blank=True)

    class Meta:
        verbose_name = _("session")
        verbose_name_plural = _("sessions")
        ordering = ["starts_at", "pk"]

    def __str__(self) -> str:
        return f"{self.opportunity} – {self.starts_at:%Y-%m-%d %H:%M}"
