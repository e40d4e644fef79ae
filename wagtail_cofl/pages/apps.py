import swapper
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
        # Models built on a page that is swapped out would give dozens of errors, none of them this.
        swapper.set_app_prefix("wagtailcore", "wagtail")
        if swapper.is_swapped("wagtailcore", "Page"):
            raise ImproperlyConfigured(
                "wagtail_cofl.pages is built on Wagtail’s own Page, and this site has another "
                '(WAGTAIL_PAGE_MODEL). Take "wagtail_cofl.pages", out of INSTALLED_APPS and make '
                "page types of your own: class OpportunityPage(OpportunityPageMixin, YourBasePage)."
            )
        super().import_models()
