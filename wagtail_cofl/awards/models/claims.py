"""Claims on their way to an award: frozen steps, evidence by round, decisions that stay."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from wagtail_cofl.badges.models import Badge, BadgeVersion
from wagtail_cofl.city.immutable import WriteOnce
from wagtail_cofl.city.private_storage import private_name, private_storage
from wagtail_cofl.learners.models import Learner

from .codes import ClaimCode


class Claim(models.Model):
    """Somebody's way to a badge.

    ``steps`` are copied from the workflow when the claim is submitted (``WorkflowStep.frozen()``; or
    one of kind "given", where a code, a list or a command stands for a decision that the provider
    took already), ``at`` is the index of the one that it waits at, and ``badge_version`` what is
    claimed. ``round`` counts how often it was sent in. ``flag`` says why it cannot go on by itself.
    """

    class State(models.TextChoices):
        DRAFT = "draft", _("Being written")
        WAITING = "waiting", _("Waiting for a decision")
        MORE = "more", _("Asked for more")
        AWARDED = "awarded", _("Awarded")
        DECLINED = "declined", _("Declined")
        EXPIRED = "expired", _("Run out")
        CANCELLED = "cancelled", _("Taken back, or no longer needed")

    class Way(models.TextChoices):
        CODE = "code", _("by a code")
        LIST = "list", _("by a list")
        ASKED = "asked", _("asked for")
        ITSELF = "itself", _("by itself")

    class Flag(models.TextChoices):
        NO_STEP = "no-step", _("Its next step is missing or unknown.")
        NOBODY = "nobody", _("Nobody can act on it.")
        SUSPENDED = "suspended", _("Its provider is suspended.")
        NOT_READY = "not-ready", _("The city cannot give badges at the moment.")
        CRITERIA = "criteria", _("Its criteria are not met.")
        CLOSED = "closed", _("Its badge is no longer given.")

    class Turn(models.TextChoices):
        """Who may act at the present step; with ``+city`` the city may as well."""

        ASSESSORS = "assessors", _("assessors of the provider")
        MANAGERS = "managers", _("managers of the provider")
        PERSON = "person", _("one person")
        HOLDERS = "holders", _("peers who hold the badge")
        NAMED = "named", _("peers whom the provider has named")
        CITY = "city", _("the city")
        GUARDIAN = "guardian", _("a grown-up")
        ASSESSORS_OR_CITY = "assessors+city", _("assessors of the provider, or the city")
        MANAGERS_OR_CITY = "managers+city", _("managers of the provider, or the city")
        PERSON_OR_CITY = "person+city", _("one person, or the city")
        HOLDERS_OR_CITY = "holders+city", _("peers who hold the badge, or the city")
        NAMED_OR_CITY = "named+city", _("peers whom the provider has named, or the city")

    OPEN = (State.DRAFT, State.WAITING, State.MORE)

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    site = models.ForeignKey("wagtailcore.Site", on_delete=models.PROTECT, related_name="+")
    badge = models.ForeignKey(
        Badge, on_delete=models.PROTECT, related_name="claims", verbose_name=_("badge")
    )
    badge_version = models.ForeignKey(
        BadgeVersion, on_delete=models.PROTECT, related_name="+", verbose_name=_("badge version")
    )
    learner = models.ForeignKey(Learner, on_delete=models.CASCADE, related_name="claims")
    code = models.ForeignKey(
        ClaimCode, on_delete=models.PROTECT, null=True, blank=True, related_name="claims"
    )
    way = models.CharField(_("how"), max_length=10, choices=Way.choices)
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.DRAFT)
    round = models.PositiveSmallIntegerField(_("round"), default=1)
    steps = models.JSONField(_("steps"), default=list)
    at = models.PositiveSmallIntegerField(_("step"), default=0)
    assigned_to = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("assigned to"),
    )
    #: Kept beside the steps, so that queues are found by SQL. Only ``stepping`` and ``deciding`` set it.
    turn = models.CharField(
        _("whose turn"), max_length=16, choices=Turn.choices, blank=True, editable=False
    )
    flag = models.CharField(_("stuck"), max_length=10, choices=Flag.choices, blank=True)
    created_at = models.DateTimeField(_("begun"), auto_now_add=True)
    submitted_at = models.DateTimeField(_("sent"), null=True)
    #: When the present step is overdue; None where nobody's clock runs.
    due_at = models.DateTimeField(_("due"), null=True)
    reminded_at = models.DateTimeField(_("reminded"), null=True)
    decided_at = models.DateTimeField(_("decided"), null=True)

    city_path = "site"
    provider_path = "badge__provider"

    class Meta:
        verbose_name = _("claim")
        verbose_name_plural = _("claims")
        ordering = ["due_at", "pk"]
        permissions = [("decide_claim", _("Can decide a claim"))]
        indexes = [
            models.Index(fields=["state", "due_at"], name="cofl_claims_waiting"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["code", "learner"], name="cofl_one_claim_per_code"),
            models.UniqueConstraint(
                fields=["badge", "learner"],
                condition=models.Q(state__in=["draft", "waiting", "more"]),
                name="cofl_one_open_claim",
            ),
        ]

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {str(self.uuid)[:8]}"

    @property
    def step(self) -> dict | None:
        """The frozen step that it waits at; None where there is none."""
        return self.steps[self.at] if 0 <= self.at < len(self.steps) else None

    @property
    def is_open(self) -> bool:
        return self.state in self.OPEN

    @property
    def ended_without(self) -> bool:
        """Is it over, and nobody got a badge by it?"""
        return not self.is_open and self.state != self.State.AWARDED

    @property
    def lacks_consent(self) -> bool:
        """Does it wait for a grown-up's yes, or did it end there without one?"""
        at_consent = (self.step or {}).get("kind") == "consent"
        stopped = self.state in (self.State.WAITING, self.State.DECLINED, self.State.EXPIRED)
        return self.turn == self.Turn.GUARDIAN or (at_consent and stopped)


