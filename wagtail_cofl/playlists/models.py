"""Playlists, their immutable versions, and who follows which."""

import uuid

import swapper
from django.db import models
from django.utils.translation import gettext_lazy as _

from wagtail_cofl.badges.models import Badge
from wagtail_cofl.city.immutable import WriteOnce
from wagtail_cofl.learners.models import Learner
from wagtail_cofl.providers.models import Provider


class Playlist(models.Model):
    """A route. ``page`` is where it is edited, if anywhere; the row outlives the page."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    site = models.ForeignKey("wagtailcore.Site", on_delete=models.PROTECT, related_name="+")
    page = models.OneToOneField(
        swapper.get_model_name("wagtailcore", "Page"),
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
    )
    provider = models.ForeignKey(
        Provider, on_delete=models.PROTECT, related_name="playlists", verbose_name=_("provider")
    )
    title = models.CharField(_("title"), max_length=255)
    summary = models.TextField(_("summary"), blank=True)
    live = models.BooleanField(_("live"), default=True)
    published_at = models.DateTimeField(_("published"), auto_now_add=True)

    city_path = "site"
    provider_path = "provider"

    class Meta:
        verbose_name = _("playlist")
        verbose_name_plural = _("playlists")
        ordering = ["title", "pk"]

    def __str__(self) -> str:
        return self.title

    @property
    def current_version(self) -> "PlaylistVersion | None":
        """The newest published version, or None before the first publication."""
        return self.versions.select_related("badge").order_by("-number").first()


class PlaylistVersion(WriteOnce):
    """A playlist's steps as they were published. A learner finishes the version they began.

    ``steps`` is a list of step objects, in order. Each has ``id`` (the same in every version as
    long as the editor keeps the step), ``type``, ``optional`` (bool) and ``note``, and by type:

    - ``opportunity``: ``opportunity`` (uuid), ``title``, and ``badge`` (the badge's uuid or None)
    - ``badge``: ``badge`` (uuid), ``title``
    - ``link``: ``title``, ``url``
    - ``choice``: ``needed`` (how many of them), ``steps`` (step objects of the three kinds above)
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    playlist = models.ForeignKey(Playlist, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField(_("version"))
    steps = models.JSONField(_("steps"))
    badge = models.ForeignKey(
        Badge,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("completion badge"),
    )
    created_at = models.DateTimeField(_("published"), auto_now_add=True)

    class Meta:
        verbose_name = _("playlist version")
        verbose_name_plural = _("playlist versions")
        ordering = ["playlist", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["playlist", "number"], name="cofl_playlist_version_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.playlist} ({self.number})"


class Following(models.Model):
    """A learner on a playlist, in the version that they began. Private."""

    playlist = models.ForeignKey(Playlist, on_delete=models.CASCADE, related_name="followings")
    version = models.ForeignKey(
        PlaylistVersion, on_delete=models.CASCADE, related_name="followings"
    )
    learner = models.ForeignKey(Learner, on_delete=models.CASCADE, related_name="followings")
    started_at = models.DateTimeField(_("began"), auto_now_add=True)
    completed_at = models.DateTimeField(_("finished"), null=True)

    class Meta:
        verbose_name = _("playlist being followed")
        verbose_name_plural = _("playlists being followed")
        ordering = ["-started_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["playlist", "learner"], name="cofl_follow_once"),
        ]

    def __str__(self) -> str:
        return f"{self.learner} – {self.playlist}"


class Tick(models.Model):
    """ "I did this": a step that gives no badge, ticked by the learner."""

    following = models.ForeignKey(Following, on_delete=models.CASCADE, related_name="ticks")
    step = models.CharField(_("step"), max_length=40)
    ticked_at = models.DateTimeField(_("ticked"), auto_now_add=True)

    class Meta:
        verbose_name = _("ticked step")
        verbose_name_plural = _("ticked steps")
        constraints = [
            models.UniqueConstraint(fields=["following", "step"], name="cofl_tick_once"),
        ]

    def __str__(self) -> str:
        return f"{self.following} – {self.step}"
