"""Permanent addresses of documents, and the pages that people see there."""

import json

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.cache import patch_cache_control, patch_vary_headers
from django.views.decorators.http import require_safe
from wagtail.models import Site

from wagtail_cofl.badges.models import BadgeVersion
from wagtail_cofl.city.rendering import render
from wagtail_cofl.openbadges import did, v2
from wagtail_cofl.openbadges.baking import KEYWORD_V2, KEYWORD_V3, bake_png
from wagtail_cofl.providers.models import Provider

from . import serving
from .addresses import Addresses
from .facts import achievement_facts, issuer_facts
from .models import Credential, IssuerKey
from .serving import document, wanted_type


def _json(data: dict) -> bytes:
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode()


def _get(queryset, **lookup):
    found = queryset.filter(**lookup).first()
    if found is None:
        raise Http404
    return found


def _page(request: HttpRequest, template: str, context: dict) -> HttpResponse:
    """A page at a negotiated address: the same for everyone."""
    response = render(request, template, context)
    patch_vary_headers(response, ["Accept"])
    patch_cache_control(response, public=True, max_age=serving.FIVE_MINUTES)
    return response


def _public_page_site(request: HttpRequest, site_id: int) -> None:
    """A page is shown in its own city's site only; documents are found by their address alone."""
    site = Site.find_for_request(request)
    if site is None or site.pk != site_id:
        raise Http404


# --- an award's documents ---------------------------------------------------------------------


def _credential_page(request: HttpRequest, uuid) -> HttpResponse:
    credential = _get(
        Credential.objects.defer("ob3", "ob2", "badge_version__picture").select_related(
            "badge_version__badge", "provider"
        ),
        uuid=uuid,
    )
    _public_page_site(request, credential.site_id)
    context = {
        "credential": credential,
        "badge": credential.badge_version,
        "provider": credential.provider,
    }
    return _page(request, "wagtail_cofl/credentials/credential.html", context)


def _stored(request, uuid, field: str, media_type: str, *, max_age: int, negotiated=False):
    row = _get(Credential.objects.values_list(field), uuid=uuid)
    return document(request, bytes(row[0]), media_type, max_age=max_age, negotiated=negotiated)


def _baked(request, uuid, field: str, keyword: str) -> HttpResponse:
    row = _get(Credential.objects.values_list(field, "badge_version__picture"), uuid=uuid)
    content = bake_png(bytes(row[1]), bytes(row[0]).decode(), keyword=keyword)
    return document(request, content, serving.PNG, max_age=serving.A_DAY)


@require_safe
def credential(request: HttpRequest, uuid) -> HttpResponse:
    """OB 3.0 credential by Accept; a page for browsers."""
    wanted = wanted_type(request, serving.OB3_TYPES, page=True)
    if wanted == serving.HTML:
        return _credential_page(request, uuid)
    return _stored(request, uuid, "ob3", wanted, max_age=serving.A_DAY, negotiated=True)


@require_safe
def credential_json(request: HttpRequest, uuid) -> HttpResponse:
    return _stored(request, uuid, "ob3", serving.OB3_TYPES[0], max_age=serving.A_DAY)


@require_safe
def credential_png(request: HttpRequest, uuid) -> HttpResponse:
    """The badge's picture with the OB 3.0 credential inside."""
    return _baked(request, uuid, "ob3", KEYWORD_V3)


@require_safe
def assertion(request: HttpRequest, uuid) -> HttpResponse:
    """OB 2.0 hosted assertion by Accept; the same page for browsers."""
    wanted = wanted_type(request, serving.OB2_TYPES, page=True)
    if wanted == serving.HTML:
        return _credential_page(request, uuid)
    return _stored(request, uuid, "ob2", wanted, max_age=serving.FIVE_MINUTES, negotiated=True)


@require_safe
def assertion_json(request: HttpRequest, uuid) -> HttpResponse:
    return _stored(request, uuid, "ob2", serving.LD_JSON, max_age=serving.FIVE_MINUTES)


@require_safe
def assertion_png(request: HttpRequest, uuid) -> HttpResponse:
    """The badge's picture with the OB 2.0 assertion inside."""
    return _baked(request, uuid, "ob2", KEYWORD_V2)


# --- a badge version --------------------------------------------------------------------------


