"""What the city keeps sealed at rest: encryption that can be undone, and keyed hashes for finding.

Sealing is Fernet (AES-128-CBC with HMAC-SHA-256). ``KEY_ENCRYPTION_KEYS`` may hold several keys:
the first seals, all of them open, so that keys can be changed without losing anything.
"""

import base64
import hashlib
import hmac

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.utils.translation import gettext as _

from wagtail_cofl.settings import cofl_settings


class CannotOpen(Exception):
    """Something was sealed with a key that this deployment does not have."""


def _derived(purpose: str) -> bytes:
    return hmac.digest(settings.SECRET_KEY.encode(), f"wagtail_cofl.{purpose}".encode(), "sha256")


def sealing_keys() -> tuple[str | bytes, ...]:
    """What opens what is sealed; the first seals. The last is made from ``SECRET_KEY``, so that a city
    that began without a key of its own can go on with one."""
    return *cofl_settings.KEY_ENCRYPTION_KEYS, base64.urlsafe_b64encode(_derived("sealing"))


def _fernet() -> MultiFernet:
    return MultiFernet([Fernet(key) for key in sealing_keys()])


def seal(secret: bytes) -> str:
    """Encrypt for storage; the result is ASCII text."""
    return _fernet().encrypt(secret).decode()


def unseal(sealed: str) -> bytes:
    """Undo :func:`seal`. Raises :exc:`CannotOpen` when no configured key fits."""
    try:
        return _fernet().decrypt(sealed.encode())
    except InvalidToken as error:
        raise CannotOpen(
            _(
                "This was encrypted with a key that is no longer in KEY_ENCRYPTION_KEYS. "
                "Put the older key back at the end of the list."
            )
        ) from error


def reseal(sealed: str) -> str | None:
    """The same secret sealed with the first key, or None where it is already. Raises
    :exc:`CannotOpen`."""
    try:
        Fernet(sealing_keys()[0]).decrypt(sealed.encode())
    except InvalidToken:
        return seal(unseal(sealed))
    return None


def keyed_hash(purpose: str, value: str) -> str:
    """A hash that finds ``value`` again and tells nothing to who lacks ``LOOKUP_KEY`` (64 hex)."""
    key = cofl_settings.LOOKUP_KEY.encode() or _derived("lookup")
    return hmac.new(key, f"{purpose}\0{value}".encode(), hashlib.sha256).hexdigest()


def hash_of(secret: str) -> str:
    """What is kept of a link's secret (64 hex). It has 256 random bits, so a fast hash will do."""
    return hashlib.sha256(secret.encode()).hexdigest()
