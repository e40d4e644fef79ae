"""JSON Canonicalization Scheme (RFC 8785): one way to write a JSON value; and the proofs that are made
so, ``eddsa-jcs-2022`` (W3C Data Integrity EdDSA Cryptosuites 1.0, 3.3)."""

import hashlib
import json
import math
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from .documents import Document
from .multikey import BadKey, decode_base58btc
from .proofs import BadProof

# RFC 8785 3.2.2.3: numbers are read as IEEE 754 doubles, of which larger integers are not exact.
_EXACT = 2**53


class NotCanonical(ValueError):
    """A value that JSON has no one way to write."""


def _number(value: int | float) -> str:
    """ECMAScript's *Number::toString* (RFC 8785, 3.2.2.3)."""
    if isinstance(value, int):
        if abs(value) > _EXACT:
            try:
                value = float(value)
            except OverflowError as error:
                raise NotCanonical("a number is too big") from error
        else:
            return str(value)
    if not math.isfinite(value):
        raise NotCanonical("a number has no end")
    if value == 0:
        return "0"
    sign = "-" if value < 0 else ""
    # Python and ECMAScript agree on the digits (the shortest that read back alike), not on the form.
    mantissa, _, exponent = f"{abs(value)!r}".partition("e")
    whole, _, fraction = mantissa.partition(".")
    digits = (whole + fraction).lstrip("0")
    # Where the point stands, counted from the first digit.
    point = len(whole) + int(exponent or 0)
    point -= len(whole + fraction) - len(digits)
    digits = digits.rstrip("0")
    count = len(digits)
    if count <= point <= 21:
        return sign + digits + "0" * (point - count)
    if 0 < point <= 21:
        return f"{sign}{digits[:point]}.{digits[point:]}"
    if -6 < point <= 0:
        return f"{sign}0.{'0' * -point}{digits}"
    power = point - 1
    rest = f".{digits[1:]}" if count > 1 else ""
    return f"{sign}{digits[0]}{rest}e{'+' if power >= 0 else '-'}{abs(power)}"


def _utf16(name: str) -> bytes:
    return name.encode("utf-16-be")


def canonical(value: Any) -> str:
    """RFC 8785. Raises :exc:`NotCanonical` for endless numbers, for half characters (3.2.2.2) and for
    what is no JSON."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        try:
            value.encode()
        except UnicodeEncodeError as error:
            raise NotCanonical("a text has half a character") from error
        # Python escapes what 3.2.2.2 escapes, and writes the rest as it is.
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, int | float):
        return _number(value)
    if isinstance(value, list):
        return f"[{','.join(canonical(child) for child in value)}]"
    if isinstance(value, dict):
        # 3.2.3: names in the order of their UTF-16 units.
        try:
            names = sorted(value, key=_utf16)
        except UnicodeEncodeError as error:
            raise NotCanonical("a name has half a character") from error
        return f"{{{','.join(f'{canonical(name)}:{canonical(value[name])}' for name in names)}}}"
    raise NotCanonical(f"{type(value).__name__} is not JSON")


def verify_jcs(document: Document, proof: Document, public_key: Ed25519PublicKey) -> None:
    """3.3.2 *Verify Proof*. Raises :exc:`~.proofs.BadProof` where anything in the document or the proof
    was changed."""
    unsecured = {name: value for name, value in document.items() if name != "proof"}
    options = {name: value for name, value in proof.items() if name != "proofValue"}
    if "@context" in options:
        # A proof that brings its own contexts must begin the document's list with them.
        named, given = (
            value if isinstance(value, list) else [value]
            for value in (options["@context"], document.get("@context"))
        )
        if given[: len(named)] != named:
            raise BadProof("the proof was made with other contexts")
        unsecured["@context"] = options["@context"]
    try:
        hashes = (hashlib.sha256(canonical(part).encode()) for part in (options, unsecured))
        signed = b"".join(found.digest() for found in hashes)
        public_key.verify(decode_base58btc(str(proof.get("proofValue", ""))), signed)
    except (BadKey, NotCanonical) as error:
        raise BadProof(str(error)) from error
    except InvalidSignature as error:
        raise BadProof("the signature does not fit the document") from error
