"""The pages of codes that give nothing: what is wrong, and what to do."""

from collections.abc import Callable
from functools import wraps

from django.http import HttpRequest, HttpResponse

from wagtail_cofl.city.emails import email_lookup
from wagtail_cofl.city.personal import keep_private
from wagtail_cofl.city.rendering import render
from wagtail_cofl.city.sites import site_of

from . import throttling
from .claiming import CodeProblem
from .codes import near_words
from .forms import CodeForm
from .models import ClaimCode


def code_problem(request: HttpRequest, problem: CodeProblem, typed: str) -> HttpResponse:
    """Say what is wrong with a code and what to do; keep what was typed. Unknown codes are counted,
    see :mod:`.throttling`."""
    hint, status = None, 410
    if problem.state == "unknown":
        status = 404
        site_id = site_of(request).pk
        if throttling.unknown(request, site_id):
            hint = _near(site_id, typed)
        else:
            status = 429
    context = {
        "problem": problem,
        "hint": hint,
        "busy": status == 429,
        "form": CodeForm(initial={"code": typed}).add_aria(bad=True),
        "badge": problem.code.badge.current_version if problem.code else None,
        "provider": problem.code.badge.provider if problem.code else None,
    }
    # It repeats what somebody typed, and its form has a token of its own.
    return keep_private(
        render(request, "wagtail_cofl/awards/code_problem.html", context, status=status)
    )


def _near(site_id: int, typed: str) -> ClaimCode | None:
    """The open word code that somebody probably means."""
    words = ClaimCode.objects.filter(site_id=site_id).exclude(word="")
    found = words.select_related("campaign__badge__provider")
    opened = {code.word: code for code in found if code.state == "open"}
    near = near_words(typed, opened)
    return opened[near] if near and throttling.may_hint(opened[near]) else None


def address_problem(request: HttpRequest, code: ClaimCode, email: str) -> HttpResponse | None:
    """The page for who tries somebody else's reserved code, before a letter goes anywhere."""
    if not code.lookup:
        return None
    if not throttling.may_try_address(code):
        return pause(request, throttling.MINUTES)
    if email_lookup(email) == code.lookup:
        return None
    throttling.wrong_address(request, code)
    return code_problem(request, CodeProblem("reserved", code), "")


def not_while_pausing(view: Callable) -> Callable:
    """For a view with a code in its address or form: whoever guessed too often waits."""

    @wraps(view)
    def patient_view(request: HttpRequest, *args, **kwargs) -> HttpResponse:
        minutes = throttling.must_wait(request)
        return pause(request, minutes) if minutes else view(request, *args, **kwargs)

    return patient_view


def pause(request: HttpRequest, minutes: int) -> HttpResponse:
    """Too many wrong codes: 429 with kind words and when to try again."""
    context = {"minutes": minutes}
    answer = render(request, "wagtail_cofl/awards/code_pause.html", context, status=429)
    answer.headers["Retry-After"] = str(minutes * 60)
    return keep_private(answer)
