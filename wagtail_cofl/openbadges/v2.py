"""Open Badges 2.0 documents with hosted verification (IMS OB 2.0)."""

from .documents import Document, compact, other_identifier, timestamp
from .facts import Achievement, Award, Issuer
from .identity import identity_hash

CONTEXT = "https://w3id.org/openbadges/v2"


def issuer_profile(issuer: Issuer) -> Document:
    """*Profile* of an issuer. It names the OB 3.0 issuer too, so that each leads to the other."""
    return compact(
        {
            "@context": CONTEXT,
            "id": issuer.profile_url,
            "type": "Issuer",
            "name": issuer.name,
            "url": issuer.profile_url,
            "email": issuer.email,
            "description": issuer.description,
            "otherIdentifier": other_identifier(issuer.did),
        }
    )


def badge_class(facts: Achievement) -> Document:
    """*BadgeClass*."""
    return compact(
        {
            "@context": CONTEXT,
            "id": facts.url,
            "type": "BadgeClass",
            "name": facts.name,
            "description": facts.description,
            "image": facts.image_url,
            "criteria": compact({"id": facts.criteria_url, "narrative": facts.criteria_narrative}),
            "issuer": facts.issuer.profile_url,
            "alignment": [
                compact(
                    {
                        "targetName": alignment.target_name,
                        "targetUrl": alignment.target_url,
                        "targetFramework": alignment.target_framework,
                        "targetCode": alignment.target_code,
                        "targetDescription": alignment.target_description,
                    }
                )
                for alignment in facts.alignments
            ],
            "tags": list(dict.fromkeys(facts.tags)),
        }
    )


def assertion(award: Award) -> Document:
    """*Assertion*, hosted at ``award.assertion_url``. The recipient is a hashed e-mail address, or
    without one the credential's own address."""
    if award.email:
        recipient: Document = {
            "type": "email",
            "hashed": True,
            "salt": award.salt,
            "identity": identity_hash(award.email, award.salt),
        }
    else:
        recipient = {"type": "url", "hashed": False, "identity": award.credential_url}
    return {
        "@context": CONTEXT,
        "id": award.assertion_url,
        "type": "Assertion",
        "recipient": recipient,
        "badge": award.achievement.url,
        "verification": {"type": "HostedBadge"},
        "issuedOn": timestamp(award.awarded_at),
        "image": award.assertion_image_url,
    }


def revoked_assertion(assertion_url: str, reason: str) -> Document:
    """What stands at the address of a withdrawn assertion, with status 410 (OB 2.0, *Revocation*)."""
    return compact(
        {
            "@context": CONTEXT,
            "id": assertion_url,
            "type": "Assertion",
            "revoked": True,
            "revocationReason": reason,
        }
    )
