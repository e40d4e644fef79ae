"""Who offers learning. In its Open Badges role a provider is called the issuer."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.images import get_image_model_string
from wagtail.search import index

from wagtail_cofl.city.emails import SealedEmail


class Provider(index.Indexed, models.Model):
    """A library, a youth club, an employer: anyone in the city who publishes opportunities.

    ``uuid`` is in the address of every document that it issues. A provider that has issued is
    never deleted (badges protect it); ``archived`` takes it out of the lists.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    site = models.ForeignKey(
        "wagtailcore.Site",
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("city"),
    )
    name = models.CharField(_("name"), max_length=255)
    description = models.TextField(
        _("description"), blank=True, help_text=_("One or two sentences about what you do.")
    )
    email = models.EmailField(
        _("public email"),
        help_text=_("Shown on every badge, so that people can ask about it. Not a person’s own."),
    )
    website = models.URLField(_("website"), blank=True)
    logo = models.ForeignKey(
        get_image_model_string(),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("logo"),
        help_text=_("Square. Without one, two letters of the name stand in."),
    )
    archived = models.BooleanField(
        _("archived"),
        default=False,
        help_text=_("It no longer appears in lists. What it gave stays valid."),
    )

    suspended_at = models.DateTimeField(
        _("suspended since"),
        null=True,
        editable=False,
        help_text=_("It cannot give badges for now. What it gave stays valid."),
    )
    #: Wagtail's rights of its members in the page tree hang on this group.
    group = models.OneToOneField(
        "auth.Group",
        on_delete=models.SET_NULL,
        null=True,
        editable=False,
        related_name="cofl_provider",
    )

    search_fields = [
        index.SearchField("name"),
        index.AutocompleteField("name"),
        index.FilterField("id"),
        index.FilterField("site_id"),
        index.FilterField("archived"),
    ]
    city_path = "site"
    provider_path = "pk"

    class Meta:
        verbose_name = _("provider")
        verbose_name_plural = _("providers")
        permissions = [("suspend_provider", _("Can suspend a provider"))]
        ordering = ["name", "pk"]

    def __str__(self) -> str:
        return self.name

    @property
    def initials(self) -> str:
        """Two letters that stand in for a logo."""
        return "".join(word[0] for word in self.name.split()[:2]).upper()


class Role(models.TextChoices):
    """What a member does for a provider. ``roles.MAY`` says what that allows."""

    OWNER = "owner", _("Owner: everything, and who else is an owner")
    MANAGER = "manager", _("Manager: badges, people, giving and looking at claims")
    ISSUER = "issuer", _("Issuer: gives badges by codes and lists")
    ASSESSOR = "assessor", _("Assessor: looks at claims")
    VIEWER = "viewer", _("Viewer: sees badges and numbers")


class Membership(models.Model):
    """A user who works for a provider. Checked anew at each act: who has left can do nothing."""

    provider = models.ForeignKey(Provider, on_delete=models.CASCADE, related_name="memberships")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        related_name="cofl_memberships",
        verbose_name=_("person"),
    )
    role = models.CharField(_("role"), max_length=10, choices=Role.choices)
    created_at = models.DateTimeField(_("since"), auto_now_add=True)

    city_path = "provider__site"
    provider_path = "provider"

    class Meta:
        verbose_name = _("member")
        verbose_name_plural = _("members")
        ordering = ["provider", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["provider", "user"], name="cofl_member_once"),
        ]

    def __str__(self) -> str:
        return f"{self.user} – {self.provider}"


class MemberInvitation(SealedEmail):
    """A letter that asks somebody to work for a provider. Only a hash of its secret is kept."""

    provider = models.ForeignKey(Provider, on_delete=models.CASCADE, related_name="invitations")
    role = models.CharField(_("role"), max_length=10, choices=Role.choices)
    secret_hash = models.CharField(_("hash of the secret"), max_length=64, unique=True)
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    created_at = models.DateTimeField(_("sent"), auto_now_add=True)
    expires_at = models.DateTimeField(_("works until"))
    accepted_at = models.DateTimeField(_("accepted"), null=True)

    city_path = "provider__site"
    provider_path = "provider"

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["provider", "lookup"],
                condition=models.Q(accepted_at=None),
                name="cofl_one_open_invitation",
            ),
        ]

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.pk}"


class NamedPeer(SealedEmail):
    """Somebody whom a provider trusts to look at claims of their peers: a learner, by address."""

    provider = models.ForeignKey(Provider, on_delete=models.CASCADE, related_name="named_peers")
    created_at = models.DateTimeField(_("named"), auto_now_add=True)

    city_path = "provider__site"
    provider_path = "provider"

    class Meta:
        verbose_name = _("named peer")
        verbose_name_plural = _("named peers")
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["provider", "lookup"], name="cofl_peer_named_once"),
        ]

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.pk}"
