"""The two lists of a provider that name what does not hold: one for OB 2.0, one of 1EdTech's for OB 3.0.

They are live documents. Whoever reads them learns the addresses of what they name, so each names only
what software looks for there.
"""

from collections.abc import Iterator
from uuid import UUID

from django.conf import settings
from django.db.models import QuerySet
from django.utils.translation import override

from wagtail_cofl.openbadges import status, v2
from wagtail_cofl.providers.models import Provider

from .addresses import Addresses
from .documents import _addresses, _get
from .models import Credential, Revocation, SignedToken, Suspension
from .tokens import assertion_id
from .writing import to_json


def _provider(uuid) -> tuple[Provider, Addresses]:
    provider = _get(Provider.objects.select_related("site__citysettings"), uuid=uuid)
    return provider, _addresses(provider)


def _named(rows: QuerySet, credentials: QuerySet[Credential]) -> Iterator[tuple[UUID, str]]:
    """Each with its reason, in the deployment's own language, in an order that tells nothing."""
    rows = rows.filter(credential__in=credentials).order_by("credential__uuid")
    with override(settings.LANGUAGE_CODE):
        words = {value: str(label) for value, label in rows.model.Reason.choices}
    for uuid, reason in rows.values_list("credential__uuid", "reason"):
        yield uuid, words[reason]


def issuer_revocations(uuid) -> bytes:
    """OB 2.0 *RevocationList*: the signed assertions that were withdrawn or are suspended now. A hosted
    assertion says it itself, so one is named only if somebody has its signed form."""
    provider, addresses = _provider(uuid)
    signed = Credential.objects.filter(provider=provider, tokens__kind=SignedToken.Kind.OB2_JWS)
    named = dict(_named(Suspension.objects.filter(lifted_at=None), signed))
    named.update(_named(Revocation.objects.all(), signed))
    return to_json(
        v2.revocation_list(
            addresses.revocations(uuid),
            addresses.issuer(uuid),
            [(assertion_id(each), reason) for each, reason in sorted(named.items())],
        )
    )


def issuer_withdrawn(uuid) -> bytes:
    """*1EdTechRevocationList*: the withdrawn ones of those credentials that name it."""
    provider, addresses = _provider(uuid)
    naming = Credential.objects.filter(provider=provider, named_when_withdrawn=True)
    return to_json(
        status.revocation_list(
            addresses.withdrawn(uuid),
            addresses.did(uuid),
            [
                (addresses.credential(each), reason)
                for each, reason in _named(Revocation.objects.all(), naming)
            ],
        )
    )
