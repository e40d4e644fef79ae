"""Ready-made page types: a mixin and Wagtail's own ``Page``."""

from django.utils.translation import gettext_lazy as _
from wagtail.models import Page
from wagtail.search import index

from wagtail_cofl.opportunities.page_mixins import OpportunityIndexPageMixin, OpportunityPageMixin
from wagtail_cofl.playlists.page_mixins import PlaylistIndexPageMixin, PlaylistPageMixin
from wagtail_cofl.skills.page_mixins import SkillsSpinePageMixin


class OpportunityPage(OpportunityPageMixin, Page):
    """Something to do in the city, and the badge that it gives."""

    template = "wagtail_cofl/opportunities/opportunity_page.html"
    content_panels = [*Page.content_panels, *OpportunityPageMixin.cofl_panels]
    search_fields = [
        *Page.search_fields,
        index.SearchField("summary"),
        index.SearchField("body"),
    ]
    subpage_types: list[str] = []

    class Meta:
        verbose_name = _("opportunity")
        verbose_name_plural = _("opportunities")


class OpportunityIndexPage(OpportunityIndexPageMixin, Page):
    """What is on: every opportunity of the city, with filters."""

    template = "wagtail_cofl/opportunities/opportunity_index_page.html"
    content_panels = [*Page.content_panels, *OpportunityIndexPageMixin.cofl_panels]
    search_fields = [*Page.search_fields, index.SearchField("intro")]

    class Meta:
        verbose_name = _("what’s on page")
        verbose_name_plural = _("what’s on pages")


class PlaylistPage(PlaylistPageMixin, Page):
    """A route: steps in order, and perhaps a badge at the end."""

    template = "wagtail_cofl/playlists/playlist_page.html"
    content_panels = [*Page.content_panels, *PlaylistPageMixin.cofl_panels]
    search_fields = [
        *Page.search_fields,
        index.SearchField("summary"),
        index.SearchField("body"),
    ]
    subpage_types: list[str] = []

    class Meta:
        verbose_name = _("playlist")
        verbose_name_plural = _("playlists")


class PlaylistIndexPage(PlaylistIndexPageMixin, Page):
    """Every playlist of the city."""

    template = "wagtail_cofl/playlists/playlist_index_page.html"
    content_panels = [*Page.content_panels, *PlaylistIndexPageMixin.cofl_panels]
    search_fields = [*Page.search_fields, index.SearchField("intro")]

    class Meta:
        verbose_name = _("playlists page")
        verbose_name_plural = _("playlists pages")


class SkillsSpinePage(SkillsSpinePageMixin, Page):
    """The city's skills as a street."""

    template = "wagtail_cofl/skills/skills_spine_page.html"
    content_panels = [*Page.content_panels, *SkillsSpinePageMixin.cofl_panels]
    search_fields = [*Page.search_fields, index.SearchField("intro")]
    subpage_types: list[str] = []

    class Meta:
        verbose_name = _("skills page")
        verbose_name_plural = _("skills pages")
