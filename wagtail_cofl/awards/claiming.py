"""Claiming with a code: exactly once, however many people press the button together."""

from django.db import IntegrityError, transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from wagtail_cofl.city.readiness import ready_city
from wagtail_cofl.learners.models import Learner

from .codes import normalise_code
from .issuing import draw_up, record, until_placed
from .models import Award, Campaign, Claim, ClaimCode
from .steps import GIVEN, KEEP
from .submitting import CannotClaim, begin, submit


class CodeProblem(Exception):
    """The code gives nothing. ``state`` is "unknown" or a ``ClaimCode.state`` but "open"."""

    def __init__(self, state: str, code: ClaimCode | None = None):
        super().__init__(state)
        self.state = state
        self.code = code

    @property
    def sentence(self) -> str:
        """What is wrong, in the learner's words."""
        return {
            "unknown": _("We do not know that code."),
            "closed": _("This badge is no longer given."),
            "suspended": _("This badge is not given at the moment."),
            "not-yet": _("This code does not work yet."),
            "expired": _("This code has run out."),
            "used": _("This code has been used."),
            "reserved": _("This code is for somebody else’s email address."),
            "exhausted": _("All the badges of this code are claimed."),
        }[self.state]


def find_code(site_id: int, typed: str) -> ClaimCode:
    """The code that somebody typed or scanned, open or not. Raises :exc:`CodeProblem`."""
    code = (
        ClaimCode.objects.filter(
            code=normalise_code(typed),
            site_id=site_id,
            campaign__badge__versions__isnull=False,
        )
        .select_related("campaign__badge__provider")
        .first()
    )
    if code is None:
        raise CodeProblem("unknown")
    return code


def open_code(site_id: int, typed: str) -> ClaimCode:
    """Like :func:`find_code`, and raises for a code that is not open now."""
    code = find_code(site_id, typed)
    if code.state != "open":
        raise CodeProblem(code.state, code)
    return code


def claim_from(code: ClaimCode, learner: Learner) -> Claim | None:
    """What this learner already made of this code."""
    return Claim.objects.filter(code=code, learner=learner).select_related("award").first()


def award_from(code: ClaimCode, learner: Learner) -> Award | None:
    """What this learner already has from this code."""
    return Award.objects.filter(claim__code=code, claim__learner=learner).first()


def claim(code: ClaimCode, learner: Learner) -> Claim:
    """Use ``code`` for ``learner``, once: the same claim again if they used it already, in a new round
    where it had ended without a badge.

    Where the badge comes at once the claim has its ``award``. A child whose grown-up has not said
    yes waits for that. A code that only lets people ask gives a claim that the learner fills in.
    Raises :exc:`CodeProblem` and ``CityNotReady``, and then nothing has happened.
    """
    found = claim_from(code, learner)
    if found and not found.ended_without:
        return found
    if code.state != "open":
        raise CodeProblem(code.state, code)
    if not _is_for(code, learner):
        raise CodeProblem("reserved", code)
    if found:
        return _open_claim(code, learner) or _take_again(code, learner)
    try:
        return until_placed(lambda: _take(code, learner))
    except IntegrityError:
        # The same learner pressed twice, or is asking for this badge already: our use was undone.
        if found := claim_from(code, learner) or _open_claim(code, learner):
            return found
        raise


def _is_for(code: ClaimCode, learner: Learner) -> bool:
    return not code.lookup or learner.identifiers.filter(lookup=code.lookup).exists()


def _open_claim(code: ClaimCode, learner: Learner) -> Claim | None:
    return Claim.objects.filter(badge=code.badge, learner=learner, state__in=Claim.OPEN).first()


def _take(code: ClaimCode, learner: Learner) -> Claim:
    """Take one use of the code and record what it gives.

    The transaction begins with its write: on SQLite a transaction that reads first dies with "database
    is locked" under load, and on PostgreSQL the row lock keeps the quota. Constraints stand behind
    both.
    """
    version = code.badge.current_version
    made = Claim(
        code=code,
        learner=learner,
        site_id=code.site_id,
        badge=code.badge,
        badge_version=version,
        way=Claim.Way.CODE,
    )
    award = None
    if code.campaign.at_once:
        made.submitted_at = timezone.now()
        if learner.is_kept:
            made.steps = [GIVEN]
            made.state, made.decided_at = Claim.State.AWARDED, made.submitted_at
            award = draw_up(version, learner, email=learner.email)
        else:
            made.steps = [KEEP, GIVEN]
            made.state = Claim.State.WAITING
            ready_city(code.site_id)
    with transaction.atomic():
        _take_use(code)
        made.save()
        if award:
            record(award, made)
    return made


def _take_use(code: ClaimCode) -> None:
    now = timezone.now()
    is_open = Q(opens_at=None) | Q(opens_at__lte=now)
    is_open &= Q(closes_at=None) | Q(closes_at__gt=now)
    campaign = Campaign.objects.filter(is_open, pk=code.campaign_id).values("pk")
    # The quota must stand in the statement's own WHERE: PostgreSQL looks there again at the row as the
    # one before us left it, but not into a subselect, which is what a join becomes in an UPDATE.
    taken = ClaimCode.objects.filter(pk=code.pk, campaign__in=campaign, used__lt=F("quota")).update(
        used=F("used") + 1
    )
    if not taken:
        code.refresh_from_db()
        # Closed or used up between the page and the press; "open" again only by a whisker.
        raise CodeProblem(code.state if code.state != "open" else "exhausted", code)


def _take_again(code: ClaimCode, learner: Learner) -> Claim:
    """What ended without a badge gave its use back: it takes one again, and begins a new round."""
    with transaction.atomic():
        _take_use(code)
        made = claim_from(code, learner)
        if not made.ended_without:
            # They pressed twice: the other press has taken the use.
            transaction.set_rollback(True)
            return made
        try:
            made = begin(code.badge, learner, Claim.Way.CODE, code)
        except CannotClaim as problem:
            raise CodeProblem("closed", code) from problem
    return submit(made) if code.campaign.at_once else made
