"""Status lists: a place for every new credential, and the list itself, signed when it is asked for.

A list says which of a provider's credentials were withdrawn, one bit each. Places are drawn at random,
so that neither the list nor a place in it tells when somebody got their badge; some places are nobody's,
and set as well, so that the list does not tell how many were withdrawn.
"""

import json
import secrets
import uuid
from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction
from django.db.models import F, QuerySet
from django.utils import timezone

from wagtail_cofl.city.models import CitySettings
from wagtail_cofl.city.readiness import ready_city
from wagtail_cofl.openbadges import jose, proofs, status
from wagtail_cofl.openbadges.facts import RevocationListPlace, StatusPlace
from wagtail_cofl.openbadges.facts import StatusList as ListFacts
from wagtail_cofl.providers.models import Provider

from .addresses import Addresses
from .keys import active_key, active_token_key
from .models import Credential, Revocation, StatusList, Suspension
from .writing import to_json

#: How long a reader may keep a list, in seconds: so late, at most, a withdrawal is seen.
TTL = 300
# A list is closed when so much of it is taken. The draw tells, nearly: only when it looks full is it
# counted.
FULL = 0.8
LOOKS_FULL = 0.7
DRAWN = 64
# The most that one query asks about.
MOST_DRAWN = 2_000
#: So many places of a list are nobody's. At first fewer than a quarter of them are set; each signing
#: sets up to ``MORE_DECOYS`` more.
DECOYS = 512
MORE_DECOYS = 2

_lottery = secrets.SystemRandom()
# The lists are found by it, and their documents are heavy.
_light = StatusList.objects.defer("document", "token")


