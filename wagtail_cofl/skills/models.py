"""Frameworks and skills: the city's own spine, and reference frameworks to align it to."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.models import Orderable
from wagtail.search import index


class Framework(models.Model):
    """A set of skills with one owner. The spine belongs to one city; a reference framework
    (ESCO and the like) is shared by every city of the deployment and never edited here."""

    class Kind(models.TextChoices):
        SPINE = "spine", _("City spine")
        REFERENCE = "reference", _("Reference framework")

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    site = models.ForeignKey(
        "wagtailcore.Site",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("city"),
    )
    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices)
    title = models.CharField(_("title"), max_length=255)
    identifier = models.CharField(_("identifier"), max_length=255, blank=True)
    attribution = models.TextField(_("attribution"), blank=True)
    licence = models.CharField(_("licence"), max_length=255, blank=True)

    city_path = "site"
    shared_in_city = True

    class Meta:
        verbose_name = _("framework")
        verbose_name_plural = _("frameworks")
        constraints = [
            models.UniqueConstraint(
                fields=["site"],
                condition=models.Q(kind="spine"),
                name="cofl_one_spine_per_city",
            ),
            models.UniqueConstraint(
                fields=["identifier"],
                condition=models.Q(kind="reference"),
                name="cofl_reference_framework_once",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class AreaIcon(models.TextChoices):
    """The pictures that an area of the spine can have over its door."""

    MAKING = "making", _("Hammer: making and building")
    DIGITAL = "digital", _("Brackets: digital")
    CARE = "care", _("Heart: care and wellbeing")
    SEA = "sea", _("Waves: nature and water")
    FOOD = "food", _("Bowl: food")
    ARTS = "arts", _("Note: arts and performance")
    WORK = "work", _("Lamp: work and enterprise")
    PEOPLE = "people", _("People: community")


class Skill(index.Indexed, ClusterableModel):
    """One thing that a person can learn to do. On the spine a skill without a parent is an area."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    framework = models.ForeignKey(
        Framework, on_delete=models.PROTECT, related_name="skills", verbose_name=_("framework")
    )
    label = models.CharField(
        _("name"), max_length=255, help_text=_("What a person learns to do, in a few plain words.")
    )
    description = models.TextField(
        _("description"), blank=True, help_text=_("One or two sentences that anyone understands.")
    )
    short_name = models.CharField(
        _("short name"),
        max_length=9,
        blank=True,
        help_text=_("For a skill area: one word for its sign in the street, at most 9 letters."),
    )
    icon = models.CharField(
        _("icon"),
        max_length=20,
        choices=AreaIcon.choices,
        blank=True,
        help_text=_("For a skill area: the picture over its door."),
    )
    sort_order = models.PositiveIntegerField(
        _("place in the list"), default=0, help_text=_("Lower numbers come first.")
    )
    alternative_labels = models.TextField(_("other names"), blank=True, editable=False)
    uri = models.CharField(_("identifier"), max_length=255, blank=True, editable=False)
    code = models.CharField(_("code"), max_length=100, blank=True, editable=False)
    skill_type = models.CharField(_("type"), max_length=50, blank=True, editable=False)
    reuse_level = models.CharField(_("reuse level"), max_length=50, blank=True, editable=False)
    parent = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
        verbose_name=_("belongs to"),
    )
    archived = models.BooleanField(
        _("archived"),
        default=False,
        help_text=_("It no longer appears in lists. Badges that name it keep it."),
    )

    search_fields = [
        index.SearchField("label", boost=2),
        index.SearchField("alternative_labels"),
        index.AutocompleteField("label"),
        index.FilterField("framework_id"),
        index.FilterField("archived"),
        index.RelatedFields("framework", [index.FilterField("site_id"), index.FilterField("kind")]),
    ]
    city_path = "framework__site"
    shared_in_city = True

    class Meta:
        verbose_name = _("skill")
        verbose_name_plural = _("skills")
        ordering = ["sort_order", "label", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["framework", "uri"],
                condition=~models.Q(uri=""),
                name="cofl_skill_uri_once_per_framework",
            ),
        ]

    def __str__(self) -> str:
        return self.label


class SkillRelation(models.Model):
    """ "This skill of ours is the same as that one of theirs" (CASE association types)."""

    class Kind(models.TextChoices):
        EXACT_MATCH = "exactMatchOf", _("the same as")
        RELATED = "isRelatedTo", _("related to")

    origin = ParentalKey(Skill, on_delete=models.CASCADE, related_name="relations")
    target = models.ForeignKey(
        Skill, on_delete=models.PROTECT, related_name="+", verbose_name=_("skill")
    )
    kind = models.CharField(_("is"), max_length=20, choices=Kind.choices, default=Kind.EXACT_MATCH)

    class Meta:
        verbose_name = _("alignment")
        verbose_name_plural = _("alignments")

    def __str__(self) -> str:
        return f"{self.origin} – {self.get_kind_display()} – {self.target}"


class NextSkill(Orderable):
    """ "This skill leads to that one" (CASE *precedes*): the floors of a building."""

    skill = ParentalKey(Skill, on_delete=models.CASCADE, related_name="next_skills")
    target = models.ForeignKey(
        Skill, on_delete=models.CASCADE, related_name="earlier_skills", verbose_name=_("skill")
    )

    class Meta(Orderable.Meta):
        verbose_name = _("next skill")
        verbose_name_plural = _("next skills")
        constraints = [
            models.UniqueConstraint(fields=["skill", "target"], name="cofl_leads_to_once"),
        ]

    def __str__(self) -> str:
        return f"{self.skill} – {self.target}"
