"""What the person behind a letter does: keeps the badge, or says no. The link is the key to both."""

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from wagtail_cofl.credentials.models import Revocation
from wagtail_cofl.learners import consenting, wording
from wagtail_cofl.learners.models import AgeBand, Learner

from .letters import OPEN, State, hash_of
from .models import Award, BatchRow, Claim
from .revoking import revoke


class LetterProblem(Exception):
    """The link cannot be used. ``code`` is "unknown", "kept", "declined", "expired" or "undone";
    ``str()`` says what to do."""

    def __init__(self, code: str):
        super().__init__(_sentences()[code])
        self.code = code


def _sentences() -> dict[str, str]:
    return {
        "unknown": _("We do not know this link. Open the newest email that you have from us."),
        "kept": _("You have kept this badge already."),
        "declined": _(
            "You said no to this badge. Ask who gave it to you if you want it after all."
        ),
        "expired": _("This link is too old now. Ask who gave you the badge to send it again."),
        "undone": _("This badge was taken back by who gave it. Ask them if you think it is yours."),
    }


def look_up(site_id: int, secret: str) -> BatchRow:
    """The row behind a letter's link, unchanged. Raises :exc:`LetterProblem`."""
    row = (
        BatchRow.objects.filter(secret_hash=hash_of(secret), batch__badge__provider__site=site_id)
        .select_related("batch__badge__provider", "award__learner", "award__badge_version")
        .first()
    )
    if row is None:
        raise LetterProblem("unknown")
    if row.state == State.CLAIMED:
        raise LetterProblem("kept")
    if row.state == State.DECLINED:
        raise LetterProblem("declined")
    if row.state == State.UNDONE or row.award is None or row.award.revocation:
        raise LetterProblem("undone")
    if row.state not in OPEN or row.expires_at < timezone.now():
        raise LetterProblem("expired")
    if row.award.learner is None:
        raise LetterProblem("undone")
    return row


def _answer(row: BatchRow, state: str, **more) -> None:
    """The first write of the transaction, which also decides between two buttons."""
    mine = BatchRow.objects.filter(
        pk=row.pk,
        secret_hash=row.secret_hash,
        state__in=OPEN,
        expires_at__gte=timezone.now(),
    )
    if not mine.update(state=state, **more):
        row.refresh_from_db()
        known = {State.CLAIMED: "kept", State.DECLINED: "declined", State.UNDONE: "undone"}
        raise LetterProblem(known.get(row.state, "expired"))


def keep(row: BatchRow, age_band: str = "") -> Learner:
    """Keep the badge, with the address that the letter went to: opening it has confirmed it. Raises
    :exc:`LetterProblem`, and ValueError for a child (:func:`keep_child`)."""
    learner = row.award.learner
    age_band = learner.age_band or age_band
    if age_band not in {AgeBand.TEEN, AgeBand.ADULT}:
        raise ValueError("somebody under 13, or of no known age, cannot keep a badge alone")
    with transaction.atomic():
        _answer(row, State.CLAIMED)
        learner.identifiers.filter(lookup=row.lookup, confirmed_at=None).update(
            confirmed_at=timezone.now()
        )
        if learner.age_band != age_band:
            learner.age_band = age_band
            learner.save(update_fields=["age_band"])
    return learner


def keep_child(row: BatchRow, nickname: str, words) -> Learner:
    """The badge goes to a child with a nickname and six words, and waits with them for the grown-up.

    Nothing keeps the child's address any more: neither their record nor the list, which has its keyed
    hash alone, to give nothing twice. Without a yes the record goes, and the badge is withdrawn.
    Raises :exc:`LetterProblem` and ``NicknameProblem``.
    """
    before = row.award.learner
    with transaction.atomic():
        _answer(row, State.CLAIMED, sealed_value="", sealed_name="")
        child, _words = wording.register(before.site_id, nickname, AgeBand.UNDER_13, words)
        give_to_child(before, child)
    return child


def give_to_child(before: Learner, child: Learner) -> None:
    """Whoever is known by an address alone turns out to be under 13: what they have is ``child``’s, and
    neither a record nor a list keeps the address. Call it in a transaction that has written."""
    Award.objects.filter(learner=before).update(learner=child)
    mine = Claim.objects.filter(learner=child, state__in=Claim.OPEN)
    both = {"badge__in": mine.values("badge"), "state__in": Claim.OPEN}
    twice = list(Claim.objects.filter(learner=before, **both).values_list("pk", flat=True))
    Claim.objects.filter(learner=before).exclude(pk__in=twice).update(learner=child)
    _forget_address(before, child, State.CLAIMED)
    before.delete()


def _forget_address(learner: Learner, holder: Learner, answered: str) -> None:
    """Of every list that has given something or need not: who has not answered has now. A list that is
    still to be worked off writes to its people itself."""
    rows = BatchRow.objects.filter(award__learner=holder)
    rows.filter(state__in=(*OPEN, State.EXPIRED)).update(state=answered)
    lookups = list(learner.identifiers.values_list("lookup", flat=True))
    known = Q(lookup__in=lookups, batch__badge__provider__site=learner.site_id)
    known = BatchRow.objects.filter(known | Q(award__learner=holder))
    known.exclude(state=State.PENDING).update(sealed_value="", sealed_name="")


def decline(row: BatchRow, reason: str = "") -> None:
    """Say no: the badge is withdrawn, and the address leaves the list. ``reason`` is for whoever made
    the list. Raises :exc:`LetterProblem`."""
    award, learner = row.award, row.award.learner
    with transaction.atomic():
        _answer(
            row,
            State.DECLINED,
            sealed_value="",
            sealed_name="",
            problem=" ".join(reason.split())[:255],
        )
        revoke(award, None, Revocation.Reason.ASKED)
        had = BatchRow.objects.filter(lookup=row.lookup, batch__badge=row.batch.badge_id)
        had.filter(state=State.HAD).update(sealed_value="", sealed_name="")
        # A record that only this list has made.
        others = learner.awards.exclude(pk=award.pk).exists() or learner.claims.exists()
        proven = learner.user_id or learner.identifiers.exclude(confirmed_at=None).exists()
        if not others and not proven:
            consenting.forget(learner)


def stop_child(row: BatchRow) -> None:
    """Where the city keeps no badges for children: nothing is left of them, and what else was given to
    the same address is withdrawn too. Raises :exc:`LetterProblem`."""
    learner = row.award.learner
    why = _("Under 13: this city keeps no badges for children yet.")
    with transaction.atomic():
        _answer(row, State.DECLINED, problem=why)
        _forget_address(learner, learner, State.DECLINED)
        consenting.forget(learner)
