"""Which badges nobody has to look at: what their pages say of asking follows from it."""

from wagtail_cofl.badges import answering
from wagtail_cofl.badges.models import Badge

from .automatic import follows_by_itself


def nobody_looks(badge: Badge) -> bool:
    """Is every step of its workflow taken without a person?"""
    steps = badge.workflow.frozen() if badge.workflow else []
    return bool(steps) and all(step["kind"] == "automatic" for step in steps)


def comes_by_itself(badge: Badge) -> bool:
    """Does it follow from what is known, so that there is nothing to ask for or to fill in? A quiz, or
    hours that the learner writes down, have to be begun by asking."""
    if not follows_by_itself(badge):
        return False
    criteria = answering.walk(answering.criteria_of(badge.current_version))
    return not any(_wants_something(criterion) for criterion in criteria)


def _wants_something(criterion: dict) -> bool:
    answerer = answering.answerer_of(criterion)
    return bool(answerer.accepts(criterion)) or answerer.form_class(criterion) is not None
