"""Suspending an award for a while: what is said of it may hold again."""

from django.db import IntegrityError, transaction
from wagtail.log_actions import log

from wagtail_cofl.credentials import suspending
from wagtail_cofl.credentials.models import Suspension

from .models import Award

SUSPEND = "wagtail_cofl.suspend_award"
LIFT = "wagtail_cofl.lift_suspension"


def suspend(award: Award, actor, reason: str, note: str = "") -> Suspension | None:
    """Suspend ``award``; the same suspension again if it is suspended already, None if it is withdrawn.

    ``reason`` is a ``Suspension.Reason``, which everybody may read; ``actor`` and ``note`` are kept in
    Wagtail's log alone. Raises ``suspending.CannotBeSuspended``.
    """
    credential = award.credential
    if award.revocation:
        return None
    if found := _open(award):
        return found
    try:
        with transaction.atomic():
            suspension = suspending.suspend(credential, reason)
            log(award, SUSPEND, user=actor, data={"reason": suspension.reason, "note": note})
    except IntegrityError:
        # Two people pressed at once: the other was first.
        if found := _open(award):
            return found
        raise
    return suspension


def lift(award: Award, actor, note: str = "") -> bool:
    """Let ``award`` count again. False, and nothing is logged, where it was not suspended."""
    with transaction.atomic():
        lifted = suspending.lift(award.credential)
        if lifted:
            log(award, LIFT, user=actor, data={"note": note})
    return lifted


def _open(award: Award) -> Suspension | None:
    return Suspension.objects.filter(credential=award.credential_id, lifted_at=None).first()
