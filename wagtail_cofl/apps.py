from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class WagtailCoflConfig(AppConfig):
    name = "wagtail_cofl"
    label = "wagtail_cofl"
    verbose_name = _("City of Learning")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from . import checks, receivers  # noqa: F401  (importing registers them)
        from .awards.holding import HoldsBadges
        from .badges import answerers, answering
        from .city.scoping import ask_members
        from .city.uploads import keep_clean
        from .playlists.criteria import TYPE, FinishesPlaylist
        from .playlists.criteria_blocks import FinishPlaylistBlock
        from .providers.roles import where

        ask_members(where)
        answerers.register_all()
        answering.register("badges", HoldsBadges())
        answering.register_block(TYPE, FinishPlaylistBlock(), FinishesPlaylist())
        for model in self.apps.get_models():
            keep_clean(model)
