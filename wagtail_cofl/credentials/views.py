"""Permanent addresses of documents, and the pages that people see there; the page that checks badges."""

import json
from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.cache import patch_cache_control, patch_vary_headers
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods, require_safe
from wagtail.models import Site

from wagtail_cofl.badges.models import BadgeVersion
from wagtail_cofl.city.models import CitySettings
from wagtail_cofl.city.personal import keep_private, unlisted
from wagtail_cofl.city.rendering import render
from wagtail_cofl.city.sites import site_of
from wagtail_cofl.playlists.finding import around
from wagtail_cofl.providers.models import Provider
from wagtail_cofl.providers.views import provider_context

from . import documents, naming, serving
from .forms import VerifyForm
from .hosting import hosted
from .looking_up import LookUps
from .models import Credential
from .receiving import NotReceived, receive
from .serving import wanted_type
from .telling import answer, lines
from .verifying import Checked, NotReadable, address_in, check_badge, fetch_badge


def _svg(request: HttpRequest, make: Callable[..., bytes], uuid, **how) -> HttpResponse:
    response = hosted(request, make, uuid, media_type=serving.SVG, **how)
    response.headers["Content-Security-Policy"] = serving.SVG_POLICY
    return response


def _page(request: HttpRequest, template: str, context: dict, *, status: int = 200) -> HttpResponse:
    """A page at a negotiated address: the same for everyone."""
    response = render(request, template, context, status=status)
    patch_vary_headers(response, ["Accept"])
    patch_cache_control(response, public=True, max_age=serving.FIVE_MINUTES)
    return response


def _own_site_only(request: HttpRequest, site_id: int) -> None:
    """A page is shown in its own city's site only; documents are found by their address alone."""
    if site_of(request).pk != site_id:
        raise Http404


# --- an award's documents ---------------------------------------------------------------------


def _credential_page(request: HttpRequest, uuid, *, withdrawn_status: int = 200) -> HttpResponse:
    credentials = Credential.objects.defer("ob3", "ob2", "badge_version__picture")
    credential = get_object_or_404(
        credentials.select_related("badge_version__badge", "provider", "revocation", "award"),
        uuid=uuid,
    )
    _own_site_only(request, credential.site_id)
    revocation = getattr(credential, "revocation", None)
    suspension = None if revocation else credential.suspension
    context = {
        "credential": credential,
        "revocation": revocation,
        "suspension": suspension,
        "badge": credential.badge_version,
        "provider": credential.provider,
    }
    template = "wagtail_cofl/credentials/credential.html"
    holds = revocation is None and suspension is None
    return _page(request, template, context, status=200 if holds else withdrawn_status)


@unlisted
@require_safe
def credential(request: HttpRequest, uuid) -> HttpResponse:
    """OB 3.0 credential by Accept; a page for browsers. The document itself never changes: whether it
    was withdrawn is said by the status list that it names."""
    wanted = wanted_type(request, serving.OB3_OR_TOKEN, page=True)
    if wanted == serving.HTML:
        return _credential_page(request, uuid)
    how = {"media_type": wanted, "max_age": serving.A_DAY, "negotiated": True}
    make = documents.credential_jwt if wanted == serving.VC_JWT else documents.credential
    return hosted(request, make, uuid, **how)


@unlisted
@require_safe
def credential_json(request: HttpRequest, uuid) -> HttpResponse:
    """The same by suffix."""
    how = {"media_type": serving.OB3_TYPES[0], "max_age": serving.A_DAY}
    return hosted(request, documents.credential, uuid, **how)


@unlisted
@require_safe
def credential_png(request: HttpRequest, uuid) -> HttpResponse:
    """The badge's picture with the OB 3.0 credential inside."""
    how = {"media_type": serving.PNG, "max_age": serving.A_DAY}
    return hosted(request, documents.credential_png, uuid, **how)


@unlisted
@require_safe
def credential_svg(request: HttpRequest, uuid) -> HttpResponse:
    """The same as SVG."""
    return _svg(request, documents.credential_svg, uuid, max_age=serving.A_DAY)


@unlisted
@require_safe
def assertion(request: HttpRequest, uuid) -> HttpResponse:
    """OB 2.0 hosted assertion by Accept; the same page for browsers. Both are 410 once the award was
    withdrawn: that is how OB 2.0 says so."""
    wanted = wanted_type(request, serving.OB2_TYPES, page=True)
    if wanted == serving.HTML:
        return _credential_page(request, uuid, withdrawn_status=410)
    how = {"media_type": wanted, "max_age": serving.FIVE_MINUTES, "negotiated": True}
    return hosted(request, documents.assertion, uuid, **how)


