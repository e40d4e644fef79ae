"""Asking somebody by e-mail to work for a provider, and what happens when they say yes.

The letter has a link with a secret of 256 bits; only its SHA-256 is kept, for 14 days. Opening the link
changes nothing. The address is forgotten when the invitation is accepted.
"""

import secrets
from datetime import timedelta

from django.contrib.auth import get_user_model
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from wagtail_cofl.city import mail
from wagtail_cofl.city.emails import email_lookup, normalise_email
from wagtail_cofl.city.readiness import ready_city
from wagtail_cofl.city.sealing import hash_of

from .log import log_people
from .members import CannotChange, may_make_owners
from .models import MemberInvitation, Membership, Provider, Role

DAYS = 14


class InvitationProblem(Exception):
    """The link does not work (any more). ``str()`` is a sentence that says what to do."""


def invite(provider: Provider, actor, address: str, role: str) -> MemberInvitation:
    """Send the letter; the same address again gets a new link, and the old one stops.

    Raises :exc:`~.members.CannotChange`, ``CityNotReady``, and ValueError for a role that does not
    exist.
    """
    role = Role(role)
    if role == Role.OWNER and not may_make_owners(actor, provider):
        raise CannotChange(_("Only an owner can say who is an owner. Ask one of them."))
    address, secret = normalise_email(address), secrets.token_urlsafe(32)
    if Membership.objects.filter(provider=provider, user__in=users_with(address)).exists():
        raise CannotChange(_("This person is a member already. Change their role instead."))
    city = ready_city(provider.site_id)
    with transaction.atomic():
        provider.invitations.filter(lookup=email_lookup(address), accepted_at=None).delete()
        invitation = MemberInvitation(
            provider=provider,
            role=role,
            secret_hash=hash_of(secret),
            invited_by=actor,
            expires_at=timezone.now() + timedelta(days=DAYS),
        )
        invitation.value = address
        invitation.save()
        log_people(provider, actor, "invited", role=role)
        mail.send(
            provider.site_id,
            to=address,
            subject=_("Work with %(provider)s on %(city)s")
            % {"provider": provider.name, "city": city.name},
            body=_letter(provider, city, role, secret),
        )
    return invitation


def _letter(provider: Provider, city, role: Role, secret: str) -> str:
    return _(
        "%(provider)s asks you to help with its badges on %(city)s.\n\n"
        "Your part: %(role)s\n\n"
        "Open this link to say yes. It works for %(days)d days, and once:\n%(link)s\n\n"
        "If you do not know what this is about, do nothing: the link then runs out, and we forget "
        "your address."
    ) % {
        "provider": provider.name,
        "city": city.name,
        "role": role.label,
        "days": DAYS,
        "link": city.canonical_address + reverse("wagtail_cofl:join", args=[secret]),
    }


def withdraw(invitation: MemberInvitation, actor) -> None:
    with transaction.atomic():
        invitation.delete()
        log_people(invitation.provider, actor, "uninvited", role=invitation.role)


def look_up(site_id: int, secret: str) -> MemberInvitation:
    """The invitation of a link. Raises :exc:`InvitationProblem`."""
    found = (
        MemberInvitation.objects.filter(secret_hash=hash_of(secret), provider__site=site_id)
        .select_related("provider")
        .first()
    )
    if found is None:
        raise InvitationProblem(
            _("This link does not work. Perhaps a newer letter has replaced it: look for that one.")
        )
    if found.accepted_at:
        raise InvitationProblem(_("This invitation has been accepted already. You can sign in."))
    if found.expires_at <= timezone.now():
        raise InvitationProblem(
            _("This invitation has run out. Ask %(provider)s to send it again.")
            % {"provider": found.provider.name}
        )
    return found


def users_with(address: str):
    """The active users of the site who have an address."""
    model = get_user_model()
    field = model.get_email_field_name()
    users = model._default_manager.filter(is_active=True)
    return users.filter(**{f"{field}__iexact": normalise_email(address)})


def accept(invitation: MemberInvitation, user) -> Membership:
    """Make ``user`` a member. Who is one already keeps her role. Raises :exc:`InvitationProblem` for
    an invitation that somebody accepted in the meantime."""
    open_ones = MemberInvitation.objects.filter(pk=invitation.pk, accepted_at=None)
    with transaction.atomic():
        now = timezone.now()
        taken = open_ones.filter(expires_at__gt=now).update(
            accepted_at=now, sealed_value="", lookup=""
        )
        if not taken:
            raise InvitationProblem(
                _("This invitation has been accepted already. You can sign in.")
            )
        membership, made = Membership.objects.get_or_create(
            provider=invitation.provider, user=user, defaults={"role": invitation.role}
        )
        if made:
            log_people(invitation.provider, user, "joined", member=user, role=membership.role)
    return membership


def _free_username(model, address: str) -> str:
    """The local part of an address, made unique; the address itself where that is the username."""
    if model.USERNAME_FIELD == model.get_email_field_name():
        return address
    field = model._meta.get_field(model.USERNAME_FIELD)
    longest = (field.max_length or 150) - 6
    base = "".join(c for c in address.partition("@")[0] if c.isalnum() or c in "._-")[:longest]
    base, number = base or "member", 1
    name = base
    while model._default_manager.filter(**{f"{model.USERNAME_FIELD}__iexact": name}).exists():
        number += 1
        name = f"{base}{number}"
    return name


def _set_name(user, name: str) -> None:
    """Whatever fields the site's users have for a name."""
    fields = {field.name: field for field in user._meta.concrete_fields}
    for single in ("name", "full_name", "display_name"):
        if single in fields:
            setattr(user, single, name[: fields[single].max_length or 150])
            return
    first, _space, last = name.partition(" ")
    for field, value in (("first_name", first), ("last_name", last)):
        if field in fields:
            setattr(user, field, value.strip()[: fields[field].max_length or 150])


def new_user(address: str, name: str, password: str = ""):
    """A user for an address, not saved. The site may have a user model of its own."""
    model = get_user_model()
    user = model()
    setattr(user, model.get_email_field_name(), address)
    setattr(user, model.USERNAME_FIELD, _free_username(model, address))
    _set_name(user, name)
    if password:
        user.set_password(password)
    return user


def accept_as_new(invitation: MemberInvitation, name: str, password: str) -> Membership:
    """Make a user for the address of the letter, and her a member. Raises :exc:`InvitationProblem`."""
    user = new_user(invitation.value, name, password)
    try:
        with transaction.atomic():
            # The invitation first: of two who press at once, one makes a user.
            pressed = MemberInvitation.objects.filter(pk=invitation.pk, accepted_at=None)
            if not pressed.update(role=invitation.role):
                raise InvitationProblem(
                    _("This invitation has been accepted already. You can sign in.")
                )
            user.save()
            return accept(invitation, user)
    except IntegrityError as error:
        raise InvitationProblem(
            _("We could not make an account for you here. Ask the city’s team to make one.")
        ) from error


def forget_old() -> int:
    """Delete invitations that ran out, with the addresses in them. How many."""
    old = MemberInvitation.objects.filter(accepted_at=None, expires_at__lt=timezone.now())
    return old.delete()[0]
