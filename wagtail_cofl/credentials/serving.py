"""How documents are answered: raw bytes, with ETag, caching and CORS, chosen by Accept."""

import hashlib
from functools import lru_cache

from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.utils.cache import get_conditional_response

HTML = "text/html"
LD_JSON = "application/ld+json"
JSON = "application/json"
PNG = "image/png"
SVG = "image/svg+xml"
# An SVG opened by itself is a document, and may do as little as a picture.
SVG_POLICY = "default-src 'none'; img-src data:; style-src 'none'"
# First the type that is ours to choose, then what a client may insist on.
OB3_TYPES = ("application/vc+ld+json", "application/vc", LD_JSON, JSON)
OB2_TYPES = (LD_JSON, JSON)
# A VC-JWT (OB 3.0, 8.2.5), also as 1EdTech's own software asks for it.
TOKEN_TYPES = ("application/vc+jwt", "text/plain")
VC_JWT = TOKEN_TYPES[0]
# Here the token must be asked for by its name: much software that wants JSON says "text/plain, */*".
OB3_OR_TOKEN = (*OB3_TYPES, VC_JWT)
DID_TYPES = ("application/did+json", "application/did+ld+json", JSON)

# Long for what can never change, short for what may be revoked or edited.
FOR_EVER = 31_536_000
A_DAY = 86_400
FIVE_MINUTES = 300

_CONDITIONS = {"HTTP_IF_NONE_MATCH", "HTTP_IF_MATCH"}


def wanted_type(request: HttpRequest, types: tuple[str, ...], *, page: bool) -> str:
    """The media type to answer with: the best of ``types``, or HTML where ``page`` and a browser
    asks. The first of ``types`` where the client has no preference or none that we have."""
    return _preferred(request.META.get("HTTP_ACCEPT", "*/*"), (*types, HTML) if page else types)


@lru_cache(maxsize=512)
def _preferred(accept: str, offered: tuple[str, ...]) -> str:
    """Many clients, few headers: each is read once."""
    request = HttpRequest()
    request.META["HTTP_ACCEPT"] = accept
    return request.get_preferred_type(offered) or offered[0]


def document(
    request: HttpRequest,
    content: bytes,
    *,
    media_type: str,
    max_age: int,
    negotiated: bool = False,
    status: int = 200,
) -> HttpResponse:
    """One public document, or 304 where the client has it. Never touches the session."""
    etag = f'"{hashlib.sha256(content).hexdigest()[:32]}"'
    response = None
    if request.META.get("HTTP_IF_NONE_MATCH") == etag and status == 200:
        response = HttpResponseNotModified()
    elif status == 200 and not _CONDITIONS.isdisjoint(request.META):
        response = get_conditional_response(request, etag=etag)
    if response is None:
        response = HttpResponse(content, content_type=media_type, status=status)
    response.headers["ETag"] = etag
    response.headers["Cache-Control"] = f"public, max-age={max_age}"
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.headers["X-Content-Type-Options"] = "nosniff"
    if negotiated:
        response.headers["Vary"] = "Accept"
    return response
