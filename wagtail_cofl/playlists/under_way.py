"""The playlists that a learner is on, and what comes next on each."""

from dataclasses import dataclass

from wagtail_cofl.learners.models import Learner
from wagtail_cofl.opportunities.finding import cards, listed
from wagtail_cofl.opportunities.models import Opportunity, Session
from wagtail_cofl.skills.spine import Spine

from .models import Following
from .progress import Progress, held_badges, progress


@dataclass(frozen=True, slots=True)
class UnderWay:
    """One playlist being followed. ``session`` is the next date of its next step, where that step
    is one opportunity with a date to come that is not cancelled."""

    following: Following
    progress: Progress
    session: Session | None

    @property
    def playlist(self):
        return self.following.playlist


def under_way(learner: Learner, spine: Spine) -> list[UnderWay]:
    """What a learner follows: unfinished first, then the newest. A fixed number of queries."""
    followings = (
        Following.objects.filter(learner=learner)
        .select_related("playlist__provider", "version")
        .prefetch_related("ticks")
    )
    held = held_badges(learner)
    walks = [(following, progress(following, held)) for following in followings]
    walks.sort(key=lambda walk: walk[1].is_complete)
    wanted = {_opportunity(walk) for _following, walk in walks} - {None}
    rows = listed(Opportunity.objects.filter(site=learner.site_id, uuid__in=wanted))
    next_dates = {
        str(card.opportunity.uuid): card.session
        for card in cards(rows, spine)
        if not card.is_cancelled
    }
    return [UnderWay(f, walk, next_dates.get(_opportunity(walk))) for f, walk in walks]


def _opportunity(walk: Progress) -> str | None:
    """UUID of the opportunity that the next step is, if it is one."""
    step = walk.next_step
    return step.facts.get("opportunity") if step else None
