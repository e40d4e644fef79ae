"""Claims that wait too long, and claims that were stuck. Time alone never gives a badge: what was stuck
goes on only by its own steps."""

import logging
from collections import Counter
from collections.abc import Callable
from datetime import datetime, timedelta

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from wagtail_cofl.providers import roles
from wagtail_cofl.providers.models import Membership

from . import telling_people
from .models import Claim, Evidence
from .stepping import Attempt, carry_out, end, go_on, start_clock
from .submitting import CannotClaim, submit

logger = logging.getLogger(__name__)

#: How often people are reminded, and how often we look again at a claim that is stuck. (Whoever may act
#: on it need not wait for that: ``act`` does not ask the flag.)
EVERY = timedelta(days=1)
LOOK_EVERY = timedelta(minutes=10)
#: How long a draft keeps its use of a code when nothing is added to it.
DRAFT_DAYS = 30
#: A claim is held up by these, and that is no fault of those whose turn it is.
HELD_UP = (Claim.Flag.SUSPENDED, Claim.Flag.NOT_READY, Claim.Flag.CLOSED)


def chase(now: datetime) -> dict[str, int]:
    """Look again at what was stuck, flag what has become so, and act on what is overdue: remind, let the
    city act too, or end the claim, as its step says. A draft that was left alone for ``DRAFT_DAYS``
    days ends, where it keeps a use of a code from others. One claim's trouble keeps no other waiting.

    Cheap where there is nothing to do, so that it may be called every few seconds. Returns ``{"freed",
    "stuck", "reminded", "to_city", "expired", "failed"}``, each a number of claims.
    """
    counts = Counter(dict.fromkeys(("freed", "stuck", "reminded", "to_city", "expired"), 0))
    counts["failed"] = 0
    waiting = Claim.objects.filter(state=Claim.State.WAITING)
    overdue = waiting.filter(due_at__lt=now, badge__provider__suspended_at=None)
    overdue = overdue.exclude(flag__in=HELD_UP).exclude(turn="")
    untouched = Q(reminded_at=None) | Q(reminded_at__lte=F("due_at"))
    _each(overdue.filter(untouched | Q(reminded_at__lte=now - EVERY)), _overdue, counts, now)
    unseen = Q(reminded_at=None) | Q(reminded_at__lte=now - LOOK_EVERY)
    _each(waiting.exclude(flag="").filter(unseen), _look_again, counts, now)
    _each(_lost(waiting.filter(flag="")), _look_again, counts, now)
    _each(Claim.objects.filter(way=Claim.Way.ITSELF, state="draft"), _send_in, counts, now)
    _each(_left_alone(now), _let_go, counts, now)
    return dict(counts)


Work = Callable[[Claim, datetime], str]


def _each(claims: QuerySet[Claim], work: Work, counts: Counter, now: datetime) -> None:
    for pk in list(claims.values_list("pk", flat=True)):
        try:
            done = work(Claim.objects.select_related("badge__provider").get(pk=pk), now)
        except Claim.DoesNotExist:  # its learner has left in the meantime
            continue
        except Exception:
            logger.exception("Claim %s could not be looked at.", pk)
            done = "failed"
        if done:
            counts[done] += 1


def _lost(claims: QuerySet[Claim]) -> QuerySet[Claim]:
    """Claims that wait for nobody, or for somebody who is no longer there."""

    def nobody(verb: str) -> Q:
        members = Membership.objects.filter(
            provider=OuterRef("badge__provider"),
            role__in=roles.roles_that_may(verb),
            user__is_active=True,
        )
        return ~Q(Exists(members))

    turn = Claim.Turn
    return claims.filter(
        Q(turn="")
        | Q(badge__provider__suspended_at__isnull=False)
        | (Q(turn=turn.ASSESSORS) & nobody("decide"))
        | (Q(turn=turn.MANAGERS) & nobody("members"))
        | Q(turn=turn.PERSON, assigned_to=None)
        | Q(turn=turn.PERSON, assigned_to__is_active=False)
    )


def _left_alone(now: datetime) -> QuerySet[Claim]:
    before = now - timedelta(days=DRAFT_DAYS)
    added = Evidence.objects.filter(claim=OuterRef("pk"), created_at__gte=before)
    drafts = Claim.objects.filter(state=Claim.State.DRAFT, created_at__lt=before)
    return drafts.exclude(code=None).filter(~Exists(added))


def _let_go(claim: Claim, now: datetime) -> str:
    ended = []

    def work(claim: Claim, attempt: Attempt) -> None:
        if _left_alone(now).filter(pk=claim.pk).exists():
            end(claim, Claim.State.EXPIRED, attempt)
            ended.append(claim)

    carry_out(claim, work)
    return "expired" if ended else ""


def _look_again(claim: Claim, now: datetime) -> str:
    was = claim.flag
    after = go_on(claim)
    if was in HELD_UP and not after.flag:
        # Their time was not theirs meanwhile.
        carry_out(after, lambda claim, attempt: start_clock(claim) if claim.turn else None)
    if after.flag:
        Claim.objects.filter(pk=claim.pk, state=after.state).update(reminded_at=now)
    if was and not after.flag:
        return "freed"
    return "stuck" if after.flag and not was else ""


def _send_in(claim: Claim, now: datetime) -> str:
    """One that followed by itself, and was interrupted before it was sent in."""
    try:
        submit(claim)
    except CannotClaim:
        return ""
    return "freed"


def _overdue(claim: Claim, now: datetime) -> str:
    what = (claim.step or {}).get("overdue")
    if what == "expire":
        return _expire(claim, now)
    if what == "city" and _hand_to_city(claim, now):
        return "to_city"
    return _remind(claim, now)


def _remind(claim: Claim, now: datetime) -> str:
    due = Q(reminded_at=None) | Q(reminded_at__lte=F("due_at")) | Q(reminded_at__lte=now - EVERY)
    # The write decides which of two workers sends the mail.
    if not Claim.objects.filter(due, pk=claim.pk, state=claim.state).update(reminded_at=now):
        return ""
    telling_people.remind(claim)
    return "reminded"


def _still_overdue(claim: Claim, now: datetime) -> bool:
    return claim.state == Claim.State.WAITING and claim.due_at is not None and claim.due_at < now


def _hand_to_city(claim: Claim, now: datetime) -> bool:
    if claim.turn in (Claim.Turn.CITY, Claim.Turn.GUARDIAN) or claim.turn.endswith("+city"):
        return False
    handed = []

    def work(claim: Claim, attempt: Attempt) -> None:
        at_people = claim.turn in (
            Claim.Turn.ASSESSORS,
            Claim.Turn.MANAGERS,
            Claim.Turn.PERSON,
            Claim.Turn.HOLDERS,
            Claim.Turn.NAMED,
        )
        if _still_overdue(claim, now) and at_people:
            claim.turn += "+city"
            claim.reminded_at = now
            handed.append(claim)
            attempt.news.append("arrived")

    carry_out(claim, work)
    return bool(handed)


def _expire(claim: Claim, now: datetime) -> str:
    ended = []

    def work(claim: Claim, attempt: Attempt) -> None:
        if _still_overdue(claim, now):
            end(claim, Claim.State.EXPIRED, attempt)
            ended.append(claim)

    carry_out(claim, work)
    return "expired" if ended else ""
