"""What a verification looks up: our own documents in the database, others by https."""

from collections.abc import Callable
from urllib.error import URLError
from urllib.parse import urlsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener

from django.conf import settings
from django.urls import Resolver404, resolve
from django.utils.translation import gettext as _

from wagtail_cofl.city.models import CitySettings
from wagtail_cofl.openbadges.verification import CannotFetch

from . import documents

MAX_BYTES = 5_000_000
SECONDS = 10
OURS: dict[str, Callable[..., bytes]] = {
    "credential": documents.credential,
    "credential_json": documents.credential,
    "credential_png": documents.credential_png,
    "assertion": documents.assertion,
    "assertion_json": documents.assertion,
    "assertion_png": documents.assertion_png,
    "badge_version": documents.badge_class,
    "badge_version_json": documents.badge_class,
    "issuer": documents.issuer_profile,
    "issuer_json": documents.issuer_profile,
    "did_json": documents.did_document,
}


class _NoRedirects(HTTPRedirectHandler):
    def redirect_request(self, *args, **kwargs):
        return None


def _our_own(url: str) -> bytes | None:
    """The document at one of our own addresses, or None for somebody else's."""
    parts = urlsplit(url)
    base = f"{parts.scheme}://{parts.netloc}"
    if not CitySettings.objects.filter(canonical_address=base).exists():
        return None
    try:
        match = resolve(parts.path)
        make = OURS[match.url_name] if match.app_name == "wagtail_cofl" else None
        if make is None:
            raise KeyError
        return make(**match.kwargs)
    except (Resolver404, KeyError, documents.NoDocument) as error:
        raise CannotFetch(_("There is no such document in this city.")) from error


def look_up(url: str, accept: str) -> bytes:
    """The body at ``url``: ours without the network, others by https only, without redirects, at
    most 5 MB and 10 s. Raises ``CannotFetch``."""
    found = _our_own(url)
    if found is not None:
        return found
    if urlsplit(url).scheme != "https" and not settings.DEBUG:
        raise CannotFetch(_("Only https addresses are looked up."))
    if urlsplit(url).scheme not in {"http", "https"}:
        raise CannotFetch(_("Only https addresses are looked up."))
    try:
        request = Request(url, headers={"Accept": accept})  # noqa: S310 (scheme checked above)
        with build_opener(_NoRedirects).open(request, timeout=SECONDS) as response:
            body = response.read(MAX_BYTES + 1)
    except (URLError, OSError, ValueError) as error:
        raise CannotFetch(
            _("%(url)s does not answer (%(why)s).") % {"url": url, "why": error}
        ) from error
    if len(body) > MAX_BYTES:
        raise CannotFetch(_("%(url)s answers with too much.") % {"url": url})
    return body
