"""Who may do what for a provider: its members by their role, and city staff by Django's permissions.

Verbs: ``view`` (badges, numbers), ``view_claims``, ``decide`` (claims), ``issue`` (codes, lists),
``revoke`` (awards; suspending and correcting too), ``edit`` (badges, workflows, the provider itself),
``pages`` (what it offers, as pages; pictures), ``members`` (who belongs to it), ``owners`` (who is an
owner), ``city`` (what is the city's to decide: no role has it).
"""

from django.db.models import Q, QuerySet

from wagtail_cofl.city.scoping import cities_of

from .models import Membership, Provider, Role

_MANAGER = frozenset(
    {"view", "view_claims", "decide", "issue", "revoke", "edit", "pages", "members"}
)

#: What each role may do.
MAY = {
    Role.VIEWER: frozenset({"view"}),
    Role.ASSESSOR: frozenset({"view", "view_claims", "decide"}),
    Role.ISSUER: frozenset({"view", "issue", "revoke", "pages"}),
    Role.MANAGER: _MANAGER,
    Role.OWNER: _MANAGER | {"owners"},
}

#: Any of these permissions of Django lets city staff do the same in their cities.
STAFF = {
    "view": ("view_provider", "change_provider", "view_badge", "add_badge", "change_badge"),
    "view_claims": ("view_claim", "change_claim", "decide_claim"),
    "decide": ("decide_claim",),
    "city": ("decide_claim",),
    "issue": ("add_campaign", "add_batch"),
    "revoke": ("revoke_award",),
    "edit": ("change_badge", "change_provider"),
    "pages": (),  # Wagtail's rights in the page tree say so
    "members": ("add_membership", "change_membership"),
    "owners": ("add_membership", "change_membership"),
}


def roles_that_may(verb: str) -> list[str]:
    """The roles that have a verb."""
    return [role for role, verbs in MAY.items() if verb in verbs]


def _staff_may(user, verb: str) -> bool:
    return any(user.has_perm(f"wagtail_cofl.{name}") for name in STAFF[verb])


def is_staff_of(user, site_id: int) -> bool:
    """Does ``user`` work for the city itself, not only for a provider in it?"""
    cities = cities_of(user) if user.is_active else set()
    return cities is None or site_id in cities


def may(user, verb: str, provider: Provider) -> bool:
    """May ``user`` do this for ``provider``, now? Memberships are read anew each time (one query), so
    that who has left can do nothing; what the city's own people may is looked up once per request.

    Raises :exc:`KeyError` for a verb that does not exist.
    """
    if verb not in STAFF:
        raise KeyError(verb)
    if not user.is_active or user.pk is None:
        return False
    mine = Membership.objects.filter(
        user_id=user.pk, user__is_active=True, provider=provider, role__in=roles_that_may(verb)
    )
    if mine.exists():
        return True
    return _staff_may(user, verb) and is_staff_of(user, provider.site_id)


def providers_of(user, verb: str) -> QuerySet[Provider]:
    """The providers for which ``user`` may do this, now."""
    providers = Provider.objects.all()
    if not user.is_active or user.pk is None:
        return providers.none()
    mine = Membership.objects.filter(
        user_id=user.pk, user__is_active=True, role__in=roles_that_may(verb)
    )
    found = Q(pk__in=mine.values("provider"))
    if _staff_may(user, verb):
        cities = cities_of(user)
        if cities is None:
            return providers
        found |= Q(site__in=cities)
    return providers.filter(found)


def memberships(user) -> list[Membership]:
    """Those of ``user``, looked up once for a request: for lists and menus, not for deciding."""
    if not hasattr(user, "_cofl_memberships"):
        rows = Membership.objects.filter(user_id=user.pk, user__is_active=True)
        user._cofl_memberships = list(rows.select_related("provider")) if user.pk else []
    return user._cofl_memberships


def where(user, verb: str) -> dict[int, int]:
    """``{provider id: site id}`` of a user's memberships that have a verb: for ``scoping.own``."""
    return {
        row.provider_id: row.provider.site_id
        for row in memberships(user)
        if verb in MAY.get(row.role, ())
    }
