"""Claiming a badge with a code, and the learner's own badges."""

from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_http_methods, require_safe

from wagtail_cofl.city.personal import keep_private, personal, unlisted
from wagtail_cofl.city.readiness import CityNotReady
from wagtail_cofl.city.rendering import render
from wagtail_cofl.city.sites import site_of
from wagtail_cofl.credentials.models import open_suspensions
from wagtail_cofl.learners.confirming import LinkProblem, confirm, look_up, send_link
from wagtail_cofl.learners.forms import EmailForm
from wagtail_cofl.learners.models import AgeBand
from wagtail_cofl.learners.refusals import link_problem, not_ready
from wagtail_cofl.learners.sessions import current_learner, sign_in
from wagtail_cofl.opportunities.finding import list_page
from wagtail_cofl.playlists.lighting import lights_of
from wagtail_cofl.playlists.under_way import under_way
from wagtail_cofl.skills.spine import Spine
from wagtail_cofl.skills.street import street
from wagtail_cofl.skills.views import shown_skills, to_try

from .claiming import CodeProblem, award_from, find_code, open_code
from .claiming import claim as claim_badge
from .codes import normalise_code, pretty_code
from .forms import AgeForm, CodeForm
from .models import Award


def _context(code, **extra) -> dict:
    version = code.badge.current_version
    return {"code": code, "badge": version, "provider": code.badge.provider, **extra}


def _code_problem(request: HttpRequest, problem: CodeProblem, typed: str) -> HttpResponse:
    """Say what is wrong with a code and what to do; keep what was typed."""
    context = {
        "problem": problem,
        "form": CodeForm(initial={"code": typed}).add_aria(bad=True),
        "badge": problem.code.badge.current_version if problem.code else None,
        "provider": problem.code.badge.provider if problem.code else None,
    }
    status = 404 if problem.state == "unknown" else 410
    # It repeats what somebody typed, and its form has a token of its own.
    return keep_private(
        render(request, "wagtail_cofl/awards/code_problem.html", context, status=status)
    )


@personal
@require_http_methods(["GET", "HEAD", "POST"])
def enter_code(request: HttpRequest) -> HttpResponse:
    """Type a code. It goes on to the address that a QR square opens directly."""
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data["code"]
        try:
            code = open_code(site_of(request).pk, typed)
        except CodeProblem as problem:
            return _code_problem(request, problem, typed)
        return redirect("wagtail_cofl:claim", code=code.pretty)
    return render(request, "wagtail_cofl/awards/enter_code.html", {"form": form.add_aria()})


@unlisted
@require_safe
def claim(request: HttpRequest, code: str) -> HttpResponse:
    """The badge, who gives it and what it will say: the same page for everyone."""
    try:
        found = open_code(site_of(request).pk, code)
    except CodeProblem as problem:
        return _code_problem(request, problem, pretty_code(normalise_code(code)))
    return render(request, "wagtail_cofl/awards/claim.html", _context(found))


@personal
@transaction.non_atomic_requests
@require_http_methods(["GET", "HEAD", "POST"])
def claim_you(request: HttpRequest, code: str) -> HttpResponse:
    """Who are you? A learner we know presses one button; anyone else says an age band first.

    Ages travel in the address of the next page: nothing is kept about anybody yet.
    """
    site_id = site_of(request).pk
    learner = current_learner(request)
    try:
        found = find_code(site_id, code)
        if learner and (award := award_from(found, learner)):
            return redirect("wagtail_cofl:my_badge", uuid=award.uuid)
        found = open_code(site_id, code)
        if learner and request.method == "POST":
            award = claim_badge(found, learner).award
            return redirect(reverse("wagtail_cofl:my_badge", args=[award.uuid]) + "?new=1")
    except CodeProblem as problem:
        return _code_problem(request, problem, pretty_code(normalise_code(code)))
    except CityNotReady as problem:
        return not_ready(request, problem)
    if learner:
        return render(request, "wagtail_cofl/awards/claim_known.html", _context(found))
    form = AgeForm(request.GET if "next" in request.GET else None)
    if form.is_bound and form.is_valid():
        if form.cleaned_data["age"] == AgeBand.UNDER_13:
            return redirect("wagtail_cofl:claim_grown_up", code=found.pretty)
        address = reverse("wagtail_cofl:claim_email", args=[found.pretty])
        return redirect(f"{address}?age={form.cleaned_data['age']}")
    return render(request, "wagtail_cofl/awards/claim_age.html", _context(found, form=form))


