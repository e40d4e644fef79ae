"""A learner has a badge made out to another of their addresses."""

import hashlib
import json

from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_http_methods

from wagtail_cofl.city.ids import pk_of
from wagtail_cofl.city.personal import personal
from wagtail_cofl.city.readiness import CityNotReady
from wagtail_cofl.city.rendering import render
from wagtail_cofl.learners.adding import masked
from wagtail_cofl.learners.models import Identifier
from wagtail_cofl.learners.refusals import not_ready
from wagtail_cofl.learners.sessions import current_learner

from .models import Award
from .replacing import CannotReplace, move


def _is_named(award: Award, email: str) -> bool:
    """The OB 2.0 document keeps a salted hash of the address and nothing else."""
    recipient = json.loads(bytes(award.credential.ob2))["recipient"]
    told = hashlib.sha256((email + recipient.get("salt", "")).encode()).hexdigest()
    return recipient.get("identity") == f"sha256${told}"


@personal(hide=("uuid",))
@transaction.non_atomic_requests
@require_http_methods(["GET", "HEAD", "POST"])
def my_badge_move(request: HttpRequest, uuid) -> HttpResponse:
    """Which address shall it name? The badge is given anew, and the old one says so."""
    learner = current_learner(request)
    if learner is None:
        return redirect("wagtail_cofl:sign_in")
    awards = Award.objects.select_related("badge_version__badge__provider", "credential")
    award = awards.filter(uuid=uuid, learner=learner).first()
    if award is None or award.revocation or learner.is_child:
        raise Http404
    known = learner.identifiers.exclude(confirmed_at=None).order_by("pk")
    addresses = [(one.pk, masked(one.value), _is_named(award, one.value)) for one in known]
    context = {"award": award, "badge": award.badge_version, "addresses": addresses}
    if request.method == "POST":
        chosen = pk_of(request.POST.get("address", ""))
        if chosen is None:
            context["problem"] = True
            return render(request, "wagtail_cofl/awards/my_badge_move.html", context)
        identifier = get_object_or_404(Identifier, learner=learner, pk=chosen)
        try:
            newer = move(award, identifier)
        except CannotReplace as problem:
            context["problem"] = problem
            return render(request, "wagtail_cofl/awards/my_badge_move.html", context)
        except CityNotReady as problem:
            return not_ready(request, problem)
        return redirect("wagtail_cofl:my_badge", uuid=newer.uuid)
    return render(request, "wagtail_cofl/awards/my_badge_move.html", context)
