"""From the facts of an award to documents that travel. Signed once, stored, never signed again."""

import secrets
import uuid
from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction

from wagtail_cofl.badges.models import BadgeVersion
from wagtail_cofl.city.readiness import mark_issued, ready_city
from wagtail_cofl.openbadges import proofs, v2, v3
from wagtail_cofl.openbadges.facts import Award, StatusPlace

from .addresses import Addresses
from .facts import achievement_facts
from .keys import active_key
from .listing import free_place
from .models import Credential
from .writing import to_json


class PlaceTaken(Exception):
    """Another process took the same place in the status list first: sign another document."""


@dataclass(frozen=True, slots=True)
class AwardFacts:
    """What credentials need to know of an award: nothing of the person but a confirmed address,
    and that only to be hashed with a salt."""

    award_uuid: uuid.UUID
    badge_version: BadgeVersion
    awarded_at: datetime
    email: str | None = None


def prepare(facts: AwardFacts) -> Credential:
    """Sign the documents of an award. The row is not saved yet, so that the reads and the signing
    stay outside a transaction that must begin with its write.

    Raises ``CityNotReady`` while the city may not issue on this deployment.
    """
    provider = facts.badge_version.badge.provider
    city = ready_city(provider.site_id)
    mark_issued(city)
    addresses = Addresses(city.canonical_address)
    key = active_key(provider)
    status_list, index = free_place(provider)
    uid = uuid.uuid4()
    award = Award(
        credential_url=addresses.credential(uid),
        assertion_url=addresses.assertion(uid),
        credential_image_url=addresses.credential_picture(uid),
        assertion_image_url=addresses.assertion_picture(uid),
        subject_id=f"urn:uuid:{facts.award_uuid}",
        awarded_at=facts.awarded_at,
        achievement=achievement_facts(facts.badge_version, addresses),
        email=facts.email,
        salt=secrets.token_hex(16) if facts.email else "",
        status=StatusPlace(addresses.status_list(status_list.uuid), index),
    )
    signed = proofs.sign(
        v3.credential(award),
        private_key=key.private_key(),
        verification_method=f"{award.achievement.issuer.did}#{key.kid}",
        created=facts.awarded_at,
    )
    return Credential(
        uuid=uid,
        badge_version=facts.badge_version,
        provider=provider,
        site_id=provider.site_id,
        key=key,
        status_list=status_list,
        status_index=index,
        ob3=to_json(signed),
        ob2=to_json(v2.assertion(award)),
    )


def keep(credential: Credential) -> None:
    """Save what was prepared. Raises :exc:`PlaceTaken`, and then nothing was saved; a transaction
    around it goes on."""
    try:
        with transaction.atomic():
            credential.save()
    except IntegrityError as error:
        same_place = Credential.objects.filter(
            status_list=credential.status_list, status_index=credential.status_index
        )
        if same_place.exists():
            raise PlaceTaken from error
        raise
