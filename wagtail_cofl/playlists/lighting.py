"""Which windows of the street a learner has lit.

It is in this room because it needs awards and playlists both; what it answers is the street's own
:class:`~wagtail_cofl.skills.street.Lights`.
"""

from wagtail_cofl.awards.models import Award
from wagtail_cofl.badges.models import Badge, BadgeVersion, Layer
from wagtail_cofl.learners.models import Learner
from wagtail_cofl.skills.spine import Spine
from wagtail_cofl.skills.street import Lights

from .models import Following
from .publishing import each_step

#: A badge of these layers says that its skills were used for real.
FOR_REAL = frozenset({Layer.DEMONSTRATE, Layer.LEAD, Layer.OWN})


def lights_of(learner: Learner, spine: Spine) -> Lights:
    """Lit: the skills of badges that the learner holds and that were not withdrawn. Started: those
    of badges along playlists that they follow and have not finished. Three queries."""
    held = Award.objects.filter(learner=learner, credential__revocation=None)
    lit: dict[str, str] = {}
    used = set()
    for layer, skills in held.values_list("badge_version__layer", "badge_version__skills"):
        lit |= {skill["uuid"]: skill["label"] for skill in skills}
        if layer in FOR_REAL:
            used |= {skill["uuid"] for skill in skills}
    here = {str(skill.uuid): skill.pk for skill in spine.by_uuid(lit)}
    on = frozenset(here.values())
    return Lights(
        lit=on,
        used=frozenset(here[uuid] for uuid in used if uuid in here),
        started=frozenset(skill.pk for skill in spine.by_uuid(_along(learner))) - on,
        gone=tuple(sorted(label for uuid, label in lit.items() if uuid not in here)),
    )


def _along(learner: Learner) -> set[str]:
    """UUIDs of the skills of all badges along the playlists that a learner is on."""
    badges: set[str] = set()
    followed = Following.objects.filter(learner=learner, completed_at=None)
    for steps, end in followed.values_list("version__steps", "version__badge__uuid"):
        badges |= {step["badge"] for step in each_step(steps) if step.get("badge")}
        if end:
            badges.add(str(end))
    versions = BadgeVersion.current_of(Badge.objects.filter(uuid__in=badges))
    return {
        skill["uuid"] for skills in versions.values_list("skills", flat=True) for skill in skills
    }
