"""What happens to a claim, and what has happened, in words for the learner."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from wagtail_cofl.learners.models import Learner

from .models import Claim, ClaimDecision
from .superseding import is_needless

DAYS_TOLD = 60
Turn = Claim.Turn
Decision = ClaimDecision.Decision


@dataclass(frozen=True, slots=True)
class Event:
    """One line of what has happened. ``kind`` is "sent", "passed", "more", "declined", "awarded",
    "cancelled" or "expired"."""

    kind: str
    at: datetime | None
    words: str
    comment: str = ""


def _within(step: dict) -> str:
    days = step.get("due_days")
    if not days:
        return ""
    return ngettext("within %(days)s day", "within %(days)s days", days) % {"days": days}


def step_in_words(step: dict, claim: Claim, city: str) -> str:
    """What one step means for the learner, or "" where it means nothing to them."""
    provider, within = claim.badge.provider.name, _within(step)
    match step.get("kind"):
        case "consent":
            if not claim.learner.is_child:
                return ""
            return _("A grown-up who looks after you says yes.")
        case "automatic":
            return _("We check at once that everything is there.")
        case "review":
            return _("Somebody at %(provider)s looks at it, %(within)s.") % {
                "provider": provider,
                "within": within,
            }
        case "second":
            if step.get("sampled") is False:
                return ""
            if step.get("percent", 100) >= 100:
                return _("A second person at %(provider)s looks at it, %(within)s.") % {
                    "provider": provider,
                    "within": within,
                }
            return _("Perhaps a second person at %(provider)s looks at it too, %(within)s.") % {
                "provider": provider,
                "within": within,
            }
        case "peers":
            return _peers(step, provider, within)
        case "city":
            return _("Somebody at %(city)s looks at it, %(within)s.") % {
                "city": city,
                "within": within,
            }
        case "given":
            return ""
    return _("%(provider)s decides it.") % {"provider": provider}


def _peers(step: dict, provider: str, within: str) -> str:
    count = step.get("peers") or 1
    values = {"count": count, "provider": provider, "within": within}
    if step.get("peers_from") == "named":
        words = ngettext(
            "One person whom %(provider)s trusts looks at it, %(within)s.",
            "%(count)s people whom %(provider)s trusts look at it, %(within)s.",
            count,
        )
    else:
        words = ngettext(
            "One person who has this badge looks at it, %(within)s.",
            "%(count)s people who have this badge look at it, %(within)s.",
            count,
        )
    return words % values


def steps_in_words(steps: list[dict], claim: Claim, city: str) -> list[str]:
    """What happens from here on, step by step."""
    told = [step_in_words(step, claim, city) for step in steps]
    return [words for words in told if words]


def waits_for(claim: Claim, city: str) -> str:
    """Whom a waiting claim waits for, after "Waiting for". "" where it cannot go on by itself."""
    provider = claim.badge.provider.name
    turn, _sign, _city = claim.turn.partition("+")
    match turn:
        case Turn.GUARDIAN:
            return _("your grown-up")
        case Turn.ASSESSORS | Turn.MANAGERS | Turn.PERSON:
            return _("somebody at %(provider)s") % {"provider": provider}
        case Turn.HOLDERS:
            return _("people who have this badge")
        case Turn.NAMED:
            return _("people whom %(provider)s trusts") % {"provider": provider}
        case Turn.CITY:
            return _("somebody at %(city)s") % {"city": city}
    return ""


def why_stuck(claim: Claim) -> str:
    """Why a claim cannot go on by itself, and that the learner need not do anything; or ""."""
    if not claim.flag:
        return ""
    provider = {"provider": claim.badge.provider.name}
    match claim.flag:
        case Claim.Flag.CLOSED:
            return _(
                "This badge is not given any more. %(provider)s has to say what happens now."
            ) % (provider)
        case Claim.Flag.SUSPENDED | Claim.Flag.NOT_READY:
            return _("Badges cannot be given at the moment. Your claim waits, and nothing is lost.")
    return (
        _("It is stuck, and that is not your fault. %(provider)s can see it and has to help it on.")
        % provider
    )


def shown_claims(learner: Learner) -> QuerySet[Claim]:
    """The claims that "My badges" tells of: those that are open, and for a while those that ended
    without a badge, since nobody may have been able to write to the learner."""
    lately = timezone.now() - timedelta(days=DAYS_TOLD)
    told = Q(state__in=Claim.OPEN)
    told |= Q(state__in=(Claim.State.DECLINED, Claim.State.EXPIRED), decided_at__gte=lately)
    claims = learner.claims.filter(told).select_related("badge_version", "badge__provider")
    return claims.defer("badge_version__picture").order_by("-created_at", "-pk")


def events(claim: Claim, decisions: list[ClaimDecision]) -> list[Event]:
    """What has happened since it was begun, oldest first. What follows by itself is left out, and so is
    what one peer alone said."""
    found = [event for decision in decisions if (event := _event(claim, decision)) and event.words]
    if claim.submitted_at:
        found.append(Event("sent", claim.submitted_at, _("You sent it in.")))
    found.sort(key=lambda event: event.at)
    if claim.state == Claim.State.AWARDED:
        found.append(Event("awarded", claim.decided_at, _("You have the badge.")))
    elif claim.state == Claim.State.CANCELLED:
        words = _("You took it back.")
        if is_needless(claim, decisions):
            words = _("You got the badge by another way.")
        found.append(Event("cancelled", claim.decided_at, words))
    elif claim.state == Claim.State.EXPIRED:
        words = _("Nobody answered in time, so it has ended. You can ask again.")
        if claim.submitted_at is None:
            words = _(
                "You did not send it in for a long time, so it has ended. You can begin again."
            )
        found.append(Event("expired", claim.decided_at, words))
    return found


def _event(claim: Claim, decision: ClaimDecision) -> Event | None:
    kind, _colon, _key = decision.actor.partition(":")
    comment = decision.comment
    match decision.decision, kind:
        case Decision.MORE, "system":
            return Event("more", decision.created_at, _("Something is missing."), comment)
        case Decision.MORE, _kind:
            return Event("more", decision.created_at, _("Asked you for more."), comment)
        case Decision.DECLINE, "learner":
            return None
        case Decision.DECLINE, "guardian":
            return Event("declined", decision.created_at, _("A grown-up said no."))
        case Decision.DECLINE, _kind:
            return Event(
                "declined", decision.created_at, _("The answer is: not this time."), comment
            )
        case Decision.APPROVE, "user":
            return Event("passed", decision.created_at, _("Somebody looked, and said yes."))
        case Decision.APPROVE, "learner":
            return Event(
                "passed", decision.created_at, _("One of your peers looked, and said yes.")
            )
        case Decision.APPROVE, "guardian":
            return Event("passed", decision.created_at, _("Your grown-up said yes."))
    return None
