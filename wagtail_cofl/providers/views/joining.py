"""Saying yes to an invitation, and signing in for people who work without the CMS."""

from django.conf import settings
from django.contrib.auth import get_user_model, login
from django.contrib.auth.views import LoginView, LogoutView
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import NoReverseMatch, reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods

from wagtail_cofl.city.ids import pk_of
from wagtail_cofl.city.personal import personal
from wagtail_cofl.city.rendering import base_template, render
from wagtail_cofl.city.sealing import CannotOpen, seal, unseal
from wagtail_cofl.city.sites import site_of

from ..forms import JoinForm, StaffSignInForm
from ..inviting import InvitationProblem, accept, accept_as_new, look_up, users_with
from ..members import CannotChange, remove
from ..models import Membership

#: In the session: the secret, sealed, of the invitation that somebody signs in for.
JOINING = "cofl_joining"


def work_url(user=None) -> str:
    """Where somebody's work is: the CMS for those who have it, else the queue of claims."""
    if user is not None and user.has_perm("wagtailadmin.access_admin"):
        return reverse("wagtailadmin_home")
    try:
        return reverse("wagtail_cofl:queue")
    except NoReverseMatch:
        return reverse("wagtail_cofl:staff_home")


def _problem(request: HttpRequest, problem: InvitationProblem) -> HttpResponse:
    context = {"problem": problem}
    return render(request, "wagtail_cofl/providers/join_problem.html", context, status=410)


def _switched_off(address: str) -> bool:
    """Does a user have this address who may not sign in? Then nobody makes a second one."""
    model = get_user_model()
    field = model.get_email_field_name()
    return model._default_manager.filter(**{f"{field}__iexact": address}, is_active=False).exists()


@personal(hide=("secret",))
@sensitive_variables("secret")
@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def join(request: HttpRequest, secret: str) -> HttpResponse:
    """GET shows who asks and changes nothing (mail scanners open links); POST says yes."""
    site = site_of(request)
    try:
        invitation = look_up(site.pk, secret)
        known = not request.user.is_authenticated and users_with(invitation.value).exists()
        context = {"invitation": invitation, "provider": invitation.provider}
        if request.user.is_authenticated:
            if request.method == "POST":
                accept(invitation, request.user)
                return redirect("wagtail_cofl:staff_home")
            return render(request, "wagtail_cofl/providers/join.html", context)
        if known:
            # Whoever has the letter is not yet whoever has the account.
            sign_in = reverse("wagtail_cofl:staff_sign_in")
            # Not in that address, which servers write down.
            request.session[JOINING] = seal(secret.encode())
            if request.method == "POST":
                return redirect(sign_in)
            return render(
                request, "wagtail_cofl/providers/join.html", context | {"sign_in_url": sign_in}
            )
        if _switched_off(invitation.value):
            raise InvitationProblem(
                _("The account with your address is switched off. Ask the city’s team about it.")
            )
        form = JoinForm(request.POST or None, address=invitation.value)
        if request.method == "POST" and form.is_valid():
            member = accept_as_new(
                invitation, form.cleaned_data["name"], form.cleaned_data["password"]
            )
            login(request, member.user, backend=_backend())
            return redirect("wagtail_cofl:staff_home")
    except InvitationProblem as problem:
        return _problem(request, problem)
    context |= {"form": form.add_aria(), "address": invitation.value}
    return render(request, "wagtail_cofl/providers/join.html", context)


def _leave(user, pk: str) -> str:
    """Leave a provider. The reason why not, or ""."""
    found = Membership.objects.filter(user=user, pk=pk_of(pk) or 0).first()
    if found is None:
        return ""
    try:
        remove(found, user)
    except CannotChange as problem:
        return str(problem)
    return ""


def _backend() -> str:
    """The first of the site's ways to sign in that knows passwords."""
    ours = "django.contrib.auth.backends.ModelBackend"
    backends = settings.AUTHENTICATION_BACKENDS
    return ours if ours in backends else backends[0]


@personal
@require_http_methods(["GET", "HEAD", "POST"])
def staff_home(request: HttpRequest) -> HttpResponse:
    """For whom somebody works, and as what; POST leaves one of them."""
    if not request.user.is_authenticated:
        return redirect(reverse("wagtail_cofl:staff_sign_in") + f"?next={request.path}")
    problem = ""
    if request.method == "POST":
        problem = _leave(request.user, request.POST.get("member", ""))
        if not problem:
            return redirect("wagtail_cofl:staff_home")
    rows = Membership.objects.filter(user=request.user, provider__site=site_of(request))
    url = work_url(request.user)
    context = {
        "memberships": rows.select_related("provider"),
        "problem": problem,
        "work_url": "" if url == request.path else url,
        "in_cms": url == reverse("wagtailadmin_home"),
    }
    return render(request, "wagtail_cofl/providers/staff_home.html", context)


@method_decorator(personal, name="dispatch")
class StaffSignIn(LoginView):
    """Django's sign-in for the site's users; ``?next=`` leads to this site only. Whoever came with an
    invitation is led back to it, once."""

    template_name = "wagtail_cofl/providers/staff_sign_in.html"
    authentication_form = StaffSignInForm

    def get_default_redirect_url(self) -> str:
        try:
            secret = unseal(self.request.session.pop(JOINING)).decode()
        except (KeyError, CannotOpen):
            return work_url(self.request.user)
        return reverse("wagtail_cofl:join", args=[secret])

    def get_context_data(self, **kwargs) -> dict:
        return super().get_context_data(cofl_base_template=base_template(), **kwargs)


@method_decorator(personal, name="dispatch")
class StaffSignOut(LogoutView):
    """Takes a press of a button only."""

    http_method_names = ["post", "options"]

    def get_default_redirect_url(self) -> str:
        return reverse("wagtail_cofl:staff_sign_in")
