"""Withdrawing an award that should not have been given."""

from django.db import IntegrityError, transaction
from wagtail.log_actions import log

from wagtail_cofl.credentials.models import Revocation
from wagtail_cofl.credentials.revoking import withdraw
from wagtail_cofl.signals import award_revoked

from .models import Award

ACTION = "wagtail_cofl.withdraw_award"


def revoke(award: Award, actor, reason: str, note: str = "") -> Revocation:
    """Withdraw ``award`` for good; the same revocation again if it is withdrawn already.

    ``reason`` is a ``Revocation.Reason``, which everybody may read. ``actor`` (a user of the CMS, or
    None for a program) and their own ``note`` are kept in Wagtail's log alone. ``award_revoked`` is
    sent after the commit. The transaction begins with its write, as SQLite needs it under load.
    """
    if found := Revocation.objects.filter(credential=award.credential_id).first():
        return found
    credential = award.credential
    try:
        with transaction.atomic():
            revocation = withdraw(credential, reason)
            log(award, ACTION, user=actor, data={"reason": revocation.reason, "note": note})
            transaction.on_commit(lambda: award_revoked.send(sender=Award, award=award))
    except IntegrityError:
        # Two people pressed at once: the other was first.
        if found := Revocation.objects.filter(credential=award.credential_id).first():
            return found
        raise
    return revocation
