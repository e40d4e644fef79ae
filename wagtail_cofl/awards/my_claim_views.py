"""A learner's own claim: filled in over days, sent in, followed, taken back; and the files in it."""

from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from wagtail_cofl.badges.answering import answerer_of
from wagtail_cofl.city.personal import personal
from wagtail_cofl.city.rendering import render
from wagtail_cofl.city.sites import city_of, site_of
from wagtail_cofl.learners.models import Learner
from wagtail_cofl.learners.sessions import current_learner

from . import evidence, submitting
from .answer_forms import AnswerForm, add_aria, answer_form
from .claim_page import Part, flat, missing, parts_of
from .evidence import CannotAdd
from .evidence_files import serve
from .models import Claim, ClaimDecision, Evidence
from .signing_in import sign_in_to
from .steps import steps_for
from .submitting import CannotClaim
from .telling_steps import events, steps_in_words, waits_for, why_stuck
from .upload_handlers import limited_uploads, upload_too_big

FILE_FIELDS = ("photo", "file")


def _own_claim(learner: Learner, uuid) -> Claim:
    """Raises ``Http404`` for a claim of somebody else."""
    claims = Claim.objects.filter(learner=learner).select_related(
        "badge__provider", "badge__workflow", "badge_version", "code__campaign", "award"
    )
    claim = get_object_or_404(claims.defer("badge_version__picture"), uuid=uuid)
    claim.learner = learner
    return claim


def _here(claim: Claim, anchor: str = "") -> str:
    address = reverse("wagtail_cofl:my_claim", args=[claim.uuid])
    return f"{address}#{anchor}" if anchor else address


@personal(hide=("uuid",))
@transaction.non_atomic_requests
@limited_uploads
@require_http_methods(["GET", "HEAD", "POST"])
def my_claim(request: HttpRequest, uuid) -> HttpResponse:
    """What the badge asks for, what there is already, and how it goes. Each criterion has a form that
    saves at once and alone."""
    learner = current_learner(request)
    if learner is None:
        return sign_in_to(request.path)
    claim = _own_claim(learner, uuid)
    if not learner.is_kept:
        return redirect("wagtail_cofl:waiting")
    if request.method != "POST":
        return _page(request, claim)
    acts = {"add": _add, "remove": _remove, "share": _share, "unshare": _unshare, "send": _send}
    act = acts.get(request.POST.get("act", ""))
    try:
        return act(request, claim) if act else redirect(_here(claim))
    except (CannotAdd, CannotClaim) as problem:
        return _page(request, _own_claim(learner, uuid), problem=str(problem), status=409)


def _page(
    request: HttpRequest,
    claim: Claim,
    *,
    bound: tuple[str, object] | None = None,
    saved: str = "",
    problem: str = "",
    unsent: bool = False,
    status: int = 200,
) -> HttpResponse:
    """``bound`` is a criterion's id and its form with mistakes; ``saved`` says what was kept of it all the
    same; ``unsent``: it could not be sent in, because something is missing."""
    editable = claim.state in evidence.EDITABLE
    decisions = list(claim.decisions.order_by("created_at", "pk"))
    asked = _asked(claim, decisions)
    parts = parts_of(claim, editable=editable, asked=asked)
    bad = next((part for part in flat(parts) if bound and part.criterion["id"] == bound[0]), None)
    if bad:
        bad.form = bound[1]
    city = city_of(request).name or claim.badge.provider.name
    is_draft = claim.state == Claim.State.DRAFT
    steps = steps_for(claim) if is_draft else claim.steps
    ahead = steps[claim.at + 1 :] if claim.state == Claim.State.WAITING else steps
    context = {
        "claim": claim,
        "badge": claim.badge_version,
        "provider": claim.badge.provider,
        "award": getattr(claim, "award", None),
        "parts": parts,
        "editable": editable,
        "asked": asked,
        "next": steps_in_words(ahead, claim, city) if claim.is_open else [],
        "waits_for": waits_for(claim, city),
        "stuck": why_stuck(claim),
        "events": events(claim, decisions),
        "bad": bad,
        "saved": saved,
        "problem": problem,
        "missing": missing(parts) if editable else [],
        "unsent": unsent,
        "may_share": not claim.learner.is_child,
        "origin": f"{request.scheme}://{request.get_host()}",
    }
    return render(request, "wagtail_cofl/awards/ask/my_claim.html", context, status=status)


def _asked(claim: Claim, decisions: list[ClaimDecision]) -> ClaimDecision | None:
    """The decision whose words the learner reads beside each criterion."""
    decision = {
        Claim.State.MORE: ClaimDecision.Decision.MORE,
        Claim.State.DECLINED: ClaimDecision.Decision.DECLINE,
    }.get(claim.state)
    return next((found for found in reversed(decisions) if found.decision == decision), None)


