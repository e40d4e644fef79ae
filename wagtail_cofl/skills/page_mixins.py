"""What makes a page the city's skills spine: the street in which every skill is a window."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, HelpPanel

from wagtail_cofl.city.rendering import base_template

from .spine import Spine


class SkillsSpinePageMixin(models.Model):
    """Add to a page model of your own: ``class OurSkills(SkillsSpinePageMixin, OurBasePage)``."""

    intro = models.TextField(
        _("introduction"), blank=True, max_length=300, help_text=_("One sentence under the title.")
    )

    cofl_panels = [
        FieldPanel("intro"),
        HelpPanel(
            _("The street draws itself from City of Learning > Skills: an area is a building."),
            heading=_("Skills"),
        ),
    ]

    class Meta:
        abstract = True

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        return context | {
            "cofl_base_template": base_template(),
            "spine": Spine.of(self.get_site()),
        }
