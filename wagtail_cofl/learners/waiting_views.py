"""What a child sees until their grown-up has answered."""

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from wagtail_cofl.city.personal import personal
from wagtail_cofl.city.qr import paper_address, qr_svg
from wagtail_cofl.city.readiness import CityNotReady
from wagtail_cofl.city.rendering import render
from wagtail_cofl.city.sites import site_of

from . import consenting, guardians, sessions, squares
from .childhood import waits_until
from .forms import TheirEmailForm
from .models import ConsentRequest, Learner
from .refusals import not_ready
from .sessions import current_learner


def _asks(claim) -> bool:
    """Whether the claim waits for a grown-up's word at this very step."""
    return claim is not None and claim.state == "waiting" and claim.turn == "guardian"


def _claim(learner: Learner):
    """The claim that the grown-up is asked about, or the first one, or None."""
    claims = list(learner.claims.select_related("badge_version__badge__provider").order_by("pk"))
    return next((claim for claim in claims if _asks(claim)), claims[0] if claims else None)


def _mailed(learner: Learner) -> ConsentRequest | None:
    """The question that was mailed last and is not answered."""
    mailed = learner.consent_requests.filter(answer="").exclude(lookup="")
    return mailed.order_by("-pk").first()


@personal
@require_http_methods(["GET", "HEAD", "POST"])
def waiting(request: HttpRequest) -> HttpResponse:
    """Ask a grown-up, by the square or by mail, and then wait for them. It works again after signing in
    with the six words, on any phone."""
    learner = current_learner(request)
    if learner is None:
        return _gone(request)
    claim = _claim(learner)
    if learner.is_kept and not _asks(claim):
        return _answered(claim)
    form, mailed = TheirEmailForm(), _mailed(learner)
    if request.method == "POST":
        act = request.POST.get("act")
        try:
            if act == "square":
                squares.show(request, learner, claim and claim.uuid)
                return redirect("wagtail_cofl:waiting")
            form = TheirEmailForm(request.POST if act == "mail" else {"email": _again(mailed)})
            if form.is_valid():
                _send(learner, claim, form.cleaned_data["email"])
                return redirect("wagtail_cofl:waiting")
        except consenting.ConsentProblem as problem:
            form.add_error("email", str(problem))
        except CityNotReady as problem:
            return not_ready(request, problem)
    square = squares.shown(request, learner)
    about = claim or guardians.given_without(learner)
    version = about.badge_version if about else None
    context = {
        "form": form.add_aria(),
        "qr": qr_svg(_address(request, square[1])) if square else None,
        "mailed": mailed,
        "until": None if learner.is_kept else waits_until(learner),
        "badge": version,
        "provider": version.badge.provider if version else None,
        "other": "other" in request.GET or form.is_bound,
    }
    return render(request, "wagtail_cofl/learners/waiting.html", context)


def _gone(request: HttpRequest) -> HttpResponse:
    """Nobody is signed in; or the grown-up said no, or nobody answered, and nothing is left."""
    if sessions.SESSION_KEY not in request.session:
        return redirect("wagtail_cofl:sign_in_words")
    sessions.sign_out(request)
    return render(request, "wagtail_cofl/learners/waiting_over.html")


def _again(mailed: ConsentRequest | None) -> str:
    return mailed.value if mailed else ""


@transaction.atomic
def _send(learner: Learner, claim, email: str) -> None:
    asked, secret = consenting.ask(learner, claim_uuid=claim and claim.uuid, email=email)
    guardians.send_question(asked, secret)


def _address(request: HttpRequest, secret: str) -> str:
    return paper_address(site_of(request)) + reverse("wagtail_cofl:guardian", args=[secret])


def _answered(claim) -> HttpResponse:
    """The grown-up has said yes: on to the badge, or to what it asks for."""
    if claim is None:
        return redirect("wagtail_cofl:my_badges")
    if award := getattr(claim, "award", None):
        return redirect(reverse("wagtail_cofl:my_badge", args=[award.uuid]) + "?new=1")
    if claim.is_open:
        return redirect("wagtail_cofl:my_claim", uuid=claim.uuid)
    return redirect("wagtail_cofl:my_badges")
