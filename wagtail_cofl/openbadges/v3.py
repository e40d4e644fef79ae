"""Open Badges 3.0 documents (1EdTech OB 3.0, section B; W3C VC Data Model 2.0)."""

from collections.abc import Callable

from .documents import Document, compact, timestamp
from .facts import (
    Achievement,
    Award,
    Endorsement,
    Evidence,
    Issuer,
    Result,
    RevocationListPlace,
    StatusPlace,
)
from .status import entry, revocation_list_entry
from .v3_parts import achievement, alignments, hashed_email, profile

__all__ = [
    "CONTEXTS",
    "ENDORSEMENT_SCHEMA",
    "EXTENSIONS",
    "SCHEMA",
    "achievement",
    "credential",
    "endorsement",
    "policies",
    "profile",
]

CONTEXTS = [
    "https://www.w3.org/ns/credentials/v2",
    "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
]
#: Defines three types of 1EdTech's and nothing else: it is a context where one of them is used.
EXTENSIONS = "https://purl.imsglobal.org/spec/ob/v3p0/extensions.json"
SCHEMA = (
    "https://purl.imsglobal.org/spec/ob/v3p0/schema/json/ob_v3p0_achievementcredential_schema.json"
)
ENDORSEMENT_SCHEMA = SCHEMA.replace("achievement", "endorsement")


def policies(
    contexts: list[str],
    *,
    status: StatusPlace | RevocationListPlace | None,
    schema_url: str = "",
    refresh_url: str = "",
) -> Document:
    """B.9 *credentialSchema*, *credentialStatus* and *refreshService*, as far as there are any. Adds
    :data:`EXTENSIONS` to ``contexts`` where one of their types needs it."""
    document: Document = {}
    if schema_url:
        document["credentialSchema"] = [
            {"id": schema_url, "type": "1EdTechJsonSchemaValidator2019"}
        ]
    if isinstance(status, StatusPlace):
        document["credentialStatus"] = entry(status)
    elif status:
        document["credentialStatus"] = revocation_list_entry(status)
    if refresh_url:
        document["refreshService"] = {"id": refresh_url, "type": "1EdTechCredentialRefresh"}
    if schema_url or refresh_url or isinstance(status, RevocationListPlace):
        contexts.append(EXTENSIONS)
    return document


def _evidence(facts: Evidence) -> Document:
    """B.6 *Evidence*."""
    return compact(
        {
            "id": facts.url,
            "type": ["Evidence"],
            "name": facts.name,
            "narrative": facts.narrative,
            "description": facts.description,
            "genre": facts.genre,
            "audience": facts.audience,
        }
    )


def _result(facts: Result) -> Document:
    """B.19 *Result*."""
    return compact(
        {
            "type": ["Result"],
            "resultDescription": facts.described_by,
            "achievedLevel": facts.achieved_level,
            "value": facts.value,
            "status": facts.status,
            "alignment": alignments(facts.alignments),
        }
    )


def _check_results(award: Award) -> None:
    """B.19: a result belongs to a description of the same achievement. Raises ValueError."""
    described = {result.url: result for result in award.achievement.results}
    for result in award.results:
        if not result.described_by:
            continue
        description = described.get(result.described_by)
        if description is None:
            raise ValueError(f"The achievement has no result description {result.described_by}.")
        levels = {level.url for level in description.levels}
        if result.achieved_level and result.achieved_level not in levels:
            raise ValueError(f"{description.url} has no level {result.achieved_level}.")
        if description.result_type == "Status" and not result.status:
            raise ValueError(f"A result of {description.url} needs a status.")


def _identifiers(award: Award) -> list[Document]:
    """B.6 *IdentityObject*: who it is. Raises ValueError for an address that is not hashed."""
    if any(entry.kind == "emailAddress" for entry in award.identifiers):
        raise ValueError("An e-mail address belongs in “email”, which is hashed.")
    return hashed_email(award.email, award.salt) + [
        {
            "type": "IdentityObject",
            "hashed": False,
            "identityHash": entry.value,
            "identityType": entry.kind,
        }
        for entry in award.identifiers
    ]


