"""Permanent addresses of documents, and the pages that people see there."""

from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.cache import patch_cache_control, patch_vary_headers
from django.views.decorators.http import require_safe

from wagtail_cofl.badges.models import BadgeVersion
from wagtail_cofl.city.personal import unlisted
from wagtail_cofl.city.rendering import render
from wagtail_cofl.city.sites import site_of
from wagtail_cofl.providers.models import Provider
from wagtail_cofl.providers.views import provider_context

from . import documents, serving
from .models import Credential
from .serving import wanted_type


def _answer(request, make: Callable[..., bytes], *args, **how) -> HttpResponse:
    try:
        content = make(*args)
    except documents.NoDocument as error:
        raise Http404 from error
    return serving.document(request, content, **how)


def _page(request: HttpRequest, template: str, context: dict) -> HttpResponse:
    """A page at a negotiated address: the same for everyone."""
    response = render(request, template, context)
    patch_vary_headers(response, ["Accept"])
    patch_cache_control(response, public=True, max_age=serving.FIVE_MINUTES)
    return response


def _own_site_only(request: HttpRequest, site_id: int) -> None:
    """A page is shown in its own city's site only; documents are found by their address alone."""
    if site_of(request).pk != site_id:
        raise Http404


# --- an award's documents ---------------------------------------------------------------------


def _credential_page(request: HttpRequest, uuid) -> HttpResponse:
    credentials = Credential.objects.defer("ob3", "ob2", "badge_version__picture")
    credential = get_object_or_404(
        credentials.select_related("badge_version__badge", "provider"), uuid=uuid
    )
    _own_site_only(request, credential.site_id)
    context = {
        "credential": credential,
        "badge": credential.badge_version,
        "provider": credential.provider,
    }
    return _page(request, "wagtail_cofl/credentials/credential.html", context)


@unlisted
@require_safe
def credential(request: HttpRequest, uuid) -> HttpResponse:
    """OB 3.0 credential by Accept; a page for browsers."""
    wanted = wanted_type(request, serving.OB3_TYPES, page=True)
    if wanted == serving.HTML:
        return _credential_page(request, uuid)
    how = {"media_type": wanted, "max_age": serving.A_DAY, "negotiated": True}
    return _answer(request, documents.credential, uuid, **how)


@unlisted
@require_safe
def credential_json(request: HttpRequest, uuid) -> HttpResponse:
    """The same by suffix."""
    how = {"media_type": serving.OB3_TYPES[0], "max_age": serving.A_DAY}
    return _answer(request, documents.credential, uuid, **how)


@unlisted
@require_safe
def credential_png(request: HttpRequest, uuid) -> HttpResponse:
    """The badge's picture with the OB 3.0 credential inside."""
    how = {"media_type": serving.PNG, "max_age": serving.A_DAY}
    return _answer(request, documents.credential_png, uuid, **how)


@unlisted
@require_safe
def assertion(request: HttpRequest, uuid) -> HttpResponse:
    """OB 2.0 hosted assertion by Accept; the same page for browsers."""
    wanted = wanted_type(request, serving.OB2_TYPES, page=True)
    if wanted == serving.HTML:
        return _credential_page(request, uuid)
    how = {"media_type": wanted, "max_age": serving.FIVE_MINUTES, "negotiated": True}
    return _answer(request, documents.assertion, uuid, **how)


@unlisted
@require_safe
def assertion_json(request: HttpRequest, uuid) -> HttpResponse:
    """The same by suffix."""
    how = {"media_type": serving.LD_JSON, "max_age": serving.FIVE_MINUTES}
    return _answer(request, documents.assertion, uuid, **how)


@unlisted
@require_safe
def assertion_png(request: HttpRequest, uuid) -> HttpResponse:
    """The badge's picture with the OB 2.0 assertion inside."""
    how = {"media_type": serving.PNG, "max_age": serving.FIVE_MINUTES}
    return _answer(request, documents.assertion_png, uuid, **how)


# --- a badge version --------------------------------------------------------------------------


@require_safe
def badge_version(request: HttpRequest, uuid) -> HttpResponse:
    """OB 2.0 BadgeClass by Accept; the badge's page for browsers."""
    wanted = wanted_type(request, serving.OB2_TYPES, page=True)
    if wanted != serving.HTML:
        how = {"media_type": wanted, "max_age": serving.A_DAY, "negotiated": True}
        return _answer(request, documents.badge_class, uuid, **how)
    versions = BadgeVersion.objects.defer("picture").select_related("badge__provider")
    version = get_object_or_404(versions, uuid=uuid)
    _own_site_only(request, version.badge.provider.site_id)
    return _page(request, "wagtail_cofl/badges/badge.html", {"badge": version})


@require_safe
def badge_version_json(request: HttpRequest, uuid) -> HttpResponse:
    """The BadgeClass by suffix."""
    how = {"media_type": serving.LD_JSON, "max_age": serving.A_DAY}
    return _answer(request, documents.badge_class, uuid, **how)


@require_safe
def badge_version_png(request: HttpRequest, uuid) -> HttpResponse:
    """The picture of a badge version. It can never change."""
    how = {"media_type": serving.PNG, "max_age": serving.FOR_EVER}
    return _answer(request, documents.badge_png, uuid, **how)


# --- an issuer --------------------------------------------------------------------------------


@require_safe
def issuer(request: HttpRequest, uuid) -> HttpResponse:
    """OB 2.0 issuer profile (the one live document) by Accept; the provider's page for browsers."""
    wanted = wanted_type(request, serving.OB2_TYPES, page=True)
    if wanted != serving.HTML:
        how = {"media_type": wanted, "max_age": serving.FIVE_MINUTES, "negotiated": True}
        return _answer(request, documents.issuer_profile, uuid, **how)
    provider = get_object_or_404(Provider.objects.select_related("site", "logo"), uuid=uuid)
    _own_site_only(request, provider.site_id)
    context = provider_context(provider)
    return _page(request, "wagtail_cofl/providers/provider.html", context)


@require_safe
def issuer_json(request: HttpRequest, uuid) -> HttpResponse:
    """The issuer profile by suffix."""
    how = {"media_type": serving.LD_JSON, "max_age": serving.FIVE_MINUTES}
    return _answer(request, documents.issuer_profile, uuid, **how)


@require_safe
def did_json(request: HttpRequest, uuid) -> HttpResponse:
    """The issuer's ``did:web`` document: every key it ever published, retired ones too."""
    wanted = wanted_type(request, serving.DID_TYPES, page=False)
    how = {"media_type": wanted, "max_age": serving.FIVE_MINUTES, "negotiated": True}
    return _answer(request, documents.did_document, uuid, **how)


@require_safe
def key_json(request: HttpRequest, uuid, multikey: str) -> HttpResponse:
    """One key by itself, for verifiers that fetch keys one by one."""
    how = {"media_type": serving.JSON, "max_age": serving.A_DAY}
    return _answer(request, documents.key_document, uuid, multikey, **how)
