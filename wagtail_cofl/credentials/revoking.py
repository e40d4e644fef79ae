"""Withdrawing a credential, for good."""

from django.db import transaction
from django.utils import timezone

from .listing import changed
from .models import Credential, Revocation, StatusList


def withdraw(credential: Credential, reason: str) -> Revocation:
    """Record the withdrawal, and have the provider's list signed anew for whoever asks next: both or
    neither. ``reason`` is a ``Revocation.Reason``. Raises IntegrityError where it is withdrawn already.
    """
    with transaction.atomic():
        revocation = Revocation.objects.create(
            credential=credential, reason=Revocation.Reason(reason), revoked_at=timezone.now()
        )
        changed(StatusList.objects.filter(pk=credential.status_list_id))
    return revocation
