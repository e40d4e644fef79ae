"""Signed badges and the web that they are from, the same for every contender.

They are signed by hand over pyoxigraph, and not by us, so that nothing of ours has seen them before.
"""

from functools import cache

from wagtail_cofl.openbadges import status

from . import document as doc
from .peers.oxigraph_by_hand import sign

#: How many badges of our own there are to verify.
OWN = 200


def signed(document: doc.Document) -> bytes:
    return doc.to_json(sign(document, document["validFrom"]))


@cache
def _own(i: int) -> bytes:
    return signed(doc.unsigned(doc.award(i)))


def own(i: int) -> bytes:
    """A badge of ours; after the first :data:`OWN` they come again."""
    return _own(i % OWN)


def stranger(i: int) -> bytes:
    """A badge by somebody else. None comes again."""
    return signed(doc.stranger(i))


def status_list() -> bytes:
    bits = status.bits_of(doc.set_places())
    return signed(status.list_credential(doc.LIST, bits, valid_from=doc.START))


def web() -> dict[str, bytes]:
    """What stands at which address: the issuer's keys and its status list."""
    return {**doc.fetched(), doc.LIST_URL: status_list()}
