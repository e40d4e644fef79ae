"""The bytes of every hosted document, each with one query. Views serve them; verification reads them.

All raise :exc:`NoDocument` for an unknown id, and while the city has no address to name.
"""

import json

from wagtail_cofl.badges.models import BadgeVersion
from wagtail_cofl.openbadges import did, v2
from wagtail_cofl.openbadges.baking import KEYWORD_V2, KEYWORD_V3, bake_png
from wagtail_cofl.openbadges.documents import Document
from wagtail_cofl.providers.models import Provider

from .addresses import Addresses
from .facts import achievement_facts, issuer_facts
from .models import Credential, IssuerKey


class NoDocument(LookupError):
    """There is no such document here."""


def to_json(document: Document) -> bytes:
    """JSON as we write it: UTF-8, members in their order, no spaces."""
    return json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode()


def _get(queryset, **lookup):
    found = queryset.filter(**lookup).first()
    if found is None:
        raise NoDocument
    return found


def _addresses(provider: Provider) -> Addresses:
    city = getattr(provider.site, "citysettings", None)
    if city is None or not city.canonical_address:
        raise NoDocument
    return Addresses(city.canonical_address)


def credential(uuid) -> bytes:
    """The OB 3.0 credential as it was signed."""
    return bytes(_get(Credential.objects.values_list("ob3"), uuid=uuid)[0])


def assertion(uuid) -> bytes:
    """The OB 2.0 assertion as it was made."""
    return bytes(_get(Credential.objects.values_list("ob2"), uuid=uuid)[0])


def _baked(uuid, field: str, keyword: str) -> bytes:
    row = _get(Credential.objects.values_list(field, "badge_version__picture"), uuid=uuid)
    return bake_png(bytes(row[1]), bytes(row[0]).decode(), keyword=keyword)


def credential_png(uuid) -> bytes:
    """The badge's picture with the OB 3.0 credential inside."""
    return _baked(uuid, "ob3", KEYWORD_V3)


def assertion_png(uuid) -> bytes:
    """The badge's picture with the OB 2.0 assertion inside."""
    return _baked(uuid, "ob2", KEYWORD_V2)


def badge_png(uuid) -> bytes:
    """The picture of a badge version, with nothing inside."""
    return bytes(_get(BadgeVersion.objects.values_list("picture"), uuid=uuid)[0])


def badge_class(uuid) -> bytes:
    """The OB 2.0 BadgeClass of a badge version, from its own copies."""
    versions = BadgeVersion.objects.defer("picture")
    version = _get(versions.select_related("badge__provider__site__citysettings"), uuid=uuid)
    facts = achievement_facts(version, _addresses(version.badge.provider))
    return to_json(v2.badge_class(facts))


def issuer_profile(uuid) -> bytes:
    """The OB 2.0 issuer profile: the one live document."""
    provider = _get(Provider.objects.select_related("site__citysettings"), uuid=uuid)
    return to_json(v2.issuer_profile(issuer_facts(provider, _addresses(provider))))


def did_document(uuid) -> bytes:
    """The issuer's ``did:web`` document, with every key it ever published."""
    keys = list(
        IssuerKey.objects.filter(provider__uuid=uuid)
        .select_related("provider__site__citysettings")
        .order_by("created_at", "pk")
    )
    if not keys:
        raise NoDocument
    addresses = _addresses(keys[0].provider)
    return to_json(
        did.did_document(
            addresses.did(uuid), [key.multikey for key in keys], [addresses.issuer(uuid)]
        )
    )


def key_document(uuid, multikey: str) -> bytes:
    """One key by itself."""
    keys = IssuerKey.objects.select_related("provider__site__citysettings")
    key = _get(keys, provider__uuid=uuid, multikey=multikey)
    return to_json(did.key_document(_addresses(key.provider).did(uuid), multikey))
