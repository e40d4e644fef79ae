"""Settings of a council's site, as ``wagtail start` makes them, with a City of Learning added.

The secrets here are for a demo on your own computer. A live site sets each COFL_ variable.
"""

import os
from pathlib import Path

PROJECT_DIR = Path(__file__).resolve().parent
BASE_DIR = PROJECT_DIR.parent
# What the site makes while it runs: its database, pictures and mails.
DATA_DIR = Path(os.environ.get("COFL_DATA_DIR", BASE_DIR))

DEBUG = os.environ.get("COFL_DEBUG", "1") == "1"
SECRET_KEY = os.environ.get("COFL_SECRET_KEY", "a-demo-secret-that-everybody-can-read-here")
ALLOWED_HOSTS = ["*"]
COFL_ADDRESS = os.environ.get("COFL_ADDRESS", "http://localhost:8000").rstrip("/")
CSRF_TRUSTED_ORIGINS = [COFL_ADDRESS]

INSTALLED_APPS = [
    # City of Learning
    "wagtail_cofl",
    "wagtail_cofl.pages",
    "wagtail.contrib.settings",
    "wagtail_modeladmin",
    # the council's own
    "home",
    "demo",
    "secret_words",
    # Wagtail
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
    # Django
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "config.policy.StrictFrontEnd",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "wagtail.contrib.redirects.middleware.RedirectMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
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

# SQLite needs nothing set up. For PostgreSQL set COFL_DB=postgres and libpq's own variables.
if os.environ.get("COFL_DB") == "postgres" and os.environ.get("PGHOST"):
    INSTALLED_APPS.append("django.contrib.postgres")
    DATABASES = {
        "default": {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": os.environ.get("COFL_DB_NAME", "cofl"),
            "HOST": os.environ["PGHOST"],
            "PORT": os.environ.get("PGPORT", ""),
            "USER": os.environ.get("PGUSER", ""),
            "PASSWORD": os.environ.get("PGPASSWORD", ""),
        }
    }
else:
    DATABASES = {
        "default": {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": DATA_DIR / "demo.sqlite3",
            # Who is going to write waits for its turn: otherwise a transaction that has read first
            # is told that the database is locked.
            "OPTIONS": {"transaction_mode": "IMMEDIATE"},
        }
    }

AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]

LANGUAGE_CODE = "en-gb"
TIME_ZONE = "Europe/London"
USE_I18N = True
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = BASE_DIR / "static_root"
STATICFILES_DIRS = [BASE_DIR / "static"]
MEDIA_URL = "/media/"
MEDIA_ROOT = DATA_DIR / "media"

DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000

DEFAULT_FROM_EMAIL = "learning@portmerrow.example"
if DEBUG:
    # Mails are not sent: each is a file here, so that you can read it and follow its link.
    EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    EMAIL_FILE_PATH = DATA_DIR / "mail"

WAGTAIL_SITE_NAME = "Port Merrow City Council"
WAGTAILADMIN_BASE_URL = COFL_ADDRESS
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database"}}
WAGTAILDOCS_EXTENSIONS = ["csv", "docx", "odt", "pdf", "pptx", "rtf", "txt", "xlsx", "zip"]

WAGTAIL_COFL = {
    "CANONICAL_ADDRESSES": [COFL_ADDRESS],
    "KEY_ENCRYPTION_KEYS": [
        os.environ.get("COFL_KEY_ENCRYPTION_KEY", "cG9ydC1tZXJyb3ctaXMtYS1tYWRlLXVwLXBsYWNlISE=")
    ],
    "LOOKUP_KEY": os.environ.get("COFL_LOOKUP_KEY", "demo-lookup-key-of-port-merrow"),
}
