"""An award, its documents and a world to look them up in, without a database."""

import json
from datetime import UTC, datetime
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from wagtail_cofl.openbadges import did, multikey, proofs, status, v2, v3
from wagtail_cofl.openbadges.facts import (
    Achievement,
    Alignment,
    Award,
    Issuer,
    StatusList,
    StatusPlace,
)
from wagtail_cofl.openbadges.verification import CannotFetch

BASE = "https://learn.example.org"
EMAIL = "Ada@Example.org"
AWARDED = datetime(2026, 5, 28, 9, 30, tzinfo=UTC)
NOW = datetime(2026, 11, 1, tzinfo=UTC)
# A key for tests only, so that every run signs the same bytes.
KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
MULTIKEY = multikey.encode_ed25519(KEY.public_key().public_bytes_raw())

ISSUER = Issuer(
    did=did.did_web(f"{BASE}/cofl/issuers/7"),
    profile_url=f"{BASE}/cofl/issuers/7",
    name="Harbour Museum",
    email="badges@museum.example",
    description="Boats and the people who build them.",
)
ACHIEVEMENT = Achievement(
    url=f"{BASE}/cofl/badges/3",
    name="Sound Recordist",
    description="Planned, made and chose a clear recording of a real place.",
    criteria_url=f"{BASE}/cofl/badges/3",
    criteria_narrative="1. **Record** one place\n2. Choose the best take – “wow”",
    image_url=f"{BASE}/cofl/badges/3.png",
    issuer=ISSUER,
    alignments=(
        Alignment("Record sound", f"{BASE}/skills/1", target_description="In the field."),
        Alignment("edit recorded sound", "http://data.example/esco/2", "ESCO", "S2"),
    ),
    tags=("sound", "fieldwork"),
    version="2",
    in_language="en",
)


def award(**changes: Any) -> Award:
    facts: dict[str, Any] = {
        "credential_url": f"{BASE}/cofl/credentials/9",
        "assertion_url": f"{BASE}/cofl/assertions/9",
        "subject_id": "urn:uuid:5ad2b0b2-4fd6-4a55-9f3c-d3b7a1a0f5f9",
        "awarded_at": AWARDED,
        "achievement": ACHIEVEMENT,
        "assertion_image_url": f"{BASE}/cofl/assertions/9.png",
        "credential_image_url": f"{BASE}/cofl/credentials/9.png",
        "email": EMAIL,
        "salt": "Kosher",
    }
    return Award(**{**facts, **changes})


def sign(document: dict[str, Any], **changes: Any) -> dict[str, Any]:
    options: dict[str, Any] = {
        "private_key": KEY,
        "verification_method": f"{ISSUER.did}#{MULTIKEY}",
        "created": AWARDED,
    }
    return proofs.sign(document, **{**options, **changes})


def credential(**changes: Any) -> dict[str, Any]:
    """A signed OB 3.0 credential."""
    return sign({**v3.credential(award()), **changes})


LIST_URL = f"{BASE}/cofl/status/5"


def listed(index: int = 94_567, **changes: Any) -> dict[str, Any]:
    """A signed OB 3.0 credential that has a place in a status list."""
    place = StatusPlace(LIST_URL, index)
    return sign({**v3.credential(award(status=place)), **changes})


def status_list(withdrawn: Any = (), subject: Any = None, **changes: Any) -> dict[str, Any]:
    """The signed list of the same issuer."""
    facts = StatusList(url=LIST_URL, issuer=ISSUER.did, ttl_seconds=300)
    document = status.list_credential(facts, status.bits_of(withdrawn), valid_from=AWARDED)
    document["credentialSubject"] |= subject or {}
    return sign({**document, **changes})


def world() -> dict[str, Any]:
    """Address to document: what the issuer of :func:`award` has on the web."""
    given = award()
    return {
        did.did_url(ISSUER.did): did.did_document(ISSUER.did, [MULTIKEY]),
        given.assertion_url: v2.assertion(given),
        ACHIEVEMENT.url: v2.badge_class(ACHIEVEMENT),
        ISSUER.profile_url: v2.issuer_profile(ISSUER),
    }


class Web:
    """A :class:`~wagtail_cofl.openbadges.verification.Fetch` over a dictionary, which remembers
    what was asked for."""

    def __init__(self, documents: dict[str, Any]):
        self.documents = documents
        self.asked: list[tuple[str, str]] = []

    def __call__(self, url: str, accept: str) -> bytes:
        self.asked.append((url, accept))
        if url not in self.documents:
            raise CannotFetch("Nobody answers.")
        found = self.documents[url]
        return found if isinstance(found, bytes) else json.dumps(found).encode()
