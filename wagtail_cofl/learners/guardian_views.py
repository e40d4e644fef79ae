"""The guardian's pages: the question, what is kept, and taking it back. Their address is the secret."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_http_methods, require_safe

from wagtail_cofl.city.personal import personal
from wagtail_cofl.city.qr import paper_address, qr_svg
from wagtail_cofl.city.readiness import CityNotReady
from wagtail_cofl.city.rendering import render
from wagtail_cofl.city.sites import site_of

from . import consenting, guardians
from .childhood import CONSENT_DAYS
from .consenting import ConsentProblem
from .forms import EmailForm, OptionalEmailForm
from .models import ConsentRequest
from .refusals import not_ready


def _look_up(request: HttpRequest, secret: str) -> ConsentRequest:
    asked = consenting.look_up(secret)
    if asked.site_id != site_of(request).pk:
        raise Http404
    return asked


def _problem(request: HttpRequest, problem: ConsentProblem) -> HttpResponse:
    return render(
        request,
        "wagtail_cofl/learners/guardian_problem.html",
        {"problem": problem},
        status=404 if problem.code == "unknown" else 410,
    )


@personal(hide=("secret",))
@sensitive_variables("secret")
@require_http_methods(["GET", "HEAD", "POST"])
def guardian(request: HttpRequest, secret: str) -> HttpResponse:
    """The question, and after a yes the guardian's own page. GET decides nothing: mail scanners open
    links."""
    try:
        asked = _look_up(request, secret)
        if asked.answer:
            return _own_page(request, asked, secret)
        return _question(request, asked, secret)
    except ConsentProblem as problem:
        return _problem(request, problem)
    except CityNotReady as problem:
        return not_ready(request, problem)


def _question(request: HttpRequest, asked: ConsentRequest, secret: str) -> HttpResponse:
    form = OptionalEmailForm()
    if request.method == "POST":
        said = request.POST.get("answer")
        form = OptionalEmailForm(request.POST)
        if said == "no":
            kept = asked.learner.is_kept
            consenting.answer(secret, False, shown=_receipt(asked))
            if kept:  # a no to one badge: the rest stays
                return redirect("wagtail_cofl:guardian", secret=secret)
            return redirect("wagtail_cofl:guardian_thanks")
        if said == "yes" and form.is_valid():
            email = form.cleaned_data["email"]
            consenting.answer(secret, True, email=email, shown=_receipt(asked))
            return redirect("wagtail_cofl:guardian", secret=secret)
    else:
        guardians.mark_seen(asked)
    about = guardians.question(asked)
    context = {
        "asked": asked,
        "about": about,
        "badge": about.badge,
        "provider": about.provider,
        "form": form.add_aria(),
        "days": CONSENT_DAYS,
    }
    return render(request, "wagtail_cofl/learners/guardian.html", context)


def _receipt(asked: ConsentRequest) -> str:
    return guardians.question(asked, with_name=False).receipt()


def _own_page(request: HttpRequest, asked: ConsentRequest, secret: str) -> HttpResponse:
    learner = asked.learner
    form = EmailForm(request.POST if request.POST.get("act") == "address" else None)
    # An address that is there stays: a child may still have the link of the square.
    if form.is_bound and not learner.guardian.lookup and form.is_valid():
        guardians.leave_address(asked, form.cleaned_data["email"])
        return redirect("wagtail_cofl:guardian", secret=secret)
    awards = learner.awards.select_related("badge_version", "credential__revocation")
    open_claims = learner.claims.filter(state__in=("draft", "waiting", "more"))
    context = {
        "learner": learner,
        "awards": awards,
        "claims": open_claims.select_related("badge_version"),
        "kept": learner.guardian,
        "form": form.add_aria(),
        "secret": secret,
        "qr": qr_svg(paper_address(site_of(request)) + request.path),
    }
    return render(request, "wagtail_cofl/learners/guardian_kept.html", context)


@personal(hide=("secret",))
@sensitive_variables("secret")
@require_http_methods(["GET", "HEAD", "POST"])
def guardian_take_back(request: HttpRequest, secret: str) -> HttpResponse:
    """Says what will be gone; only the press of the button deletes it."""
    try:
        asked = _look_up(request, secret)
        if not asked.answer:
            return redirect("wagtail_cofl:guardian", secret=secret)
        if request.method == "POST":
            consenting.withdraw(secret)
            return redirect("wagtail_cofl:guardian_thanks")
    except ConsentProblem as problem:
        return _problem(request, problem)
    context = {"learner": asked.learner, "secret": secret}
    return render(request, "wagtail_cofl/learners/guardian_take_back.html", context)


@require_safe
def guardian_thanks(request: HttpRequest) -> HttpResponse:
    """Nothing about the child is left: the same page after a no and after taking a yes back."""
    return render(request, "wagtail_cofl/learners/guardian_thanks.html")


@personal
@require_http_methods(["GET", "HEAD", "POST"])
def guardian_find(request: HttpRequest) -> HttpResponse:
    """For a guardian who has lost the link. The answer is the same whether we know the address."""
    form = EmailForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            guardians.send_pages(site_of(request).pk, form.cleaned_data["email"])
        except CityNotReady as problem:
            return not_ready(request, problem)
        return redirect("wagtail_cofl:guardian_sent")
    return render(request, "wagtail_cofl/learners/guardian_find.html", {"form": form.add_aria()})


@require_safe
def guardian_sent(request: HttpRequest) -> HttpResponse:
    return render(request, "wagtail_cofl/learners/guardian_sent.html")