def _open_list(provider: Provider, purpose: str, after: StatusList | None = None) -> StatusList:
    """The provider's first list for ``purpose``, or the one that follows ``after``. Its uuid is made
    from its number, so that two processes that open one at the same time open the same."""
    number = 1
    if after:
        mine = StatusList.objects.filter(provider=provider, purpose=purpose)
        number += mine.filter(pk__lte=after.pk).count()
    kind = "status" if purpose == StatusList.Purpose.REVOCATION else purpose
    opened = StatusList(
        uuid=uuid.uuid5(provider.uuid, f"{kind} list {number}"),
        provider=provider,
        purpose=purpose,
        decoys=_lottery.sample(range(StatusList.LENGTH), min(DECOYS, StatusList.LENGTH // 10)),
    )
    opened.decoys_set = _lottery.randrange(1 + len(opened.decoys) // 4)
    StatusList.objects.bulk_create([opened], ignore_conflicts=True)
    return _light.get(uuid=opened.uuid)


def free_places(
    provider: Provider, count: int, purpose: str = StatusList.Purpose.REVOCATION
) -> list[tuple[StatusList, int]]:
    """So many different places that nobody has yet, each with its list.

    Two queries for one, two or three for a thousand, but for the first credential of a list. Another
    process may take a place before it is saved: the constraint says so.
    """
    current = _light.filter(provider=provider, purpose=purpose).last()
    current = current or _open_list(provider, purpose)
    places: list[tuple[StatusList, int]] = []
    mine: set[int] = set()
    while len(places) < count:
        wanted = count - len(places)
        number = min(max(DRAWN, 2 * wanted), MOST_DRAWN)
        drawn = {secrets.randbelow(StatusList.LENGTH): None for _ in range(number)}
        rows = Credential.objects.filter(status_list=current)
        taken = rows.filter(status_index__in=drawn).values_list("status_index", flat=True)
        nobodys = mine.union(taken.order_by(), current.decoys)
        free = [index for index in drawn if index not in nobodys][:wanted]
        looks_full = len(drawn.keys() & nobodys) > LOOKS_FULL * len(drawn)
        if looks_full and rows.count() + len(mine) >= FULL * StatusList.LENGTH:
            current, mine = _open_list(provider, purpose, after=current), set()
            continue
        places += [(current, index) for index in free]
        mine.update(free)
    return places


@dataclass(frozen=True, slots=True)
class Place:
    """Where a credential will be listed once it is withdrawn. ``facts`` is what its document says of
    it; the other two are what its row keeps, None where it will be named."""

    facts: StatusPlace | RevocationListPlace
    status_list: StatusList | None = None
    index: int | None = None


def draw_places(provider: Provider, city: CitySettings, count: int) -> list[Place]:
    """So many places for new credentials, of the kind that the city has chosen."""
    addresses = Addresses(city.canonical_address)
    if city.status_method == CitySettings.StatusMethod.ONE_EDTECH:
        return [Place(RevocationListPlace(addresses.withdrawn(provider.uuid)))] * count
    purpose = StatusList.Purpose.REVOCATION
    if city.status_method == CitySettings.StatusMethod.SUSPENSION:
        purpose = StatusList.Purpose.SUSPENSION
    return [
        Place(StatusPlace(addresses.status_list(each.uuid), index, purpose.value), each, index)
        for each, index in free_places(provider, count, purpose)
    ]


def changed(lists: QuerySet[StatusList]) -> None:
    """Have whoever asks next get these lists signed anew."""
    lists.update(document=None, token=None)


def signed_list(uid: uuid.UUID) -> bytes:
    """The list as it is served, signed anew if it has changed. Raises ``StatusList.DoesNotExist``, and
    ``CityNotReady`` where this deployment may not sign for the city."""
    lists = StatusList.objects.filter(uuid=uid)
    while (document := lists.values_list("document", flat=True).get()) is None:
        _sign(_light.select_related("provider").get(uuid=uid))
    return bytes(document)


def list_token(uid: uuid.UUID) -> bytes:
    """The same list as a VC-JWT. Raises what :func:`signed_list` does."""
    lists = StatusList.objects.filter(uuid=uid)
    while (token := lists.values_list("token", flat=True).get()) is None:
        signed_list(uid)
        _sign_token(_light.select_related("provider").get(uuid=uid))
    return str(token).encode()


def _withdrawn(status_list: StatusList) -> Iterable[int]:
    """The places of what is withdrawn and, on a list for that, suspended."""
    revoked = Revocation.objects.filter(credential__status_list=status_list)
    yield from revoked.values_list("credential__status_index", flat=True)
    if status_list.purpose == StatusList.Purpose.SUSPENSION:
        suspended = Suspension.objects.filter(credential__status_list=status_list, lifted_at=None)
        yield from suspended.values_list("credential__status_index", flat=True).order_by()


def _next_decoys(status_list: StatusList) -> int:
    """How many decoys are set from now on. A withdrawal is for good, so those of a revocation list only
    become more; suspensions end, so those of the other kind come and go."""
    least = 0 if status_list.purpose == StatusList.Purpose.REVOCATION else -MORE_DECOYS
    step = _lottery.randint(least, MORE_DECOYS)
    return min(max(0, status_list.decoys_set + step), len(status_list.decoys))


def _sign(status_list: StatusList) -> None:
    """Sign a list and store it. Of many who ask at once, one signs and the others wait for it.

    The transaction begins with its write. It holds the row that a withdrawal writes to as well, so no
    withdrawal falls between the reading and the storing.
    """
    provider = status_list.provider
    addresses = Addresses(ready_city(provider.site_id).canonical_address)
    facts = ListFacts(
        url=addresses.status_list(status_list.uuid),
        issuer=addresses.did(provider.uuid),
        ttl_seconds=TTL,
        purpose=status_list.purpose,
    )
    unsigned = StatusList.objects.filter(pk=status_list.pk, document=None)
    with transaction.atomic():
        if not unsigned.update(created_at=F("created_at")):
            return
        # Not before: whoever marks a key as stolen then waits, and has the list signed once more.
        key = active_key(provider)
        status_list.refresh_from_db(fields=["decoys_set"])
        decoys_set = _next_decoys(status_list)
        withdrawn = set(_withdrawn(status_list)).union(status_list.decoys[:decoys_set])
        signed = proofs.sign(
            # From the list's own beginning, so that no reader whose clock is late finds it too new.
            status.list_credential(
                facts, status.bits_of(withdrawn), valid_from=status_list.created_at
            ),
            private_key=key.private_key(),
            verification_method=f"{facts.issuer}#{key.kid}",
            created=timezone.now(),
        )
        unsigned.update(document=to_json(signed), token=None, decoys_set=decoys_set)


def _sign_token(status_list: StatusList) -> None:
    """Sign what stands in the stored document as a token too, so that both say the same."""
    provider = status_list.provider
    addresses = Addresses(ready_city(provider.site_id).canonical_address)
    unsigned = StatusList.objects.filter(pk=status_list.pk, token=None).exclude(document=None)
    with transaction.atomic():
        if not unsigned.update(created_at=F("created_at")):
            return
        key = active_token_key(provider)
        document = json.loads(bytes(unsigned.values_list("document", flat=True).get()))
        del document["proof"]
        token = jose.vc_jwt(
            document,
            key=key.private_key(),
            kid=addresses.key(provider.uuid, key.kid),
        )
        unsigned.update(token=token)
