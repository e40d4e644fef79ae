"""The queue of claims, for assessors who never see the CMS."""

from dataclasses import dataclass
from functools import wraps
from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from wagtail_cofl.badges.models import CannedFeedback
from wagtail_cofl.city.personal import personal
from wagtail_cofl.city.rendering import render
from wagtail_cofl.city.sites import site_of
from wagtail_cofl.providers import roles

from .actors import Actor, CannotAct
from .deciding import why_not
from .deciding_together import NotTogether, Outcome, chosen, decide_together, mark
from .decision_forms import INSERT, DecisionForm, TogetherForm, rows_of
from .looking import (
    as_sent,
    due_of,
    history_of,
    may_be_read,
    name_of_learner,
    points_of,
    second_look_of,
    stage_of,
)
from .models import Claim, ClaimDecision
from .queues import for_lists, hidden_from_user, waiting_for_user
from .standing import own_claim, persona_of_user, standing_of
from .stepping_aside import step_aside

PER_PAGE = 25
TABS = ("me", "late", "learner", "decided")
#: What has just happened, as the address of the queue says it.
SAID = {"awarded", "approve", "more", "decline", "aside"}


@dataclass(frozen=True, slots=True)
class Line:
    """One claim in a list."""

    claim: Claim
    name: str
    stage: str
    due: object
    mark: str
    is_chosen: bool = False


def line(claim: Claim, *, to_peer: bool = False, ticked=frozenset()) -> Line:
    name = name_of_learner(claim.learner, to_peer=to_peer)
    return Line(claim, name, stage_of(claim), due_of(claim), mark(claim), str(claim.uuid) in ticked)


def said_of(claim: Claim, decision: str) -> str:
    """What the address of a list says after a decision."""
    return "awarded" if claim.state == Claim.State.AWARDED else decision


def _sign_in_url() -> str:
    try:
        return reverse("wagtail_cofl:staff_sign_in")
    except NoReverseMatch:
        return reverse("wagtailadmin_login")


def for_assessors(view):
    """People of the site who decide claims of this city: they sign in as such, not as learners."""

    @wraps(view)
    def guarded(request: HttpRequest, *args, **kwargs) -> HttpResponse:
        site = site_of(request)
        if not request.user.is_authenticated:
            return redirect(f"{_sign_in_url()}?{urlencode({'next': request.get_full_path()})}")
        providers = roles.providers_of(request.user, "decide").filter(site=site)
        hers = Q(site=site, assigned_to=request.user.pk, state=Claim.State.WAITING)
        if not providers.exists() and not Claim.objects.filter(hers).exists():
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return guarded


def _lists(request: HttpRequest) -> dict[str, QuerySet[Claim]]:
    """The claims of each tab, in the order in which they are shown."""
    site, user = site_of(request), request.user
    mine = waiting_for_user(user).filter(site=site).order_by(F("due_at").asc(nulls_last=True), "pk")
    theirs = Q(site=site, badge__provider__in=roles.providers_of(user, "decide"))
    by_people = ClaimDecision.objects.filter(claim=OuterRef("pk"), user__isnull=False)
    people = Exists(by_people.exclude(decision=ClaimDecision.Decision.ASIDE))
    ended = Claim.objects.filter(theirs, people, decided_at__isnull=False)
    ended = ended.filter(state__in=(Claim.State.AWARDED, Claim.State.DECLINED))
    more = Claim.objects.filter(theirs, state=Claim.State.MORE)
    return {
        "me": mine,
        "late": mine.filter(due_at__lt=timezone.now()),
        "learner": for_lists(more).order_by("submitted_at", "pk"),
        "decided": for_lists(ended).order_by("-decided_at", "-pk"),
    }


@personal
@for_assessors
@require_http_methods(["GET", "HEAD", "POST"])
def queue(request: HttpRequest) -> HttpResponse:
    """What waits, what is late, and what was decided. A POST chooses several claims of one badge, and
    then decides them together."""
    lists = _lists(request)
    if request.method == "POST":
        marks = request.POST.getlist("claim")
        try:
            claims = chosen(lists["me"], marks)
        except NotTogether as problem:
            return _queue(request, lists, "me", problem=str(problem), marks=marks)
        return _together(request, claims, marks)
    tab = request.GET.get("tab", "me")
    return _queue(request, lists, tab if tab in TABS else "me")


def _queue(request: HttpRequest, lists, tab: str, problem: str = "", marks=()) -> HttpResponse:
    page = Paginator(lists[tab], PER_PAGE).get_page(request.GET.get("page"))
    ticked = {one.partition(":")[0] for one in marks}
    labels = {
        "me": _("For me"),
        "late": _("Late"),
        "learner": _("Waiting for the learner"),
        "decided": _("Decided"),
    }
    counts = {name: claims.count() for name, claims in lists.items()}
    members = roles.memberships(request.user)
    said = request.GET.get("said")
    context = {
        "tab": tab,
        "tabs": [(name, labels[name], counts[name]) for name in TABS],
        "count": counts["me"],
        "page_obj": page,
        "query": f"tab={tab}",
        "lines": [line(claim, ticked=ticked) for claim in page],
        "hidden": hidden_from_user(request.user),
        "for_whom": ", ".join(sorted(one.provider.name for one in members)) or _("The city"),
        "problem": problem,
        "said": said if said in SAID else "",
    }
    return render(request, "wagtail_cofl/awards/queue/queue.html", context)


