"""How a provider decides claims: steps in an order, which a claim copies when it is submitted."""

import uuid

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.models import Orderable

from wagtail_cofl.providers.models import Provider


class IssuingWorkflow(ClusterableModel):
    """The steps between a claim and its award, of one provider. Editing it never touches a claim
    under way. ``ready_made`` names one of those that come with every provider ("at-once",
    "one-look", "two-looks"), or is ""."""

    provider = models.ForeignKey(
        Provider,
        on_delete=models.CASCADE,
        related_name="workflows",
        verbose_name=_("provider"),
    )
    name = models.CharField(_("name"), max_length=120)
    ready_made = models.CharField(_("ready-made"), max_length=20, blank=True, editable=False)

    city_path = "provider__site"
    provider_path = "provider"

    class Meta:
        verbose_name = _("issuing workflow")
        verbose_name_plural = _("issuing workflows")
        ordering = ["provider", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["provider", "ready_made"],
                condition=~models.Q(ready_made=""),
                name="cofl_ready_made_workflow_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.provider})"

    def frozen(self) -> list[dict]:
        """The steps as a claim keeps them: plain data, in order. See :meth:`WorkflowStep.frozen`."""
        return [step.frozen() for step in self.steps.all()]


class StepKind(models.TextChoices):
    CONSENT = "consent", _("A grown-up says yes (for under 13s)")
    AUTOMATIC = "automatic", _("All criteria are answered by themselves")
    REVIEW = "review", _("An assessor looks")
    SECOND = "second", _("Another assessor looks again at some")
    PEERS = "peers", _("Peers look")
    CITY = "city", _("The city looks")


class WorkflowStep(Orderable):
    """One step. ``percent`` belongs to a second look, ``peers`` and ``peers_from`` to peers."""

    class Who(models.TextChoices):
        ASSESSORS = "assessors", _("any assessor of the provider")
        MANAGERS = "managers", _("managers and owners of the provider")
        PERSON = "person", _("one person")

    class PeersFrom(models.TextChoices):
        HOLDERS = "holders", _("people who hold the badge")
        NAMED = "named", _("people whom the provider has named")

    class Overdue(models.TextChoices):
        REMIND = "remind", _("remind who can act, once a day")
        CITY = "city", _("let the city act too")
        EXPIRE = "expire", _("end the claim; the learner may ask again")

    workflow = ParentalKey(IssuingWorkflow, on_delete=models.CASCADE, related_name="steps")
    uuid = models.UUIDField(default=uuid.uuid4, editable=False)
    kind = models.CharField(_("what happens"), max_length=10, choices=StepKind.choices)
    who = models.CharField(_("who may"), max_length=10, choices=Who.choices, default=Who.ASSESSORS)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("which person"),
    )
    percent = models.PositiveSmallIntegerField(
        _("how many of 100"),
        default=20,
        validators=[MinValueValidator(1), MaxValueValidator(100)],
    )
    peers = models.PositiveSmallIntegerField(
        _("how many peers"), default=2, validators=[MinValueValidator(1), MaxValueValidator(9)]
    )
    peers_from = models.CharField(
        _("which peers"), max_length=10, choices=PeersFrom.choices, default=PeersFrom.HOLDERS
    )
    due_days = models.PositiveSmallIntegerField(
        _("days to act in"), default=7, validators=[MinValueValidator(1), MaxValueValidator(365)]
    )
    overdue = models.CharField(
        _("when that is over"), max_length=10, choices=Overdue.choices, default=Overdue.REMIND
    )

    class Meta(Orderable.Meta):
        verbose_name = _("step")
        verbose_name_plural = _("steps")

    def __str__(self) -> str:
        return self.get_kind_display()

    def frozen(self) -> dict:
        """``{"id", "kind", "who", "person" (a user's id or None), "percent", "peers", "peers_from",
        "due_days", "overdue"}``."""
        return {
            "id": str(self.uuid),
            "kind": self.kind,
            "who": self.who,
            "person": self.person_id,
            "percent": self.percent,
            "peers": self.peers,
            "peers_from": self.peers_from,
            "due_days": self.due_days,
            "overdue": self.overdue,
        }


class CannedFeedback(models.Model):
    """A phrase that assessors of a provider begin a comment with."""

    provider = models.ForeignKey(
        Provider,
        on_delete=models.CASCADE,
        related_name="canned_feedback",
        verbose_name=_("provider"),
    )
    title = models.CharField(_("short name"), max_length=60)
    text = models.TextField(_("text"), max_length=1000)

    city_path = "provider__site"
    provider_path = "provider"

    class Meta:
        verbose_name = _("canned feedback")
        verbose_name_plural = _("canned feedback")
        ordering = ["title", "pk"]

    def __str__(self) -> str:
        return self.title
