"""Plain facts in: what documents are made of. No database, no addresses of their own making."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Alignment:
    """OB 3.0 B.2 *Alignment*, OB 2.0 *AlignmentObject*: a skill somewhere that the badge shows."""

    target_name: str
    target_url: str
    target_framework: str = ""
    target_code: str = ""
    target_description: str = ""
    target_type: str = ""


@dataclass(frozen=True, slots=True)
class Issuer:
    """Who vouches. ``profile_url`` is the OB 2.0 id and a page for people; ``did`` the OB 3.0 id."""

    did: str
    profile_url: str
    name: str
    email: str
    description: str = ""


@dataclass(frozen=True, slots=True)
class Achievement:
    """What was earned: OB 3.0 B.1 *Achievement*, OB 2.0 *BadgeClass*. Criteria are Markdown."""

    url: str
    name: str
    description: str
    criteria_url: str
    criteria_narrative: str
    image_url: str
    issuer: Issuer
    alignments: tuple[Alignment, ...] = ()
    tags: tuple[str, ...] = ()
    achievement_type: str = "Badge"
    version: str = ""
    in_language: str = ""


@dataclass(frozen=True, slots=True)
class StatusPlace:
    """Bitstring Status List 1.0, 2.1: where the list of an issuer says whether a credential was
    withdrawn. ``purpose`` is "revocation" or "suspension"."""

    list_url: str
    index: int
    purpose: str = "revocation"


@dataclass(frozen=True, slots=True)
class StatusList:
    """Bitstring Status List 1.0, 2.2: one list at ``url``, signed by ``issuer`` (its OB 3.0 id).
    Whoever has read it may keep it for ``ttl_seconds``."""

    url: str
    issuer: str
    ttl_seconds: int
    purpose: str = "revocation"


@dataclass(frozen=True, slots=True)
class Award:
    """One award. ``subject_id`` is a ``urn:uuid:`` of its own; ``email`` is only ever hashed, with
    ``salt``; ``awarded_at`` has a time zone; ``status`` is None where it can never be withdrawn."""

    credential_url: str
    assertion_url: str
    subject_id: str
    awarded_at: datetime
    achievement: Achievement
    assertion_image_url: str
    credential_image_url: str
    email: str | None = None
    salt: str = ""
    status: StatusPlace | None = None
