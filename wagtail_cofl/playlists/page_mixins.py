"""What makes a page a playlist, or the list of them."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, HelpPanel, MultiFieldPanel
from wagtail.fields import RichTextField

from wagtail_cofl.city.fields import OpenStreamField
from wagtail_cofl.city.rendering import base_template

from .blocks import StepsBlock
from .forms import PlaylistPageForm
from .views import index_context, page_context


class PlaylistPageMixin(models.Model):
    """Add to a page model of your own: ``class OurPlaylist(PlaylistPageMixin, OurBasePage)``.

    Publishing such a page projects it to a :class:`~wagtail_cofl.playlists.models.Playlist` row and,
    where its steps changed, a new immutable version.
    """

    summary = models.TextField(
        _("summary"), blank=True, max_length=300, help_text=_("One or two sentences for lists.")
    )
    body = RichTextField(
        _("is it for me?"),
        blank=True,
        features=["bold", "italic", "ol", "ul", "link"],
        help_text=_("Who will like it, and what they need."),
    )
    provider = models.ForeignKey(
        "wagtail_cofl.Provider",
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("who put it together"),
    )
    steps = OpenStreamField(StepsBlock(), verbose_name=_("steps"))
    badge = models.ForeignKey(
        "wagtail_cofl.Badge",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("completion badge"),
        help_text=_("Who does every step gets it by itself. Leave it empty if there is none."),
    )

    cofl_panels = [
        FieldPanel("summary"),
        FieldPanel("body"),
        FieldPanel(
            "steps",
            help_text=_(
                "In the order of the route. A step with a badge is done when somebody holds the "
                "badge; people tick the others themselves."
            ),
        ),
        MultiFieldPanel([FieldPanel("provider"), FieldPanel("badge")], heading=_("Who gives what")),
    ]

    base_form_class = PlaylistPageForm

    class Meta:
        abstract = True

    def cofl_names(self, cleaned: dict):
        """What the form's :class:`~wagtail_cofl.opportunities.forms.OwnCityPageForm` asks about."""
        if provider := cleaned.get("provider"):
            yield "provider", provider, provider.site_id
        if badge := cleaned.get("badge"):
            yield "badge", badge, badge.provider.site_id
        for value in _each_value(cleaned.get("steps") or ()):
            if opportunity := value.get("opportunity"):
                yield "steps", opportunity, opportunity.site_id
            if badge := value.get("badge"):
                yield "steps", badge, badge.provider.site_id

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        context["cofl_base_template"] = base_template()
        return context | page_context(request, self)


def _each_value(stream):
    for block in stream:
        if block.block_type == "choice":
            yield from _each_value(block.value["steps"])
        else:
            yield block.value


class PlaylistIndexPageMixin(models.Model):
    """The list of the city's playlists."""

    cofl_list_of = "playlists"

    intro = models.TextField(
        _("introduction"), blank=True, max_length=300, help_text=_("One sentence under the title.")
    )

    cofl_panels = [
        FieldPanel("intro"),
        HelpPanel(
            _("The list makes itself: every published playlist of this city is on it."),
            heading=_("Playlists"),
        ),
    ]

    class Meta:
        abstract = True

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        context["cofl_base_template"] = base_template()
        return context | index_context(request, self.get_site())
