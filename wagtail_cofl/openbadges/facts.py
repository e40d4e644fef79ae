"""Plain facts in: what documents are made of. No database, no addresses of their own making.

Texts are empty and tuples have no members where there is nothing to say: documents leave such members
out. Dates have a time zone. Narratives are Markdown.
"""

from dataclasses import dataclass
from datetime import datetime

from .documents import Document


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
class Identifier:
    """OB 3.0 B.7 *IdentifierEntry*: what somebody else calls it. ``kind`` is an *identifierType*."""

    value: str
    kind: str = "identifier"


@dataclass(frozen=True, slots=True)
class Issuer:
    """Who vouches: OB 3.0 B.8 *Profile*, OB 2.0 *Issuer*. ``profile_url`` is the OB 2.0 id and a page
    for people; ``did`` the OB 3.0 id. ``key_urls`` and ``revocation_list_url`` are where OB 2.0
    looks for what signed assertions need. ``endorsements`` are signed EndorsementCredentials."""

    did: str
    profile_url: str
    name: str
    email: str
    description: str = ""
    image_url: str = ""
    phone: str = ""
    official: str = ""
    identifiers: tuple[Identifier, ...] = ()
    parent: "Issuer | None" = None
    key_urls: tuple[str, ...] = ()
    revocation_list_url: str = ""
    endorsements: tuple[Document, ...] = ()


@dataclass(frozen=True, slots=True)
class RubricLevel:
    """OB 3.0 B.21 *RubricCriterionLevel*. ``url`` is its id, which results name."""

    url: str
    name: str
    description: str = ""
    level: str = ""
    points: str = ""
    alignments: tuple[Alignment, ...] = ()


@dataclass(frozen=True, slots=True)
class ResultDescription:
    """OB 3.0 B.20 *ResultDescription*: how well something can be done. ``required_level`` is the id of
    one of ``levels``."""

    url: str
    name: str
    result_type: str
    allowed_values: tuple[str, ...] = ()
    required_level: str = ""
    required_value: str = ""
    value_min: str = ""
    value_max: str = ""
    levels: tuple[RubricLevel, ...] = ()
    alignments: tuple[Alignment, ...] = ()


@dataclass(frozen=True, slots=True)
class Related:
    """OB 3.0 B.16 *Related*: the same achievement in another language or version."""

    url: str
    in_language: str = ""
    version: str = ""


@dataclass(frozen=True, slots=True)
class Achievement:
    """What was earned: OB 3.0 B.1 *Achievement*, OB 2.0 *BadgeClass*. ``creator`` is who made it, where
    that is not ``issuer``; ``endorsements`` are signed EndorsementCredentials."""

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
    creator: Issuer | None = None
    credits_available: float | None = None
    field_of_study: str = ""
    human_code: str = ""
    image_caption: str = ""
    identifiers: tuple[Identifier, ...] = ()
    related: tuple[Related, ...] = ()
    results: tuple[ResultDescription, ...] = ()
    specialization: str = ""
    endorsements: tuple[Document, ...] = ()


@dataclass(frozen=True, slots=True)
class StatusPlace:
    """Bitstring Status List 1.0, 2.1: where the list of an issuer says whether a credential was
    withdrawn. ``purpose`` is "revocation" or "suspension"."""

    list_url: str
    index: int
    purpose: str = "revocation"


@dataclass(frozen=True, slots=True)
class RevocationListPlace:
    """OB 3.0 *1EdTechRevocationList*: a list at ``list_url`` that names what was withdrawn."""

    list_url: str


@dataclass(frozen=True, slots=True)
class StatusList:
    """Bitstring Status List 1.0, 2.2: one list at ``url``, signed by ``issuer`` (its OB 3.0 id).
    Whoever has read it may keep it for ``ttl_seconds``."""

    url: str
    issuer: str
    ttl_seconds: int
    purpose: str = "revocation"


@dataclass(frozen=True, slots=True)
class Evidence:
    """OB 3.0 B.6 *Evidence*. ``url`` is an address or a data URI."""

    url: str = ""
    narrative: str = ""
    name: str = ""
    description: str = ""
    genre: str = ""
    audience: str = ""


@dataclass(frozen=True, slots=True)
class Result:
    """OB 3.0 B.19 *Result*. ``described_by`` is the id of one of the achievement's descriptions,
    ``achieved_level`` of one of its levels; ``status`` is a *ResultStatusType*."""

    described_by: str = ""
    achieved_level: str = ""
    value: str = ""
    status: str = ""
    alignments: tuple[Alignment, ...] = ()


@dataclass(frozen=True, slots=True)
class Award:
    """One award. ``subject_id`` is a ``urn:uuid:`` of its own, or "" where ``email`` or
    ``identifiers`` say whose it is; ``email`` is only ever hashed, with ``salt``; ``status`` is None
    where it can never be withdrawn. ``endorsements`` are signed EndorsementCredentials,
    ``endorsement_tokens`` the same as VC-JWT."""

    credential_url: str
    assertion_url: str
    subject_id: str
    awarded_at: datetime
    achievement: Achievement
    assertion_image_url: str
    credential_image_url: str
    email: str | None = None
    salt: str = ""
    status: StatusPlace | RevocationListPlace | None = None
    valid_until: datetime | None = None
    activity_start: datetime | None = None
    activity_end: datetime | None = None
    credits_earned: float | None = None
    narrative: str = ""
    license_number: str = ""
    role: str = ""
    term: str = ""
    source: Issuer | None = None
    results: tuple[Result, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    endorsements: tuple[Document, ...] = ()
    endorsement_tokens: tuple[str, ...] = ()
    refresh_url: str = ""
    with_schema: bool = False
    identifiers: tuple[Identifier, ...] = ()


@dataclass(frozen=True, slots=True)
class Endorsement:
    """OB 3.0 B.5 *EndorsementCredential*, OB 2.0 *Endorsement*: ``endorser`` stands by whatever has
    the id ``subject_id`` – an issuer, an achievement or a credential. ``comment`` is Markdown."""

    url: str
    name: str
    endorser: Issuer
    subject_id: str
    endorsed_at: datetime
    comment: str = ""
    description: str = ""
    valid_until: datetime | None = None
    status: StatusPlace | RevocationListPlace | None = None


@dataclass(frozen=True, slots=True)
class Association:
    """CLR 2.0 *Association*: how two achievements of a record belong together. ``kind`` is an
    *AssociationType*; ``source`` and ``target`` are ids."""

    kind: str
    source: str
    target: str


@dataclass(frozen=True, slots=True)
class LearnerRecord:
    """CLR 2.0 *ClrCredential*: signed credentials of one person, in one envelope. ``partial`` is False
    where it is all that the issuer knows, None where that is not said."""

    url: str
    name: str
    issuer: Issuer
    subject_id: str
    awarded_at: datetime
    credentials: tuple[Document, ...]
    achievements: tuple[Achievement, ...] = ()
    associations: tuple[Association, ...] = ()
    partial: bool | None = None
    description: str = ""
    image_url: str = ""
    email: str | None = None
    salt: str = ""
    valid_until: datetime | None = None
    status: StatusPlace | RevocationListPlace | None = None
    endorsements: tuple[Document, ...] = ()
