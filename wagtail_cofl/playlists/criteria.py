"""A kind of criteria of badges: a playlist to finish. Badges know nothing of it; it is registered as a
site registers its own."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from wagtail_cofl.badges.answering import Answer, Answerer, Verdict

from .models import Following, Playlist
from .progress import progress
from .publishing import takes_a_badge

#: What versions of badges keep as the type of such a criterion: for ever.
TYPE = "playlist"


def asks_for(playlist_id: int, criterion: dict) -> bool:
    """Is it this playlist that a criterion wants finished?"""
    return criterion["type"] == TYPE and criterion["value"].get("playlist") == playlist_id


class FinishesPlaylist(Answerer):
    """Met by whoever finished it, in any version: what they began is what they finish. Where ticking
    alone does that, somebody has to look, as no badge is to be had by ticking."""

    def is_automatic(self, criterion):
        playlist = Playlist.objects.filter(pk=criterion["value"].get("playlist")).first()
        version = playlist and playlist.current_version
        return bool(version) and takes_a_badge(version.steps)

    def answer(self, criterion, case):
        asked = criterion["value"].get("playlist")
        found = Following.objects.filter(learner=case.learner, playlist=asked)
        following = found.select_related("playlist", "version").first()
        if following and following.completed_at:
            if takes_a_badge(following.version.steps):
                return Answer(Verdict.MET)
            return super().answer(criterion, case)
        return Answer(Verdict.NOT_YET, _left(following) if following else _to_begin(asked))


def _to_begin(playlist_id: int | None) -> str:
    playlist = Playlist.objects.filter(pk=playlist_id).first()
    if playlist is None:
        return _("The playlist for this is not there any more.")
    return _("You have not started “%(playlist)s” yet.") % {"playlist": playlist.title}


def _left(following: Following) -> str:
    way = progress(following)
    named = {"playlist": following.playlist.title, "steps": way.total - way.done}
    if way.is_complete:  # what it ends with could not be given at that moment
        return _("Open “%(playlist)s” again to finish it.") % named
    return (
        ngettext(
            "Do %(steps)s more step of “%(playlist)s”.",
            "Do %(steps)s more steps of “%(playlist)s”.",
            named["steps"],
        )
        % named
    )
