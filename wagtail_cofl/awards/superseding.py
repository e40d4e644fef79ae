"""Claims that a badge makes needless: it came by another way while somebody was still to decide."""

from collections.abc import Iterable
from functools import partial

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from wagtail_cofl.signals import claim_moved

from .actors import Actor
from .models import Award, Claim, ClaimCode, ClaimDecision


def end_open(awards: Iterable[Award]) -> int:
    """End what is open for badges that are being given, and say how many claims.

    Call it first of all in the transaction of the awards: its write locks the claims, so that whoever
    decides one of them has been before, or finds it ended. The claims whose awards they are must be
    saved as decided already.
    """
    learners: dict[int, set[int]] = {}
    for award in awards:
        badge = award.badge_version.badge_id
        learners.setdefault(badge, set()).add(award.learner_id)
    count = 0
    for badge, whose in learners.items():
        found = Claim.objects.filter(badge=badge, learner__in=whose, state__in=Claim.OPEN)
        if found.update(at=F("at")):
            for claim in list(found):
                end_needless(claim)
                claim.save()
                transaction.on_commit(partial(claim_moved.send, sender=Claim, claim=claim))
                count += 1
    return count


def end_needless(claim: Claim) -> None:
    """End one claim, not saved yet, with a note that nobody wrote: neither a no nor taken back. The use
    of its code is free again."""
    ClaimDecision.objects.get_or_create(
        claim=claim,
        step=claim.at,
        round=claim.round,
        actor=Actor.SYSTEM.key,
        defaults={
            "decision": ClaimDecision.Decision.PASS,
            "comment": _("The badge was given by another way."),
        },
    )
    claim.state, claim.decided_at = Claim.State.CANCELLED, timezone.now()
    claim.turn, claim.flag = "", ""
    claim.assigned_to = claim.due_at = claim.reminded_at = None
    if claim.code_id:
        ClaimCode.objects.filter(pk=claim.code_id, used__gt=0).update(used=F("used") - 1)


def is_needless(claim: Claim, decisions: Iterable[ClaimDecision]) -> bool:
    """Did it end like that, and not because its learner took it back?"""
    return claim.state == Claim.State.CANCELLED and any(
        (one.step, one.round, one.actor) == (claim.at, claim.round, Actor.SYSTEM.key)
        for one in decisions
    )
