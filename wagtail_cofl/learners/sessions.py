"""The learner's session: which learner is this browser? Nothing to do with signing in to the CMS."""

from django.http import HttpRequest
from wagtail.models import Site

from . import showing_words, squares
from .models import Learner

SESSION_KEY = "cofl_learner"


def sign_in(request: HttpRequest, learner: Learner) -> None:
    """Remember ``learner`` in this browser, under a new session key."""
    _forget_pages(request)
    request.session.cycle_key()
    request.session[SESSION_KEY] = str(learner.uuid)


def sign_out(request: HttpRequest) -> None:
    """Forget the learner; a CMS user in the same browser stays signed in."""
    _forget_pages(request)
    request.session.pop(SESSION_KEY, None)


def _forget_pages(request: HttpRequest) -> None:
    """What the pages of one learner remember is not for the next one in this browser."""
    for key in (showing_words.KEY, squares.KEY):
        request.session.pop(key, None)


def current_learner(request: HttpRequest) -> Learner | None:
    """The learner of this browser in the city of this request, or None."""
    site = Site.find_for_request(request)
    if site is None:
        return None
    learners = Learner.objects.filter(site=site)
    if found := request.session.get(SESSION_KEY):
        return learners.filter(uuid=found).first()
    user = getattr(request, "user", None)
    if user is not None and user.is_authenticated:
        return learners.filter(user=user).first()
    return None
