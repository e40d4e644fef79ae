"""Learners, how they can be reached, and the links that prove it."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from wagtail_cofl.city.sealing import seal, unseal

from .emails import email_lookup, normalise_email


class AgeBand(models.TextChoices):
    """Bands, never birthdays. Nobody under 13 is kept until guardians exist."""

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
    created_at = models.DateTimeField(_("created"), auto_now_add=True)

    class Meta:
        verbose_name = _("learner")
        verbose_name_plural = _("learners")
        constraints = [
            models.UniqueConstraint(fields=["site", "user"], name="cofl_user_is_one_learner"),
        ]

    def __str__(self) -> str:
        # Never a name or an address: this text reaches logs and admin lists.
        return f"{self._meta.verbose_name} {str(self.uuid)[:8]}"

    @property
    def email(self) -> str | None:
        """The learner's confirmed address, unsealed, or None."""
        identifier = self.identifiers.order_by("pk").first()
        return identifier.value if identifier else None


class SealedEmail(models.Model):
    """An e-mail address encrypted at rest and found by a keyed hash."""

    sealed_value = models.TextField(_("encrypted address"), editable=False)
    lookup = models.CharField(_("keyed hash"), max_length=64, editable=False)

    class Meta:
        abstract = True

    @property
    def value(self) -> str:
        return unseal(self.sealed_value).decode()

    @value.setter
    def value(self, address: str) -> None:
        address = normalise_email(address)
        self.sealed_value = seal(address.encode())
        self.lookup = email_lookup(address)


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
    created_at = models.DateTimeField(_("created"), auto_now_add=True)
    expires_at = models.DateTimeField(_("works until"))
    used_at = models.DateTimeField(_("used"), null=True)

    class Meta:
        verbose_name = _("email link")
        verbose_name_plural = _("email links")

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.pk}"