def _badge_version(uuid) -> BadgeVersion:
    versions = BadgeVersion.objects.defer("picture").select_related(
        "badge__provider__site__citysettings"
    )
    return _get(versions, uuid=uuid)


def _addresses(provider: Provider) -> Addresses:
    city = getattr(provider.site, "citysettings", None)
    if city is None or not city.canonical_address:
        # Nothing can name this document before the city has an address.
        raise Http404
    return Addresses(city.canonical_address)


def _badge_class(request, version: BadgeVersion, media_type: str, *, negotiated=False):
    facts = achievement_facts(version, _addresses(version.badge.provider))
    content = _json(v2.badge_class(facts))
    # The skills and words are the version's own; only an issuer's address could ever differ.
    return document(request, content, media_type, max_age=serving.A_DAY, negotiated=negotiated)


@require_safe
def badge_version(request: HttpRequest, uuid) -> HttpResponse:
    """OB 2.0 BadgeClass by Accept; the badge's page for browsers."""
    version = _badge_version(uuid)
    wanted = wanted_type(request, serving.OB2_TYPES, page=True)
    if wanted != serving.HTML:
        return _badge_class(request, version, wanted, negotiated=True)
    _public_page_site(request, version.badge.provider.site_id)
    return _page(request, "wagtail_cofl/badges/badge.html", {"badge": version})


@require_safe
def badge_version_json(request: HttpRequest, uuid) -> HttpResponse:
    return _badge_class(request, _badge_version(uuid), serving.LD_JSON)


@require_safe
def badge_version_png(request: HttpRequest, uuid) -> HttpResponse:
    row = _get(BadgeVersion.objects.values_list("picture"), uuid=uuid)
    return document(request, bytes(row[0]), serving.PNG, max_age=serving.FOR_EVER)


# --- an issuer --------------------------------------------------------------------------------


def _provider(uuid) -> Provider:
    return _get(Provider.objects.select_related("site__citysettings"), uuid=uuid)


def _profile(request, provider: Provider, media_type: str, *, negotiated=False) -> HttpResponse:
    content = _json(v2.issuer_profile(issuer_facts(provider, _addresses(provider))))
    return document(
        request, content, media_type, max_age=serving.FIVE_MINUTES, negotiated=negotiated
    )


@require_safe
def issuer(request: HttpRequest, uuid) -> HttpResponse:
    """OB 2.0 issuer profile (the one live document) by Accept; the provider's page for browsers."""
    provider = _provider(uuid)
    wanted = wanted_type(request, serving.OB2_TYPES, page=True)
    if wanted != serving.HTML:
        return _profile(request, provider, wanted, negotiated=True)
    _public_page_site(request, provider.site_id)
    badges = [b for b in provider.badges.filter(live=True, archived=False)]
    versions = [v for v in (badge.current_version for badge in badges) if v]
    context = {"provider": provider, "badges": versions}
    return _page(request, "wagtail_cofl/providers/provider.html", context)


@require_safe
def issuer_json(request: HttpRequest, uuid) -> HttpResponse:
    return _profile(request, _provider(uuid), serving.LD_JSON)


@require_safe
def did_json(request: HttpRequest, uuid) -> HttpResponse:
    """The issuer's ``did:web`` document: every key it ever published, retired ones too."""
    keys = list(
        IssuerKey.objects.filter(provider__uuid=uuid)
        .select_related("provider__site__citysettings")
        .order_by("created_at", "pk")
    )
    if not keys:
        raise Http404
    addresses = _addresses(keys[0].provider)
    content = _json(
        did.did_document(
            addresses.did(uuid), [key.multikey for key in keys], [addresses.issuer(uuid)]
        )
    )
    wanted = wanted_type(request, serving.DID_TYPES, page=False)
    return document(request, content, wanted, max_age=serving.FIVE_MINUTES, negotiated=True)


@require_safe
def key_json(request: HttpRequest, uuid, multikey: str) -> HttpResponse:
    """One key by itself, for verifiers that fetch keys one by one."""
    keys = IssuerKey.objects.select_related("provider__site__citysettings")
    key = _get(keys, provider__uuid=uuid, multikey=multikey)
    content = _json(did.key_document(_addresses(key.provider).did(uuid), multikey))
    return document(request, content, serving.JSON, max_age=serving.A_DAY)
