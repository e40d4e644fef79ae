"""System checks: each names the line to add."""

from importlib import import_module
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.core.checks import Error, Warning, register
from django.core.files.storage import FileSystemStorage
from django.template import TemplateDoesNotExist
from django.template.loader import get_template
from django.urls import Resolver404, resolve

from .city.private_storage import private_storage
from .settings import TOKEN_ALGORITHMS, cofl_settings

NEEDED_APPS = {
    "wagtail.contrib.settings": "wagtail_cofl.E001",
    "wagtail_modeladmin": "wagtail_cofl.E002",
    "wagtail.snippets": "wagtail_cofl.E003",
}


@register()
def check_apps(app_configs, **kwargs):
    """E001-E003: an app that we need is not installed."""
    return [
        Error(
            f"wagtail_cofl needs {app}.",
            hint=f'Add "{app}", to INSTALLED_APPS.',
            id=check_id,
        )
        for app, check_id in NEEDED_APPS.items()
        if not apps.is_installed(app)
    ]


@register()
def check_pages(app_configs, **kwargs):
    """E004: nobody can make an opportunity page."""
    from .opportunities.page_mixins import OpportunityPageMixin

    if any(issubclass(model, OpportunityPageMixin) for model in apps.get_models()):
        return []
    return [
        Error(
            "This site has no page type for opportunities.",
            hint=(
                'Add "wagtail_cofl.pages", to INSTALLED_APPS, or subclass OpportunityPageMixin '
                "in a page type of your own."
            ),
            id="wagtail_cofl.E004",
        )
    ]


@register()
def check_urls(app_configs, **kwargs):
    """E006: our include is missing, or Wagtail's catch-all stands before it."""
    root = import_module(settings.ROOT_URLCONF)
    try:
        found = resolve("/cofl/claim/", urlconf=root)
    except Resolver404:
        found = None
    if found is not None and found.app_name == "wagtail_cofl":
        return []
    return [
        Error(
            "The addresses of wagtail_cofl are not in the root URLconf.",
            hint=(
                'Add path("", include("wagtail_cofl.urls")), to urlpatterns in '
                f"{settings.ROOT_URLCONF}, before Wagtail’s own include and outside i18n_patterns."
            ),
            id="wagtail_cofl.E006",
        )
    ]


@register()
def check_base_template(app_configs, **kwargs):
    """W001: the site has no base template of the name that we extend."""
    try:
        get_template(cofl_settings.BASE_TEMPLATE)
    except TemplateDoesNotExist:
        return [
            Warning(
                f"There is no template {cofl_settings.BASE_TEMPLATE}: our pages use a plain one.",
                hint='Set WAGTAIL_COFL["BASE_TEMPLATE"] to your site’s base template.',
                id="wagtail_cofl.W001",
            )
        ]
    return []


@register()
def check_token_algorithm(app_configs, **kwargs):
    """E007: no key can be made for tokens."""
    if cofl_settings.TOKEN_ALGORITHM in TOKEN_ALGORITHMS:
        return []
    return [
        Error(
            f"Badges cannot be signed as tokens with {cofl_settings.TOKEN_ALGORITHM!r}.",
            hint='Set WAGTAIL_COFL["TOKEN_ALGORITHM"] to "RS256" or "ES256", or leave it out.',
            id="wagtail_cofl.E007",
        )
    ]


@register()
def check_evidence_folder(app_configs, **kwargs):
    """E008: the web server would show what learners add to a claim."""
    storage = private_storage()
    if not isinstance(storage, FileSystemStorage):
        return []
    folder = Path(storage.location).resolve()
    # A folder of static files may be written with a prefix before it.
    static = [d[1] if isinstance(d, list | tuple) else d for d in settings.STATICFILES_DIRS]
    shown = [settings.MEDIA_ROOT, settings.STATIC_ROOT, *static]
    return [
        Error(
            f"Learners’ evidence would be kept in {folder}, which lies in {public}.",
            hint=(
                'Set WAGTAIL_COFL["EVIDENCE_FOLDER"] to a folder that is outside MEDIA_ROOT, '
                "STATIC_ROOT and STATICFILES_DIRS, or give such a location to "
                'STORAGES["cofl_private"].'
            ),
            id="wagtail_cofl.E008",
        )
        for public in shown
        if public and folder.is_relative_to(Path(public).resolve())
    ][:1]


@register(deploy=True)
def check_secrets(app_configs, **kwargs):
    """W002-W004: what a live city needs."""
    found = []
    if not cofl_settings.KEY_ENCRYPTION_KEYS:
        found.append(
            Warning(
                "Issuer keys and e-mail addresses are encrypted with a key made from SECRET_KEY.",
                hint=(
                    'Set WAGTAIL_COFL["KEY_ENCRYPTION_KEYS"] to a list with a key from '
                    "cryptography.fernet.Fernet.generate_key(), and keep a copy of it."
                ),
                id="wagtail_cofl.W002",
            )
        )
    if not cofl_settings.LOOKUP_KEY:
        found.append(
            Warning(
                "E-mail addresses are found by a key made from SECRET_KEY, which may change.",
                hint='Set WAGTAIL_COFL["LOOKUP_KEY"] to a long random text, and never change it.',
                id="wagtail_cofl.W003",
            )
        )
    if not cofl_settings.CANONICAL_ADDRESSES:
        found.append(
            Warning(
                "This deployment has no address to issue badges for.",
                hint=(
                    'Set WAGTAIL_COFL["CANONICAL_ADDRESSES"] to a list such as '
                    '["https://learn.example.gov.uk"].'
                ),
                id="wagtail_cofl.W004",
            )
        )
    return found
