"""Claiming a badge with a code: from the poster to the badge, or to the grown-up who is asked first."""

from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_http_methods, require_safe

from wagtail_cofl.city.personal import personal, unlisted
from wagtail_cofl.city.readiness import CityNotReady
from wagtail_cofl.city.rendering import render
from wagtail_cofl.city.sites import city_of, site_of
from wagtail_cofl.learners import showing_words, squares, wording
from wagtail_cofl.learners.confirming import LinkProblem, confirm, look_up, send_link
from wagtail_cofl.learners.forms import EmailForm, NicknameForm, WrittenDownForm
from wagtail_cofl.learners.models import AgeBand, Learner
from wagtail_cofl.learners.refusals import link_problem, not_ready
from wagtail_cofl.learners.sessions import current_learner, sign_in, sign_out

from .claiming import CodeProblem, claim_from, find_code, open_code
from .claiming import claim as claim_badge
from .code_problems import address_problem, code_problem, not_while_pausing
from .codes import pretty_code
from .forms import AgeForm, CodeForm
from .models import Claim, ClaimCode


def _context(code: ClaimCode, **extra) -> dict:
    version = code.badge.current_version
    return {"code": code, "badge": version, "provider": code.badge.provider, **extra}


def _step(code: str, view: str, age: str = "") -> str:
    """Another page of this claim. Ages travel in the address: nothing is kept about anybody yet."""
    address = reverse(f"wagtail_cofl:{view}", args=[code])
    return f"{address}?age={age}" if age else address


def _on_from(claim: Claim) -> HttpResponse:
    """Where somebody who has just used a code goes on: the badge, the grown-up, or what is asked for."""
    if award := getattr(claim, "award", None):
        return redirect(reverse("wagtail_cofl:my_badge", args=[award.uuid]) + "?new=1")
    if not claim.learner.is_kept:
        return redirect("wagtail_cofl:waiting")
    return redirect("wagtail_cofl:my_claim", uuid=claim.uuid)


@personal
@require_http_methods(["GET", "HEAD", "POST"])
@not_while_pausing
def enter_code(request: HttpRequest) -> HttpResponse:
    """Type a code. It goes on to the address that a QR square opens directly."""
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data["code"]
        try:
            code = open_code(site_of(request).pk, typed)
        except CodeProblem as problem:
            return code_problem(request, problem, typed)
        return redirect("wagtail_cofl:claim", code=code.pretty)
    return render(request, "wagtail_cofl/awards/enter_code.html", {"form": form.add_aria()})


@unlisted
@require_safe
@not_while_pausing
def claim(request: HttpRequest, code: str) -> HttpResponse:
    """The badge, who gives it and what it will say: the same page for everyone."""
    try:
        found = open_code(site_of(request).pk, code)
    except CodeProblem as problem:
        return code_problem(request, problem, code)
    return render(request, "wagtail_cofl/awards/claim.html", _context(found))


@personal
@transaction.non_atomic_requests
@require_http_methods(["GET", "HEAD", "POST"])
@not_while_pausing
def claim_you(request: HttpRequest, code: str) -> HttpResponse:
    """Who are you? A learner we know presses one button; anyone else says an age band first."""
    site_id = site_of(request).pk
    learner = current_learner(request)
    try:
        found = find_code(site_id, code)
        made = claim_from(found, learner) if learner else None
        if made and not made.ended_without:
            if award := getattr(made, "award", None):
                return redirect("wagtail_cofl:my_badge", uuid=award.uuid)
            return _on_from(made)
        found = open_code(site_id, code)
        if learner:
            return _known(request, found, learner)
    except CodeProblem as problem:
        return code_problem(request, problem, code)
    except CityNotReady as problem:
        return not_ready(request, problem)
    form = AgeForm(request.GET if "next" in request.GET else None)
    if form.is_bound and form.is_valid():
        age = form.cleaned_data["age"]
        if age == AgeBand.UNDER_13:
            return _as_a_child(request, found)
        return redirect(_step(found.pretty, "claim_email", age))
    return render(request, "wagtail_cofl/awards/claim_age.html", _context(found, form=form))


def _as_a_child(request: HttpRequest, code: ClaimCode) -> HttpResponse:
    if city_of(request).keeps_children:
        return redirect(_step(code.pretty, "claim_nickname", AgeBand.UNDER_13))
    return redirect(_step(code.pretty, "claim_grown_up"))


def _known(request: HttpRequest, code: ClaimCode, learner: Learner) -> HttpResponse:
    """One button; and, once, the age of those who came by a list and never said it.

    Whoever says that they are under 13 begins as a new child, in a browser that is signed out. The
    record that it knew stays as it was: on a phone that a family shares it may be the parent's, so
    nothing of it is handed to the child. (A child who opens the letter of a list, which is theirs
    alone, takes what they have along: ``invited.keep_child``.)
    """
    form = None if learner.age_band else AgeForm(request.POST or None)
    if request.method == "POST" and (form is None or form.is_valid()):
        if form:
            age = form.cleaned_data["age"]
            if age == AgeBand.UNDER_13:
                sign_out(request)
                return _as_a_child(request, code)
            Learner.objects.filter(pk=learner.pk, age_band="").update(age_band=age)
        return _on_from(claim_badge(code, learner))
    return render(request, "wagtail_cofl/awards/claim_known.html", _context(code, form=form))


