"""Badges as editors draft them, and the immutable versions that awards refer to."""

import uuid

from django.contrib.contenttypes.fields import GenericRelation
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.images import get_image_model_string
from wagtail.models import (
    DraftStateMixin,
    Orderable,
    PreviewableMixin,
    RevisionMixin,
    WorkflowMixin,
)
from wagtail.search import index

from wagtail_cofl.city.fields import OpenStreamField
from wagtail_cofl.city.immutable import WriteOnce
from wagtail_cofl.city.rendering import base_template
from wagtail_cofl.providers.models import Provider
from wagtail_cofl.skills.models import Skill

from ..blocks import CriteriaBlock, shown
from .workflows import IssuingWorkflow


class Layer(models.TextChoices):
    """How deep the learning goes. Layers are kinds, not marks."""

    ENGAGE = "engage", _("Engage: having a go")
    PARTICIPATE = "participate", _("Participate: taking part")
    DEMONSTRATE = "demonstrate", _("Demonstrate: doing it for real")
    LEAD = "lead", _("Lead: helping others to do it")
    OWN = "own", _("Own: making it yours")


class Badge(
    index.Indexed,
    PreviewableMixin,
    WorkflowMixin,
    DraftStateMixin,
    RevisionMixin,
    ClusterableModel,
):
    """What can be earned. Edited freely; publishing makes a :class:`BadgeVersion`."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    provider = models.ForeignKey(
        Provider,
        on_delete=models.PROTECT,
        related_name="badges",
        verbose_name=_("given by"),
    )
    name = models.CharField(_("name"), max_length=120)
    slug = models.SlugField(_("short name"), max_length=140, unique=True, editable=False)
    statement = models.CharField(
        _("what it says about the person"),
        max_length=255,
        help_text=_("In the holder’s voice: “I helped to run a big event.”"),
    )
    description = models.TextField(
        _("description"), help_text=_("What the badge is for, for somebody who has never seen it.")
    )
    image = models.ForeignKey(
        get_image_model_string(),
        on_delete=models.SET_NULL,
        null=True,
        blank=False,
        related_name="+",
        verbose_name=_("picture"),
        help_text=_("Square, at least 400 pixels wide. It must be clear when it is small."),
    )
    layer = models.CharField(
        _("layer"), max_length=20, choices=Layer.choices, default=Layer.PARTICIPATE
    )
    criteria = OpenStreamField(CriteriaBlock(), verbose_name=_("what people do to get it"))
    workflow = models.ForeignKey(
        IssuingWorkflow,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="badges",
        verbose_name=_("how claims are decided"),
        help_text=_("Without one, people get it by codes and lists only, and cannot ask for it."),
    )
    valid_months = models.PositiveSmallIntegerField(
        _("valid for"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(600)],
        help_text=_("In months. Leave it empty for a badge that never runs out."),
    )
    archived = models.BooleanField(
        _("archived"),
        default=False,
        help_text=_("Nobody can get it any more. What was given stays valid."),
    )

    _revisions = GenericRelation(
        "wagtailcore.Revision", related_query_name="badge", for_concrete_model=False
    )

    search_fields = [
        index.SearchField("name", boost=2),
        index.SearchField("description"),
        index.AutocompleteField("name"),
        index.FilterField("provider_id"),
        index.FilterField("layer"),
        index.FilterField("archived"),
        index.RelatedFields("provider", [index.FilterField("site_id")]),
    ]
    _workflow_states = GenericRelation(
        "wagtailcore.WorkflowState",
        content_type_field="base_content_type",
        object_id_field="object_id",
        related_query_name="badge",
        for_concrete_model=False,
    )
    city_path = "provider__site"
    provider_path = "provider"

    class Meta:
        verbose_name = _("badge")
        verbose_name_plural = _("badges")
        ordering = ["name", "pk"]

    def __str__(self) -> str:
        return self.name

    @property
    def revisions(self):
        return self._revisions

    @property
    def workflow_states(self):
        return self._workflow_states

    def get_workflow(self):
        """Wagtail's workflow for the badge as content: the city's choice, or None."""
        city = getattr(self.provider.site, "citysettings", None) if self.provider_id else None
        found = city.badge_approval if city else None
        return found if found and found.active else None

    @property
    def has_workflow(self) -> bool:
        return self.get_workflow() is not None

    @property
    def current_version(self) -> "BadgeVersion | None":
        """The newest published version, or None before the first publication."""
        # Pages show the picture by its address; its bytes are read where they are served.
        return self.versions.defer("picture").order_by("-number").first()

    def full_clean(self, *args, **kwargs):
        self._fill_slug()
        super().full_clean(*args, **kwargs)

    def save(self, *args, **kwargs):
        self._fill_slug()
        super().save(*args, **kwargs)

    def _fill_slug(self) -> None:
        """Once: the short name stays when the name changes, because commands and people know it."""
        if self.slug:
            return
        base = slugify(self.name)[:120] or "badge"
        taken = set(type(self).objects.filter(slug__startswith=base).values_list("slug", flat=True))
        number, slug = 1, base
        while slug in taken:
            number += 1
            slug = f"{base}-{number}"
        self.slug = slug

    def get_preview_template(self, request, mode_name):
        return "wagtail_cofl/badges/badge.html"

    def get_preview_context(self, request, mode_name):
        from ..publishing import preview_version

        return {
            "badge": preview_version(self),
            "is_preview": True,
            "cofl_base_template": base_template(),
        }


class BadgeSkill(Orderable):
    badge = ParentalKey(Badge, on_delete=models.CASCADE, related_name="badge_skills")
    skill = models.ForeignKey(
        Skill, on_delete=models.PROTECT, related_name="+", verbose_name=_("skill")
    )

    class Meta(Orderable.Meta):
        verbose_name = _("skill")
        verbose_name_plural = _("skills")

    def __str__(self) -> str:
        return str(self.skill)


class BadgeNeed(models.Model):
    """The criteria of ``badge``, as they are published, ask for ``needs``. Written by publishing."""

    badge = models.ForeignKey(Badge, on_delete=models.CASCADE, related_name="needs")
    needs = models.ForeignKey(Badge, on_delete=models.PROTECT, related_name="needed_by")

    class Meta:
        verbose_name = _("needed badge")
        verbose_name_plural = _("needed badges")
        constraints = [
            models.UniqueConstraint(fields=["badge", "needs"], name="cofl_badge_need_once"),
        ]

    def __str__(self) -> str:
        return f"{self.badge} – {self.needs}"


class BadgeVersion(WriteOnce):
    """A badge as it was published, with its own copy of everything that documents say.

    ``skills`` is a list of ``{"uuid", "label", "description", "alignments": [{"label", "uri",
    "code", "framework", "attribution"}]}``. ``picture`` is a PNG.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    badge = models.ForeignKey(Badge, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField(_("version"))
    name = models.CharField(_("name"), max_length=120)
    statement = models.CharField(_("what it says about the person"), max_length=255)
    description = models.TextField(_("description"))
    criteria_narrative = models.TextField(_("criteria"))
    #: ``[{"id", "type", "value"}]``, as the blocks store it. Versions of old have no ids.
    criteria = models.JSONField(_("criteria blocks"))
    valid_months = models.PositiveSmallIntegerField(_("valid for months"), null=True)
    layer = models.CharField(_("layer"), max_length=20, choices=Layer.choices)
    skills = models.JSONField(_("skills"), default=list)
    picture = models.BinaryField(_("picture"))
    fingerprint = models.CharField(_("fingerprint"), max_length=64)
    created_at = models.DateTimeField(_("published"), auto_now_add=True)

    class Meta:
        verbose_name = _("badge version")
        verbose_name_plural = _("badge versions")
        ordering = ["badge", "number"]
        constraints = [
            models.UniqueConstraint(fields=["badge", "number"], name="cofl_badge_version_once"),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.number})"

    @classmethod
    def current_of(cls, badges) -> models.QuerySet:
        """The newest version of each published badge in a queryset, by name, in one query."""
        newest = cls.objects.filter(badge=models.OuterRef("badge")).order_by("-number")
        versions = cls.objects.filter(
            badge__in=badges, number=models.Subquery(newest.values("number")[:1])
        )
        return versions.defer("picture").order_by("name", "pk")

    def shown_criteria(self) -> list[tuple]:
        """For templates: see :func:`~.blocks.shown`."""
        return shown(self.criteria)

    @property
    def attributions(self) -> list[str]:
        """The attribution that each aligned framework asks for, once each."""
        found = (a["attribution"] for s in self.skills for a in s["alignments"])
        return list(dict.fromkeys(text for text in found if text))
