"""Learners, how they can be reached, and the links that prove it."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from wagtail_cofl.city.emails import SealedEmail
from wagtail_cofl.city.immutable import WriteOnce


class AgeBand(models.TextChoices):
    """Bands, never birthdays."""

    UNDER_13 = "under-13", _("12 or under")
    TEEN = "13-17", _("13 to 17")
    ADULT = "18-plus", _("18 or over")


class Learner(models.Model):
    """A person who learns in one city. Not a CMS user; may be linked to a user of the site."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    site = models.ForeignKey(
        "wagtailcore.Site", on_delete=models.PROTECT, related_name="+", verbose_name=_("city")
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("user"),
    )
    age_band = models.CharField(_("age"), max_length=20, choices=AgeBand.choices, blank=True)
    nickname = models.CharField(_("nickname"), max_length=30, blank=True)
    #: What finds a learner by nickname and recovery words (``words.words_hash``), or "".
    words_hash = models.CharField(
        _("hash of the recovery words"), max_length=64, blank=True, editable=False
    )
    #: False for a child whose grown-up has not said yes: kept only until the request runs out.
    is_kept = models.BooleanField(_("kept"), default=True, editable=False)
    created_at = models.DateTimeField(_("created"), auto_now_add=True)

    class Meta:
        verbose_name = _("learner")
        verbose_name_plural = _("learners")
        constraints = [
            models.UniqueConstraint(fields=["site", "user"], name="cofl_user_is_one_learner"),
            models.UniqueConstraint(
                fields=["words_hash"],
                condition=~models.Q(words_hash=""),
                name="cofl_words_of_one_learner",
            ),
        ]

    def __str__(self) -> str:
        # Never a name or an address: this text reaches logs and admin lists.
        return f"{self._meta.verbose_name} {str(self.uuid)[:8]}"

    @property
    def is_child(self) -> bool:
        """Under 13: a guardian decides, and no address of their own is stored."""
        return self.age_band == AgeBand.UNDER_13

    @property
    def email(self) -> str | None:
        """The learner's own first address, unsealed, or None. A child has none."""
        identifier = self.identifiers.order_by("pk").first()
        return identifier.value if identifier else None


class Identifier(SealedEmail):
    """An e-mail address that a learner has shown to be theirs."""

    site = models.ForeignKey("wagtailcore.Site", on_delete=models.PROTECT, related_name="+")
    learner = models.ForeignKey(Learner, on_delete=models.CASCADE, related_name="identifiers")
    confirmed_at = models.DateTimeField(_("confirmed"), null=True)

    class Meta:
        verbose_name = _("identifier")
        verbose_name_plural = _("identifiers")
        constraints = [
            models.UniqueConstraint(fields=["site", "lookup"], name="cofl_address_once_per_city"),
        ]

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.pk}"


class EmailLink(SealedEmail):
    """A link on its way to somebody's inbox. Only a hash of its secret is kept."""

    site = models.ForeignKey("wagtailcore.Site", on_delete=models.CASCADE, related_name="+")
    secret_hash = models.CharField(_("hash of the secret"), max_length=64, unique=True)
    age_band = models.CharField(_("age"), max_length=20, choices=AgeBand.choices, blank=True)
    # What the person was doing, so that confirming finishes it: a claim code, or "".
    claim_code = models.CharField(_("claim code"), max_length=40, blank=True)
    #: Who asked to add this address to what they have; None for a link that signs in.
    learner = models.ForeignKey(
        Learner, on_delete=models.CASCADE, null=True, related_name="email_links"
    )
    created_at = models.DateTimeField(_("created"), auto_now_add=True)
    expires_at = models.DateTimeField(_("works until"))
    used_at = models.DateTimeField(_("used"), null=True)

    class Meta:
        verbose_name = _("email link")
        verbose_name_plural = _("email links")

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.pk}"


class Guardian(SealedEmail):
    """The grown-up who said yes for a child. Without an address it was said on the child's own
    screen, and the guardian kept the link of the consent."""

    site = models.ForeignKey("wagtailcore.Site", on_delete=models.PROTECT, related_name="+")
    learner = models.OneToOneField(Learner, on_delete=models.CASCADE, related_name="guardian")
    agreed_at = models.DateTimeField(_("agreed"))

    class Meta:
        verbose_name = _("guardian")
        verbose_name_plural = _("guardians")

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.pk}"


class ConsentRequest(SealedEmail):
    """A question to a child's guardian, by mail or by a square on the child's screen (no address).

    ``claim_uuid`` is the claim that asks, if one does. Only a hash of the link's secret is kept. An
    answered request stays as the guardian's own page, where they may take the consent back; one that
    nobody answers runs out, and the child's record with it.
    """

    class Answer(models.TextChoices):
        YES = "yes", _("Yes")
        NO = "no", _("No")

    site = models.ForeignKey("wagtailcore.Site", on_delete=models.CASCADE, related_name="+")
    learner = models.ForeignKey(Learner, on_delete=models.CASCADE, related_name="consent_requests")
    claim_uuid = models.UUIDField(_("claim"), null=True)
    secret_hash = models.CharField(_("hash of the secret"), max_length=64, unique=True)
    created_at = models.DateTimeField(_("asked"), auto_now_add=True)
    expires_at = models.DateTimeField(_("works until"))
    seen_at = models.DateTimeField(_("looked at"), null=True)
    answered_at = models.DateTimeField(_("answered"), null=True)
    answer = models.CharField(_("answer"), max_length=3, choices=Answer.choices, blank=True)

    class Meta:
        verbose_name = _("consent request")
        verbose_name_plural = _("consent requests")

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.pk}"


class Consent(WriteOnce):
    """The receipt of what a guardian decided. It stays when the child's record goes: ``learner_uuid``
    then leads nowhere, and ``guardian_lookup`` is a keyed hash. ``shown`` is the text that was read."""

    class Decision(models.TextChoices):
        GIVEN = "given", _("Consent given")
        REFUSED = "refused", _("Consent refused")
        WITHDRAWN = "withdrawn", _("Consent withdrawn")

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    site = models.ForeignKey("wagtailcore.Site", on_delete=models.PROTECT, related_name="+")
    learner_uuid = models.UUIDField(_("learner"))
    guardian_lookup = models.CharField(_("keyed hash of the address"), max_length=64, blank=True)
    decision = models.CharField(_("decision"), max_length=10, choices=Decision.choices)
    shown = models.TextField(_("what was shown"))
    decided_at = models.DateTimeField(_("decided"), auto_now_add=True)

    city_path = "site"

    class Meta:
        verbose_name = _("consent receipt")
        verbose_name_plural = _("consent receipts")
        ordering = ["-decided_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.get_decision_display()} – {str(self.uuid)[:8]}"
