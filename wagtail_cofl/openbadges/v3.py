"""Open Badges 3.0 documents (1EdTech OB 3.0, section B; W3C VC Data Model 2.0)."""

from .documents import Document, compact, other_identifier, timestamp
from .facts import Achievement, Alignment, Award, Issuer, StatusPlace
from .identity import identity_hash
from .status import entry

CONTEXTS = [
    "https://www.w3.org/ns/credentials/v2",
    "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
]


def _alignment(alignment: Alignment) -> Document:
    return compact(
        {
            "type": ["Alignment"],
            "targetName": alignment.target_name,
            "targetUrl": alignment.target_url,
            "targetFramework": alignment.target_framework,
            "targetCode": alignment.target_code,
            "targetDescription": alignment.target_description,
            "targetType": alignment.target_type,
        }
    )


def profile(issuer: Issuer) -> Document:
    """B.8 *Profile* of an issuer. Carries no e-mail address."""
    return compact(
        {
            "id": issuer.did,
            "type": ["Profile"],
            "name": issuer.name,
            "url": issuer.profile_url,
            "description": issuer.description,
            "otherIdentifier": other_identifier(issuer.profile_url),
        }
    )


def achievement(facts: Achievement) -> Document:
    """B.1 *Achievement*."""
    return compact(
        {
            "id": facts.url,
            "type": ["Achievement"],
            "achievementType": facts.achievement_type,
            "name": facts.name,
            "description": facts.description,
            "criteria": compact({"id": facts.criteria_url, "narrative": facts.criteria_narrative}),
            "image": {"id": facts.image_url, "type": "Image"},
            "alignment": [_alignment(alignment) for alignment in facts.alignments],
            "tag": list(dict.fromkeys(facts.tags)),
            "version": facts.version,
            "inLanguage": facts.in_language,
        }
    )


def credential(award: Award) -> Document:
    """B.9 *OpenBadgeCredential*, unsigned. The subject is the award's own ``urn:uuid:``; an e-mail
    address appears only as a salted hash (B.6 *IdentityObject*)."""
    identifier = (
        [
            {
                "type": "IdentityObject",
                "hashed": True,
                "identityHash": identity_hash(award.email, award.salt),
                "identityType": "emailAddress",
                "salt": award.salt,
            }
        ]
        if award.email
        else []
    )
    when = timestamp(award.awarded_at)
    document: Document = {
        "@context": list(CONTEXTS),
        "id": award.credential_url,
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "name": award.achievement.name,
        "description": award.achievement.description,
        "issuer": profile(award.achievement.issuer),
        "validFrom": when,
        "awardedDate": when,
        "credentialSubject": compact(
            {
                "id": award.subject_id,
                "type": ["AchievementSubject"],
                "identifier": identifier,
                "achievement": achievement(award.achievement),
            }
        ),
    }
    if isinstance(award.status, StatusPlace):
        document["credentialStatus"] = entry(award.status)
    return document