def _part(claim: Claim, criterion_id: str) -> Part:
    for part in flat(parts_of(claim, editable=False)):
        if part.criterion["id"] == criterion_id:
            return part
    raise CannotAdd("unknown", _("This badge does not ask for that. Open the page again."))


def _add(request: HttpRequest, claim: Claim) -> HttpResponse:
    """Save what one criterion's form has. Files that are fine are saved even where another field is
    not: a browser cannot show them again. Words that cannot be saved stay in the form."""
    part = _part(claim, request.POST.get("criterion", ""))
    dropped = tuple(field for field in FILE_FIELDS if upload_too_big(request, field))
    form = answer_form(
        part.criterion, request.POST, request.FILES, anchor=part.anchor, dropped=dropped
    )
    if form is None:
        raise CannotAdd("kind", _("There is nothing that you could add here."))
    valid = form.is_valid()
    if isinstance(form, AnswerForm):
        found = form.found if valid else form.arrived
    else:
        found = []
        if valid:
            kind, data = answerer_of(part.criterion).keep(part.criterion, form.cleaned_data)
            found = [(kind, data, None)]
    if isinstance(form, AnswerForm) and len(part.rows) + len(found) > evidence.MOST:
        form.add_error(None, str(evidence.too_many()))
        found, valid = [], False
    for kind, data, judged in found:
        evidence.add(claim, claim.learner, part.criterion["id"], kind, data, judged)
    if valid:
        return redirect(_here(claim, part.anchor))
    add_aria(form)
    names = ", ".join(judged.display_name for _kind, _data, judged in found if judged)
    saved = _("Saved already: %(names)s.") % {"names": names} if names else ""
    return _page(request, claim, bound=(part.criterion["id"], form), saved=saved)


def _row(request: HttpRequest, claim: Claim) -> Evidence:
    rows = Evidence.objects.filter(claim=claim, round=claim.round)
    wanted = request.POST.get("evidence", "")
    for row in rows:
        if str(row.uuid) == wanted:
            row.claim = claim
            return row
    raise CannotAdd("unknown", _("This is gone already."))


def _anchor_of(claim: Claim, row: Evidence) -> str:
    return _part(claim, row.criterion).anchor


def _remove(request: HttpRequest, claim: Claim) -> HttpResponse:
    row = _row(request, claim)
    anchor = _anchor_of(claim, row)
    evidence.remove(row, claim.learner)
    return redirect(_here(claim, anchor))


def _share(request: HttpRequest, claim: Claim) -> HttpResponse:
    row = _row(request, claim)
    evidence.share(row, claim.learner)
    return redirect(_here(claim, _anchor_of(claim, row)))


def _unshare(request: HttpRequest, claim: Claim) -> HttpResponse:
    row = _row(request, claim)
    evidence.unshare(row, claim.learner)
    return redirect(_here(claim, _anchor_of(claim, row)))


def _send(request: HttpRequest, claim: Claim) -> HttpResponse:
    """Send it in, unless something is missing that nobody but the learner can add."""
    if claim.state in evidence.EDITABLE and missing(parts_of(claim, editable=False)):
        return _page(request, claim, unsent=True)
    sent = submitting.submit(claim)
    if award := getattr(sent, "award", None):
        return redirect(reverse("wagtail_cofl:my_badge", args=[award.uuid]) + "?new=1")
    return redirect(_here(sent))


@personal(hide=("uuid",))
@transaction.non_atomic_requests
@require_http_methods(["GET", "HEAD", "POST"])
def my_claim_take_back(request: HttpRequest, uuid) -> HttpResponse:
    """Are you sure? Then the claim ends, and what was added to it is for nobody's eyes any more."""
    learner = current_learner(request)
    if learner is None:
        return sign_in_to(request.path)
    claim = _own_claim(learner, uuid)
    if not claim.is_open:
        return redirect(_here(claim))
    if request.method == "POST":
        try:
            submitting.cancel(claim, learner)
        except CannotClaim:
            return redirect(_here(claim))
        return redirect("wagtail_cofl:my_badges")
    context = {"claim": claim, "badge": claim.badge_version, "provider": claim.badge.provider}
    return render(request, "wagtail_cofl/awards/ask/take_back.html", context)


def _files(request: HttpRequest):
    """Rows with a file in the city of this request."""
    rows = Evidence.objects.filter(claim__site=site_of(request)).exclude(file="")
    return rows.select_related("claim__badge__provider", "claim__learner")


@personal(hide=("uuid",))
@require_safe
def evidence_file(request: HttpRequest, uuid) -> HttpResponse:
    """A file, for those who may see it; for all others there is nothing here."""
    row = get_object_or_404(_files(request), uuid=uuid)
    if not evidence.may_see(row, current_learner(request), request.user):
        raise Http404
    return serve(row)


@personal(hide=("share_key",))
@require_safe
def evidence_shared(request: HttpRequest, share_key) -> HttpResponse:
    """A file, for whoever its learner gave the address to, as long as they want that."""
    return serve(get_object_or_404(_files(request), share_key=share_key))
