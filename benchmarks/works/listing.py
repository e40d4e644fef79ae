"""Status lists of 131,072 places: making one, and looking up a place in one that was read before."""

import json

from benchmarks import document as doc
from benchmarks import exhibits
from benchmarks.timing import Operation
from wagtail_cofl.openbadges import proofs, status


def publish() -> Operation:
    """From the places that are set to the signed list, other places each time."""

    def run(item):
        places, created = item
        signed = proofs.sign(
            status.list_credential(doc.LIST, status.bits_of(places), valid_from=doc.START),
            private_key=doc.ED25519,
            verification_method=doc.METHOD,
            created=created,
        )
        return doc.to_json(signed)

    def check(result: bytes) -> None:
        signed = json.loads(result)
        proofs.verify_proof(signed, signed["proof"][0], doc.ED25519.public_key())
        assert status.decode(signed["credentialSubject"]["encodedList"])

    return Operation(lambda i: (doc.set_places(i), doc.moment(i)), run, check)


def _bits() -> bytes:
    listed = json.loads(exhibits.status_list())
    return status.decode(listed["credentialSubject"]["encodedList"])


def look_up() -> Operation:
    bits = _bits()
    is_set = status.is_set
    return Operation(doc.place, lambda index: is_set(bits, index))


def bare_test() -> Operation:
    bits = _bits()
    return Operation(doc.place, lambda index: bits[index >> 3] & (0x80 >> (index & 7)))


def bare_list() -> Operation:
    """Setting the bits, compressing them as fast as zlib can, and a signature."""
    import zlib

    def run(places):
        bits = bytearray(status.LENGTH // 8)
        for index in places:
            bits[index >> 3] |= 0x80 >> (index & 7)
        packed = zlib.compress(bits, 1)
        return packed, doc.ED25519.sign(packed)

    return Operation(doc.set_places, run)


OURS = {"status-publish": publish, "status-check": look_up}
LIMIT = {"status-publish": bare_list, "status-check": bare_test}
