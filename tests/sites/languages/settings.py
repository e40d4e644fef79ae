"""A site in two languages: Wagtail's addresses inside ``i18n_patterns``, ours outside."""

from tests.sites.base import *  # noqa: F403
from tests.sites.base import INSTALLED_APPS, MIDDLEWARE

INSTALLED_APPS = [*INSTALLED_APPS, "wagtail.contrib.simple_translation"]
MIDDLEWARE = [
    *MIDDLEWARE[:2],
    "django.middleware.locale.LocaleMiddleware",
    *MIDDLEWARE[2:],
]
ROOT_URLCONF = "tests.sites.languages.urls"
LANGUAGES = WAGTAIL_CONTENT_LANGUAGES = [("en-gb", "English"), ("cy", "Cymraeg")]
WAGTAIL_I18N_ENABLED = True
PAGES_AT = "/en-gb/"
