"""The learner's account: nickname, addresses, words."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_http_methods, require_POST

from wagtail_cofl.city.ids import pk_of
from wagtail_cofl.city.personal import personal
from wagtail_cofl.city.readiness import CityNotReady
from wagtail_cofl.city.rendering import render
from wagtail_cofl.city.sites import site_of

from . import adding, showing_words, wording
from .adding import CannotAdd
from .confirming import LinkProblem, look_up
from .forms import EmailForm, NicknameForm, WrittenDownForm
from .models import Identifier, Learner
from .refusals import link_problem, not_ready
from .sessions import current_learner

NEW_WORDS = "new words"
#: What has just happened, as the address of the page says it.
SAID = {"sent", "added", "removed", "words", "together"}


@personal
@require_http_methods(["GET", "HEAD", "POST"])
def account(request: HttpRequest) -> HttpResponse:
    """What leads to a learner's badges. A POST asks for a link to a further address."""
    learner = current_learner(request)
    if learner is None:
        return redirect("wagtail_cofl:sign_in")
    form = EmailForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            adding.send_adding_link(learner, form.cleaned_data["email"])
            return redirect(_here("sent"))
        except CannotAdd as problem:
            form.add_error("email", str(problem))
        except CityNotReady as problem:
            return not_ready(request, problem)
    return _page(request, learner, form)


def _here(said: str) -> str:
    return f"{reverse('wagtail_cofl:account')}?said={said}"


def _page(request: HttpRequest, learner: Learner, form: EmailForm, problem="") -> HttpResponse:
    said = request.GET.get("said")
    addresses = [(one, adding.masked(one.value)) for one in learner.identifiers.order_by("pk")]
    context = {
        "learner": learner,
        "addresses": addresses,
        "form": form.add_aria(),
        "problem": problem,
        "said": said if said in SAID else "",
    }
    return render(request, "wagtail_cofl/learners/account.html", context)


@personal
@require_POST
def account_remove(request: HttpRequest) -> HttpResponse:
    """Take one address away."""
    learner = current_learner(request)
    if learner is None:
        return redirect("wagtail_cofl:sign_in")
    pk = pk_of(request.POST.get("address", ""))
    identifier = get_object_or_404(Identifier, learner=learner, pk=pk or 0)
    try:
        adding.remove(learner, identifier.pk)
    except CannotAdd as problem:
        return _page(request, learner, EmailForm(), str(problem))
    return redirect(_here("removed"))


@personal(hide=("secret",))
@sensitive_variables("secret")
@require_http_methods(["GET", "HEAD", "POST"])
def account_confirm(request: HttpRequest, secret: str) -> HttpResponse:
    """The link that adds an address. GET changes nothing; POST adds it, in whatever browser."""
    site, learner = site_of(request), current_learner(request)
    try:
        link = look_up(site.pk, secret)
        if link.learner_id is None:
            raise LinkProblem("unknown", _("We do not know this link. Ask for a new one."))
        other = adding.other_owner(link)
        mine = learner is not None and learner.pk == link.learner_id
        if request.method == "POST":
            adding.confirm_adding(site.pk, secret, learner)
            if mine:
                return redirect(_here("together" if other else "added"))
            return redirect("wagtail_cofl:account_added")
    except LinkProblem as problem:
        return link_problem(request, problem)
    except CannotAdd as problem:
        context = {"problem": str(problem)}
        template = "wagtail_cofl/learners/account_cannot.html"
        return render(request, template, context, status=409)
    context = {
        "address": adding.masked(link.value),
        "asker": link.learner,
        "together": other is not None,
        "problem": adding.needs_asker() if other and not mine else "",
    }
    return render(request, "wagtail_cofl/learners/account_confirm.html", context)


@personal
@require_http_methods(["GET", "HEAD"])
def account_added(request: HttpRequest) -> HttpResponse:
    """The address was added in a browser that is not signed in."""
    return render(request, "wagtail_cofl/learners/account_added.html")


@personal
@require_http_methods(["GET", "HEAD", "POST"])
def account_words(request: HttpRequest) -> HttpResponse:
    """New words: a nickname, then the words until they are written down. Older ones work until then."""
    learner = current_learner(request)
    if learner is None:
        return redirect("wagtail_cofl:sign_in")
    pending = showing_words.pending(request, NEW_WORDS)
    if pending is None:
        return _nickname(request, learner)
    form = WrittenDownForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        wording.change_words(learner, pending["nickname"], pending["words"])
        showing_words.done(request)
        return redirect(_here("words"))
    context = {"form": form.add_aria(), "words": pending["words"], "nickname": pending["nickname"]}
    return render(request, "wagtail_cofl/learners/account_words.html", context)


def _nickname(request: HttpRequest, learner: Learner) -> HttpResponse:
    form = NicknameForm(request.POST or None, initial={"nickname": learner.nickname})
    if request.method == "POST" and form.is_valid():
        showing_words.begin(request, NEW_WORDS, form.cleaned_data["nickname"])
        return redirect("wagtail_cofl:account_words")
    context = {"form": form.add_aria(), "learner": learner}
    return render(request, "wagtail_cofl/learners/account_nickname.html", context)
