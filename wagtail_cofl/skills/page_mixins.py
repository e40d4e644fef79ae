"""What makes a page the city's skills spine: the street in which every skill is a window."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, HelpPanel

from wagtail_cofl.badges.models import Layer
from wagtail_cofl.city.rendering import base_template

from .spine import Spine
from .views import spine_context


class SkillsSpinePageMixin(models.Model):
    """Add to a page model of your own: ``class OurSkills(SkillsSpinePageMixin, OurBasePage)``."""

    #: Links to "all skills" lead to such a page.
    cofl_list_of = "skills"

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
        site = self.get_site()
        spine = Spine.of(site)
        return (
            context
            | {"cofl_base_template": base_template(), "spine": spine, "layers": Layer.choices}
            | spine_context(site, spine)
        )
