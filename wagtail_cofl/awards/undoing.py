"""Taking a whole list back."""

from collections.abc import Iterator

from django.db import transaction
from wagtail.log_actions import log

from .batches import State, in_pieces
from .models import Award, Batch
from .revoking import revoke_many

UNDO_LIST = "wagtail_cofl.undo_list"


def undo(batch: Batch, actor, reason: str, note: str = "") -> int:
    """Withdraw every badge of a list for ``reason`` (a ``Revocation.Reason``), and say how many. Its
    letters stop working and what was not given never is. Somebody who said no, or had the badge
    before, stays as they are. Cut off in the middle, it goes on when it is called again.
    """
    with transaction.atomic():
        # First of all, so that a worker that is at it loses its lease, and its chunk.
        started = Batch.objects.filter(pk=batch.pk).exclude(state=Batch.State.DRAFT)
        if not started.update(state=Batch.State.UNDONE, leased_until=None, waits_for=""):
            return 0
        rows = batch.rows.exclude(state__in=(State.HAD, State.DECLINED, State.UNDONE))
        rows.update(state=State.UNDONE)
        log(batch, UNDO_LIST, user=actor, data={"reason": reason, "note": note})
    return revoke_many(_held(batch), actor, reason, note)


def left_to_undo(batch: Batch) -> list[int]:
    """The ids of the awards of a list that hold, and of those that stand in for them by now: corrected,
    renewed, or made out to another address."""
    found, path = [], "batch_row__batch"
    while (awards := Award.objects.filter(**{path: batch})).exists():
        found += awards.filter(credential__revocation=None).values_list("pk", flat=True)
        path = f"replaces__{path}"
    return found


def _held(batch: Batch) -> Iterator[Award]:
    # The ids first: rows are not to change under the query that lists them.
    for pks in in_pieces(left_to_undo(batch), 100):
        yield from Award.objects.filter(pk__in=pks).select_related("badge_version")
