"""The site's own page types: each a mixin of ours and the site's base page."""

from wagtail_cofl.opportunities.page_mixins import OpportunityIndexPageMixin, OpportunityPageMixin
from wagtail_cofl.playlists.page_mixins import PlaylistIndexPageMixin, PlaylistPageMixin
from wagtail_cofl.skills.page_mixins import SkillsSpinePageMixin

from ..basepage.models import BasePage


class ActivityPage(OpportunityPageMixin, BasePage):
    template = "wagtail_cofl/opportunities/opportunity_page.html"
    content_panels = [*BasePage.content_panels, *OpportunityPageMixin.cofl_panels]


class WhatsOnPage(OpportunityIndexPageMixin, BasePage):
    template = "wagtail_cofl/opportunities/opportunity_index_page.html"
    content_panels = [*BasePage.content_panels, *OpportunityIndexPageMixin.cofl_panels]


class TrailPage(PlaylistPageMixin, BasePage):
    template = "wagtail_cofl/playlists/playlist_page.html"
    content_panels = [*BasePage.content_panels, *PlaylistPageMixin.cofl_panels]


class TrailsPage(PlaylistIndexPageMixin, BasePage):
    template = "wagtail_cofl/playlists/playlist_index_page.html"
    content_panels = [*BasePage.content_panels, *PlaylistIndexPageMixin.cofl_panels]


class StreetPage(SkillsSpinePageMixin, BasePage):
    template = "wagtail_cofl/skills/skills_spine_page.html"
    content_panels = [*BasePage.content_panels, *SkillsSpinePageMixin.cofl_panels]