@personal
@require_http_methods(["GET", "HEAD", "POST"])
def claim_email(request: HttpRequest, code: str) -> HttpResponse:
    """Ask for an address and send it the link that finishes the claim."""
    site_id = site_of(request).pk
    age = request.GET.get("age", "")
    if age not in {AgeBand.TEEN, AgeBand.ADULT}:
        return redirect("wagtail_cofl:claim_you", code=code)
    try:
        found = open_code(site_id, code)
    except CodeProblem as problem:
        return _code_problem(request, problem, pretty_code(normalise_code(code)))
    form = EmailForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
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
    context = _context(found, form=form.add_aria(), age=age)
    return render(request, "wagtail_cofl/awards/claim_email.html", context)


def _waypoint(request: HttpRequest, code: str, template: str) -> HttpResponse:
    try:
        found = find_code(site_of(request).pk, code)
    except CodeProblem as problem:
        return _code_problem(request, problem, pretty_code(normalise_code(code)))
    return render(request, template, _context(found))


@unlisted
@require_safe
def claim_sent(request: HttpRequest, code: str) -> HttpResponse:
    return _waypoint(request, code, "wagtail_cofl/awards/claim_sent.html")


@unlisted
@require_safe
def claim_grown_up(request: HttpRequest, code: str) -> HttpResponse:
    """Under 13: a kind stop. Nothing has been kept."""
    return _waypoint(request, code, "wagtail_cofl/awards/claim_grown_up.html")


@personal(hide=("secret",))
@transaction.non_atomic_requests
@sensitive_variables("secret")
@require_http_methods(["GET", "HEAD", "POST"])
def claim_confirm(request: HttpRequest, secret: str) -> HttpResponse:
    """The link in the mail. GET changes nothing; POST proves the address and gives the badge.

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
        award = claim_badge(found, learner).award
    except LinkProblem as problem:
        return link_problem(request, problem)
    except CodeProblem as problem:
        return _code_problem(request, problem, pretty_code(link.claim_code))
    except CityNotReady as problem:
        return not_ready(request, problem)
    return redirect(reverse("wagtail_cofl:my_badge", args=[award.uuid]) + "?new=1")


@personal
@require_safe
def my_badges(request: HttpRequest) -> HttpResponse:
    """The learner's own street, lit by their badges; what they are on; and their badges, newest
    first."""
    learner = current_learner(request)
    if learner is None:
        return redirect("wagtail_cofl:sign_in")
    site = site_of(request)
    spine = Spine.of(site)
    lights = lights_of(learner, spine)
    awards = (
        learner.awards.select_related("badge_version", "credential__revocation")
        .prefetch_related(open_suspensions("credential__"))
        .defer("badge_version__picture", "credential__ob3", "credential__ob2")
    )
    held = [award for award in awards if award.revocation is None]
    context = {
        "awards": awards,
        "held": held,
        "lights": lights,
        "street": street(spine, lights),
        "shown": shown_skills(spine, lights),
        "under_way": under_way(learner, spine),
        "to_try": None if held else to_try(site, spine),
        "spine_page": list_page(site, "skills"),
        "whats_on": list_page(site, "opportunities"),
    }
    return render(request, "wagtail_cofl/awards/my_badges.html", context)


@personal(hide=("uuid",))
@require_safe
def my_badge(request: HttpRequest, uuid) -> HttpResponse:
    """One award of the learner's own. Anyone else gets a 404 or the way to sign in."""
    learner = current_learner(request)
    if learner is None:
        return redirect("wagtail_cofl:sign_in")
    award = (
        Award.objects.filter(uuid=uuid, learner=learner)
        .select_related("badge_version__badge__provider", "credential__revocation")
        .defer("badge_version__picture", "credential__ob3", "credential__ob2")
        .first()
    )
    if award is None:
        raise Http404
    context = {
        "award": award,
        "badge": award.badge_version,
        "provider": award.badge_version.badge.provider,
        "is_new": "new" in request.GET,
    }
    return render(request, "wagtail_cofl/awards/my_badge.html", context)
