"""What OB 3.0 and CLR 2.0 credentials are made of: profiles and achievements (OB 3.0, section B)."""

from .documents import Document, compact, identifier_entry, other_identifier
from .facts import Achievement, Alignment, Issuer, Related, ResultDescription, RubricLevel
from .identity import identity_hash


def image(url: str, caption: str = "") -> Document | None:
    """B.4 *Image*."""
    if not url:
        return None
    return {"id": url, "type": "Image", **({"caption": caption} if caption else {})}


def alignments(facts: tuple[Alignment, ...]) -> list[Document]:
    """B.2 *Alignment*."""
    return [
        compact(
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
        for alignment in facts
    ]


def hashed_email(email: str | None, salt: str) -> list[Document]:
    """B.6 *IdentityObject* of an e-mail address: never the address itself."""
    if not email:
        return []
    return [
        {
            "type": "IdentityObject",
            "hashed": True,
            "identityHash": identity_hash(email, salt),
            "identityType": "emailAddress",
            "salt": salt,
        }
    ]


def profile(issuer: Issuer) -> Document:
    """B.8 *Profile* of an issuer. Carries no e-mail address."""
    return compact(
        {
            "id": issuer.did,
            "type": ["Profile"],
            "name": issuer.name,
            "url": issuer.profile_url,
            "phone": issuer.phone,
            "description": issuer.description,
            "image": image(issuer.image_url),
            "official": issuer.official,
            "parentOrg": profile(issuer.parent) if issuer.parent else None,
            "otherIdentifier": other_identifier(issuer.profile_url)
            + [identifier_entry(entry.value, entry.kind) for entry in issuer.identifiers],
            "endorsement": list(issuer.endorsements),
        }
    )


def _level(facts: RubricLevel) -> Document:
    """B.21 *RubricCriterionLevel*."""
    return compact(
        {
            "id": facts.url,
            "type": ["RubricCriterionLevel"],
            "name": facts.name,
            "description": facts.description,
            "level": facts.level,
            "points": facts.points,
            "alignment": alignments(facts.alignments),
        }
    )


def _result_description(facts: ResultDescription) -> Document:
    """B.20 *ResultDescription*. Raises ValueError where its required level is none of its own."""
    if facts.required_level and facts.required_level not in {level.url for level in facts.levels}:
        raise ValueError(f"The required level {facts.required_level} is none of the levels.")
    return compact(
        {
            "id": facts.url,
            "type": ["ResultDescription"],
            "name": facts.name,
            "resultType": facts.result_type,
            "allowedValue": list(facts.allowed_values),
            "requiredLevel": facts.required_level,
            "requiredValue": facts.required_value,
            "valueMin": facts.value_min,
            "valueMax": facts.value_max,
            "rubricCriterionLevel": [_level(level) for level in facts.levels],
            "alignment": alignments(facts.alignments),
        }
    )


def _related(facts: Related) -> Document:
    """B.16 *Related*."""
    return compact(
        {
            "id": facts.url,
            "type": ["Related"],
            "inLanguage": facts.in_language,
            "version": facts.version,
        }
    )


def achievement(facts: Achievement) -> Document:
    """B.1 *Achievement*. Raises ValueError for a required level that is none of its own."""
    return compact(
        {
            "id": facts.url,
            "type": ["Achievement"],
            "achievementType": facts.achievement_type,
            "name": facts.name,
            "description": facts.description,
            "criteria": compact({"id": facts.criteria_url, "narrative": facts.criteria_narrative}),
            "image": image(facts.image_url, facts.image_caption),
            "creator": profile(facts.creator) if facts.creator else None,
            "alignment": alignments(facts.alignments),
            "tag": list(dict.fromkeys(facts.tags)),
            "version": facts.version,
            "inLanguage": facts.in_language,
            "humanCode": facts.human_code,
            "fieldOfStudy": facts.field_of_study,
            "specialization": facts.specialization,
            "creditsAvailable": facts.credits_available,
            "otherIdentifier": [identifier_entry(e.value, e.kind) for e in facts.identifiers],
            "related": [_related(other) for other in facts.related],
            "resultDescription": [_result_description(result) for result in facts.results],
            "endorsement": list(facts.endorsements),
        }
    )
