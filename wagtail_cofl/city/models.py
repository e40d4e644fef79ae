"""The city: one Wagtail Site, its name, the address that its badges will always name, and what
people report about its pages."""

import uuid

from django.conf import settings
from django.db import models
from django.forms import RadioSelect
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting

from .forms import CitySettingsForm, ProblemReportForm
from .sealing import unseal


@register_setting(icon="globe")
class CitySettings(BaseSiteSetting):
    """What the council says once about its city. ``canonical_address`` is an origin
    (``https://host`` or ``https://host:port``, no path, no slash) that is chosen from the
    deployment's own list, so no editor types an address."""

    name = models.CharField(
        _("city name"),
        max_length=120,
        blank=True,
        help_text=_("As people say it, for example “Port Merrow City of Learning”."),
    )
    canonical_address = models.CharField(_("permanent address"), max_length=255, blank=True)
    contact_email = models.EmailField(
        _("contact email"),
        blank=True,
        help_text=_("Where learners and providers can ask for help. It is shown to the public."),
    )

    safeguarding_name = models.CharField(
        _("who looks after safety"),
        max_length=120,
        blank=True,
        help_text=_(
            "A team or a role, for example “Safeguarding team”. Every page says how to reach it."
        ),
    )
    safeguarding_email = models.EmailField(_("safeguarding email"), blank=True)
    safeguarding_phone = models.CharField(_("safeguarding phone"), max_length=40, blank=True)

    class StatusMethod(models.TextChoices):
        """How OB 3.0 documents say that they do not hold. A document keeps the method that it was
        issued with."""

        BITSTRING = "bitstring", _("For good. Most cities want this.")
        SUSPENSION = (
            "suspension",
            _("For good, or for a while: a badge can be suspended, and given back later."),
        )
        ONE_EDTECH = (
            "1edtech",
            _(
                "For good, on a public list that names each withdrawn badge. Only if a partner needs "
                "a “1EdTech revocation list”."
            ),
        )

    status_method = models.CharField(
        _("how badges can be taken back"),
        max_length=20,
        choices=StatusMethod.choices,
        default=StatusMethod.BITSTRING,
        help_text=_(
            "It holds for badges that are given from now on. Those that people have already stay as "
            "they are. If you are not sure, leave it."
        ),
    )

    class UnderThirteen(models.TextChoices):
        GUARDIAN = (
            "guardian",
            _("Ask a grown-up who looks after them. Nothing is kept without a yes."),
        )
        NOBODY = "nobody", _("Keep no badges for them.")

    under_13 = models.CharField(
        _("children under 13"),
        max_length=10,
        choices=UnderThirteen.choices,
        default=UnderThirteen.GUARDIAN,
    )
    badge_approval = models.ForeignKey(
        "wagtailcore.Workflow",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("who approves new badges"),
        help_text=_(
            "A workflow of Wagtail’s that a badge goes through before it is published. Without one, "
            "whoever may publish badges does so."
        ),
    )

    # Set by the first badge: from then on documents name the address, and it stays.
    issued_since = models.DateTimeField(_("issuing since"), null=True, editable=False)

    panels = [
        MultiFieldPanel([FieldPanel("name"), FieldPanel("contact_email")], heading=_("Your city")),
        MultiFieldPanel(
            [
                FieldPanel("safeguarding_name"),
                FieldPanel("safeguarding_email"),
                FieldPanel("safeguarding_phone"),
                FieldPanel("under_13", widget=RadioSelect),
            ],
            heading=_("Keeping people safe"),
        ),
        MultiFieldPanel(
            [
                FieldPanel("canonical_address"),
                FieldPanel("address_is_ours"),
            ],
            heading=_("Permanent address"),
            help_text=_(
                "Every badge names this address for ever, and people check badges there. Choose one "
                "that you will still own after local government reorganisation."
            ),
        ),
        MultiFieldPanel([FieldPanel("badge_approval")], heading=_("Badges")),
        MultiFieldPanel(
            [FieldPanel("status_method", widget=RadioSelect)],
            heading=_("For specialists"),
            classname="collapsed",
        ),
    ]
    base_form_class = CitySettingsForm

    @property
    def keeps_children(self) -> bool:
        """Whether people under 13 may keep badges here, with a guardian's yes."""
        return self.under_13 == self.UnderThirteen.GUARDIAN

    class Meta:
        verbose_name = _("city settings")
        verbose_name_plural = _("city settings")

    def __str__(self) -> str:
        return self.name or str(self.site)


class ProblemReport(models.Model):
    """What somebody told the city about a page. ``page`` is a path of this site; the reporter's
    address, if they gave one, is encrypted at rest (:mod:`.sealing`)."""

    class Kind(models.TextChoices):
        WRONG = "wrong", _("Something is wrong or out of date")
        BROKEN = "broken", _("Something does not work for me")
        UNSAFE = "unsafe", _("Somebody may not be safe")
        OTHER = "other", _("Something else")

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    site = models.ForeignKey(
        "wagtailcore.Site", on_delete=models.CASCADE, related_name="+", verbose_name=_("city")
    )
    kind = models.CharField(_("what it is about"), max_length=20, choices=Kind.choices)
    page = models.CharField(_("page"), max_length=500, blank=True)
    message = models.TextField(_("message"), max_length=2000)
    sealed_reply_to = models.TextField(_("encrypted address"), blank=True, editable=False)
    created_at = models.DateTimeField(_("reported"), auto_now_add=True)
    handled_at = models.DateTimeField(_("dealt with"), null=True, blank=True)
    handled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("dealt with by"),
    )

    city_path = "site"

    base_form_class = ProblemReportForm

    class Meta:
        verbose_name = _("problem report")
        verbose_name_plural = _("problem reports")
        ordering = ["-created_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} – {self.page}" if self.page else self.get_kind_display()

    @property
    def state(self) -> str:
        return _("Dealt with") if self.handled_at else _("Open")

    @property
    def reply_to(self) -> str:
        """The reporter's address, opened, or "". Raises :exc:`~.sealing.CannotOpen`."""
        return unseal(self.sealed_reply_to).decode() if self.sealed_reply_to else ""
