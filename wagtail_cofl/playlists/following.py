"""Beginning a playlist, ticking its steps, taking its new route, leaving it."""

from wagtail_cofl.learners.models import Learner

from .completing import complete
from .models import Following, Playlist, Tick
from .publishing import each_step


class NoSuchStep(LookupError):
    """The step is not one of the route's, or it is not for ticking: it is done by getting a badge."""


class NotOpen(LookupError):
    """The playlist was never published, or it is no longer: nobody can begin it."""


def follow(playlist: Playlist, learner: Learner) -> Following:
    """Begin a playlist in its newest version; the same following again if it was begun, in the
    version that was begun. Either way its badge is given where it is due. Raises :exc:`NotOpen`."""
    following = Following.objects.filter(playlist=playlist, learner=learner).first()
    if following is None:
        version = playlist.current_version
        if version is None or not playlist.live:
            raise NotOpen(f"“{playlist}” cannot be begun.")
        following, _created = Following.objects.get_or_create(
            playlist=playlist, learner=learner, defaults={"version": version}
        )
    complete(following)
    return following


def take_newest(following: Following) -> None:
    """Go on along the newest version. Ticks stay with the steps that the editor kept."""
    following.version = following.playlist.current_version
    following.save(update_fields=["version"])
    complete(following)


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
    if done:
        Tick.objects.get_or_create(following=following, step=step_id)
    else:
        Tick.objects.filter(following=following, step=step_id).delete()
    complete(following)
