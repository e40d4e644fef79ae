"""Multikey (W3C Controlled Identifiers 1.0, 2.2.2): Ed25519 keys as ``z6Mk…``."""

ALPHABET = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
_VALUES = {sign: value for value, sign in enumerate(ALPHABET)}
_PAIRS = [high + low for high in ALPHABET for low in ALPHABET]
ED25519_PUBLIC = b"\xed\x01"
# A signature has 64 bytes, a key 34: nothing of ours is longer, and decoding is quadratic.
MAX_SIGNS = 200


class BadKey(ValueError):
    """Not a base58btc multibase value, or not an Ed25519 key."""


def base58btc(data: bytes) -> str:
    """Multibase base58-btc: ``z`` and the digits."""
    number = int.from_bytes(data)
    digits = ""
    while number:
        number, five = divmod(number, 58**5)
        digits = f"{_PAIRS[five // 58**3]}{_PAIRS[five // 58 % 58**2]}{ALPHABET[five % 58]}{digits}"
    zeros = len(data) - len(data.lstrip(b"\0"))
    return "z" + "1" * zeros + digits.lstrip("1")


def decode_base58btc(text: str) -> bytes:
    """Undo :func:`base58btc`. Raises :exc:`BadKey`."""
    if not text.startswith("z") or len(text) > MAX_SIGNS:
        raise BadKey("not a base58btc multibase value")
    digits = text[1:]
    number = 0
    for sign in digits:
        if sign not in _VALUES:
            raise BadKey(f"{sign!r} is not a base58 digit")
        number = number * 58 + _VALUES[sign]
    zeros = len(digits) - len(digits.lstrip("1"))
    return b"\0" * zeros + number.to_bytes((number.bit_length() + 7) // 8)


def encode_ed25519(public: bytes) -> str:
    """The multikey of a raw public key of 32 bytes."""
    if len(public) != 32:
        raise BadKey("an Ed25519 public key has 32 bytes")
    return base58btc(ED25519_PUBLIC + public)


def decode_ed25519(multikey: str) -> bytes:
    """The raw 32 bytes of a ``z6Mk…`` multikey. Raises :exc:`BadKey`."""
    data = decode_base58btc(multikey)
    if not data.startswith(ED25519_PUBLIC) or len(data) != 34:
        raise BadKey("not an Ed25519 public key")
    return data[2:]