class Evidence(models.Model):
    """What a learner gave for one criterion in one round. A later round begins with copies, so that
    a decision always names what it saw.

    ``data`` by ``kind``: text ``{"text"}``, link ``{"url"}``, witness ``{"name", "role"}``, hours
    ``{"hours", "on", "what"}``, quiz ``{"answers", "right", "of", "passed"}``, answer (of a block of
    somebody else's) whatever its form gave; file and photo keep it in ``file``.
    """

    class Kind(models.TextChoices):
        TEXT = "text", _("Words")
        LINK = "link", _("Link")
        FILE = "file", _("File")
        PHOTO = "photo", _("Photo")
        WITNESS = "witness", _("Witness")
        HOURS = "hours", _("Hours")
        QUIZ = "quiz", _("Quiz")
        ANSWER = "answer", _("Answer")

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    claim = models.ForeignKey(Claim, on_delete=models.CASCADE, related_name="evidence")
    round = models.PositiveSmallIntegerField(_("round"))
    criterion = models.CharField(_("criterion"), max_length=40)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices)
    data = models.JSONField(_("content"), default=dict)
    file = models.FileField(
        _("file"), upload_to=private_name, storage=private_storage, max_length=120, blank=True
    )
    content_type = models.CharField(_("type of file"), max_length=80, blank=True)
    name = models.CharField(_("name of file"), max_length=80, blank=True)
    #: Who has this key may see it, because the learner said so; None while it is private.
    share_key = models.UUIDField(_("shared as"), null=True, unique=True, editable=False)
    created_at = models.DateTimeField(_("added"), auto_now_add=True)

    class Meta:
        verbose_name = _("evidence")
        verbose_name_plural = _("evidence")
        ordering = ["criterion", "pk"]
        indexes = [models.Index(fields=["claim", "round"], name="cofl_evidence_of_round")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {str(self.uuid)[:8]}"


class ClaimDecision(WriteOnce):
    """What somebody decided at a step, in a round, and never changes. It saw the evidence of its round.

    ``actor`` says who: "user:5", "learner:7" (a peer), "guardian:<hash>", or "system" for what follows
    by itself. Whoever steps aside, because they know the learner, decides nothing, in no round.
    ``verdicts`` is ``{criterion: {"met": true|false|null, "comment", "level"}}``.
    """

    class Decision(models.TextChoices):
        APPROVE = "approve", _("Approved")
        MORE = "more", _("Asked for more")
        DECLINE = "decline", _("Declined")
        PASS = "pass", _("Not needed")
        ASIDE = "aside", _("Stepped aside")

    claim = models.ForeignKey(Claim, on_delete=models.CASCADE, related_name="decisions")
    step = models.PositiveSmallIntegerField(_("step"))
    round = models.PositiveSmallIntegerField(_("round"))
    actor = models.CharField(_("who"), max_length=80)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    decision = models.CharField(_("decision"), max_length=10, choices=Decision.choices)
    comment = models.TextField(_("comment"), blank=True)
    verdicts = models.JSONField(_("by criterion"), default=dict)
    created_at = models.DateTimeField(_("decided"), auto_now_add=True)

    class Meta:
        verbose_name = _("decision")
        verbose_name_plural = _("decisions")
        ordering = ["created_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["claim", "step", "round", "actor"], name="cofl_decided_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_decision_display()} – {self.claim}"
