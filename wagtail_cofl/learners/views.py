"""Signing in by e-mail link, and out."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from wagtail_cofl.city.personal import personal
from wagtail_cofl.city.readiness import CityNotReady
from wagtail_cofl.city.rendering import render
from wagtail_cofl.city.sites import site_of

from . import sessions, slowing, wording
from .confirming import LinkProblem, confirm, known_learner, look_up, send_link
from .forms import EmailForm, WordsForm
from .refusals import link_problem, not_ready


def _then(request: HttpRequest) -> str:
    """Where signing in leads on: a path of this site in ``?next=``, or "" for My badges."""
    then = request.GET.get("next", "")
    ours = (
        then.startswith("/")
        and len(then) < 300
        and url_has_allowed_host_and_scheme(then, allowed_hosts=None)
    )
    return then if ours else ""


@personal
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """Ask for an address. The answer is the same whether we know it or not."""
    form = EmailForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        site = site_of(request)
        email = form.cleaned_data["email"]
        try:
            if known_learner(site.pk, email):
                send_link(site.pk, email, then=_then(request))
        except CityNotReady as problem:
            return not_ready(request, problem)
        return redirect("wagtail_cofl:sign_in_sent")
    context = {"form": form.add_aria(), "then": _then(request)}
    return render(request, "wagtail_cofl/learners/sign_in.html", context)


@require_safe
def sign_in_sent(request: HttpRequest) -> HttpResponse:
    return render(request, "wagtail_cofl/learners/sign_in_sent.html")


@personal(hide=("secret",))
@sensitive_variables("secret")
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in_confirm(request: HttpRequest, secret: str) -> HttpResponse:
    """GET shows a button and changes nothing (mail scanners open links); POST signs in."""
    site = site_of(request)
    try:
        if request.method != "POST":
            look_up(site.pk, secret)
            return render(request, "wagtail_cofl/learners/sign_in_confirm.html")
        learner, _link = confirm(site.pk, secret)
    except LinkProblem as problem:
        return link_problem(request, problem)
    sessions.sign_in(request, learner)
    return redirect(_then(request) or "wagtail_cofl:my_badges")


@personal
@sensitive_post_parameters("words")
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in_words(request: HttpRequest) -> HttpResponse:
    """Nickname and six words. Nobody is told which of them is wrong; guessing becomes slow."""
    site, form = site_of(request), WordsForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        nickname = form.cleaned_data["nickname"]
        if slowing.must_wait(request, site.pk, nickname):
            return render(
                request,
                "wagtail_cofl/learners/sign_in_pause.html",
                {"minutes": slowing.MINUTES},
                status=429,
            )
        if learner := wording.find(site.pk, nickname, form.cleaned_data["words"]):
            sessions.sign_in(request, learner)
            return redirect(_then(request) or "wagtail_cofl:my_badges")
        slowing.wrong(request, site.pk, nickname)
        form.add_error("words", wording.no_match())
    context = {"form": form.add_aria(), "then": _then(request)}
    return render(request, "wagtail_cofl/learners/sign_in_words.html", context)


@personal
@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    sessions.sign_out(request)
    return redirect("wagtail_cofl:sign_in")
