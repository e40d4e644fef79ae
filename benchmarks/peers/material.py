"""What the peer in JavaScript works on, as one JSON file."""

import json
from pathlib import Path

from benchmarks import document as doc
from benchmarks import exhibits
from wagtail_cofl.openbadges import did
from wagtail_cofl.openbadges.multikey import base58btc

# Strangers' badges come again for it: it keeps nothing of a document.
STRANGERS = 100
ED25519_PRIVATE = b"\x80\x26"


def write(path: Path) -> None:
    pages = exhibits.web()
    # It wants the public half behind the private one.
    secret = doc.ED25519.private_bytes_raw() + doc.ED25519.public_key().public_bytes_raw()
    material = {
        "controller": pages[did.did_url(doc.ISSUER.did)].decode(),
        "secret": base58btc(ED25519_PRIVATE + secret),
        "listUrl": doc.LIST_URL,
        "list": pages[doc.LIST_URL].decode(),
        "places": doc.set_places(),
        "template": doc.unsigned(doc.award(0)),
        "start": doc.START.strftime("%Y-%m-%dT%H:%M:%SZ"),
        "now": doc.NOW.strftime("%Y-%m-%dT%H:%M:%SZ"),
        "own": [exhibits.own(i).decode() for i in range(exhibits.OWN)],
        "strangers": [exhibits.stranger(i).decode() for i in range(STRANGERS)],
    }
    path.write_text(json.dumps(material))
