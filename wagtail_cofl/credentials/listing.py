"""Status lists: a place for every new credential, and the list itself, signed when it is asked for.

A list says which of a provider's credentials were withdrawn, one bit each. Places are drawn at random,
so that neither the list nor a place in it tells when somebody got their badge.
"""

import secrets
import uuid

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from wagtail_cofl.city.readiness import ready_city
from wagtail_cofl.openbadges import proofs, status
from wagtail_cofl.openbadges.facts import StatusList as ListFacts
from wagtail_cofl.providers.models import Provider

from .addresses import Addresses
from .keys import active_key
from .models import Credential, Revocation, StatusList
from .writing import to_json

#: How long a reader may keep a list, in seconds: so late, at most, a withdrawal is seen.
TTL = 300
# A list is closed when so much of it is taken. The draw tells, nearly: only when it looks full is it
# counted.
FULL = 0.8
LOOKS_FULL = 0.7
DRAWN = 64


def _open_list(provider: Provider) -> StatusList:
    """The provider's next list. Its uuid is made from its number, so that two processes that open one
    at the same time open the same."""
    number = StatusList.objects.filter(provider=provider).count() + 1
    uid = uuid.uuid5(provider.uuid, f"status list {number}")
    opened = [StatusList(uuid=uid, provider=provider)]
    StatusList.objects.bulk_create(opened, ignore_conflicts=True)
    return StatusList.objects.get(uuid=uid)


def free_place(provider: Provider) -> tuple[StatusList, int]:
    """A list of the provider with a place in it that nobody has yet. Two queries, but for the first
    credential of a list. Another process may take the place before it is saved: the constraint says
    so."""
    lists = StatusList.objects.filter(provider=provider).defer("document")
    current = lists.last() or _open_list(provider)
    while True:
        drawn = [secrets.randbelow(StatusList.LENGTH) for _ in range(DRAWN)]
        rows = Credential.objects.filter(status_list=current)
        taken = set(
            rows.filter(status_index__in=drawn).values_list("status_index", flat=True).order_by()
        )
        free = [index for index in drawn if index not in taken]
        looks_full = len(free) < (1 - LOOKS_FULL) * DRAWN
        if looks_full and rows.count() >= FULL * StatusList.LENGTH:
            current = _open_list(provider)
        elif free:
            return current, free[0]


def signed_list(uid: uuid.UUID) -> bytes:
    """The list as it is served, signed anew if it has changed. Raises ``StatusList.DoesNotExist``, and
    ``CityNotReady`` where this deployment may not sign for the city."""
    lists = StatusList.objects.filter(uuid=uid)
    while (document := lists.values_list("document", flat=True).get()) is None:
        _sign(lists.select_related("provider").get())
    return bytes(document)


def _sign(status_list: StatusList) -> None:
    """Sign a list and store it. Of many who ask at once, one signs and the others wait for it.

    The transaction begins with its write. It holds the row that a withdrawal writes to as well, so no
    withdrawal falls between the reading and the storing.
    """
    provider = status_list.provider
    addresses = Addresses(ready_city(provider.site_id).canonical_address)
    key = active_key(provider)
    facts = ListFacts(
        url=addresses.status_list(status_list.uuid),
        issuer=addresses.did(provider.uuid),
        ttl_seconds=TTL,
    )
    unsigned = StatusList.objects.filter(pk=status_list.pk, document=None)
    with transaction.atomic():
        if not unsigned.update(created_at=F("created_at")):
            return
        rows = Revocation.objects.filter(credential__status_list=status_list)
        bits = status.bits_of(rows.values_list("credential__status_index", flat=True))
        signed = proofs.sign(
            # From the list's own beginning, so that no reader whose clock is late finds it too new.
            status.list_credential(facts, bits, valid_from=status_list.created_at),
            private_key=key.private_key(),
            verification_method=f"{facts.issuer}#{key.kid}",
            created=timezone.now(),
        )
        unsigned.update(document=to_json(signed))
