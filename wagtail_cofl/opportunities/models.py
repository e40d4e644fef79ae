"""Opportunities as rows: what lists, feeds and claims refer to, whatever page they were edited on."""

import uuid

import swapper
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.images import get_image_model_string
from wagtail.search import index

from wagtail_cofl.badges.models import Badge
from wagtail_cofl.providers.models import Provider
from wagtail_cofl.skills.models import Skill


class Kind(models.TextChoices):
    INFORMAL = "informal", _("Club, event or activity")
    FORMAL = "formal", _("Course or class")
    IN_WORK = "in-work", _("Learning at work")


class Place(models.TextChoices):
    IN_PERSON = "in-person", _("In person")
    ONLINE = "online", _("Online")
    BOTH = "both", _("In person or online")


class Opportunity(index.Indexed, models.Model):
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
    skills = models.ManyToManyField(
        Skill, blank=True, related_name="opportunities", verbose_name=_("skills")
    )
    title = models.CharField(_("title"), max_length=255)
    summary = models.TextField(_("summary"), blank=True)
    image = models.ForeignKey(
        get_image_model_string(),
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name=_("picture"),
    )
    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices)
    place = models.CharField(_("where"), max_length=20, choices=Place.choices)
    venue = models.CharField(_("place"), max_length=255, blank=True)
    free = models.BooleanField(_("free"), default=False)
    cost = models.CharField(_("cost"), max_length=120, blank=True)
    age_from = models.PositiveSmallIntegerField(_("from age"), null=True)
    age_to = models.PositiveSmallIntegerField(_("to age"), null=True)
    live = models.BooleanField(_("live"), default=True)
    published_at = models.DateTimeField(_("published"), default=timezone.now, editable=False)

    search_fields = [
        index.SearchField("title", boost=2),
        index.SearchField("summary"),
        index.AutocompleteField("title"),
        index.FilterField("site_id"),
        index.FilterField("live"),
    ]
    city_path = "site"
    provider_path = "provider"

    class Meta:
        verbose_name = _("opportunity")
        verbose_name_plural = _("opportunities")
        ordering = ["title", "pk"]
        indexes = [models.Index(fields=["site", "live"], name="cofl_opportunity_on")]

    def __str__(self) -> str:
        return self.title


class Session(models.Model):
    """One date of an opportunity."""

    opportunity = models.ForeignKey(Opportunity, on_delete=models.CASCADE, related_name="sessions")
    starts_at = models.DateTimeField(_("starts"))
    ends_at = models.DateTimeField(_("ends"), null=True)
    venue = models.CharField(_("venue"), max_length=255, blank=True)
    cancelled = models.BooleanField(_("cancelled"), default=False)

    class Meta:
        verbose_name = _("session")
        verbose_name_plural = _("sessions")
        ordering = ["starts_at", "pk"]
        indexes = [models.Index(fields=["starts_at"], name="cofl_session_start")]

    def __str__(self) -> str:
        return f"{self.opportunity} – {self.starts_at:%Y-%m-%d %H:%M}"
