"""Who works lists off: ``manage.py cofl_work``, a worker of the site's task backend, or, for short
lists, the request itself."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

# The package of tasks that this Wagtail has chosen: its backend is what the site has configured.
from wagtail.tasks import task

from wagtail_cofl.settings import cofl_settings

from .batches import ListRefused
from .letters import PAUSE
from .models import Batch
from .working import OPEN, work

#: Rows that are worked off while somebody waits for a page.
IN_REQUEST = 200


@task()
def work_list(batch_id: int) -> dict:
    """Work one list off. Where the mail server is in trouble and the backend can wait, it goes on
    later by itself."""
    counts = work(batch_id)
    later = Batch.objects.filter(pk=batch_id, state__in=OPEN).exclude(waits_for="")
    if _backend().supports_defer and later.exists():
        _enqueue(batch_id, timezone.now() + PAUSE)
    return dict(counts)


def _enqueue(batch_id: int, run_after=None) -> None:
    (work_list.using(run_after=run_after) if run_after else work_list).enqueue(batch_id)


def _backend():
    return work_list.get_backend()


def runs_in_request() -> bool:
    """Would a task run while somebody waits for the page (or never, with the dummy backend)?"""
    names = {cls.__name__ for cls in type(_backend()).__mro__}
    return not cofl_settings.WORKER and bool(names & {"ImmediateBackend", "DummyBackend"})


def refuse_long(rows: int) -> None:
    """Raises :exc:`~.batches.ListRefused` for a list that this site cannot work off, naming the fix."""
    if rows > IN_REQUEST and runs_in_request():
        raise ListRefused("long", too_long())


def too_long() -> str:
    return _(
        "This site works lists off while you wait, so a list may have %(most)s rows. For longer "
        'ones, run “manage.py cofl_work” on the server and set WAGTAIL_COFL["WORKER"] to True, or '
        "choose a backend with workers in TASKS. Or split the list."
    ) % {"most": IN_REQUEST}


def refuse_later() -> str:
    """Why a list cannot be given on a later day here, or ""."""
    if cofl_settings.WORKER or _backend().supports_defer:
        return ""
    return _(
        "Nothing on this site would begin on that day. Run “manage.py cofl_work” on the server and "
        'set WAGTAIL_COFL["WORKER"] to True. Or leave the date empty.'
    )


def begin(batch: Batch) -> None:
    """Have a list worked off, after the commit."""
    if cofl_settings.WORKER:
        return  # cofl_work finds it
    later = batch.starts_at if batch.starts_at and batch.starts_at > timezone.now() else None
    transaction.on_commit(lambda: _enqueue(batch.pk, later))
