"""More than one address: adding one by a link, and taking one away."""

import secrets
from datetime import timedelta

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from wagtail_cofl.city import mail
from wagtail_cofl.city.emails import normalise_email
from wagtail_cofl.city.readiness import ready_city
from wagtail_cofl.settings import cofl_settings

from .confirming import LinkProblem, hash_of, known_learner, look_up
from .merging import CannotMerge, merge
from .models import EmailLink, Identifier, Learner

#: Addresses of one learner. More are a mistake or a game.
MOST = 5


class CannotAdd(Exception):
    """The address cannot be added or taken away. ``str()`` is a sentence that says why."""


def send_adding_link(learner: Learner, email: str) -> EmailLink:
    """Send ``email`` a link that adds it to what ``learner`` has. Raises :exc:`CannotAdd` and
    ``CityNotReady``, and then sends nothing. The answer tells nobody whose address it is."""
    if learner.is_child:
        raise CannotAdd(_("We keep no email address of anybody under 13."))
    if learner.identifiers.count() >= MOST:
        raise CannotAdd(_("You have %(n)s addresses already. Take one away first.") % {"n": MOST})
    city = ready_city(learner.site_id)
    secret = secrets.token_urlsafe(32)
    link = EmailLink(
        site_id=learner.site_id,
        learner=learner,
        secret_hash=hash_of(secret),
        expires_at=timezone.now() + timedelta(minutes=cofl_settings.LINK_MINUTES),
    )
    link.value = email
    body = [
        _("Open this link to add this address to your badges:"),
        city.canonical_address + reverse("wagtail_cofl:account_confirm", args=[secret]),
        _("It works once, for %(minutes)s minutes.") % {"minutes": cofl_settings.LINK_MINUTES},
        _(
            "Did you not ask for this? Then do nothing: nothing happens. Who presses the button lets "
            "the person who asked sign in with this address."
        ),
        city.name,
    ]
    subject = _("Add this address to your badges")
    with transaction.atomic():
        link.save()
        mail.send(
            learner.site_id, to=normalise_email(email), subject=subject, body="\n\n".join(body)
        )
    return link


def other_owner(link: EmailLink) -> Learner | None:
    """Whose address it is already, if not the asker's: confirming then puts two learners together."""
    owner = known_learner(link.site_id, link.value)
    return owner if owner and owner.pk != link.learner_id else None


@transaction.atomic
def confirm_adding(site_id: int, secret: str, signed_in: Learner | None) -> Learner:
    """Use the link up: its address is the asker's from now on. Raises ``LinkProblem`` and
    :exc:`CannotAdd`.

    Where somebody has badges by that address, both become one learner; but only in a browser in which
    the asker is signed in, so that nobody gives their badges away by a press on a stranger's link. The
    transaction begins with its write.
    """
    used = EmailLink.objects.filter(
        site_id=site_id,
        secret_hash=hash_of(secret),
        used_at=None,
        expires_at__gte=timezone.now(),
        learner__isnull=False,
    ).update(used_at=timezone.now())
    if not used:
        look_up(site_id, secret)  # says why
        raise LinkProblem("unknown", _("We do not know this link. Ask for a new one."))
    link = EmailLink.objects.select_related("learner").get(secret_hash=hash_of(secret))
    learner = link.learner
    if learner.is_child:
        raise CannotAdd(_("We keep no email address of anybody under 13."))
    if other := other_owner(link):
        if signed_in is None or signed_in.pk != learner.pk:
            raise CannotAdd(needs_asker())
        try:
            merge(learner, other)
        except CannotMerge as problem:
            raise CannotAdd(_("We keep no email address of anybody under 13.")) from problem
    else:
        found = Identifier.objects.filter(learner=learner, lookup=link.lookup).first()
        identifier = found or Identifier(site_id=site_id, learner=learner)
        identifier.value = link.value
        identifier.confirmed_at = timezone.now()
        identifier.save()
    return learner


def needs_asker() -> str:
    return _(
        "There are badges with this address already. To put all of your badges together, open the "
        "link in the browser in which you asked for it."
    )


@transaction.atomic
def remove(learner: Learner, identifier_id: int) -> None:
    """Take an address away. Raises :exc:`CannotAdd` for the last way in. Begins with a write."""
    Learner.objects.filter(pk=learner.pk).update(site_id=learner.site_id)
    others = learner.identifiers.exclude(pk=identifier_id)
    if not learner.words_hash and not others.exclude(confirmed_at=None).exists():
        raise CannotAdd(_("This is your only way in. Add another address first, or get six words."))
    learner.identifiers.filter(pk=identifier_id).delete()


def masked(address: str) -> str:
    """How an address is shown on the page of its owner, whose screen others may see:
    ``a•••@example.org``."""
    name, _at, host = address.partition("@")
    return f"{name[:1]}•••@{host}"
