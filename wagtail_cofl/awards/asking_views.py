"""Asking for a badge: from its page to a claim to fill in, whoever asks."""

from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from wagtail_cofl.badges.models import Badge
from wagtail_cofl.city.personal import personal, unlisted
from wagtail_cofl.city.readiness import CityNotReady
from wagtail_cofl.city.rendering import render
from wagtail_cofl.city.sites import city_of, site_of
from wagtail_cofl.learners import showing_words, squares, wording
from wagtail_cofl.learners.confirming import send_link
from wagtail_cofl.learners.forms import EmailForm, NicknameForm, WrittenDownForm
from wagtail_cofl.learners.models import AgeBand, Learner
from wagtail_cofl.learners.refusals import not_ready
from wagtail_cofl.learners.sessions import current_learner, sign_in, sign_out

from .coming_by_itself import nobody_looks
from .forms import AgeForm
from .models import Claim
from .signing_in import sign_in_address
from .submitting import CannotClaim, begin

TEMPLATES = "wagtail_cofl/awards/ask"


def _badge(request: HttpRequest, uuid) -> Badge:
    """A published badge of this city. Raises ``Http404``."""
    badges = Badge.objects.filter(provider__site=site_of(request))
    badge = get_object_or_404(badges.select_related("provider", "workflow"), uuid=uuid)
    if badge.current_version is None:
        raise Http404
    return badge


def _context(badge: Badge, **more) -> dict:
    return {
        "badge": badge.current_version,
        "provider": badge.provider,
        "asked": badge,
        **more,
    }


def _step(badge: Badge, view: str, age: str = "") -> str:
    """Another page of asking. Ages travel in the address: nothing is kept about anybody yet."""
    address = reverse(f"wagtail_cofl:{view}", args=[badge.uuid])
    return f"{address}?age={age}" if age else address


def _as_a_child(request: HttpRequest, badge: Badge) -> HttpResponse:
    if city_of(request).keeps_children:
        return redirect(_step(badge, "ask_nickname", AgeBand.UNDER_13))
    return redirect(_step(badge, "ask_grown_up"))


def _purpose(badge: Badge) -> str:
    return f"ask {badge.uuid}"


def _cannot(request: HttpRequest, badge: Badge, problem: CannotClaim, learner=None) -> HttpResponse:
    award = None
    if problem.code == "holds" and learner:
        award = learner.awards.filter(badge_version__badge=badge).first()
    context = _context(badge, problem=problem, award=award)
    status = 410 if problem.code == "closed" else 409
    return render(request, f"{TEMPLATES}/cannot.html", context, status=status)


def may_be_asked_for(badge: Badge) -> bool:
    return bool(
        badge.workflow_id and badge.live and not badge.archived and not badge.provider.suspended_at
    )


@personal
@transaction.non_atomic_requests
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest, uuid) -> HttpResponse:
    """A learner whom we know presses one button, and has a claim to fill in: the one that is open
    already, if there is one. Anyone else says how old they are, or signs in first and comes back."""
    badge, learner = _badge(request, uuid), current_learner(request)
    if not may_be_asked_for(badge):
        sentence = _("You cannot ask for this badge at the moment.")
        return _cannot(request, badge, CannotClaim("closed", sentence))
    if learner is None:
        return _who(request, badge)
    found = learner.claims.filter(badge=badge, state__in=Claim.OPEN).first()
    if found:
        return redirect("wagtail_cofl:my_claim", uuid=found.uuid)
    if not learner.is_kept:
        return redirect("wagtail_cofl:waiting")
    return _known(request, badge, learner)


def _known(request: HttpRequest, badge: Badge, learner: Learner) -> HttpResponse:
    """One button; and the age of those who came by a list and never said it. Whoever is under 13
    begins as a new child, as with a code: see ``claim_views``."""
    form = None if learner.age_band else AgeForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and (form is None or form.is_valid()):
        if form:
            age = form.cleaned_data["age"]
            if age == AgeBand.UNDER_13:
                sign_out(request)
                return _as_a_child(request, badge)
            Learner.objects.filter(pk=learner.pk, age_band="").update(age_band=age)
        try:
            return redirect(
                "wagtail_cofl:my_claim", uuid=begin(badge, learner, Claim.Way.ASKED).uuid
            )
        except CannotClaim as problem:
            return _cannot(request, badge, problem, learner)
    context = _context(badge, form=form, nobody_looks=nobody_looks(badge))
    return render(request, f"{TEMPLATES}/known.html", context)


