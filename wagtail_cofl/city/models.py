"""The city: one Wagtail Site, its name and the address that its badges will always name."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting

from .forms import CitySettingsForm


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

    # Set by the first badge: from then on documents name the address, and it stays.
    issued_since = models.DateTimeField(_("issuing since"), null=True, editable=False)

    panels = [
        MultiFieldPanel([FieldPanel("name"), FieldPanel("contact_email")], heading=_("Your city")),
        MultiFieldPanel(
            [FieldPanel("canonical_address"), FieldPanel("address_is_ours")],
            heading=_("Permanent address"),
            help_text=_(
                "Every badge names this address for ever, and people check badges there. Choose one "
                "that you will still own after local government reorganisation."
            ),
        ),
    ]
    base_form_class = CitySettingsForm

    class Meta:
        verbose_name = _("city settings")
        verbose_name_plural = _("city settings")

    def __str__(self) -> str:
        return self.name or str(self.site)
