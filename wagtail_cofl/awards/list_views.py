"""The pages behind the link of a letter: keep the badge, or say no. GET changes nothing, since mail
scanners open links."""

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_http_methods

from wagtail_cofl.city.models import CitySettings
from wagtail_cofl.city.personal import personal
from wagtail_cofl.city.rendering import render
from wagtail_cofl.city.sites import city_of, site_of
from wagtail_cofl.learners import showing_words, squares
from wagtail_cofl.learners.forms import NicknameForm, WrittenDownForm
from wagtail_cofl.learners.models import AgeBand
from wagtail_cofl.learners.sessions import sign_in

from . import invited as verbs
from .forms import AgeForm
from .list_forms import SureForm
from .models import BatchRow


def _letter_page(view):
    """A page behind the secret of a letter; ``view`` gets its row."""

    @personal(hide=("secret",))
    @transaction.non_atomic_requests
    @sensitive_variables("secret")
    @require_http_methods(["GET", "HEAD", "POST"])
    def page(request: HttpRequest, secret: str) -> HttpResponse:
        try:
            return view(request, verbs.look_up(site_of(request).pk, secret), secret)
        except verbs.LetterProblem as problem:
            status = 404 if problem.code == "unknown" else 410
            template = "wagtail_cofl/awards/lists/letter_problem.html"
            return render(request, template, {"problem": problem}, status=status)

    return page


def _show(request: HttpRequest, template: str, row: BatchRow, **extra) -> HttpResponse:
    version = row.award.badge_version
    context = {"badge": version, "provider": row.batch.badge.provider, "row": row, **extra}
    return render(request, f"wagtail_cofl/awards/{template}.html", context)


def _kept(request: HttpRequest, row: BatchRow, age_band: str = "") -> HttpResponse:
    sign_in(request, verbs.keep(row, age_band))
    return redirect(reverse("wagtail_cofl:my_badge", args=[row.award.uuid]) + "?new=1")


@_letter_page
def invited(request: HttpRequest, row: BatchRow, secret: str) -> HttpResponse:
    """The badge, and two buttons. Whose age we do not know is asked for a band, never a birthday."""
    if request.method != "POST":
        return _show(request, "lists/invited", row)
    if row.award.learner.age_band:
        return _kept(request, row)
    asked = "age" in request.POST or "next" in request.POST
    form = AgeForm(request.POST if asked else None)
    if not (form.is_bound and form.is_valid()):
        return _show(request, "lists/invited_age", row, form=form)
    age = form.cleaned_data["age"]
    if age != AgeBand.UNDER_13:
        return _kept(request, row, age)
    if city_of(request).under_13 == CitySettings.UnderThirteen.GUARDIAN:
        return redirect("wagtail_cofl:invited_nickname", secret=secret)
    verbs.stop_child(row)
    return _show(request, "lists/invited_grown_up", row)


@_letter_page
def invited_nickname(request: HttpRequest, row: BatchRow, secret: str) -> HttpResponse:
    """A child chooses a nickname. Nothing is kept yet but in the session."""
    if row.award.learner.age_band:
        return redirect("wagtail_cofl:invited", secret=secret)
    form = NicknameForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        nickname = form.cleaned_data["nickname"]
        showing_words.begin(request, _purpose(row), nickname, AgeBand.UNDER_13)
        return redirect("wagtail_cofl:invited_words", secret=secret)
    return _show(request, "claim_nickname", row, form=form.add_aria(), is_child=True)


@_letter_page
def invited_words(request: HttpRequest, row: BatchRow, secret: str) -> HttpResponse:
    """The child's six words, until they are written down; then the grown-up is asked."""
    pending = showing_words.pending(request, _purpose(row))
    if pending is None or row.award.learner.age_band:
        return redirect("wagtail_cofl:invited", secret=secret)
    form = WrittenDownForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        child = verbs.keep_child(row, pending["nickname"], pending["words"])
        showing_words.done(request)
        sign_in(request, child)
        squares.show(request, child, None)
        return redirect("wagtail_cofl:waiting")
    more = {"words": pending["words"], "nickname": pending["nickname"], "is_child": True}
    return _show(request, "claim_words", row, form=form.add_aria(), **more)


def _purpose(row: BatchRow) -> str:
    return f"letter {row.pk}"


@_letter_page
def invited_no(request: HttpRequest, row: BatchRow, secret: str) -> HttpResponse:
    """“No, thank you”: says what that means, and asks why if they like."""
    form = SureForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        verbs.decline(row, form.cleaned_data["reason"])
        return _show(request, "lists/declined", row)
    return _show(request, "lists/invited_no", row, form=form.add_aria())
