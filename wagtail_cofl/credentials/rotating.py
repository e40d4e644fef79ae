"""A provider goes on with a new key. What the older one signed stays as it is, and the older one stays
published, so that it can be checked."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils import timezone

from wagtail_cofl.providers.models import Provider

from .keys import new_key
from .models import Credential, IssuerKey, StatusList


class SomebodyElse(Exception):
    """Another process changed the same keys at the same moment; nothing was changed here."""


@dataclass(frozen=True, slots=True)
class Rotated:
    """``signed_since`` counts the credentials that a compromised key signed from then on."""

    retired: list[IssuerKey]
    made: list[IssuerKey]
    signed_since: int = 0


def rotate(
    provider: Provider, uses: Sequence[str], *, compromised_since: datetime | None = None
) -> Rotated:
    """Retire the active keys for ``uses`` and make new ones: all or nothing. With
    ``compromised_since`` the retired ones are not to be trusted from then on. Raises
    :exc:`SomebodyElse`."""
    active = provider.keys.filter(use__in=list(uses), retired_at=None)
    retired = list(active)
    made = [new_key(provider, IssuerKey.Use(use)) for use in uses]
    retiring = IssuerKey.objects.filter(pk__in=[key.pk for key in retired], retired_at=None)
    try:
        with transaction.atomic():
            retiring.update(retired_at=timezone.now(), compromised_at=compromised_since)
            for key in made:
                key.save()
            signed = 0
            if compromised_since is not None:
                signed = _sign_again(provider, retired, compromised_since)
    except IntegrityError as error:  # there is an active key that is not one of these
        raise SomebodyElse from error
    return Rotated(retired, made, signed)


def distrust(key: IssuerKey, since: datetime) -> int:
    """Mark a key that is retired already. How many credentials it signed from then on."""
    with transaction.atomic():
        IssuerKey.objects.filter(pk=key.pk).update(compromised_at=since)
        return _sign_again(key.provider, [key], since)


def _sign_again(provider: Provider, keys: list[IssuerKey], since: datetime) -> int:
    """Have all that can be signed again signed again for whoever asks next, tokens among it by
    themselves. How many credentials the keys signed since then: those cannot."""
    StatusList.objects.filter(provider=provider).update(document=None, token=None)
    return Credential.objects.filter(key__in=keys, award__awarded_at__gte=since).count()
