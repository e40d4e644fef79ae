"""From the facts of an award to documents that travel. Signed once, stored, never signed again."""

import secrets
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from wagtail_cofl.badges.models import BadgeVersion
from wagtail_cofl.city.readiness import CityNotReady, mark_issued, ready_city
from wagtail_cofl.openbadges import v2
from wagtail_cofl.openbadges.facts import Award
from wagtail_cofl.openbadges.issuing import issue_v3
from wagtail_cofl.providers.models import Provider

from .addresses import Addresses
from .facts import achievement_facts, result_facts
from .keys import active_key
from .listing import draw_places
from .models import Credential
from .writing import to_json


class ProviderSuspended(CityNotReady):
    """The city has suspended the provider: it gives no badges for now."""


class PlaceTaken(Exception):
    """Another process took the same place in the status list first: sign another document."""


@dataclass(frozen=True, slots=True)
class AwardFacts:
    """What credentials need to know of an award: nothing of the person but a confirmed address,
    and that only to be hashed with a salt. ``results`` is ``({"criterion", "level" or "value"}, …)``,
    by the ids of the badge version's criteria and levels."""

    award_uuid: uuid.UUID
    awarded_at: datetime
    email: str | None = None
    valid_until: datetime | None = None
    results: tuple[dict, ...] = ()


def prepare(badge_version: BadgeVersion, awards: Sequence[AwardFacts]) -> list[Credential]:
    """Sign the documents of awards of one badge. The rows are not saved yet, so that the reads and
    the signing stay outside a transaction that must begin with its write.

    Raises ``CityNotReady`` while the city may not issue on this deployment,
    :exc:`ProviderSuspended`, which is one too, and ValueError for a result that the badge does not
    describe.
    """
    provider = badge_version.badge.provider
    # Read anew: whoever begins long work has an old row in hand.
    if Provider.objects.filter(pk=provider.pk, suspended_at__isnull=False).exists():
        raise ProviderSuspended(
            _("%(provider)s cannot give badges at the moment. The city’s team can say why.")
            % {"provider": provider.name}
        )
    city = ready_city(provider.site_id)
    mark_issued(city)
    addresses = Addresses(city.canonical_address)
    key = active_key(provider)
    private_key = key.private_key()
    achievement = achievement_facts(badge_version, addresses)
    made = []
    places = draw_places(provider, city, len(awards))
    for facts, place in zip(awards, places, strict=True):
        uid = uuid.uuid4()
        award = Award(
            credential_url=addresses.credential(uid),
            assertion_url=addresses.assertion(uid),
            credential_image_url=addresses.credential_picture(uid),
            assertion_image_url=addresses.assertion_picture(uid),
            subject_id=f"urn:uuid:{facts.award_uuid}",
            awarded_at=facts.awarded_at,
            achievement=achievement,
            email=facts.email,
            salt=secrets.token_hex(16) if facts.email else "",
            status=place.facts,
            valid_until=facts.valid_until,
            results=result_facts(badge_version, addresses, facts.results),
        )
        signed = issue_v3(
            award,
            private_key=private_key,
            verification_method=f"{achievement.issuer.did}#{key.kid}",
            created=facts.awarded_at,
        )
        made.append(
            Credential(
                uuid=uid,
                badge_version=badge_version,
                provider=provider,
                site_id=provider.site_id,
                key=key,
                status_list=place.status_list,
                status_index=place.index,
                named_when_withdrawn=place.status_list is None,
                ob3=signed,
                ob2=to_json(v2.assertion(award)),
            )
        )
    return made


def keep(credentials: Sequence[Credential]) -> None:
    """Save what was prepared. Raises :exc:`PlaceTaken`, and then nothing was saved; a transaction
    around it goes on."""
    try:
        with transaction.atomic():
            Credential.objects.bulk_create(credentials)
    except IntegrityError as error:
        for credential in credentials:
            place = {
                "status_list": credential.status_list,
                "status_index": credential.status_index,
            }
            if Credential.objects.filter(**place).exists():
                raise PlaceTaken from error
        raise
