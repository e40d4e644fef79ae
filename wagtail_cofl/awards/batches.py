"""Lists of people who are given a badge: made of a file, started, looked at, and taken back."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import islice

from django.db import transaction
from django.db.models import Count, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from wagtail_cofl.badges.models import Badge
from wagtail_cofl.city.emails import email_lookup
from wagtail_cofl.city.models import CitySettings
from wagtail_cofl.city.readiness import why_not_ready
from wagtail_cofl.city.sealing import seal
from wagtail_cofl.learners.models import Identifier

from .models import Award, Batch, BatchRow
from .reading_lists import Line, Table, read_lines

State = BatchRow.State

# Rows looked up or saved together. Older SQLite allows no more than 999 values in a query.
TOGETHER = 500
#: How long a worker has a list to itself, unless it says again that it is alive.
LEASE = timedelta(seconds=60)
#: How long a list that nobody went on with is kept with its file.
DRAFT_LASTS = timedelta(days=1)
MOST_PROBLEMS_SHOWN = 50


class ListRefused(Exception):
    """It cannot be done with this list now. ``code`` is "working", "started", "nobody", "later" or
    "long"; ``str()`` says what to do."""

    def __init__(self, code: str, message: str):
        super().__init__(message)
        self.code = code


@dataclass
class Outcome:
    """What a list would do: nothing is given by looking."""

    good: int = 0
    had: int = 0
    bad: int = 0
    #: The first rows with problems; :func:`bad_lines` has all of them.
    problems: list[Line] = field(default_factory=list)

    @property
    def rows(self) -> int:
        return self.good + self.bad

    @property
    def new(self) -> int:
        return self.good - self.had


def in_pieces(things: Iterable, size: int = TOGETHER) -> Iterator[list]:
    things = iter(things)
    while piece := list(islice(things, size)):
        yield piece


# --- who has it already -----------------------------------------------------------------------


def holding(badge: Badge, lookups: list[str]) -> set[str]:
    """Which of some addresses (as ``email_lookup`` hashes them) need not be given ``badge``: they hold
    it, or got it by an earlier list, or said no to it then.

    Those of children are found by the earlier list alone: nothing else knows their address.
    """
    site_id = badge.provider.site_id
    awards = Award.objects.filter(badge_version__badge=badge, credential__revocation=None)
    known = Identifier.objects.filter(site_id=site_id, lookup__in=lookups)
    held = known.filter(learner__in=awards.exclude(learner=None).values("learner"))
    rows = BatchRow.objects.filter(batch__badge=badge, lookup__in=lookups)
    settled = Q(state=State.DECLINED) | Q(award__isnull=False, award__credential__revocation=None)
    return {
        *held.values_list("lookup", flat=True),
        *rows.filter(settled).values_list("lookup", flat=True),
    }


def look(badge: Badge, table: Table, columns: dict[str, int]) -> Outcome:
    """The dry run. Raises ``ListProblem`` where no column holds addresses."""
    found = Outcome()
    for piece in in_pieces(read_lines(table, columns)):
        good = [line for line in piece if not line.problems]
        bad = [line for line in piece if line.problems]
        found.good += len(good)
        found.bad += len(bad)
        found.problems += bad[: MOST_PROBLEMS_SHOWN - len(found.problems)]
        found.had += len(holding(badge, [email_lookup(line.email) for line in good]))
    return found


def bad_lines(table: Table, columns: dict[str, int]) -> Iterator[Line]:
    return (line for line in read_lines(table, columns) if line.problems)


# --- from a file to rows ----------------------------------------------------------------------


def make_rows(batch: Batch, table: Table, columns: dict[str, int], *, earned_on=None) -> int:
    """A row for each line without a problem, and say how many. Lines with problems are left out.

    ``earned_on`` is the day for those that name none. Raises :exc:`ListRefused`. Pressed twice, the
    second finds the list taken. The rows are saved piece by piece, so that others at the database
    hardly wait; until the list is started nothing looks at them.
    """
    now = timezone.now()
    free = Q(leased_until=None) | Q(leased_until__lt=now)
    mine = Batch.objects.filter(free, pk=batch.pk, state=Batch.State.DRAFT)
    if not mine.update(leased_until=now + LEASE, columns=columns):
        raise ListRefused("started", _("This list is being worked on already."))
    batch.rows.all().delete()  # of a try that was cut off
    count = 0
    good = (line for line in read_lines(table, columns) if not line.problems)
    for piece in in_pieces(good):
        rows = BatchRow.objects.bulk_create(_row(batch, line, earned_on) for line in piece)
        count += len(rows)
    if not count:
        Batch.objects.filter(pk=batch.pk).update(leased_until=None)
        raise ListRefused("nobody", _("No row of this list can be used. Mend them first."))
    return count


def _row(batch: Batch, line: Line, earned_on) -> BatchRow:
    row = BatchRow(batch=batch, number=line.number, awarded_on=line.awarded_on or earned_on)
    row.value = line.email
    row.sealed_name = seal(line.name.encode()) if line.name else ""
    return row


def start(batch: Batch) -> None:
    """Let the work begin, as soon as its day has come. The file is no longer needed and is deleted."""
    started = Batch.objects.filter(pk=batch.pk, state=Batch.State.DRAFT).update(
        state=Batch.State.READY, leased_until=None
    )
    if not started:
        raise ListRefused("started", _("This list is being worked on already."))
    batch.refresh_from_db()
    forget_file(batch)


def forget_file(batch: Batch) -> None:
    if batch.source:
        name, storage = batch.source.name, batch.source.storage
        Batch.objects.filter(pk=batch.pk).update(source="")
        batch.source = ""
        transaction.on_commit(lambda: storage.delete(name))


def forget_drafts() -> int:
    """Delete the lists that nobody went on with for a day, and their files; say how many."""
    old = Batch.objects.filter(state=Batch.State.DRAFT, created_at__lt=timezone.now() - DRAFT_LASTS)
    count = 0
    for batch in old:
        forget_file(batch)
        batch.delete()
        count += 1
    return count


# --- how far it is ----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Progress:
    """``counts`` is by ``BatchRow.State``. ``done`` of ``rows`` need nothing any more."""

    rows: int
    done: int
    counts: dict[str, int]

    @property
    def waiting(self) -> int:
        return self.rows - self.done


def progress(batch: Batch) -> Progress:
    """In one query."""
    found = batch.rows.order_by().values_list("state").annotate(n=Count("pk"))
    counts = dict(found)
    open_states = [State.PENDING, *([State.AWARDED] if batch.invite else [])]
    rows = sum(counts.values())
    still = sum(counts.get(state, 0) for state in open_states)
    return Progress(rows, rows if batch.state == Batch.State.UNDONE else rows - still, counts)


def why_waiting(batch: Batch) -> str:
    """Why a list that is not done does not go on, in a sentence, or ""."""
    if batch.state not in {Batch.State.READY, Batch.State.WORKING}:
        return ""
    if reason := why_not_now(batch):
        return reason
    if batch.starts_at and batch.starts_at > timezone.now():
        return _("Its day has not come yet.")
    return batch.waits_for


def why_not_now(batch: Batch) -> str:
    """What keeps its provider and its city from issuing, or ""."""
    provider = batch.badge.provider
    if provider.suspended_at:
        return _(
            "This provider is suspended. The list waits until the city gives it back its rights."
        )
    city = CitySettings.objects.filter(site_id=provider.site_id).first()
    if city is None:
        city = CitySettings(site_id=provider.site_id)
    if reason := why_not_ready(city):
        return reason
    if batch.badge.archived or not batch.badge.live:
        return _("This badge is no longer given.")
    if batch.badge.current_version is None:
        return _("This badge is not published.")
    return ""
