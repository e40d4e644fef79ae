"""Addresses of issuers' keys, and of what travels signed with them as one piece of text."""

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from wagtail_cofl.city.personal import unlisted
from wagtail_cofl.city.sites import site_of

from . import documents, key_documents, serving
from .hosting import hosted
from .serving import wanted_type

JWK_SET = "application/jwk-set+json"
TEXT = "text/plain; charset=utf-8"


@require_safe
def did_json(request: HttpRequest, uuid) -> HttpResponse:
    """The issuer's ``did:web`` document: every key it ever published, retired ones too."""
    wanted = wanted_type(request, serving.DID_TYPES, page=False)
    how = {"media_type": wanted, "max_age": serving.FIVE_MINUTES, "negotiated": True}
    return hosted(request, key_documents.did_document, uuid, **how)


@require_safe
def key_json(request: HttpRequest, uuid, kid: str) -> HttpResponse:
    """One key by itself, for verifiers that fetch keys one by one."""
    try:
        content, media_type = key_documents.key_and_type(uuid, kid)
    except documents.NoDocument as error:
        raise Http404 from error
    # Not for longer: since when a stolen key is not to be trusted stands here too.
    how = {"media_type": media_type, "max_age": serving.FIVE_MINUTES}
    return serving.document(request, content, **how)


@require_safe
def key_pem(request: HttpRequest, uuid, kid: str) -> HttpResponse:
    """OB 2.0 CryptographicKey of a token key."""
    wanted = wanted_type(request, serving.OB2_TYPES, page=False)
    how = {"media_type": wanted, "max_age": serving.A_DAY, "negotiated": True}
    return hosted(request, key_documents.key_pem, uuid, kid, **how)


@require_safe
def jwks_json(request: HttpRequest) -> HttpResponse:
    """The token keys of every provider of this city."""
    how = {"media_type": JWK_SET, "max_age": serving.FIVE_MINUTES}
    return hosted(request, key_documents.jwks, site_of(request), **how)


@unlisted
@require_safe
def credential_jwt(request: HttpRequest, uuid) -> HttpResponse:
    """The OB 3.0 credential as a VC-JWT. Whether it was withdrawn, its status list says."""
    how = {"media_type": TEXT, "max_age": serving.A_DAY}
    return hosted(request, documents.credential_jwt, uuid, **how)


@unlisted
@require_safe
def assertion_jws(request: HttpRequest, uuid) -> HttpResponse:
    """The OB 2.0 assertion as a JWS. Whether it was withdrawn, its issuer's RevocationList says."""
    how = {"media_type": TEXT, "max_age": serving.A_DAY}
    return hosted(request, documents.assertion_jws, uuid, **how)
