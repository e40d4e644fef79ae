"""Issuer keys, and the signed documents as they were signed."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from wagtail_cofl.badges.models import BadgeVersion
from wagtail_cofl.city.immutable import WriteOnce
from wagtail_cofl.openbadges.jose import PrivateKey
from wagtail_cofl.providers.models import Provider

from .private_keys import opened


class IssuerKey(models.Model):
    """A provider's key, of which one of each use is active. The private half is sealed; retired keys
    stay published, since badges that they signed are still about.

    ``kid`` is the key's name in its address: the multikey of an Ed25519 key (``z6Mk…``), the JWK
    thumbprint (RFC 7638) of another. ``public_pem`` is its public half.
    """

    class Use(models.TextChoices):
        PROOF = "proof", _("Data Integrity proofs")
        TOKEN = "token", _("JSON Web Tokens")

    class Algorithm(models.TextChoices):
        """As JOSE calls them (RFC 7518, RFC 8037)."""

        EDDSA = "EdDSA", "Ed25519"
        RS256 = "RS256", "RSA, SHA-256"
        ES256 = "ES256", "P-256, SHA-256"

    provider = models.ForeignKey(Provider, on_delete=models.PROTECT, related_name="keys")
    use = models.CharField(_("used for"), max_length=10, choices=Use.choices, default=Use.PROOF)
    algorithm = models.CharField(
        _("algorithm"), max_length=10, choices=Algorithm.choices, default=Algorithm.EDDSA
    )
    kid = models.CharField(_("name of the key"), max_length=100, unique=True)
    public_pem = models.TextField(_("public key"), blank=True)
    sealed_private = models.TextField(_("encrypted private key"))
    created_at = models.DateTimeField(_("created"), auto_now_add=True)
    retired_at = models.DateTimeField(_("retired"), null=True)
    #: Since when somebody else may have had the private half.
    compromised_at = models.DateTimeField(_("compromised since"), null=True)

    class Meta:
        verbose_name = _("issuer key")
        verbose_name_plural = _("issuer keys")
        constraints = [
            models.UniqueConstraint(
                fields=["provider", "use"],
                condition=models.Q(retired_at=None),
                name="cofl_one_active_key_per_use",
            ),
        ]

    def __str__(self) -> str:
        return self.kid

    def private_key(self) -> PrivateKey:
        """The key for signing. Raises ``CannotOpen`` if it was sealed with an unknown key."""
        return opened(self.sealed_private, self.algorithm)


class StatusList(models.Model):
    """A provider's list of which credentials are withdrawn (W3C Bitstring Status List 1.0).

    ``document`` is the signed list credential as it is served, ``token`` the same as a VC-JWT; None
    where something changed since it was signed: the next reader signs it anew. ``decoys`` are places
    that no credential ever gets, in the order of their drawing; the first ``decoys_set`` of them are
    set, so that nobody can count withdrawals. A suspension list tells of its own credentials' withdrawals
    too, since a document names one list only.
    """

    class Purpose(models.TextChoices):
        """Bitstring Status List 1.0, 2.2 *statusPurpose*."""

        REVOCATION = "revocation", _("withdrawn for good")
        SUSPENSION = "suspension", _("withdrawn, or suspended for a while")

    #: The standard's least length: enough that one credential hides among the others.
    LENGTH = 131_072

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    provider = models.ForeignKey(
        Provider, on_delete=models.PROTECT, related_name="status_lists", verbose_name=_("provider")
    )
    purpose = models.CharField(
        _("purpose"), max_length=20, choices=Purpose.choices, default=Purpose.REVOCATION
    )
    document = models.BinaryField(_("signed list"), null=True)
    token = models.TextField(_("signed list as a token"), null=True)  # noqa: DJ001
    decoys = models.JSONField(_("places of nobody"), default=list)
    decoys_set = models.PositiveIntegerField(_("places of nobody that are set"), default=0)
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
    #: Its document names the issuer's 1EdTechRevocationList instead.
    named_when_withdrawn = models.BooleanField(_("named when withdrawn"), default=False)
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

    @property
    def can_be_suspended(self) -> bool:
        """Its document says which list it is on, and that never changes. Needs ``status_list``."""
        listed = self.status_list
        return listed is not None and listed.purpose == StatusList.Purpose.SUSPENSION

    @property
    def suspension(self) -> "Suspension | None":
        """The suspension that nobody has lifted yet. Lists: ``prefetch_related(open_suspensions())``
        on their way here."""
        for found in getattr(self, "open_suspensions", self.suspensions.filter(lifted_at=None)):
            return found
        return None


class Revocation(WriteOnce):
    """A credential that was withdrawn, for good. ``reason`` is public: it says nothing of the
    person. Who did it, and why in their own words, is in the log."""

    class Reason(models.TextChoices):
        MISTAKE = "mistake", _("It was given by mistake.")
        WRONG_PERSON = "wrong-person", _("It was given to the wrong person.")
        NOT_MET = "not-met", _("What it says was not done.")
        ASKED = "asked", _("The holder asked for it.")
        REPLACED = "replaced", _("A newer one stands in its place.")
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


class Suspension(models.Model):
    """A credential that does not count for a while. ``reason`` is public, as a revocation's is. One
    that was withdrawn meanwhile is withdrawn, whatever stands here."""

    class Reason(models.TextChoices):
        CHECKING = "checking", _("The issuer is checking it.")
        RENEWAL = "renewal", _("Something has to be renewed first.")
        ASKED = "asked", _("The holder asked for it.")
        OTHER = "other", _("The issuer has its reasons.")

    credential = models.ForeignKey(Credential, on_delete=models.PROTECT, related_name="suspensions")
    reason = models.CharField(_("reason"), max_length=20, choices=Reason.choices)
    suspended_at = models.DateTimeField(_("suspended"))
    lifted_at = models.DateTimeField(_("lifted"), null=True)

    class Meta:
        verbose_name = _("suspension")
        verbose_name_plural = _("suspensions")
        ordering = ["suspended_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["credential"],
                condition=models.Q(lifted_at=None),
                name="cofl_one_open_suspension",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.credential} – {self.suspended_at:%Y-%m-%d}"


def open_suspensions(path: str = "") -> models.Prefetch:
    """For ``prefetch_related``: what :attr:`Credential.suspension` needs. ``path`` leads to the
    credential, with its ``__``."""
    return models.Prefetch(
        f"{path}suspensions", Suspension.objects.filter(lifted_at=None), to_attr="open_suspensions"
    )


class SignedToken(WriteOnce):
    """A credential as a JSON Web Token, signed for the first who asks for it and then kept. There may be
    several, by one key after the other."""

    class Kind(models.TextChoices):
        VC_JWT = "vc-jwt", _("Open Badges 3.0 (VC-JWT)")
        OB2_JWS = "ob2-jws", _("Open Badges 2.0 (JWS)")

    credential = models.ForeignKey(Credential, on_delete=models.PROTECT, related_name="tokens")
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices)
    key = models.ForeignKey(IssuerKey, on_delete=models.PROTECT, related_name="+")
    text = models.TextField(_("token"))
    created_at = models.DateTimeField(_("signed"), auto_now_add=True)

    class Meta:
        verbose_name = _("signed token")
        verbose_name_plural = _("signed tokens")
        constraints = [
            models.UniqueConstraint(
                fields=["credential", "kind", "key"], name="cofl_one_token_of_a_kind"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.credential} ({self.kind})"
