"""Credentials as JSON Web Tokens: signed for the first who asks, and then kept."""

import json
import uuid
from collections.abc import Callable

from django.db import IntegrityError, transaction
from django.db.models import QuerySet

from wagtail_cofl.city.readiness import ready_city
from wagtail_cofl.openbadges import jose
from wagtail_cofl.openbadges.documents import Document

from .addresses import Addresses
from .keys import active_token_key
from .models import Credential, IssuerKey, SignedToken


def vc_jwt(uid: uuid.UUID) -> str:
    """The OB 3.0 credential as a token (OB 3.0, 8.2): the stored one without its proof.

    Raises ``Credential.DoesNotExist``, and ``CityNotReady`` where this deployment may not sign for the
    city and nobody asked before.
    """
    good = SignedToken.objects.filter(kind=SignedToken.Kind.VC_JWT, key__compromised_at=None)
    return _kept(uid, good, SignedToken.Kind.VC_JWT, _vc_jwt)


def signed_assertion(uid: uuid.UUID) -> str:
    """The OB 2.0 assertion as a token (OB 2.0, *Signed Badges*): the hosted one under the name of
    :func:`assertion_id`, without the picture, which holds the hosted one. Raises what :func:`vc_jwt`
    does.

    It is by the key of today always, since OB 2.0 knows no other key of an issuer.
    """
    good = SignedToken.objects.filter(kind=SignedToken.Kind.OB2_JWS, key__retired_at=None)
    return _kept(uid, good, SignedToken.Kind.OB2_JWS, _signed_assertion)


def assertion_id(uid: uuid.UUID) -> str:
    """What a signed assertion calls itself, and the issuer's RevocationList calls it."""
    return f"urn:uuid:{uid}"


def assertion_uuid(name: str) -> uuid.UUID | None:
    """Of which credential :func:`assertion_id` is, if it may be one."""
    try:
        return uuid.UUID(name.removeprefix("urn:uuid:")) if name.startswith("urn:uuid:") else None
    except ValueError:
        return None


def credential_payload(credential: Credential) -> Document:
    """The OB 3.0 credential without its proof."""
    document: Document = json.loads(bytes(credential.ob3))
    del document["proof"]
    return document


def assertion_payload(credential: Credential, creator: str) -> Document:
    """The OB 2.0 assertion as it is signed. ``creator`` is the address of the key."""
    document: Document = json.loads(bytes(credential.ob2))
    document.pop("image", None)
    document["id"] = assertion_id(credential.uuid)
    document["verification"] = {"type": "SignedBadge", "creator": creator}
    return document


def _vc_jwt(credential: Credential, key: IssuerKey, addresses: Addresses) -> str:
    kid = addresses.key(credential.provider.uuid, key.kid)
    return jose.vc_jwt(credential_payload(credential), key=key.private_key(), kid=kid)


def _signed_assertion(credential: Credential, key: IssuerKey, addresses: Addresses) -> str:
    issuer = credential.provider.uuid
    payload = assertion_payload(credential, addresses.key_pem(issuer, key.kid))
    return jose.sign(payload, key=key.private_key(), kid=addresses.key(issuer, key.kid))


def _kept(
    uid: uuid.UUID,
    good: QuerySet[SignedToken],
    kind: SignedToken.Kind,
    make: Callable[[Credential, IssuerKey, Addresses], str],
) -> str:
    """One of the ``good`` tokens, or a new one of that ``kind``."""
    texts = good.filter(credential__uuid=uid).values_list("text", flat=True)
    if kept := texts.first():
        return kept
    credential = Credential.objects.select_related("provider").get(uuid=uid)
    addresses = Addresses(ready_city(credential.site_id).canonical_address)
    key = active_token_key(credential.provider)
    text = make(credential, key, addresses)
    try:
        with transaction.atomic():
            SignedToken.objects.create(credential=credential, kind=kind, key=key, text=text)
    except IntegrityError:  # another process signed it a moment ago; the constraint chose
        return SignedToken.objects.get(credential=credential, kind=kind, key=key).text
    return text
