"""Suspending a credential for a while, and lifting that again."""

from django.db import transaction
from django.utils import timezone

from .listing import changed
from .models import Credential, StatusList, Suspension


class CannotBeSuspended(ValueError):
    """Its document names no list that could say so: it can only be withdrawn for good."""


def suspend(credential: Credential, reason: str) -> Suspension:
    """Record that it does not count for now, and have its list signed anew: both or neither. ``reason``
    is a ``Suspension.Reason``. Raises :exc:`CannotBeSuspended`, and IntegrityError where it is suspended
    already."""
    if not credential.can_be_suspended:
        raise CannotBeSuspended(str(credential))
    with transaction.atomic():
        suspension = Suspension.objects.create(
            credential=credential,
            reason=Suspension.Reason(reason),
            suspended_at=timezone.now(),
        )
        changed(StatusList.objects.filter(pk=credential.status_list_id))
    return suspension


def lift(credential: Credential) -> bool:
    """Let it count again, unless it was withdrawn meanwhile. False where it was not suspended."""
    open_ones = Suspension.objects.filter(credential=credential, lifted_at=None)
    with transaction.atomic():
        lifted = open_ones.update(lifted_at=timezone.now())
        if lifted:
            changed(StatusList.objects.filter(pk=credential.status_list_id))
    return bool(lifted)
