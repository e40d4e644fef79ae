from django.apps import AppConfig
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _


class WagtailCoflPagesConfig(AppConfig):
    name = "wagtail_cofl.pages"
    label = "wagtail_cofl_pages"
    verbose_name = _("City of Learning pages")
    default_auto_field = "django.db.models.BigAutoField"

    def import_models(self):
        # Before any check can run: say which line is missing, not "no app_label".
        if not self.apps.is_installed("wagtail_cofl"):
            raise ImproperlyConfigured(
                'Add "wagtail_cofl", to INSTALLED_APPS, above "wagtail_cofl.pages".'
            )
        super().import_models()
