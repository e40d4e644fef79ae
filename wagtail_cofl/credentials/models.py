"""Issuer keys, and the signed documents as they were signed."""

import uuid

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.db import models
from django.utils.translation import gettext_lazy as _

from wagtail_cofl.badges.models import BadgeVersion
from wagtail_cofl.city.immutable import WriteOnce
from wagtail_cofl.city.sealing import unseal
from wagtail_cofl.providers.models import Provider


class IssuerKey(models.Model):
    """A provider's Ed25519 key. The private half is sealed; retired keys stay published."""

    provider = models.ForeignKey(Provider, on_delete=models.PROTECT, related_name="keys")
    multikey = models.CharField(_("public key"), max_length=100, unique=True)
    sealed_private = models.TextField(_("encrypted private key"))
    created_at = models.DateTimeField(_("created"), auto_now_add=True)
    retired_at = models.DateTimeField(_("retired"), null=True)

    class Meta:
        verbose_name = _("issuer key")
        verbose_name_plural = _("issuer keys")
        constraints = [
            models.UniqueConstraint(
                fields=["provider"],
                condition=models.Q(retired_at=None),
                name="cofl_one_active_key_per_provider",
            ),
        ]

    def __str__(self) -> str:
        return self.multikey

    def private_key(self) -> Ed25519PrivateKey:
        """The key for signing. Raises ``CannotOpen`` if it was sealed with an unknown key."""
        return Ed25519PrivateKey.from_private_bytes(unseal(self.sealed_private))


class StatusList(models.Model):
    """A provider's list of which credentials are withdrawn (W3C Bitstring Status List 1.0).

    ``document`` is the signed list credential as it is served; None where something changed since
    it was signed: the next reader signs it anew.
    """

    #: The standard's least length: enough that one credential hides among the others.
    LENGTH = 131_072

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    provider = models.ForeignKey(
        Provider, on_delete=models.PROTECT, related_name="status_lists", verbose_name=_("provider")
    )
    document = models.BinaryField(_("signed list"), null=True)
    created_at = models.DateTimeField(_("created"), auto_now_add=True)

    class Meta:
        verbose_name = _("status list")
        verbose_name_plural = _("status lists")
        ordering = ["pk"]

    def __str__(self) -> str:
        return str(self.uuid)


class Credential(WriteOnce):
    """One award's documents, byte for byte as they were made, at unguessable addresses.

    ``ob3`` is the signed OpenBadgeCredential, ``ob2`` the hosted Assertion, both JSON in UTF-8.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    badge_version = models.ForeignKey(
        BadgeVersion, on_delete=models.PROTECT, related_name="credentials"
    )
    provider = models.ForeignKey(Provider, on_delete=models.PROTECT, related_name="+")
    site = models.ForeignKey("wagtailcore.Site", on_delete=models.PROTECT, related_name="+")
    key = models.ForeignKey(IssuerKey, on_delete=models.PROTECT, related_name="+")
    status_list = models.ForeignKey(
        StatusList, on_delete=models.PROTECT, null=True, related_name="credentials"
    )
    status_index = models.PositiveIntegerField(_("place in the status list"), null=True)
    ob3 = models.BinaryField(_("Open Badges 3.0 document"))
    ob2 = models.BinaryField(_("Open Badges 2.0 document"))
    created_at = models.DateTimeField(_("issued"), auto_now_add=True)

    class Meta:
        verbose_name = _("credential")
        verbose_name_plural = _("credentials")
        constraints = [
            models.UniqueConstraint(
                fields=["status_list", "status_index"], name="cofl_status_index_once"
            ),
        ]

    def __str__(self) -> str:
        return str(self.uuid)


class Revocation(WriteOnce):
    """A credential that was withdrawn, for good. ``reason`` is public: it says nothing of the
    person. Who did it, and why in their own words, is in the log."""

    class Reason(models.TextChoices):
        MISTAKE = "mistake", _("It was given by mistake.")
        WRONG_PERSON = "wrong-person", _("It was given to the wrong person.")
        NOT_MET = "not-met", _("What it says was not done.")
        ASKED = "asked", _("The holder asked for it.")
        OTHER = "other", _("The issuer has withdrawn it.")

    credential = models.OneToOneField(
        Credential, on_delete=models.PROTECT, related_name="revocation"
    )
    reason = models.CharField(_("reason"), max_length=20, choices=Reason.choices)
    revoked_at = models.DateTimeField(_("withdrawn"))

    class Meta:
        verbose_name = _("revocation")
        verbose_name_plural = _("revocations")

    def __str__(self) -> str:
        return f"{self.credential} – {self.get_reason_display()}"
