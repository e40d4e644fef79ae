"""Outgoing mail: refused while the city may not speak from this deployment."""

from django.core.mail import EmailMessage
from django.db import transaction

from .readiness import ready_city


def send(site_id: int, *, to: str, subject: str, body: str, robust: bool = False) -> None:
    """Send one plain-text mail after the current transaction commits.

    Raises :exc:`~wagtail_cofl.city.readiness.CityNotReady` at once, so that the caller can say so.
    A mail server that fails is an error too, or with ``robust`` an entry in the log alone.
    """
    city = ready_city(site_id)
    reply_to = [city.contact_email] if city.contact_email else None
    message = EmailMessage(subject=subject, body=body, to=[to], reply_to=reply_to)
    transaction.on_commit(message.send, robust=robust)
