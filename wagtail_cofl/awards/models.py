"""Claim codes, claims, and awards: the facts."""

import uuid

from django.core.validators import MinValueValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from wagtail_cofl.badges.models import Badge, BadgeVersion
from wagtail_cofl.credentials.models import Credential, Revocation, Suspension
from wagtail_cofl.learners.models import Learner

from .codes import new_code, pretty_code


class ClaimCode(models.Model):
    """A code that gives a badge to up to ``quota`` people while it is open."""

    badge = models.ForeignKey(
        Badge, on_delete=models.PROTECT, related_name="claim_codes", verbose_name=_("badge")
    )
    label = models.CharField(
        _("for"), max_length=120, help_text=_("So that you know it again: “Saturday at the pier”.")
    )
    code = models.CharField(_("code"), max_length=20, unique=True, default=new_code, editable=False)
    quota = models.PositiveIntegerField(
        _("how many people"),
        default=30,
        validators=[MinValueValidator(1)],
        help_text=_("The code stops when this many people have used it."),
    )
    used = models.PositiveIntegerField(_("used"), default=0, editable=False)
    opens_at = models.DateTimeField(_("works from"), null=True, blank=True)
    closes_at = models.DateTimeField(_("works until"), null=True, blank=True)
    created_at = models.DateTimeField(_("created"), auto_now_add=True)

    city_path = "badge__provider__site"

    class Meta:
        verbose_name = _("claim code")
        verbose_name_plural = _("claim codes")
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(used__lte=models.F("quota")), name="cofl_code_within_quota"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.badge} – {self.label}"

    @property
    def pretty(self) -> str:
        return pretty_code(self.code)

    @property
    def left(self) -> int:
        return max(0, self.quota - self.used)

    @property
    def state(self) -> str:
        """One of: open, closed (the badge is no longer given), not-yet, expired, used (it was for
        one person), exhausted."""
        now = timezone.now()
        if self.badge.archived or not self.badge.live:
            return "closed"
        if self.closes_at and self.closes_at <= now:
            return "expired"
        if self.used >= self.quota:
            return "used" if self.quota == 1 else "exhausted"
        if self.opens_at and self.opens_at > now:
            return "not-yet"
        return "open"


class Claim(models.Model):
    """A learner's use of a code: at most one, by constraint."""

    code = models.ForeignKey(ClaimCode, on_delete=models.PROTECT, related_name="claims")
    learner = models.ForeignKey(Learner, on_delete=models.CASCADE, related_name="claims")
    created_at = models.DateTimeField(_("claimed"), auto_now_add=True)

    class Meta:
        verbose_name = _("claim")
        verbose_name_plural = _("claims")
        constraints = [
            models.UniqueConstraint(fields=["code", "learner"], name="cofl_one_claim_per_code"),
        ]

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.pk}"


class Award(models.Model):
    """The fact that somebody earned a badge. Private; what travels is its credential.

    ``uuid`` is the ``urn:uuid:`` subject of the documents: the award's own, so that nobody can
    link a person's badges with each other.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    site = models.ForeignKey("wagtailcore.Site", on_delete=models.PROTECT, related_name="+")
    badge_version = models.ForeignKey(
        BadgeVersion, on_delete=models.PROTECT, related_name="awards", verbose_name=_("badge")
    )
    learner = models.ForeignKey(
        Learner,
        on_delete=models.SET_NULL,
        null=True,
        related_name="awards",
        verbose_name=_("learner"),
    )
    claim = models.OneToOneField(
        Claim, on_delete=models.SET_NULL, null=True, blank=True, related_name="award"
    )
    credential = models.OneToOneField(
        Credential, on_delete=models.PROTECT, related_name="award", verbose_name=_("credential")
    )
    awarded_at = models.DateTimeField(_("awarded"))

    city_path = "site"

    class Meta:
        verbose_name = _("award")
        verbose_name_plural = _("awards")
        permissions = [("revoke_award", _("Can withdraw an award"))]
        ordering = ["-awarded_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.badge_version.name} – {self._meta.verbose_name} {str(self.uuid)[:8]}"

    @property
    def revocation(self) -> Revocation | None:
        """Why it was withdrawn, or None. Lists: ``select_related("credential__revocation")``."""
        return getattr(self.credential, "revocation", None)

    @property
    def suspension(self) -> Suspension | None:
        """Why it does not count for now, or None, also where it was withdrawn. Lists:
        ``prefetch_related(open_suspensions("credential__"))``."""
        return None if self.revocation else self.credential.suspension
