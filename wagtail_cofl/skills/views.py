"""The page of one skill of the city."""

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe

from wagtail_cofl.badges.models import Badge, BadgeVersion
from wagtail_cofl.city.rendering import render
from wagtail_cofl.city.sites import site_of

from .models import Framework, Skill


@require_safe
def skill(request: HttpRequest, uuid) -> HttpResponse:
    """A skill of this city's spine, what it is the same as elsewhere, and its badges."""
    found = (
        Skill.objects.filter(
            uuid=uuid,
            framework__kind=Framework.Kind.SPINE,
            framework__site=site_of(request),
        )
        .select_related("framework", "parent")
        .prefetch_related("relations__target__framework")
        .first()
    )
    if found is None:
        raise Http404
    badges = Badge.objects.filter(badge_skills__skill=found, live=True, archived=False)
    response = render(
        request,
        "wagtail_cofl/skills/skill.html",
        {
            "skill": found,
            "badges": BadgeVersion.current_of(badges),
            "attributions": sorted(
                {
                    relation.target.framework.attribution
                    for relation in found.relations.all()
                    if relation.target.framework.attribution
                }
            ),
        },
    )
    patch_cache_control(response, public=True, max_age=300)
    return response