def outcome_words(outcome: Outcome, decision: str) -> str:
    """ "4 approved", or "4 approved, 1 not"."""
    words = {
        ClaimDecision.Decision.APPROVE: _("%(done)s approved"),
        ClaimDecision.Decision.MORE: _("%(done)s asked for more"),
        ClaimDecision.Decision.DECLINE: _("%(done)s declined"),
    }
    found = words[decision] % {"done": len(outcome.done)}
    if outcome.not_done:
        found += _(", %(number)s not") % {"number": len(outcome.not_done)}
    return found


def phrases_of(claim: Claim) -> QuerySet[CannedFeedback]:
    return CannedFeedback.objects.filter(provider=claim.badge.provider_id)


def _together(request: HttpRequest, claims: list[Claim], marks: list[str]) -> HttpResponse:
    phrases = phrases_of(claims[0])
    asked = any(name in request.POST for name in ("decision", INSERT))
    form = TogetherForm(claims, request.POST if asked else None, phrases=phrases)
    context = {
        "lines": [line(claim) for claim in claims],
        "badge": claims[0].badge_version,
    }
    if INSERT in request.POST:
        typed = form.with_phrase(request.POST[INSERT])
        form = TogetherForm(claims, initial=typed, phrases=phrases)
    elif asked and form.is_valid():
        actor = Actor.of_user(request.user)
        outcome = decide_together(claims, marks, actor, form.decision, form.comment())
        context |= {
            "words": outcome_words(outcome, form.decision),
            "not_done": [(line(claim), why) for claim, why in outcome.not_done],
        }
        return render(request, "wagtail_cofl/awards/queue/together_done.html", context)
    return render(request, "wagtail_cofl/awards/queue/together.html", context | {"form": form})


def find_claim(request: HttpRequest, uuid) -> Claim:
    """A claim that the user may see now. Raises Http404 for those of others, and for what its learner
    has not sent in or has taken back."""
    user = request.user
    seen = Q(badge__provider__in=roles.providers_of(user, "view_claims"))
    seen |= Q(assigned_to=user.pk, state=Claim.State.WAITING)
    claims = for_lists(Claim.objects.filter(seen, site=site_of(request), uuid=uuid))
    claim = claims.exclude(state__in=(Claim.State.DRAFT, Claim.State.CANCELLED)).first()
    if claim is None:
        raise Http404
    return claim


def page_of(claim: Claim, form, points, *, to_peer: bool = False) -> dict:
    """What the page of a claim shows, whoever looks."""
    who = name_of_learner(claim.learner, to_peer=to_peer)
    return {
        "claim": claim,
        "who": who,
        "badge": claim.badge_version,
        "rows": rows_of(points, form),
        "form": form,
        "due": due_of(claim),
        "stage": stage_of(claim),
        "history": history_of(claim, points, to_peer=to_peer),
        "second_look": second_look_of(claim),
        "met": sum(point.is_met for point in points),
        "total": len(points),
        "to_peer": to_peer,
    }


@personal(hide=("uuid",))
@for_assessors
@require_http_methods(["GET", "HEAD", "POST"])
def decide(request: HttpRequest, uuid) -> HttpResponse:
    """One claim: what was shown for each criterion, and what to do about it."""
    claim, user = find_claim(request, uuid), request.user
    if own_claim(standing_of(claim), persona_of_user(user, claim)):
        return render(request, "wagtail_cofl/awards/queue/own_claim.html", status=403)
    actor = Actor.of_user(user)
    return look_at(request, claim, actor, reverse("wagtail_cofl:queue"), phrases_of(claim))


def look_at(
    request: HttpRequest, claim: Claim, actor: Actor, back: str, phrases=(), *, to_peer=False
) -> HttpResponse:
    """The page where an assessor or a peer decides; after that, to ``back``."""
    problem = why_not(claim, actor)
    points = points_of(as_sent(claim)) if may_be_read(claim) else []
    who = name_of_learner(claim.learner, to_peer=to_peer)
    made = {"claim": claim, "points": points, "who": who, "phrases": phrases, "to_peer": to_peer}
    form, status = None, 200
    if problem is None and request.method == "POST":
        form = DecisionForm(data=request.POST, **made)
        if INSERT in request.POST:
            form = DecisionForm(initial=form.with_phrase(request.POST[INSERT]), **made)
        elif form.is_valid() and (decided := form.decide(actor)):
            return redirect(f"{back}?said={said_of(decided, form.decision)}")
    elif problem is None:
        form = DecisionForm(**made)
    elif request.method == "POST":
        status = 409
    context = page_of(claim, form, points, to_peer=to_peer) | {"problem": problem, "back": back}
    template = "wagtail_cofl/awards/queue/decide.html"
    return render(request, template, context, status=status)


@personal(hide=("uuid",))
@for_assessors
@require_POST
def aside(request: HttpRequest, uuid) -> HttpResponse:
    """ "I know this learner": somebody else decides."""
    claim = find_claim(request, uuid)
    return leave(request, claim, Actor.of_user(request.user), reverse("wagtail_cofl:queue"))


def leave(request: HttpRequest, claim: Claim, actor: Actor, back: str) -> HttpResponse:
    try:
        step_aside(claim, actor)
    except CannotAct:
        return redirect(back)
    return redirect(f"{back}?said=aside")
