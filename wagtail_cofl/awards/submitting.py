"""A claim as its learner sees it: begun, sent in, taken back."""

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from wagtail_cofl.badges.models import Badge
from wagtail_cofl.learners.models import Learner

from .holding import counting
from .models import Award, Claim, ClaimCode
from .stepping import Attempt, carry_out, end, new_round
from .steps import steps_for


class CannotClaim(Exception):
    """Nothing has happened. ``code`` is one of: closed, suspended, other-city, no-asking, holds,
    not-open, not-yours. ``str()`` is a sentence that says what to do."""

    def __init__(self, code: str, sentence: str):
        super().__init__(sentence)
        self.code = code


def _closed() -> CannotClaim:
    return CannotClaim("closed", _("This badge is no longer given."))


def _not_open() -> CannotClaim:
    return CannotClaim(
        "not-open", _("This has been sent in already. You can see here how it goes.")
    )


def begin(badge: Badge, learner: Learner, way: str, code: ClaimCode | None = None) -> Claim:
    """A draft that the learner fills in; the claim for this badge that is open already, if there is
    one (a draft then takes ``code`` along). What ended before with the same code is opened again.

    Raises :exc:`CannotClaim`.
    """
    if code and code.badge.pk != badge.pk:
        raise ValueError("The code is for another badge.")
    _check_may_begin(badge, learner, way)
    if found := _open_already(badge, learner, way, code) or _open_again(badge, learner, code):
        return found
    try:
        with transaction.atomic():
            return Claim.objects.create(
                site_id=learner.site_id,
                badge=badge,
                badge_version=badge.current_version,
                learner=learner,
                code=code,
                way=way,
            )
    except IntegrityError:
        # They pressed twice: the other press has begun it.
        return Claim.objects.get(badge=badge, learner=learner, state__in=Claim.OPEN)


def _check_may_begin(badge: Badge, learner: Learner, way: str) -> None:
    if badge.archived or not badge.live or badge.current_version is None:
        raise _closed()
    if badge.provider.site_id != learner.site_id:
        raise CannotClaim("other-city", _("This badge is given in another city. Ask for it there."))
    if badge.provider.suspended_at:
        raise CannotClaim("suspended", _("This badge is not given at the moment."))
    if way != Claim.Way.ASKED:
        return
    if badge.workflow is None or not badge.workflow.steps.exists():
        raise CannotClaim("no-asking", _("You cannot ask for this badge. You get it with a code."))
    if counting(Award.objects.all()).filter(learner=learner, badge_version__badge=badge).exists():
        raise CannotClaim("holds", _("You have this badge."))


def _open_already(badge: Badge, learner: Learner, way: str, code: ClaimCode | None) -> Claim | None:
    found = Claim.objects.filter(badge=badge, learner=learner, state__in=Claim.OPEN).first()
    if found and code and not found.code_id and found.state != Claim.State.WAITING:
        # Begun anew, as far as the time goes that a code is kept for it.
        now = timezone.now()
        Claim.objects.filter(pk=found.pk, code=None).update(code=code, way=way, created_at=now)
        found.refresh_from_db()
    return found


def _open_again(badge: Badge, learner: Learner, code: ClaimCode | None) -> Claim | None:
    """Only one claim may be made with a code: what ended without a badge begins a new round."""
    if code is None:
        return None
    ended = Claim.objects.filter(code=code, learner=learner)
    ended = ended.exclude(state__in=[*Claim.OPEN, Claim.State.AWARDED])
    with transaction.atomic():
        if not ended.update(state=Claim.State.DRAFT):
            return None
        claim = Claim.objects.get(code=code, learner=learner)
        new_round(claim)
        claim.steps, claim.decided_at, claim.submitted_at = [], None, None
        claim.created_at = timezone.now()
        claim.badge_version = badge.current_version
        claim.save()
    return claim


def submit(claim: Claim) -> Claim:
    """Send a claim in: from now on its steps and this round's evidence stay as they are. It goes as far
    as it goes by itself. Returns the claim as it then is. Raises :exc:`CannotClaim`.
    """

    def work(claim: Claim, attempt: Attempt) -> None:
        if claim.state not in (Claim.State.DRAFT, Claim.State.MORE):
            raise _not_open()
        if claim.badge.archived or not claim.badge.live:
            raise _closed()
        if claim.state == Claim.State.DRAFT:
            claim.steps = steps_for(claim)
        claim.state, claim.submitted_at = Claim.State.WAITING, timezone.now()

    return carry_out(claim, work)


def cancel(claim: Claim, learner: Learner) -> Claim:
    """Let a learner take their claim back; the use of its code is free again. Raises
    :exc:`CannotClaim`."""

    def work(claim: Claim, attempt: Attempt) -> None:
        if claim.learner_id != learner.pk:
            raise CannotClaim("not-yours", _("We do not know this claim."))
        if not claim.is_open:
            raise _not_open()
        end(claim, Claim.State.CANCELLED, attempt)

    return carry_out(claim, work)
