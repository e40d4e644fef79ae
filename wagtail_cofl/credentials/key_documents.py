"""The bytes of every document about keys. All raise ``NoDocument``, as :mod:`.documents` do."""

from django.db.models import QuerySet

from wagtail_cofl.city.models import CitySettings
from wagtail_cofl.openbadges import did, jose, v2
from wagtail_cofl.openbadges.documents import Document

from .addresses import Addresses
from .documents import NoDocument, _addresses, _get
from .models import IssuerKey
from .writing import to_json

JWK = "application/jwk+json"
JSON = "application/json"


def _keys() -> QuerySet[IssuerKey]:
    keys = IssuerKey.objects.select_related("provider__site__citysettings")
    return keys.defer("sealed_private").order_by("created_at", "pk")


def _jwk(key: IssuerKey, addresses: Addresses) -> Document:
    """Named by its own address wherever it stands, since our tokens name it so."""
    public = jose.public_key_from_pem(key.public_pem)
    return {**jose.public_jwk(public), "kid": addresses.key(key.provider.uuid, key.kid)}


def _published(key: IssuerKey, addresses: Addresses) -> did.PublishedKey:
    jwk = _jwk(key, addresses) if key.use == IssuerKey.Use.TOKEN else None
    return did.PublishedKey(key.kid, jwk, key.compromised_at)


def did_document(uuid) -> bytes:
    """The issuer's ``did:web`` document, with every key it ever published."""
    keys = list(_keys().filter(provider__uuid=uuid))
    if not keys:
        raise NoDocument
    addresses = _addresses(keys[0].provider)
    published = [_published(key, addresses) for key in keys]
    return to_json(did.did_document(addresses.did(uuid), published, [addresses.issuer(uuid)]))


def key_and_type(uuid, kid: str) -> tuple[bytes, str]:
    """One key by itself, and its media type: a verification method, or of a token key its JWK, since
    1EdTech's validator reads nothing else at the ``kid`` of a token."""
    key = _get(_keys(), provider__uuid=uuid, kid=kid)
    addresses = _addresses(key.provider)
    if key.use == IssuerKey.Use.TOKEN:
        return to_json(_jwk(key, addresses)), JWK
    method = did.key_document(addresses.did(uuid), _published(key, addresses))
    return to_json(method), JSON


def key(uuid, kid: str) -> bytes:
    """One key by itself."""
    return key_and_type(uuid, kid)[0]


def key_pem(uuid, kid: str) -> bytes:
    """The OB 2.0 *CryptographicKey* of a token key."""
    found = _get(_keys(), provider__uuid=uuid, kid=kid, use=IssuerKey.Use.TOKEN)
    addresses = _addresses(found.provider)
    return to_json(
        v2.cryptographic_key(addresses.key_pem(uuid, kid), addresses.issuer(uuid), found.public_pem)
    )


def jwks(site) -> bytes:
    """1EdTech, *key provenance*: every token key of the city's providers, each with its issuer."""
    city = CitySettings.objects.filter(site=site).exclude(canonical_address="").first()
    if city is None:
        raise NoDocument
    addresses = Addresses(city.canonical_address)
    keys = _keys().filter(provider__site=site, use=IssuerKey.Use.TOKEN)
    return to_json(
        {
            "keys": [
                {**_jwk(key, addresses), "iss": addresses.did(key.provider.uuid)} for key in keys
            ]
        }
    )