@unlisted
@require_safe
def assertion_json(request: HttpRequest, uuid) -> HttpResponse:
    """The same by suffix."""
    how = {"media_type": serving.LD_JSON, "max_age": serving.FIVE_MINUTES}
    return hosted(request, documents.assertion, uuid, **how)


@unlisted
@require_safe
def assertion_png(request: HttpRequest, uuid) -> HttpResponse:
    """The badge's picture with the OB 2.0 assertion inside."""
    how = {"media_type": serving.PNG, "max_age": serving.FIVE_MINUTES}
    return hosted(request, documents.assertion_png, uuid, gone_type=serving.LD_JSON, **how)


@unlisted
@require_safe
def assertion_svg(request: HttpRequest, uuid) -> HttpResponse:
    """The same as SVG."""
    how = {"max_age": serving.FIVE_MINUTES, "gone_type": serving.LD_JSON}
    return _svg(request, documents.assertion_svg, uuid, **how)


# --- a badge version --------------------------------------------------------------------------


@require_safe
def badge_version(request: HttpRequest, uuid) -> HttpResponse:
    """OB 2.0 BadgeClass by Accept; the badge's page for browsers."""
    wanted = wanted_type(request, serving.OB2_TYPES, page=True)
    if wanted != serving.HTML:
        how = {"media_type": wanted, "max_age": serving.A_DAY, "negotiated": True}
        return hosted(request, documents.badge_class, uuid, **how)
    versions = BadgeVersion.objects.defer("picture").select_related("badge__provider__site")
    version = get_object_or_404(versions, uuid=uuid)
    _own_site_only(request, version.badge.provider.site_id)
    context = {"badge": version} | around(version)
    return _page(request, "wagtail_cofl/badges/badge.html", context)


@require_safe
def badge_version_json(request: HttpRequest, uuid) -> HttpResponse:
    """The BadgeClass by suffix."""
    how = {"media_type": serving.LD_JSON, "max_age": serving.A_DAY}
    return hosted(request, documents.badge_class, uuid, **how)


@require_safe
def badge_version_png(request: HttpRequest, uuid) -> HttpResponse:
    """The picture of a badge version. It can never change."""
    how = {"media_type": serving.PNG, "max_age": serving.FOR_EVER}
    return hosted(request, documents.badge_png, uuid, **how)


# --- an issuer --------------------------------------------------------------------------------


@require_safe
def issuer(request: HttpRequest, uuid) -> HttpResponse:
    """OB 2.0 issuer profile (the one live document) by Accept; the provider's page for browsers."""
    wanted = wanted_type(request, serving.OB2_TYPES, page=True)
    if wanted != serving.HTML:
        how = {"media_type": wanted, "max_age": serving.FIVE_MINUTES, "negotiated": True}
        return hosted(request, documents.issuer_profile, uuid, **how)
    provider = get_object_or_404(Provider.objects.select_related("site", "logo"), uuid=uuid)
    _own_site_only(request, provider.site_id)
    context = provider_context(provider)
    return _page(request, "wagtail_cofl/providers/provider.html", context)


@require_safe
def issuer_json(request: HttpRequest, uuid) -> HttpResponse:
    """The issuer profile by suffix."""
    how = {"media_type": serving.LD_JSON, "max_age": serving.FIVE_MINUTES}
    return hosted(request, documents.issuer_profile, uuid, **how)


@require_safe
def status_list(request: HttpRequest, uuid) -> HttpResponse:
    """Which of a provider's credentials were withdrawn: for machines only, whoever asks. With a proof
    inside, or as a token for who likes that better."""
    wanted = wanted_type(request, (*serving.OB3_TYPES, *serving.TOKEN_TYPES), page=False)
    how = {"media_type": wanted, "max_age": serving.FIVE_MINUTES, "negotiated": True}
    is_token = wanted in serving.TOKEN_TYPES
    make = documents.status_list_token if is_token else documents.status_list
    return hosted(request, make, uuid, **how)


@require_safe
def issuer_revocations(request: HttpRequest, uuid) -> HttpResponse:
    """Which of a provider's signed OB 2.0 assertions do not hold."""
    wanted = wanted_type(request, serving.OB2_TYPES, page=False)
    how = {"media_type": wanted, "max_age": serving.FIVE_MINUTES, "negotiated": True}
    return hosted(request, naming.issuer_revocations, uuid, **how)


