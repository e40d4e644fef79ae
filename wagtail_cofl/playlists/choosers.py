"""Choosing a playlist: the row, which outlives its page."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic.chooser import ChooseResultsView, ChooseView
from wagtail.admin.viewsets.chooser import ChooserViewSet

from wagtail_cofl.city.viewsets import OwnChoicesMixin, OwnChooserUrlsMixin

from .models import Playlist


class PublishedMixin:
    """Published ones only, with whose they are."""

    def get_object_list(self):
        return Playlist.objects.filter(live=True).select_related("provider")

    @property
    def columns(self):
        provider = Column("provider", label=_("Provider"), accessor=lambda row: row.provider.name)
        return [*super().columns, provider]


class PlaylistChooseView(OwnChoicesMixin, PublishedMixin, ChooseView):
    pass


class PlaylistChooseResultsView(OwnChoicesMixin, PublishedMixin, ChooseResultsView):
    pass


class PlaylistChooserViewSet(OwnChooserUrlsMixin, ChooserViewSet):
    model = Playlist
    icon = "list-ol"
    choose_one_text = gettext_lazy("Choose a playlist")
    choose_another_text = gettext_lazy("Choose another playlist")
    register_widget = False
    choose_view_class = PlaylistChooseView
    choose_results_view_class = PlaylistChooseResultsView


playlist_chooser = PlaylistChooserViewSet("cofl_playlist_chooser")
PlaylistBlock = playlist_chooser.get_block_class(
    name="PlaylistBlock", module_path="wagtail_cofl.playlists.choosers"
)
