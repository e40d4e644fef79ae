"""Bitstring Status List 1.0 (W3C): one bit says of one credential whether it was withdrawn.

A list is a credential of its own, signed by the issuer, at an address that everybody may read. A
credential names the list and its place in it; nothing in the list names the credential. The other way
is 1EdTech's own: an unsigned list that names each withdrawn credential.
"""

import base64
import binascii
import zlib
from collections.abc import Iterable
from datetime import datetime

from .documents import Document, compact, timestamp
from .facts import RevocationListPlace, StatusList, StatusPlace

#: 2.2 and 3.2: the least number of entries, so that one credential hides among the others.
LENGTH = 131_072
# What is inflated is bounded: a few kilobytes can unpack to gigabytes.
MAX_BYTES = 8 * 1024 * 1024
CONTEXT = "https://www.w3.org/ns/credentials/v2"
REVOCATION = "revocation"
SUSPENSION = "suspension"
# zlib's name for its own file format with GZIP's head, in which it writes no time.
GZIP = zlib.MAX_WBITS | 16


class BadList(ValueError):
    """Not the text of a status list. ``str()`` is a technical reason, for machines."""


def bits_of(indexes: Iterable[int], length: int = LENGTH) -> bytes:
    """``length`` bits of which those at ``indexes`` are set; 3.2: index 0 is the left-most bit.
    Raises IndexError for a place outside."""
    bits = bytearray((length + 7) // 8)
    for index in indexes:
        if not 0 <= index < length:
            raise IndexError(index)
        bits[index >> 3] |= 0x80 >> (index & 7)
    return bytes(bits)


def is_set(bits: bytes, index: int) -> bool:
    """The bit at ``index``. Raises IndexError for a place outside."""
    if index < 0:
        raise IndexError(index)
    return bool(bits[index >> 3] & (0x80 >> (index & 7)))


def encode(bits: bytes) -> str:
    """3.3 *Bitstring Generation*: GZIP, then multibase base64url without padding (``u…``)."""
    # Runs of zero bytes are all that there is to find in such a list: to look for nothing else costs
    # 0.15 ms however full it is, where level 9 takes up to 12 ms, and is smaller than level 6.
    packer = zlib.compressobj(6, zlib.DEFLATED, GZIP, zlib.DEF_MEM_LEVEL, zlib.Z_RLE)
    packed = packer.compress(bits) + packer.flush()
    return "u" + base64.urlsafe_b64encode(packed).rstrip(b"=").decode()


def decode(text: str) -> bytes:
    """3.4 *Bitstring Expansion*. Raises :exc:`BadList`, also for more than ``MAX_BYTES``."""
    if not text.startswith("u"):
        raise BadList("it is not multibase base64url")
    body = text[1:].encode("ascii", "replace").translate(bytes.maketrans(b"-_+/=", b"+/   "))
    try:
        packed = base64.b64decode(body + b"=" * (-len(body) % 4), validate=True)
    except binascii.Error as error:
        raise BadList("it is not multibase base64url") from error
    unpacker = zlib.decompressobj(wbits=GZIP)
    try:
        bits = unpacker.decompress(packed, MAX_BYTES + 1)
    except zlib.error as error:
        raise BadList("it is not GZIP") from error
    if len(bits) > MAX_BYTES:
        raise BadList("it is too long")
    if not unpacker.eof or unpacker.unused_data:
        raise BadList("it is not one whole GZIP file")
    return bits


def entry(place: StatusPlace) -> Document:
    """2.1 *BitstringStatusListEntry*. The index is a text; the id is not the list's own address."""
    return {
        "id": f"{place.list_url}#{place.index}",
        "type": "BitstringStatusListEntry",
        "statusPurpose": place.purpose,
        "statusListIndex": str(place.index),
        "statusListCredential": place.list_url,
    }


def revocation_list_entry(place: RevocationListPlace) -> Document:
    """OB 3.0 *CredentialStatus* of type *1EdTechRevocationList*. Its type is defined by 1EdTech's
    ``extensions.json`` alone, which a credential with it must have among its contexts."""
    return {"id": place.list_url, "type": "1EdTechRevocationList"}


def revocation_list(url: str, issuer: str, revoked: Iterable[tuple[str, str]]) -> Document:
    """OB 3.0 *RevocationList*, what such an entry leads to. ``issuer`` is an OB 3.0 id, ``revoked`` are
    ids of credentials with the public reason of each, "" for none."""
    return {
        "id": url,
        "issuer": issuer,
        "revokedCredential": [
            compact({"id": credential_id, "revoked": True, "revocationReason": reason})
            for credential_id, reason in revoked
        ],
    }


def list_credential(facts: StatusList, bits: bytes, *, valid_from: datetime) -> Document:
    """2.2 *BitstringStatusListCredential*, unsigned. ``ttl`` is in milliseconds."""
    return {
        "@context": [CONTEXT],
        "id": facts.url,
        "type": ["VerifiableCredential", "BitstringStatusListCredential"],
        "issuer": facts.issuer,
        "validFrom": timestamp(valid_from),
        "credentialSubject": {
            "id": f"{facts.url}#list",
            "type": "BitstringStatusList",
            "statusPurpose": facts.purpose,
            "ttl": facts.ttl_seconds * 1000,
            "encodedList": encode(bits),
        },
    }