@require_safe
def issuer_withdrawn(request: HttpRequest, uuid) -> HttpResponse:
    """1EdTech's own list, for the credentials that name it."""
    how = {"media_type": serving.JSON, "max_age": serving.FIVE_MINUTES}
    return hosted(request, naming.issuer_withdrawn, uuid, **how)


# --- checking ---------------------------------------------------------------------------------


def _check(badge: str, picture: bytes, site: Site, email: str, look_up: LookUps) -> Checked:
    """Raises ``NotReadable``."""
    if picture:
        data = picture
    elif address := address_in(badge):
        data = fetch_badge(address, look_up)
    elif badge.strip():
        data = badge.encode("utf-8", "surrogatepass")
    else:
        raise NotReadable(
            "nothing", _("Paste the badge’s address or its text, or choose its picture.")
        )
    return check_badge(data, look_up=look_up, site=site, email=email)


def _report(checked: Checked) -> dict:
    return {**checked.report.to_dict(), "checkedAt": timezone.now().isoformat(timespec="seconds")}


def _result_page(request: HttpRequest, checked: Checked, badge: str, email: str) -> HttpResponse:
    """``badge`` is what to check again: a picture is not sent twice, what was in it is, signature and
    all."""
    report = checked.report
    if not badge and report.document:
        badge = report.token or json.dumps(report.document, ensure_ascii=False)
    context = {
        "answer": answer(report),
        "lines": lines(report),
        "report": report,
        "own": checked.own,
        "genuine": checked.genuine,
        "again": badge,
        "email": email,
        "json": json.dumps(_report(checked), ensure_ascii=False, indent=2),
        "now": timezone.now(),
    }
    return render(request, "wagtail_cofl/credentials/checked.html", context)


def _form_page(request: HttpRequest, form: VerifyForm, *, status: int = 200) -> HttpResponse:
    context = {"form": form.add_aria()}
    return render(request, "wagtail_cofl/credentials/verify.html", context, status=status)


def _verify_post(request: HttpRequest) -> HttpResponse:
    as_json = wanted_type(request, (serving.JSON,), page=True) == serving.JSON
    form = VerifyForm({})
    try:
        fields, files = receive(request)
        as_json = as_json or fields.get("answer") == "json"
        form = VerifyForm(fields, files)
        if not form.is_valid():
            name, problems = next(iter(form.errors.items()))
            raise NotReceived(f"bad_{name}", problems[0])
        given = form.cleaned_data
        picture = given["picture"].read() if given["picture"] else b""
        badge = "" if picture else given["badge"]
        checked = _check(badge, picture, site_of(request), given["email"], LookUps())
    except (NotReceived, NotReadable) as problem:
        if as_json:
            body = {"code": problem.code, "message": str(problem)}
            return JsonResponse(body, status=problem.status)
        if not form.errors:
            form.add_error("picture" if form.files else "badge", str(problem))
        return _form_page(request, form, status=problem.status)
    if as_json:
        return JsonResponse(_report(checked))
    return _result_page(request, checked, badge, given["email"])


def _verify_get(request: HttpRequest) -> HttpResponse:
    """An address in ``?badge=`` is only filled in; a document of this very city is checked at once,
    without asking anybody else."""
    site = site_of(request)
    badge = request.GET.get("badge", "")
    city = CitySettings.objects.filter(site=site).exclude(canonical_address="").first()
    if city and badge.startswith("/cofl/"):
        badge = city.canonical_address + badge
    look_up = LookUps(network=False)
    if not city or not badge.startswith(f"{city.canonical_address}/") or not look_up.is_ours(badge):
        return _form_page(request, VerifyForm(initial={"badge": badge}))
    try:
        checked = _check(badge, b"", site, "", look_up)
    except NotReadable as problem:
        form = VerifyForm({"badge": badge})
        form.add_error("badge", str(problem))
        return _form_page(request, form, status=404)
    return _result_page(request, checked, badge, "")


# No token: whoever checks a badge need not be anybody, nothing is changed or kept, and machines post
# here as well as people.
@csrf_exempt
@never_cache
@sensitive_post_parameters("badge", "email", "picture")
@sensitive_variables()
@require_http_methods(["GET", "HEAD", "POST"])
def verify(request: HttpRequest) -> HttpResponse:
    """Check a badge: of this city or of anybody's, for people and, by Accept, for machines."""
    response = _verify_post(request) if request.method == "POST" else _verify_get(request)
    return keep_private(response) if request.method == "POST" or request.GET else response
