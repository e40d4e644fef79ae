"""Who belongs to a provider: changing roles, removing, leaving, handing over.

Whoever calls has asked ``roles.may(actor, "members", provider)``; what an owner alone may do is asked
here. A provider that has owners never loses the last one by its own members: the city's people may.
"""

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from wagtail_cofl.city.emails import email_lookup

from .log import log_people
from .models import Membership, NamedPeer, Provider, Role
from .roles import is_staff_of, may


class CannotChange(Exception):
    """``str()`` is a sentence that says what to do."""


def name_of(user) -> str:
    """How one colleague knows another; never an address, even where people sign in with theirs. A
    site's own user model may have no ``get_full_name``."""
    full_name = getattr(user, "get_full_name", None)
    return (full_name().strip() if full_name else "") or str(user).partition("@")[0]


def _lock(provider: Provider) -> None:
    """A write first: two owners who leave at once go one after the other."""
    Provider.objects.filter(pk=provider.pk).update(name=F("name"))


def may_make_owners(actor, provider: Provider) -> bool:
    return may(actor, "owners", provider)


def _is_city(actor, provider: Provider) -> bool:
    member = Membership.objects.filter(user_id=actor.pk, provider=provider).exists()
    return not member and is_staff_of(actor, provider.site_id)


def _ask_about_owners(provider: Provider, actor, *roles: str) -> None:
    if Role.OWNER in roles and not may_make_owners(actor, provider):
        raise CannotChange(_("Only an owner can say who is an owner. Ask one of them."))


def _keep_one_owner(provider: Provider, membership: Membership, actor) -> None:
    if membership.role != Role.OWNER or _is_city(actor, provider):
        return
    others = provider.memberships.filter(role=Role.OWNER, user__is_active=True)
    if not others.exclude(pk=membership.pk).exists():
        raise CannotChange(
            _("This is the only owner. Make somebody else an owner first: hand over.")
        )


def change_role(membership: Membership, actor, role: str) -> None:
    """Raises :exc:`CannotChange`, and ValueError for a role that does not exist."""
    role, provider = Role(role), membership.provider
    with transaction.atomic():
        _lock(provider)
        membership.refresh_from_db()
        if membership.role == role:
            return
        _ask_about_owners(provider, actor, role, membership.role)
        _keep_one_owner(provider, membership, actor)
        membership.role = role
        membership.save(update_fields=["role"])
        log_people(provider, actor, "role", member=membership.user, role=role)


def remove(membership: Membership, actor) -> None:
    """Take somebody out; herself too: that is leaving. Raises :exc:`CannotChange`."""
    provider, user = membership.provider, membership.user
    leaves = user.pk == actor.pk
    with transaction.atomic():
        _lock(provider)
        membership.refresh_from_db()
        if not leaves:
            _ask_about_owners(provider, actor, membership.role)
        _keep_one_owner(provider, membership, actor)
        membership.delete()
        log_people(provider, actor, "left" if leaves else "removed", member=user)


def hand_over(mine: Membership, other: Membership, actor) -> None:
    """An owner makes another member the owner and stays as a manager. Raises :exc:`CannotChange`."""
    provider = mine.provider
    with transaction.atomic():
        _lock(provider)
        mine.refresh_from_db()
        other.refresh_from_db()
        if mine.role != Role.OWNER or other.provider_id != provider.pk or other.pk == mine.pk:
            raise CannotChange(_("Only an owner can hand over, and to another member."))
        if not other.user.is_active:
            raise CannotChange(_("This person’s account is switched off. Choose somebody else."))
        other.role, mine.role = Role.OWNER, Role.MANAGER
        other.save(update_fields=["role"])
        mine.save(update_fields=["role"])
        log_people(provider, actor, "handed-over", member=other.user, role=Role.OWNER)


def name_peer(provider: Provider, actor, address: str) -> bool:
    """Trust a learner to look at claims. False where the address is named already."""
    with transaction.atomic():
        _lock(provider)
        if provider.named_peers.filter(lookup=email_lookup(address)).exists():
            return False
        peer = NamedPeer(provider=provider)
        peer.value = address
        peer.save()
        log_people(provider, actor, "peer-named")
    return True


def forget_peer(peer: NamedPeer, actor) -> None:
    with transaction.atomic():
        _lock(peer.provider)
        peer.delete()
        log_people(peer.provider, actor, "peer-removed")
