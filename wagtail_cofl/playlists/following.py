"""Beginning a playlist, ticking its steps, leaving it."""

from django.db import transaction

from wagtail_cofl.learners.models import Learner

from .completing import complete
from .models import Following, Playlist, Tick
from .publishing import each_step


class NoSuchStep(LookupError):
    """The step is not one of the route's, or it is not for ticking: it is done by getting a badge."""


def follow(playlist: Playlist, learner: Learner) -> Following:
    """Begin a playlist in its newest version; the same following again if it was begun.

    Raises :exc:`LookupError` while it was never published.
    """
    version = playlist.current_version
    if version is None:
        raise LookupError("This playlist was never published.")
    following, _created = Following.objects.get_or_create(
        playlist=playlist, learner=learner, defaults={"version": version}
    )
    complete(following)
    return following


def leave(following: Following) -> None:
    """Stop following. Badges stay; ticks go."""
    following.delete()


def set_tick(following: Following, step_id: str, *, done: bool) -> None:
    """Tick or untick a step that gives no badge. Raises :exc:`NoSuchStep`."""
    if not any(
        step["id"] == step_id and not step.get("badge")
        for step in each_step(following.version.steps)
    ):
        raise NoSuchStep(step_id)
    with transaction.atomic():
        if done:
            Tick.objects.get_or_create(following=following, step=step_id)
        else:
            following.ticks.filter(step=step_id).delete()
    complete(following)
