"""Awards: the facts."""

import uuid

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from wagtail_cofl.badges.answering import told
from wagtail_cofl.badges.models import BadgeVersion
from wagtail_cofl.credentials.models import Credential, Revocation, Suspension
from wagtail_cofl.learners.models import Learner

from .claims import Claim


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
    valid_until = models.DateTimeField(_("valid until"), null=True)
    #: What was found: ``[{"criterion", "level" or "value"}]``, as the document says it.
    results = models.JSONField(_("results"), default=list)
    replaces = models.OneToOneField(
        "self",
        on_delete=models.SET_NULL,
        null=True,
        related_name="replaced_by",
        verbose_name=_("replaces"),
    )

    city_path = "site"
    provider_path = "badge_version__badge__provider"

    class Meta:
        verbose_name = _("award")
        verbose_name_plural = _("awards")
        permissions = [("revoke_award", _("Can withdraw an award"))]
        ordering = ["-awarded_at", "-pk"]
        indexes = [models.Index(fields=["-awarded_at", "-id"], name="cofl_awards_newest_first")]

    def __str__(self) -> str:
        return f"{self.badge_version.name} – {self._meta.verbose_name} {str(self.uuid)[:8]}"

    @property
    def revocation(self) -> Revocation | None:
        """Why it was withdrawn, or None. Lists: ``select_related("credential__revocation")``."""
        return getattr(self.credential, "revocation", None)

    @property
    def has_run_out(self) -> bool:
        return self.valid_until is not None and self.valid_until <= timezone.now()

    @property
    def shown_results(self) -> list[tuple[str, str]]:
        """For templates: see :func:`~wagtail_cofl.badges.answering.told`."""
        return told(self.badge_version, self.results) if self.results else []

    @property
    def suspension(self) -> Suspension | None:
        """Why it does not count for now, or None, also where it was withdrawn. Lists:
        ``prefetch_related(open_suspensions("credential__"))``."""
        return None if self.revocation else self.credential.suspension
