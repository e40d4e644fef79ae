"""The same queue for peers: learners who hold the badge, or whom the provider has named."""

from functools import wraps

from django.core.paginator import Paginator
from django.db.models import F
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from wagtail_cofl.city.personal import personal
from wagtail_cofl.city.rendering import render
from wagtail_cofl.learners.models import Learner
from wagtail_cofl.learners.sessions import current_learner

from .actors import Actor
from .models import Claim
from .queue_views import PER_PAGE, SAID, leave, line, look_at
from .queues import waiting_for_peer


def for_learners(view):
    """Peers sign in as the learners that they are."""

    @wraps(view)
    def guarded(request: HttpRequest, *args, **kwargs) -> HttpResponse:
        learner = current_learner(request)
        if learner is None:
            return redirect("wagtail_cofl:sign_in")
        return view(request, learner, *args, **kwargs)

    return guarded


@personal
@for_learners
@require_safe
def peers(request: HttpRequest, learner: Learner) -> HttpResponse:
    """What others have sent in, and this learner may look at."""
    claims = waiting_for_peer(learner).order_by(F("due_at").asc(nulls_last=True), "pk")
    page = Paginator(claims, PER_PAGE).get_page(request.GET.get("page"))
    said = request.GET.get("said")
    context = {
        "page_obj": page,
        "lines": [line(claim, to_peer=True) for claim in page],
        "said": said if said in SAID else "",
    }
    return render(request, "wagtail_cofl/awards/queue/peers.html", context)


def _find(learner: Learner, uuid) -> Claim:
    """One that waits for this peer now. Raises Http404: a peer sees nothing before or after."""
    claim = waiting_for_peer(learner).filter(uuid=uuid).first()
    if claim is None:
        raise Http404
    return claim


@personal(hide=("uuid",))
@for_learners
@require_http_methods(["GET", "HEAD", "POST"])
def peer_decide(request: HttpRequest, learner: Learner, uuid) -> HttpResponse:
    claim, actor = _find(learner, uuid), Actor.of_learner(learner)
    return look_at(request, claim, actor, reverse("wagtail_cofl:peers"), to_peer=True)


@personal(hide=("uuid",))
@for_learners
@require_POST
def peer_aside(request: HttpRequest, learner: Learner, uuid) -> HttpResponse:
    claim, actor = _find(learner, uuid), Actor.of_learner(learner)
    return leave(request, claim, actor, reverse("wagtail_cofl:peers"))
