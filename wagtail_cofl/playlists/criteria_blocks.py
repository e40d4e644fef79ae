"""What an editor fills in where a badge asks for a playlist."""

from django.utils.translation import gettext as now
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from wagtail_cofl.badges.blocks import CriterionBlock, escape_markdown

from .choosers import PlaylistBlock


class FinishPlaylistBlock(CriterionBlock):
    """The playlist is kept by its id alone."""

    title = blocks.CharBlock(
        label=_("What to do"),
        required=False,
        max_length=200,
        help_text=_("Leave it empty for “Finish the playlist …” with its name."),
    )
    playlist = PlaylistBlock(label=_("Playlist"))

    class Meta:
        label = _("A playlist to finish")
        icon = "list-ol"
        template = "wagtail_cofl/playlists/blocks/finish.html"
        description = _("Every step of a playlist, except those that are only if you like.")
        preview_value = {
            "title": _("Finish the playlist “Sounds of the harbour”"),
            "detail": "",
            "playlist": None,
        }

    def heading(self, value) -> str:
        if value.get("title"):
            return value["title"]
        if value.get("playlist") is None:  # a draft, or it is gone
            return now("Finish this playlist")
        return now("Finish the playlist “%(playlist)s”") % {"playlist": value["playlist"].title}

    def more(self, value) -> str:
        """Names the playlist where the editor's own title may not."""
        playlist = value.get("playlist")
        name = escape_markdown(playlist.title) if playlist and value.get("title") else ""
        return " · ".join(text for text in (super().more(value), name) if text)
