"""Working lists off: in chunks, by as many workers as there are, each of which may die anywhere.

What was given and the row that says so are committed together, so that a worker that is killed loses
nothing and gives nothing twice. A lease keeps two workers from doing the same work in vain; what
decides is the row's state, changed in the award's own transaction.
"""

from collections import Counter
from collections.abc import Callable
from datetime import datetime, time

from django.db import IntegrityError, connection, transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from wagtail_cofl.badges.models import Badge, BadgeVersion
from wagtail_cofl.city.readiness import CityNotReady
from wagtail_cofl.learners.models import Identifier, Learner

from . import issuing, letters
from .batches import LEASE, State, holding, why_not_now
from .issuing import issue_many
from .models import Award, Batch, BatchRow

#: ``until`` of :func:`work`: asked between chunks; the work ends where it says True.
Until = Callable[[], bool]
OPEN = (Batch.State.READY, Batch.State.WORKING)


class Overtaken(Exception):
    """Somebody else did something about these rows, or this list, in the meantime."""


def work(
    batch_id: int | None = None, *, until: Until | None = None, take_over: bool = False
) -> Counter:
    """Work one list off, or all whose time has come. Returns counts: "given", "had", "sent", "failed",
    "lists" (done).

    Several workers may do so at once. ``take_over`` goes on with lists that another worker has,
    without waiting for its lease to run out: for when that worker is known to be dead.
    """
    counts: Counter = Counter()
    until = until or (lambda: False)
    for pk in _ready(batch_id):
        if until():
            break
        if lease := Lease.take(pk, take_over=take_over):
            try:
                _work_off(lease, until, counts)
            except Overtaken:
                continue
            finally:
                lease.give_back()
    return counts


def _ready(batch_id: int | None) -> list[int]:
    due = Q(starts_at=None) | Q(starts_at__lte=timezone.now())
    found = Batch.objects.filter(due, state__in=OPEN).order_by("created_at", "pk")
    if batch_id is not None:
        found = found.filter(pk=batch_id)
    return list(found.values_list("pk", flat=True))


class Lease:
    """A list that this worker has to itself. ``until`` is also what it knows its own lease by."""

    def __init__(self, pk: int, until: datetime):
        self.pk = pk
        self.until = until

    @classmethod
    def take(cls, pk: int, *, take_over: bool = False) -> "Lease | None":
        now = timezone.now()
        free = Q(leased_until=None) | Q(leased_until__lt=now)
        found = Batch.objects.filter(Q() if take_over else free, pk=pk, state__in=OPEN)
        until = now + LEASE
        taken = found.update(leased_until=until, state=Batch.State.WORKING, waits_for="")
        return cls(pk, until) if taken else None

    def _mine(self):
        return Batch.objects.filter(pk=self.pk, leased_until=self.until)

    def renew(self) -> None:
        """Raises :exc:`Overtaken` where the list was undone or is another worker's now."""
        until = timezone.now() + LEASE
        if not self._mine().filter(state=Batch.State.WORKING).update(leased_until=until):
            raise Overtaken
        self.until = until

    def wait(self, because: str, pause=None) -> None:
        """Leave the list for later, and say why. Until ``pause`` is over nobody tries again."""
        until = timezone.now() + pause if pause else None
        self._mine().update(state=Batch.State.READY, waits_for=because[:255], leased_until=until)

    def give_back(self) -> None:
        self._mine().update(leased_until=None)

    def finish(self) -> bool:
        """The list is done, unless rows have become open again meanwhile."""
        open_rows = BatchRow.objects.filter(batch=self.pk).filter(
            Q(state=State.PENDING) | Q(state=State.AWARDED, batch__invite=True)
        )
        return bool(
            self._mine()
            .filter(~Q(pk__in=open_rows.values("batch")))
            .update(
                state=Batch.State.DONE,
                finished_at=timezone.now(),
                leased_until=None,
                waits_for="",
            )
        )


def _work_off(lease: Lease, until: Until, counts: Counter) -> None:
    batch = Batch.objects.select_related("badge__provider").get(pk=lease.pk)
    if reason := why_not_now(batch):
        return lease.wait(reason)
    version = batch.badge.current_version
    try:
        while not until():
            lease.renew()
            if not _give_chunk(batch, version, counts):
                break
        else:
            return None
        if batch.invite and not letters.send_waiting(batch, lease, until, counts):
            return None
    except CityNotReady as problem:
        return lease.wait(str(problem))
    except letters.MailTrouble as trouble:
        return lease.wait(str(trouble), letters.PAUSE)
    counts["lists"] += lease.finish()
    return None