@personal
@require_http_methods(["GET", "HEAD", "POST"])
@not_while_pausing
def claim_email(request: HttpRequest, code: str) -> HttpResponse:
    """How do you want to keep it? Take an address and send it the link that finishes the claim, or
    lead on to a nickname and six words."""
    site_id = site_of(request).pk
    age = request.GET.get("age", "")
    if age not in {AgeBand.TEEN, AgeBand.ADULT}:
        return redirect("wagtail_cofl:claim_you", code=code)
    try:
        found = open_code(site_id, code)
    except CodeProblem as problem:
        return code_problem(request, problem, code)
    form = EmailForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if problem := address_problem(request, found, form.cleaned_data["email"]):
            return problem
        try:
            send_link(
                site_id,
                form.cleaned_data["email"],
                age_band=age,
                claim_code=found.code,
                badge_name=found.badge.name,
            )
        except CityNotReady as problem:
            return not_ready(request, problem)
        return redirect("wagtail_cofl:claim_sent", code=found.pretty)
    context = _context(
        found, form=form.add_aria(), without=_step(found.pretty, "claim_nickname", age)
    )
    return render(request, "wagtail_cofl/awards/claim_email.html", context)


@personal
@require_http_methods(["GET", "HEAD", "POST"])
@not_while_pausing
def claim_nickname(request: HttpRequest, code: str) -> HttpResponse:
    """For who has no e-mail, and for children: a nickname. Nothing is kept yet but in the session."""
    age = request.GET.get("age", "")
    if age not in AgeBand.values:
        return redirect("wagtail_cofl:claim_you", code=code)
    if age == AgeBand.UNDER_13 and not city_of(request).keeps_children:
        return redirect("wagtail_cofl:claim_grown_up", code=code)
    try:
        found = open_code(site_of(request).pk, code)
    except CodeProblem as problem:
        return code_problem(request, problem, code)
    form = NicknameForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        showing_words.begin(request, found.code, form.cleaned_data["nickname"], age)
        return redirect("wagtail_cofl:claim_words", code=found.pretty)
    context = _context(found, form=form.add_aria(), is_child=age == AgeBand.UNDER_13)
    return render(request, "wagtail_cofl/awards/claim_nickname.html", context)


@personal
@transaction.non_atomic_requests
@require_http_methods(["GET", "HEAD", "POST"])
@not_while_pausing
def claim_words(request: HttpRequest, code: str) -> HttpResponse:
    """The six words, until they are written down; then the badge, or the grown-up."""
    try:
        found = find_code(site_of(request).pk, code)
        pending = showing_words.pending(request, found.code)
        if pending is None:
            return redirect("wagtail_cofl:claim_you", code=found.pretty)
        found = open_code(site_of(request).pk, code)
        form = WrittenDownForm(request.POST if request.method == "POST" else None)
        if request.method == "POST" and form.is_valid():
            made = _register_and_claim(found, pending)
            showing_words.done(request)
            sign_in(request, made.learner)
            if not made.learner.is_kept:
                squares.show(request, made.learner, made.uuid)
            return _on_from(made)
    except CodeProblem as problem:
        return code_problem(request, problem, code)
    except CityNotReady as problem:
        return not_ready(request, problem)
    context = _context(
        found,
        form=form.add_aria(),
        words=pending["words"],
        nickname=pending["nickname"],
        is_child=pending["age_band"] == AgeBand.UNDER_13,
    )
    return render(request, "wagtail_cofl/awards/claim_words.html", context)


def _register_and_claim(code: ClaimCode, pending: dict) -> Claim:
    """Keep the learner only if the code gives something."""
    nickname, words = pending["nickname"], pending["words"]
    try:
        learner, _words = wording.register(code.site_id, nickname, pending["age_band"], words)
    except IntegrityError:  # the button was pressed twice: the words are this browser's own
        return claim_badge(code, wording.find(code.site_id, nickname, words))
    try:
        return claim_badge(code, learner)
    except Exception:
        learner.delete()
        raise


def _waypoint(request: HttpRequest, code: str, template: str) -> HttpResponse:
    try:
        found = find_code(site_of(request).pk, code)
    except CodeProblem as problem:
        return code_problem(request, problem, code)
    return render(request, template, _context(found))


@unlisted
@require_safe
@not_while_pausing
def claim_sent(request: HttpRequest, code: str) -> HttpResponse:
    return _waypoint(request, code, "wagtail_cofl/awards/claim_sent.html")


@unlisted
@require_safe
@not_while_pausing
def claim_grown_up(request: HttpRequest, code: str) -> HttpResponse:
    """Under 13 in a city that keeps no badges for children: a kind stop. Nothing has been kept."""
    return _waypoint(request, code, "wagtail_cofl/awards/claim_grown_up.html")


@personal(hide=("secret",))
@transaction.non_atomic_requests
@sensitive_variables("secret")
@require_http_methods(["GET", "HEAD", "POST"])
def claim_confirm(request: HttpRequest, secret: str) -> HttpResponse:
    """The link in the mail. GET changes nothing; POST proves the address and uses the code.

    Works in any browser: all it needs is in the link.
    """
    site_id = site_of(request).pk
    try:
        link = look_up(site_id, secret)
        found = open_code(site_id, link.claim_code)
        if request.method != "POST":
            context = _context(found)
            return render(request, "wagtail_cofl/awards/claim_confirm.html", context)
        learner, _link = confirm(site_id, secret)
        sign_in(request, learner)
        made = claim_badge(found, learner)
    except LinkProblem as problem:
        return link_problem(request, problem)
    except CodeProblem as problem:
        return code_problem(request, problem, pretty_code(link.claim_code))
    except CityNotReady as problem:
        return not_ready(request, problem)
    return _on_from(made)
