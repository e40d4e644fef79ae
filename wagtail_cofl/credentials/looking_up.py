"""What a verification looks up: our own documents in the database, others by https."""

from collections.abc import Callable
from functools import cached_property
from time import monotonic
from urllib.parse import urlsplit

from django.conf import settings
from django.urls import Resolver404, ResolverMatch, resolve
from django.utils.translation import gettext as _

from wagtail_cofl.city.models import CitySettings
from wagtail_cofl.openbadges.verification import CannotFetch, Gone
from wagtail_cofl.settings import cofl_settings

from . import documents, key_documents, naming
from .fetching import SafeFetcher

# A badge of ours needs none, a stranger's two to four: itself, its issuer, its class, its list.
MOST = 6
SECONDS = 20.0
OURS: dict[str, Callable[..., bytes]] = {
    "credential": documents.credential,
    "credential_json": documents.credential,
    "credential_png": documents.credential_png,
    "credential_svg": documents.credential_svg,
    "assertion": documents.assertion,
    "assertion_json": documents.assertion,
    "assertion_png": documents.assertion_png,
    "assertion_svg": documents.assertion_svg,
    "badge_version": documents.badge_class,
    "badge_version_json": documents.badge_class,
    "issuer": documents.issuer_profile,
    "issuer_json": documents.issuer_profile,
    "credential_jwt": documents.credential_jwt,
    "assertion_jws": documents.assertion_jws,
    "did_json": key_documents.did_document,
    "key_json": key_documents.key,
    "key_pem": key_documents.key_pem,
    "status_list": documents.status_list,
    "issuer_revocations": naming.issuer_revocations,
    "issuer_withdrawn": naming.issuer_withdrawn,
}


def our_addresses() -> set[str]:
    """The cities of this deployment. A copy of the database elsewhere has other addresses of its own,
    and asks the live site like anybody."""
    cities = CitySettings.objects.filter(canonical_address__in=cofl_settings.CANONICAL_ADDRESSES)
    return set(cities.values_list("canonical_address", flat=True))


def own_document(url: str) -> ResolverMatch | None:
    """Which document an address of this deployment names: its ``url_name`` and ``kwargs``. None where
    it names no document."""
    try:
        match = resolve(urlsplit(url).path)
    except Resolver404:
        return None
    return match if match.app_name == "wagtail_cofl" and match.url_name in OURS else None


class LookUps:
    """The ``fetch`` of one verification: ours from the database, others by :class:`SafeFetcher`, but
    at most ``MOST`` of them, and no longer than ``SECONDS`` for all together.

    Without ``network`` only our own documents can be had.
    """

    def __init__(self, *, network: bool = True):
        self._network = network
        self._count = 0
        self._end: float | None = None

    @cached_property
    def ours(self) -> set[str]:
        return our_addresses()

    @cached_property
    def _fetcher(self) -> SafeFetcher:
        return SafeFetcher(allow_http=settings.DEBUG, allow_loopback=settings.DEBUG)

    def __call__(self, url: str, accept: str) -> bytes:
        """The body at ``url``. Raises ``CannotFetch``, and ``Gone`` for what was withdrawn."""
        if self.is_ours(url):
            return self._our_own(url)
        if not self._network:
            raise CannotFetch(_("Only documents of this city are looked at here."))
        now = monotonic()
        if self._end is None:
            self._end = now + SECONDS
        self._count += 1
        if self._count > MOST or now >= self._end:
            raise CannotFetch(_("The badge names more places than we look at."))
        return self._fetcher(url, accept, seconds=self._end - now)

    def is_ours(self, url: str) -> bool:
        """Does it begin with the address of a city of this deployment?"""
        try:
            parts = urlsplit(url)
        except ValueError:
            return False
        return f"{parts.scheme}://{parts.netloc}" in self.ours

    def _our_own(self, url: str) -> bytes:
        match = own_document(url)
        try:
            if match is None:
                raise documents.NoDocument
            return OURS[match.url_name](**match.kwargs)
        except documents.Withdrawn as withdrawn:
            raise Gone(_("It was withdrawn."), withdrawn.body) from withdrawn
        except documents.NoDocument as error:
            raise CannotFetch(_("There is no such document in this city.")) from error