# --- one chunk --------------------------------------------------------------------------------


def _give_chunk(batch: Batch, version: BadgeVersion, counts: Counter) -> bool:
    """Give the badge to the next rows that were earned on the same day; False when none is left."""
    # Documents that were earned on one day are drawn up together.
    pending = batch.rows.filter(state=State.PENDING)
    in_order = pending.order_by(F("awarded_on").asc(nulls_first=True), "number")
    first = in_order.first()
    if first is None:
        return False
    rows = list(in_order.filter(awarded_on=first.awarded_on)[: issuing.AT_ONCE])
    lookups = [row.lookup for row in rows]
    held = holding(batch.badge, lookups)
    had = [row.pk for row in rows if row.lookup in held]
    counts["had"] += pending.filter(pk__in=had).update(state=State.HAD)
    rows = [row for row in rows if row.lookup not in held]
    learners = _learners(batch.badge.provider.site_id, rows)
    # Of two addresses of one person the second is found to have it, next time round.
    rows = list({learners[row.lookup].pk: row for row in reversed(rows)}.values())[::-1]

    def mark(awards: list[Award]) -> None:
        _mark(batch.badge, rows, awards)

    try:
        counts["given"] += issue_many(
            version,
            [(learners[row.lookup], row.value) for row in rows],
            awarded_at=_moment(first.awarded_on),
            in_transaction=mark,
        )
    except Overtaken:
        # Another list gave it to some of them, or these rows were undone: look again.
        pass
    return True


def _moment(day) -> datetime | None:
    """Noon of a day, or now if that has not come: None, as ``issue_many`` takes it."""
    if day is None:
        return None
    noon = timezone.make_aware(datetime.combine(day, time(12)))
    return noon if noon < timezone.now() else None


def _mark(badge: Badge, rows: list[BatchRow], awards: list[Award]) -> None:
    """In the transaction of the awards: the rows are given. Raises :exc:`Overtaken`, and then nothing
    is."""
    # Of two lists of one badge the second waits here, and then sees what the first has given. On
    # SQLite, which has one writer, this asks for nothing.
    no_key = connection.features.has_select_for_no_key_update
    Badge.objects.select_for_update(no_key=no_key).filter(pk=badge.pk).first()
    others = Award.objects.filter(
        badge_version__badge=badge,
        credential__revocation=None,
        learner__in=[award.learner_id for award in awards],
    ).exclude(pk__in=[award.pk for award in awards])
    if others.exists():
        raise Overtaken
    by_pk = {row.pk: award for row, award in zip(rows, awards, strict=True)}
    marked = BatchRow.objects.filter(pk__in=by_pk, state=State.PENDING).update(state=State.AWARDED)
    if marked != len(rows):
        raise Overtaken
    for row in rows:
        row.award = by_pk[row.pk]
    BatchRow.objects.bulk_update(rows, ["award"])


def _learners(site_id: int, rows: list[BatchRow]) -> dict[str, Learner]:
    """Whose address each row has, by its lookup; made new for those that nobody knows."""
    for _more in range(3):
        known = Identifier.objects.filter(
            site_id=site_id, lookup__in=[row.lookup for row in rows]
        ).select_related("learner")
        found = {identifier.lookup: identifier.learner for identifier in known}
        new = [row for row in rows if row.lookup not in found]
        try:
            return found | _new_learners(site_id, new)
        except IntegrityError:
            continue  # one of these addresses arrived a moment ago
    raise Overtaken


def _new_learners(site_id: int, rows: list[BatchRow]) -> dict[str, Learner]:
    if not rows:
        return {}
    with transaction.atomic():
        learners = Learner.objects.bulk_create(Learner(site_id=site_id) for _row in rows)
        Identifier.objects.bulk_create(
            # The row has the address sealed already.
            Identifier(
                site_id=site_id, learner=learner, sealed_value=row.sealed_value, lookup=row.lookup
            )
            for learner, row in zip(learners, rows, strict=True)
        )
    return {row.lookup: learner for row, learner in zip(rows, learners, strict=True)}


def sentence(counts: Counter) -> str:
    """What was done, for people."""
    return _(
        "%(given)d given, %(had)d had it already, %(sent)d letters sent, %(failed)d letters failed."
    ) % {name: counts[name] for name in ("given", "had", "sent", "failed")}
