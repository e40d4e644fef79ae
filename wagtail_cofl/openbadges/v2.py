"""Open Badges 2.0 documents, hosted and signed (IMS OB 2.0).

What there may be several of is one value where there is one: that is how JSON-LD writes it, and what
readers of OB 2.0 expect.
"""

import re
import uuid
from collections.abc import Iterable, Sequence

from .documents import Document, compact, other_identifier, timestamp
from .facts import Achievement, Award, Endorsement, Evidence, Issuer
from .identity import identity_hash

CONTEXT = "https://w3id.org/openbadges/v2"
# OB 2.0 *Profile*: telephone numbers are E.164.
_TELEPHONE = re.compile(r"\+?[1-9][0-9]{1,14}")
_NOT_DIALLED = str.maketrans("", "", " ().-/\u2013\u00a0")


def _telephone(phone: str) -> str:
    """The number as E.164 writes it, or "" where it is not one."""
    number = phone.translate(_NOT_DIALLED)
    return number if _TELEPHONE.fullmatch(number) else ""


def _one_or_several(values: Sequence[str]) -> object:
    return values[0] if len(values) == 1 else list(values)


def issuer_profile(issuer: Issuer) -> Document:
    """*Profile* of an issuer. It names the OB 3.0 issuer too, so that each leads to the other, and
    the keys and the list of revocations that signed assertions need."""
    return compact(
        {
            "@context": CONTEXT,
            "id": issuer.profile_url,
            "type": "Issuer",
            "name": issuer.name,
            "url": issuer.profile_url,
            "email": issuer.email,
            "telephone": _telephone(issuer.phone),
            "description": issuer.description,
            "image": issuer.image_url,
            "publicKey": _one_or_several(issuer.key_urls),
            "revocationList": issuer.revocation_list_url,
            "otherIdentifier": other_identifier(issuer.did),
        }
    )


def badge_class(facts: Achievement) -> Document:
    """*BadgeClass*."""
    captioned = {"id": facts.image_url, "caption": facts.image_caption}
    return compact(
        {
            "@context": CONTEXT,
            "id": facts.url,
            "type": "BadgeClass",
            "name": facts.name,
            "description": facts.description,
            "image": captioned if facts.image_caption else facts.image_url,
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


def _evidence(facts: Evidence) -> Document:
    """*Evidence*."""
    return compact(
        {
            "id": facts.url,
            "type": "Evidence",
            "narrative": facts.narrative,
            "name": facts.name,
            "description": facts.description,
            "genre": facts.genre,
            "audience": facts.audience,
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
    return compact(
        {
            "@context": CONTEXT,
            "id": award.assertion_url,
            "type": "Assertion",
            "recipient": recipient,
            "badge": award.achievement.url,
            "verification": {"type": "HostedBadge"},
            "issuedOn": timestamp(award.awarded_at),
            "image": award.assertion_image_url,
            "expires": timestamp(award.valid_until) if award.valid_until else None,
            "narrative": award.narrative,
            "evidence": [_evidence(evidence) for evidence in award.evidence],
        }
    )


def signed_assertion(award: Award, *, assertion_id: str, key_url: str) -> Document:
    """*Assertion* to be signed as a JWS (OB 2.0, *Signed Badges*). ``assertion_id`` is a ``urn:uuid:``,
    because it stands nowhere; ``key_url`` the address of a :func:`cryptographic_key` that the issuer's
    profile names."""
    return {
        **assertion(award),
        "id": assertion_id,
        "verification": {"type": "SignedBadge", "creator": key_url},
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


def cryptographic_key(url: str, owner: str, pem: str) -> Document:
    """*CryptographicKey*. ``owner`` is the OB 2.0 id of the issuer, whose ``key_urls`` name ``url``."""
    return {
        "@context": CONTEXT,
        "id": url,
        "type": "CryptographicKey",
        "owner": owner,
        "publicKeyPem": pem,
    }


def revocation_list(url: str, issuer: str, revoked: Iterable[tuple[str, str]]) -> Document:
    """*RevocationList*. ``issuer`` is the OB 2.0 id, ``revoked`` are ids of signed assertions with the
    public reason of each, "" for none.

    A list of one is written with a second entry that belongs to nothing: 1EdTech's own verifier finds
    nobody in a list of one."""
    entries = [
        compact({"id": assertion_id, "revocationReason": reason})
        for assertion_id, reason in revoked
    ]
    if len(entries) == 1:
        entries.append({"id": uuid.uuid5(uuid.NAMESPACE_URL, url).urn})
    return {
        "@context": CONTEXT,
        "id": url,
        "type": "RevocationList",
        "issuer": issuer,
        "revokedAssertions": entries,
    }


def endorsement(facts: Endorsement) -> Document:
    """*Endorsement*, hosted at ``facts.url``: its claim is about whatever has the OB 2.0 id
    ``facts.subject_id``."""
    return compact(
        {
            "@context": CONTEXT,
            "id": facts.url,
            "type": "Endorsement",
            "claim": compact({"id": facts.subject_id, "endorsementComment": facts.comment}),
            "issuer": facts.endorser.profile_url,
            "issuedOn": timestamp(facts.endorsed_at),
            "expires": timestamp(facts.valid_until) if facts.valid_until else None,
            "verification": {"type": "HostedBadge"},
        }
    )
