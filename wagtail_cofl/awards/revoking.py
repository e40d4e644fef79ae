"""Withdrawing awards that should not have been given: one, or many together."""

from collections.abc import Iterable, Sequence
from functools import partial
from itertools import islice

from django.db import IntegrityError, transaction
from django.db.models import prefetch_related_objects
from wagtail.log_actions import log

from wagtail_cofl.credentials.models import Revocation
from wagtail_cofl.credentials.revoking import withdraw
from wagtail_cofl.signals import award_revoked

from .models import Award

ACTION = "wagtail_cofl.withdraw_award"

# Of one transaction: the others at the database wait no longer than for this many.
AT_ONCE = 100


def revoke(award: Award, actor, reason: str, note: str = "") -> Revocation:
    """Withdraw ``award`` for good; the same revocation again if it is withdrawn already.

    ``reason`` is a ``Revocation.Reason``, which everybody may read. ``actor`` (a user of the CMS, or
    None for a program or the holder) and their own ``note`` are kept in Wagtail's log alone.
    ``award_revoked`` is sent after the commit. The transaction begins with its write, as SQLite needs
    it under load.
    """
    if found := _found(award):
        return found
    award.credential  # noqa: B018  # read before the transaction, which begins with its write
    try:
        with transaction.atomic():
            return revoke_now(award, actor, reason, note)
    except IntegrityError:
        # Two people pressed at once: the other was first.
        if found := _found(award):
            return found
        raise


def _found(award: Award) -> Revocation | None:
    return Revocation.objects.filter(credential=award.credential_id).first()


def revoke_now(award: Award, actor, reason: str, note: str) -> Revocation:
    """For a transaction that is open already. Raises IntegrityError where it is withdrawn already."""
    revocation = withdraw(award.credential, reason)
    log(award, ACTION, user=actor, data={"reason": revocation.reason, "note": note})
    transaction.on_commit(partial(award_revoked.send, sender=Award, award=award))
    return revocation


def revoke_many(awards: Iterable[Award], actor, reason: str, note: str = "") -> int:
    """Withdraw all of ``awards`` that hold, ``AT_ONCE`` in a transaction, and say how many they were.

    What an exception finds committed stays: begin again with all of them.
    """
    waiting, count = iter(awards), 0
    while chunk := list(islice(waiting, AT_ONCE)):
        try:
            count += _revoke_some(chunk, actor, reason, note)
        except IntegrityError:
            # Somebody withdrew one of them meanwhile: one by one, each knows by itself.
            count += sum(not _found(a) and bool(revoke(a, actor, reason, note)) for a in chunk)
    return count


def _revoke_some(chunk: Sequence[Award], actor, reason: str, note: str) -> int:
    credentials = [award.credential_id for award in chunk]
    gone = Revocation.objects.filter(credential__in=credentials).values_list(
        "credential", flat=True
    )
    withdrawn = set(gone)
    holding = [award for award in chunk if award.credential_id not in withdrawn]
    prefetch_related_objects(holding, "credential")  # before the transaction, as above
    with transaction.atomic():
        for award in holding:
            revoke_now(award, actor, reason, note)
    return len(holding)
