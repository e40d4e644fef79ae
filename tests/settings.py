"""Settings of the test site: the shape that ``wagtail start`` makes, plus our lines."""

import os
import tempfile
from pathlib import Path

import django

BASE_DIR = Path(__file__).resolve().parent
SECRET_KEY = "for tests only"
DEBUG = False
ALLOWED_HOSTS = ["*"]

INSTALLED_APPS = [
    "wagtail_cofl",
    "wagtail_cofl.pages",
    "wagtail.contrib.settings",
    "wagtail_modeladmin",
    "wagtail.contrib.forms",
    "wagtail.contrib.redirects",
    "wagtail.embeds",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "django_filters",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
ROOT_URLCONF = "tests.urls"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "testsite" / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.debug",
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]
if os.environ.get("COFL_DB") == "postgres":
    INSTALLED_APPS.append("django.contrib.postgres")
    DATABASES = {
        "default": {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": os.environ.get("COFL_DB_NAME", "cofl"),
            "HOST": os.environ.get("PGHOST", ""),
            "USER": os.environ.get("PGUSER", ""),
        }
    }
else:
    DATABASES = {
        "default": {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": os.environ.get("COFL_DB_NAME", BASE_DIR / "test.sqlite3"),
        }
    }
DEFAULT_AUTO_FIELD = os.environ.get("COFL_AUTO_FIELD", "django.db.models.BigAutoField")
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
LANGUAGE_CODE = "en-gb"
TIME_ZONE = "Europe/London"
USE_TZ = True
STATIC_URL = "/static/"
STATIC_ROOT = BASE_DIR / "static"
MEDIA_ROOT = Path(tempfile.gettempdir()) / "wagtail_cofl_tests"
MEDIA_URL = "/media/"
WAGTAIL_SITE_NAME = "Test council"
WAGTAILADMIN_BASE_URL = "https://learn.example.org"
if django.VERSION >= (6, 1):
    MAILERS = {"default": {"BACKEND": "django.core.mail.backends.locmem.EmailBackend"}}
else:
    EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
WAGTAIL_COFL = {
    "CANONICAL_ADDRESSES": ["https://learn.example.org"],
    "KEY_ENCRYPTION_KEYS": ["tPrQkYy2h7Qb5m1x1QGx0Tb0l9b2u8m9k6w3k4a5c6E="],
    "LOOKUP_KEY": "for tests only",
    # Made in a moment, where an RSA key takes a tenth of a second.
    "TOKEN_ALGORITHM": "ES256",
}