def _subject(award: Award, describe: Callable[[Achievement], Document]) -> Document:
    """B.10 *AchievementSubject*. Raises ValueError where nobody could be meant."""
    identifiers = _identifiers(award)
    if not award.subject_id and not identifiers:
        raise ValueError("A credential needs a subject with an id or an identifier.")
    if award.results:
        _check_results(award)
    start, end = award.activity_start, award.activity_end
    return compact(
        {
            "id": award.subject_id,
            "type": ["AchievementSubject"],
            "identifier": identifiers,
            "activityStartDate": timestamp(start) if start else None,
            "activityEndDate": timestamp(end) if end else None,
            "creditsEarned": award.credits_earned,
            "licenseNumber": award.license_number,
            "narrative": award.narrative,
            "role": award.role,
            "term": award.term,
            "source": profile(award.source) if award.source else None,
            "result": [_result(result) for result in award.results],
            "achievement": describe(award.achievement),
        }
    )


def credential(
    award: Award,
    *,
    for_token: bool = False,
    describe: Callable[[Achievement], Document] = achievement,
    introduce: Callable[[Issuer], Document] = profile,
) -> Document:
    """B.9 *OpenBadgeCredential*, unsigned. The subject is the award's own ``urn:uuid:``; an e-mail
    address appears only as a salted hash (B.6 *IdentityObject*).

    ``for_token`` says that it becomes a VC-JWT. Only then may it have ``endorsement_tokens``: the
    published context does not define *endorsementJwt*, so a Data Integrity proof would not cover it.
    ``describe`` and ``introduce`` write the achievement and its issuer, which many awards share.
    Raises ValueError for that, for a subject that is nobody, and for results that the achievement does
    not describe."""
    if award.endorsement_tokens and not for_token:
        raise ValueError(
            "A badge with a Data Integrity proof cannot hold endorsements as tokens: "
            "embed the signed documents (“endorsements”), or issue it as a token."
        )
    when = timestamp(award.awarded_at)
    contexts = list(CONTEXTS)
    document: Document = {
        "@context": contexts,
        "id": award.credential_url,
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "name": award.achievement.name,
        "description": award.achievement.description,
        "issuer": introduce(award.achievement.issuer),
        "validFrom": when,
        "awardedDate": when,
    }
    if award.valid_until:
        document["validUntil"] = timestamp(award.valid_until)
    document["credentialSubject"] = _subject(award, describe)
    if award.evidence:
        document["evidence"] = [_evidence(evidence) for evidence in award.evidence]
    if award.endorsements:
        document["endorsement"] = list(award.endorsements)
    if award.endorsement_tokens:
        document["endorsementJwt"] = list(award.endorsement_tokens)
    return document | policies(
        contexts,
        status=award.status,
        schema_url=SCHEMA if award.with_schema else "",
        refresh_url=award.refresh_url,
    )


def endorsement(facts: Endorsement, *, with_schema: bool = False) -> Document:
    """B.5 *EndorsementCredential*, unsigned."""
    when = timestamp(facts.endorsed_at)
    contexts = list(CONTEXTS)
    document = compact(
        {
            "@context": contexts,
            "id": facts.url,
            "type": ["VerifiableCredential", "EndorsementCredential"],
            "name": facts.name,
            "description": facts.description,
            "issuer": profile(facts.endorser),
            "validFrom": when,
            "awardedDate": when,
            "validUntil": timestamp(facts.valid_until) if facts.valid_until else None,
            "credentialSubject": compact(
                {
                    "id": facts.subject_id,
                    "type": ["EndorsementSubject"],
                    "endorsementComment": facts.comment,
                }
            ),
        }
    )
    return document | policies(
        contexts, status=facts.status, schema_url=ENDORSEMENT_SCHEMA if with_schema else ""
    )
