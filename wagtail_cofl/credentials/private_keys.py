"""Private halves of issuer keys: making them, and opening those that are sealed."""

from functools import lru_cache

from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_der_private_key,
)

from wagtail_cofl.city.sealing import sealing_keys, unseal
from wagtail_cofl.openbadges.jose import PrivateKey

RSA_BITS = 2048


def generate(algorithm: str) -> PrivateKey:
    """A new key for ``EdDSA``, ``RS256`` or ``ES256``."""
    if algorithm == "RS256":
        return rsa.generate_private_key(public_exponent=65537, key_size=RSA_BITS)
    if algorithm == "ES256":
        return ec.generate_private_key(ec.SECP256R1())
    return Ed25519PrivateKey.generate()


def to_bytes(key: PrivateKey) -> bytes:
    """The key as it is sealed: an Ed25519 key's 32 bytes, PKCS #8 of another."""
    if isinstance(key, Ed25519PrivateKey):
        return key.private_bytes_raw()
    return key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())


def opened(sealed: str, algorithm: str) -> PrivateKey:
    """The key in a sealed text. Raises ``CannotOpen``."""
    return _opened(sealed, algorithm, sealing_keys())


# Opening a key costs as much as a signature, so a process keeps those that it used last. That gives
# nothing away: whoever can read its memory finds there what opens every key in the database.
@lru_cache(maxsize=256)
def _opened(sealed: str, algorithm: str, sealing_keys: tuple[str | bytes, ...]) -> PrivateKey:
    raw = unseal(sealed)
    if algorithm == "EdDSA":
        return Ed25519PrivateKey.from_private_bytes(raw)
    # Nobody can have changed what is sealed: there is no need to prove the primes again.
    return load_der_private_key(raw, None, unsafe_skip_rsa_key_validation=True)
