"""Outgoing mail: refused while the city may not speak from this deployment."""

from django.conf import settings
from django.core import mail
from django.core.mail import EmailMessage
from django.db import transaction

from .models import CitySettings
from .readiness import ready_city


def letter(city: CitySettings, *, to: str, subject: str, body: str) -> EmailMessage:
    """One plain-text mail of a city that is ready, not yet sent."""
    reply_to = [city.contact_email] if city.contact_email else None
    return EmailMessage(subject=subject, body=body, to=[to], reply_to=reply_to)


def send(site_id: int, *, to: str, subject: str, body: str, robust: bool = False) -> None:
    """Send one plain-text mail after the current transaction commits.

    Raises :exc:`~wagtail_cofl.city.readiness.CityNotReady` at once, so that the caller can say so.
    A mail server that fails is an error too, or with ``robust`` an entry in the log alone.
    """
    message = letter(ready_city(site_id), to=to, subject=subject, body=body)
    transaction.on_commit(message.send, robust=robust)


def postbox():
    """The site's mail backend, for many letters through one connection."""
    if getattr(settings, "MAILERS", None):  # Django 6.1
        return mail.mailers["default"]
    return mail.get_connection()
