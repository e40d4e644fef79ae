"""Links by e-mail: made, looked at without effect, and used once by a button."""

import secrets
from datetime import timedelta
from urllib.parse import urlencode

from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from wagtail_cofl.city import mail
from wagtail_cofl.city.emails import email_lookup, normalise_email
from wagtail_cofl.city.readiness import ready_city
from wagtail_cofl.city.sealing import hash_of
from wagtail_cofl.settings import cofl_settings

from .models import EmailLink, Identifier, Learner


class LinkProblem(Exception):
    """The link cannot be used. ``code`` is "unknown", "used" or "expired"; ``str()`` says what to do."""

    def __init__(self, code: str, message: str):
        super().__init__(message)
        self.code = code


def send_link(
    site_id: int,
    email: str,
    *,
    age_band: str = "",
    claim_code: str = "",
    badge_name: str = "",
    then: str = "",
) -> EmailLink:
    """Send ``email`` a link that confirms it. Raises ``CityNotReady`` and then sends nothing.

    The secret has 256 bits and is only in the mail; the row keeps its hash. ``then`` is a path of
    this site where signing in leads on; it travels in the link, because the link may be opened in
    another browser.
    """
    city = ready_city(site_id)
    secret = secrets.token_urlsafe(32)
    link = EmailLink(
        site_id=site_id,
        secret_hash=hash_of(secret),
        age_band=age_band,
        claim_code=claim_code,
        expires_at=timezone.now() + timedelta(minutes=cofl_settings.LINK_MINUTES),
    )
    link.value = email
    view = "wagtail_cofl:claim_confirm" if claim_code else "wagtail_cofl:sign_in_confirm"
    address = city.canonical_address + reverse(view, args=[secret])
    if then:
        address += "?" + urlencode({"next": then})
    if claim_code:
        subject = _("Get your badge: %(badge)s") % {"badge": badge_name}
        opening = _("Open this link to get your badge “%(badge)s”:") % {"badge": badge_name}
    else:
        subject = _("Open your badges")
        opening = _("Open this link to see your badges:")
    body = "\n\n".join(
        [
            opening,
            address,
            _("It works once, for %(minutes)s minutes, on any phone or computer.")
            % {"minutes": cofl_settings.LINK_MINUTES},
            _("Did you not ask for this? Then do nothing: nothing happens."),
            city.name,
        ]
    )
    with transaction.atomic():
        link.save()
        mail.send(site_id, to=normalise_email(email), subject=subject, body=body)
    return link


def look_up(site_id: int, secret: str) -> EmailLink:
    """The link behind ``secret``, unchanged. Raises :exc:`LinkProblem` if it cannot be used."""
    link = EmailLink.objects.filter(site_id=site_id, secret_hash=hash_of(secret)).first()
    if link is None:
        raise LinkProblem("unknown", _("We do not know this link. Ask for a new one."))
    if link.used_at:
        raise LinkProblem("used", _("This link has been used. Ask for a new one."))
    if link.expires_at < timezone.now():
        raise LinkProblem("expired", _("This link is too old now. Ask for a new one."))
    return link


@transaction.atomic
def confirm(site_id: int, secret: str) -> tuple[Learner, EmailLink]:
    """Use the link up and return the learner whom it proves, made new if need be.

    The transaction begins with its write, which also decides the race between two buttons.
    """
    used = EmailLink.objects.filter(
        site_id=site_id,
        secret_hash=hash_of(secret),
        used_at=None,
        expires_at__gte=timezone.now(),
        learner=None,  # a link that adds an address is for ``adding``
    ).update(used_at=timezone.now())
    if not used:
        look_up(site_id, secret)  # says why
        raise LinkProblem("unknown", _("We do not know this link. Ask for a new one."))
    link = EmailLink.objects.get(secret_hash=hash_of(secret))
    learner = learner_for_email(site_id, link.value)
    Identifier.objects.filter(learner=learner, lookup=link.lookup, confirmed_at=None).update(
        confirmed_at=timezone.now()
    )
    if link.age_band and link.age_band != learner.age_band:
        learner.age_band = link.age_band
        learner.save(update_fields=["age_band"])
    return learner, link


def known_learner(site_id: int, email: str) -> Learner | None:
    """The learner whose address this is, or None."""
    known = Identifier.objects.filter(site_id=site_id, lookup=email_lookup(email))
    identifier = known.select_related("learner").first()
    return identifier.learner if identifier else None


def learner_for_email(site_id: int, email: str) -> Learner:
    """The learner whose address this is, made new if need be, with an address not yet confirmed."""
    if learner := known_learner(site_id, email):
        return learner
    try:
        with transaction.atomic():
            learner = Learner.objects.create(site_id=site_id)
            identifier = Identifier(site_id=site_id, learner=learner)
            identifier.value = email
            identifier.save()
    except IntegrityError:  # the same address arrived a moment ago
        return Identifier.objects.get(site_id=site_id, lookup=email_lookup(email)).learner
    return learner
