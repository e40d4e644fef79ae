"""Campaigns, and the codes that they hand out."""

from django.core.validators import MinValueValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from wagtail_cofl.badges.models import Badge
from wagtail_cofl.city.emails import SealedEmail

from ..codes import new_code, pretty_code


class Campaign(models.Model):
    """An occasion to hand out codes for a badge: one code for many people, or many for one each."""

    badge = models.ForeignKey(
        Badge, on_delete=models.PROTECT, related_name="campaigns", verbose_name=_("badge")
    )
    label = models.CharField(
        _("for"), max_length=120, help_text=_("So that you know it again: “Saturday at the pier”.")
    )
    opens_at = models.DateTimeField(_("works from"), null=True, blank=True)
    closes_at = models.DateTimeField(_("works until"), null=True, blank=True)
    at_once = models.BooleanField(
        _("the badge comes at once"),
        default=True,
        help_text=_(
            "Whoever has the code gets the badge. Take the tick away, and the code only lets people "
            "ask for it: what the badge asks for is then looked at."
        ),
    )
    created_at = models.DateTimeField(_("created"), auto_now_add=True)

    city_path = "badge__provider__site"
    provider_path = "badge__provider"

    class Meta:
        verbose_name = _("campaign")
        verbose_name_plural = _("campaigns")
        ordering = ["-created_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.badge} – {self.label}"

    @property
    def state(self) -> str:
        """One of: open, closed (the badge is no longer given), not-yet, expired, suspended (its
        provider may not give badges for now)."""
        now = timezone.now()
        if self.badge.archived or not self.badge.live:
            return "closed"
        if self.badge.provider.suspended_at:
            return "suspended"
        if self.closes_at and self.closes_at <= now:
            return "expired"
        if self.opens_at and self.opens_at > now:
            return "not-yet"
        return "open"


class ClaimCode(SealedEmail):
    """A code for up to ``quota`` people. ``code`` is the form that is looked up; ``word`` is how a
    word code is written ("kite-festival"), or "". With an address it is reserved for that address."""

    # Its codes go with a campaign, unless a claim holds one of them.
    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE, related_name="codes")
    site = models.ForeignKey("wagtailcore.Site", on_delete=models.PROTECT, related_name="+")
    code = models.CharField(_("code"), max_length=40, default=new_code, editable=False)
    word = models.CharField(_("word code"), max_length=40, blank=True)
    quota = models.PositiveIntegerField(
        _("how many people"),
        default=30,
        validators=[MinValueValidator(1)],
        help_text=_("The code stops when this many people have used it."),
    )
    #: Claims under way and awards: what the quota counts.
    used = models.PositiveIntegerField(_("used"), default=0, editable=False)
    given_out_at = models.DateTimeField(_("given out"), null=True, editable=False)
    created_at = models.DateTimeField(_("created"), auto_now_add=True)

    city_path = "site"
    provider_path = "campaign__badge__provider"

    class Meta:
        verbose_name = _("claim code")
        verbose_name_plural = _("claim codes")
        ordering = ["campaign", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["site", "code"], name="cofl_code_once_per_city"),
            models.CheckConstraint(
                condition=models.Q(used__lte=models.F("quota")), name="cofl_code_within_quota"
            ),
        ]

    def __str__(self) -> str:
        # Not the code: who reads a log could use it.
        return f"{self._meta.verbose_name} {self.pk}"

    @property
    def badge(self) -> Badge:
        return self.campaign.badge

    @property
    def label(self) -> str:
        return self.campaign.label

    @property
    def pretty(self) -> str:
        """As people read and type it, and as it stands in addresses."""
        return self.word or pretty_code(self.code)

    @property
    def left(self) -> int:
        return max(0, self.quota - self.used)

    @property
    def state(self) -> str:
        """A :attr:`Campaign.state`, or used (it was for one person) or exhausted."""
        state = self.campaign.state
        if state in {"open", "not-yet"} and self.used >= self.quota:
            return "used" if self.quota == 1 else "exhausted"
        return state
