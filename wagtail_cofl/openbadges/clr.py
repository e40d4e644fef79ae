"""Comprehensive Learner Record 2.0 (1EdTech CLR 2.0): many credentials of one person in one envelope,
signed once more by whoever put them together."""

from .documents import Document, compact, timestamp
from .facts import Association, LearnerRecord
from .v3 import CONTEXTS as OB_CONTEXTS
from .v3 import policies
from .v3_parts import achievement, hashed_email, image, profile

CONTEXTS = [
    OB_CONTEXTS[0],
    "https://purl.imsglobal.org/spec/clr/v2p0/context-2.0.1.json",
    OB_CONTEXTS[1],
]
SCHEMA = "https://purl.imsglobal.org/spec/clr/v2p0/schema/json/clr_v2p0_clrcredential_schema.json"


def _association(facts: Association) -> Document:
    """CLR 2.0 *Association*."""
    return {
        "type": "Association",
        "associationType": facts.kind,
        "sourceId": facts.source,
        "targetId": facts.target,
    }


def clr_credential(facts: LearnerRecord, *, with_schema: bool = False) -> Document:
    """CLR 2.0 *ClrCredential*, unsigned. What is in it keeps its own signature. Raises ValueError for a
    record without a credential, and for one that is nobody's."""
    if not facts.credentials:
        raise ValueError("A learner record needs at least one credential.")
    identifiers = hashed_email(facts.email, facts.salt)
    if not facts.subject_id and not identifiers:
        raise ValueError("A learner record needs a subject with an id or an identifier.")
    when = timestamp(facts.awarded_at)
    contexts = list(CONTEXTS)
    document = compact(
        {
            "@context": contexts,
            "id": facts.url,
            "type": ["VerifiableCredential", "ClrCredential"],
            "name": facts.name,
            "description": facts.description,
            "image": image(facts.image_url),
            "partial": facts.partial,
            "issuer": profile(facts.issuer),
            "validFrom": when,
            "awardedDate": when,
            "validUntil": timestamp(facts.valid_until) if facts.valid_until else None,
            "credentialSubject": compact(
                {
                    "id": facts.subject_id,
                    "type": ["ClrSubject"],
                    "identifier": identifiers,
                    "achievement": [achievement(each) for each in facts.achievements],
                    "verifiableCredential": list(facts.credentials),
                    "association": [_association(each) for each in facts.associations],
                }
            ),
            "endorsement": list(facts.endorsements),
        }
    )
    return document | policies(
        contexts, status=facts.status, schema_url=SCHEMA if with_schema else ""
    )