def _who(request: HttpRequest, badge: Badge) -> HttpResponse:
    form = AgeForm(request.GET if "next" in request.GET else None)
    if form.is_bound and form.is_valid():
        age = form.cleaned_data["age"]
        if age != AgeBand.UNDER_13:
            return redirect(_step(badge, "ask_email", age))
        return _as_a_child(request, badge)
    context = _context(
        badge,
        form=form,
        sign_in=sign_in_address(_step(badge, "ask")),
        nobody_looks=nobody_looks(badge),
    )
    return render(request, f"{TEMPLATES}/who.html", context)


@personal
@require_http_methods(["GET", "HEAD", "POST"])
def ask_email(request: HttpRequest, uuid) -> HttpResponse:
    """How do you want to keep it? A link that leads back here, or a nickname and six words."""
    badge, age = _badge(request, uuid), request.GET.get("age", "")
    if age not in {AgeBand.TEEN, AgeBand.ADULT} or not may_be_asked_for(badge):
        return redirect(_step(badge, "ask"))
    form = EmailForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            send_link(
                badge.provider.site_id,
                form.cleaned_data["email"],
                age_band=age,
                then=_step(badge, "ask"),
            )
        except CityNotReady as problem:
            return not_ready(request, problem)
        return redirect(_step(badge, "ask_sent"))
    context = _context(badge, form=form.add_aria(), without=_step(badge, "ask_nickname", age))
    return render(request, "wagtail_cofl/awards/claim_email.html", context)


@personal
@require_http_methods(["GET", "HEAD", "POST"])
def ask_nickname(request: HttpRequest, uuid) -> HttpResponse:
    """For who has no e-mail, and for children. Nothing is kept yet but in the session."""
    badge, age = _badge(request, uuid), request.GET.get("age", "")
    if age not in AgeBand.values or not may_be_asked_for(badge):
        return redirect(_step(badge, "ask"))
    if age == AgeBand.UNDER_13 and not city_of(request).keeps_children:
        return redirect(_step(badge, "ask_grown_up"))
    form = NicknameForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        showing_words.begin(request, _purpose(badge), form.cleaned_data["nickname"], age)
        return redirect(_step(badge, "ask_words"))
    context = _context(badge, form=form.add_aria(), is_child=age == AgeBand.UNDER_13)
    return render(request, "wagtail_cofl/awards/claim_nickname.html", context)


@personal
@transaction.non_atomic_requests
@require_http_methods(["GET", "HEAD", "POST"])
def ask_words(request: HttpRequest, uuid) -> HttpResponse:
    """The six words, until they are written down; then the claim, or the grown-up who is asked first."""
    badge = _badge(request, uuid)
    pending = showing_words.pending(request, _purpose(badge))
    if pending is None:
        return redirect(_step(badge, "ask"))
    form = WrittenDownForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            claim = _register_and_begin(badge, pending)
        except CannotClaim as problem:
            return _cannot(request, badge, problem)
        showing_words.done(request)
        sign_in(request, claim.learner)
        if not claim.learner.is_kept:
            squares.show(request, claim.learner, claim.uuid)
            return redirect("wagtail_cofl:waiting")
        return redirect("wagtail_cofl:my_claim", uuid=claim.uuid)
    context = _context(
        badge,
        form=form.add_aria(),
        words=pending["words"],
        nickname=pending["nickname"],
        is_child=pending["age_band"] == AgeBand.UNDER_13,
    )
    return render(request, f"{TEMPLATES}/words.html", context)


def _register_and_begin(badge: Badge, pending: dict) -> Claim:
    """Keep the learner only if they can ask."""
    learner, _words = wording.register(
        badge.provider.site_id, pending["nickname"], pending["age_band"], pending["words"]
    )
    try:
        return begin(badge, learner, Claim.Way.ASKED)
    except Exception:
        learner.delete()
        raise


@unlisted
@require_safe
def ask_sent(request: HttpRequest, uuid) -> HttpResponse:
    return render(request, f"{TEMPLATES}/sent.html", _context(_badge(request, uuid)))


@unlisted
@require_safe
def ask_grown_up(request: HttpRequest, uuid) -> HttpResponse:
    """Under 13 in a city that keeps no badges for children: a kind stop. Nothing has been kept."""
    return render(request, f"{TEMPLATES}/grown_up.html", _context(_badge(request, uuid)))
