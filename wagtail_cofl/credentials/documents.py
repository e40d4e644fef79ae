"""The bytes of every hosted document, each with one query. Views serve them; verification reads them.

All raise :exc:`NoDocument` for an unknown id, and while the city has no address to name; what belongs
to an OB 2.0 assertion raises :exc:`Withdrawn` once its award was withdrawn, and while it is suspended.
"""

import json
from collections.abc import Callable
from uuid import UUID

from django.conf import settings
from django.db.models import F, FilteredRelation, Q, QuerySet
from django.utils.translation import override

from wagtail_cofl.badges.models import BadgeVersion
from wagtail_cofl.city.readiness import CityNotReady
from wagtail_cofl.openbadges import v2
from wagtail_cofl.openbadges.baking import BadPicture, Version, bake
from wagtail_cofl.providers.models import Provider

from . import tokens
from .addresses import Addresses
from .facts import achievement_facts, published_issuer
from .listing import list_token, signed_list
from .models import Credential, IssuerKey, Revocation, StatusList, Suspension
from .pictures import svg_around
from .reading import NotStored, stored
from .writing import to_json


class NoDocument(LookupError):
    """There is no such document here."""


class Withdrawn(LookupError):
    """There was one, and it was withdrawn or is suspended: ``body`` says so, and why, to machines."""

    def __init__(self, body: bytes):
        super().__init__("withdrawn")
        self.body = body


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
    try:
        return stored(Credential, "ob3", uuid)
    except NotStored as error:
        raise NoDocument from error


def _with_state(*columns: str) -> QuerySet:
    """Rows of ``ob2``, why it was withdrawn, why it is suspended now, and more ``columns``."""
    suspended = FilteredRelation("suspensions", condition=Q(suspensions__lifted_at=None))
    rows = Credential.objects.annotate(suspended=suspended)
    return rows.values_list("ob2", "revocation__reason", "suspended__reason", *columns)


def _unless_withdrawn(ob2: bytes, withdrawn: str | None, suspended: str | None) -> bytes:
    if withdrawn is None and suspended is None:
        return bytes(ob2)
    reason = Revocation.Reason(withdrawn) if withdrawn else Suspension.Reason(suspended)
    # A document is in the deployment's own language, whoever reads it.
    with override(settings.LANGUAGE_CODE):
        words = str(reason.label)
    raise Withdrawn(to_json(v2.revoked_assertion(json.loads(bytes(ob2))["id"], words)))


def assertion(uuid) -> bytes:
    """The OB 2.0 assertion as it was made."""
    return _unless_withdrawn(*_get(_with_state(), uuid=uuid))


def credential_png(uuid) -> bytes:
    """The badge's picture with the OB 3.0 credential inside."""
    rows = Credential.objects.values_list("ob3", "badge_version__picture")
    ob3, picture = _get(rows, uuid=uuid)
    return bake(bytes(picture), bytes(ob3).decode(), version="3.0")


def assertion_png(uuid) -> bytes:
    """The badge's picture with the OB 2.0 assertion inside."""
    *state, picture = _get(_with_state("badge_version__picture"), uuid=uuid)
    return bake(bytes(picture), _unless_withdrawn(*state).decode(), version="2.0")


def credential_svg(uuid) -> bytes:
    """The same picture as an SVG of ours, with the OB 3.0 credential inside."""
    rows = Credential.objects.values_list("ob3", "badge_version__picture", "badge_version__name")
    ob3, picture, name = _get(rows, uuid=uuid)
    return _svg(picture, name, bytes(ob3), "3.0")


def assertion_svg(uuid) -> bytes:
    """The same with the OB 2.0 assertion inside."""
    rows = _with_state("badge_version__picture", "badge_version__name")
    *state, picture, name = _get(rows, uuid=uuid)
    return _svg(picture, name, _unless_withdrawn(*state), "2.0")


def _svg(picture: bytes, name: str, badge: bytes, version: Version) -> bytes:
    try:
        return bake(svg_around(bytes(picture), name), badge.decode(), version=version)
    except BadPicture as error:  # with what SVG adds to it, a big one is too big to be checked
        raise NoDocument from error


def status_list(uuid) -> bytes:
    """Which credentials of a provider were withdrawn. It is signed for the first who asks after a
    change, and stored."""
    try:
        return signed_list(uuid)
    except (StatusList.DoesNotExist, CityNotReady) as error:
        raise NoDocument from error


def status_list_token(uuid) -> bytes:
    """The same list as a VC-JWT."""
    try:
        return list_token(uuid)
    except (StatusList.DoesNotExist, CityNotReady) as error:
        raise NoDocument from error


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
    """The OB 2.0 issuer profile: the one live document. It names the key that signs now and no other:
    1EdTech's own verifier refuses an issuer that names two, and with it all that it hosts."""
    usable = Q(keys__use=IssuerKey.Use.TOKEN, keys__retired_at=None)
    rows = Provider.objects.annotate(key=FilteredRelation("keys", condition=usable))
    rows = rows.annotate(kid=F("key__kid")).select_related("site__citysettings")
    found = list(rows.filter(uuid=uuid).order_by("key__pk"))
    if not found:
        raise NoDocument
    kids = [row.kid for row in found if row.kid]
    return to_json(v2.issuer_profile(published_issuer(found[0], _addresses(found[0]), kids)))


def credential_jwt(uuid) -> bytes:
    """The OB 3.0 credential as a token. It is signed for the first who asks, and stored."""
    return _token(tokens.vc_jwt, uuid)


def assertion_jws(uuid) -> bytes:
    """The OB 2.0 assertion as a token, withdrawn or not. It is signed for the first who asks, and
    stored."""
    return _token(tokens.signed_assertion, uuid)


def _token(make: Callable[[UUID], str], uuid) -> bytes:
    try:
        return make(uuid).encode()
    except (Credential.DoesNotExist, CityNotReady) as error:
        raise NoDocument from error
