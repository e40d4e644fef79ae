"""The square on a child's screen that a grown-up scans. Its secret waits in the session, sealed, since
only its hash is kept."""

from django.http import HttpRequest

from wagtail_cofl.city.sealing import CannotOpen, seal, unseal

from . import consenting
from .models import ConsentRequest, Learner

KEY = "cofl_square"


def show(request: HttpRequest, learner: Learner, claim_uuid) -> None:
    """Ask by a square in this browser. Raises ``ConsentProblem``."""
    # Older squares stood on screens that are gone.
    learner.consent_requests.filter(answer="", lookup="").delete()
    _asked, secret = consenting.ask(learner, claim_uuid=claim_uuid)
    request.session[KEY] = seal(secret.encode())


def shown(request: HttpRequest, learner: Learner) -> tuple[ConsentRequest, str] | None:
    """The question about ``learner`` that this browser shows, and its secret, or None."""
    try:
        secret = unseal(request.session[KEY]).decode()
        asked = consenting.look_up(secret)
    except (KeyError, CannotOpen, consenting.ConsentProblem):
        return None
    return (asked, secret) if asked.learner_id == learner.pk and not asked.answer else None
