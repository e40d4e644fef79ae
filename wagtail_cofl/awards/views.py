"""The learner's own badges."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from wagtail_cofl.city.personal import personal
from wagtail_cofl.city.rendering import render
from wagtail_cofl.city.sites import site_of
from wagtail_cofl.credentials.models import open_suspensions
from wagtail_cofl.learners.sessions import current_learner
from wagtail_cofl.opportunities.finding import list_page
from wagtail_cofl.playlists.lighting import lights_of
from wagtail_cofl.playlists.under_way import under_way
from wagtail_cofl.skills.spine import Spine
from wagtail_cofl.skills.street import street
from wagtail_cofl.skills.views import shown_skills, to_try

from .models import Award
from .queues import waiting_for_peer
from .telling_steps import shown_claims


@personal
@require_safe
def my_badges(request: HttpRequest) -> HttpResponse:
    """The learner's own street, lit by their badges; what they are on; and their badges, newest
    first."""
    learner = current_learner(request)
    if learner is None:
        return redirect("wagtail_cofl:sign_in")
    if not learner.is_kept:
        return redirect("wagtail_cofl:waiting")
    site = site_of(request)
    spine = Spine.of(site)
    lights = lights_of(learner, spine)
    awards = (
        # What a newer one stands in for is on that one's page.
        learner.awards.filter(replaced_by=None)
        .select_related("badge_version", "credential__revocation")
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
        "claims": shown_claims(learner),
        "for_peers": waiting_for_peer(learner).count(),
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
        "newer": Award.objects.filter(replaces=award, learner=learner).first(),
        "can_move": not learner.is_child,
        "has_address": learner.identifiers.exists(),
    }
    return render(request, "wagtail_cofl/awards/my_badge.html", context)
