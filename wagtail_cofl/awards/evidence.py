"""What a learner adds to a claim to show that they did it: added, removed, shared, and who may see it."""

import uuid

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from wagtail_cofl.badges.answering import answerer_of, criteria_of, walk
from wagtail_cofl.learners.models import Learner
from wagtail_cofl.providers import roles

from .evidence_files import Judged
from .models import Claim, Evidence
from .standing import peers_of

#: States in which the learner may change what a claim has.
EDITABLE = (Claim.State.DRAFT, Claim.State.MORE)
#: How many things one criterion may have in one round.
MOST = 10
FILES = (Evidence.Kind.FILE, Evidence.Kind.PHOTO)
#: Of these the newest replaces the one before.
ONE_ONLY = (Evidence.Kind.QUIZ, Evidence.Kind.ANSWER)


class CannotAdd(Exception):
    """Nothing has happened. ``code`` is one of: not-open, unknown, kind, too-many, not-yours, no-file,
    child. ``str()`` is a sentence that says what to do."""

    def __init__(self, code: str, sentence: str):
        super().__init__(sentence)
        self.code = code


def find_criterion(claim: Claim, criterion_id: str) -> dict:
    """A criterion of the claim's badge version, also one inside of a choice. Raises :exc:`CannotAdd`."""
    for criterion in walk(criteria_of(claim.badge_version)):
        if criterion.get("id") == criterion_id:
            return criterion
    raise CannotAdd("unknown", _("This badge does not ask for that. Open the page again."))


def accepts(criterion: dict, kind: str) -> bool:
    """May a learner add this kind of evidence? What a form of its own gives may be of any kind but
    those that have a form of ours."""
    answerer = answerer_of(criterion)
    if kind in answerer.accepts(criterion):
        return True
    return kind in ONE_ONLY and answerer.form_class(criterion) is not None


def too_many() -> CannotAdd:
    return CannotAdd(
        "too-many",
        _("There is room for %(most)s things here. Remove one first.") % {"most": MOST},
    )


def add(
    claim: Claim,
    learner: Learner,
    criterion_id: str,
    kind: str,
    data: dict | None = None,
    judged: Judged | None = None,
) -> Evidence:
    """Add one thing to a criterion of ``learner``'s own claim, in its present round.

    ``data`` has the shape that :class:`Evidence` names for ``kind``; a file or a photo comes as
    ``judged``, from ``evidence_files.judge``. A quiz that is tried again replaces the try before.
    Raises :exc:`CannotAdd`, and then nothing is kept.
    """
    if not accepts(find_criterion(claim, criterion_id), kind):
        raise CannotAdd("kind", _("This cannot be shown in that way. Choose another one."))
    row = Evidence(claim=claim, criterion=criterion_id, kind=kind, data=data or {})
    if kind in FILES:
        if judged is None:
            raise CannotAdd("no-file", _("Choose a file."))
        row.content_type, row.name = judged.content_type, judged.display_name
        row.file.save(judged.display_name, judged.content, save=False)
    try:
        with transaction.atomic():
            row.round = _locked(claim, learner)
            before = Evidence.objects.filter(claim=claim, round=row.round, criterion=criterion_id)
            if kind in ONE_ONLY:
                before.filter(kind=kind).delete()
            if before.count() >= MOST:
                raise too_many()
            row.save()
    except BaseException:
        if row.file:
            row.file.storage.delete(row.file.name)
        raise
    return row


def _locked(claim: Claim, learner: Learner) -> int:
    """Lock the claim of a learner who may change it now, and return its round. The transaction begins
    with this write, so that nothing is added to what was just sent in."""
    own = Claim.objects.filter(pk=claim.pk, learner=learner, state__in=EDITABLE)
    if not own.update(at=F("at")):
        raise CannotAdd(
            "not-open", _("This has been sent in already. You can see here how it goes.")
        )
    return own.values_list("round", flat=True).get()


def remove(evidence: Evidence, learner: Learner) -> None:
    """Take one thing away again, while the claim can be changed; its file goes too, unless an earlier
    round shows it. Raises :exc:`CannotAdd`."""
    with transaction.atomic():
        if _locked(evidence.claim, learner) != evidence.round:
            raise CannotAdd("not-open", _("This was sent in before, and stays with that."))
        evidence.delete()


def share(evidence: Evidence, learner: Learner) -> uuid.UUID:
    """Let whoever has the key see a file: the same key again where it is shared already. Raises
    :exc:`CannotAdd`."""
    _check_own(evidence, learner)
    if not evidence.file:
        raise CannotAdd("no-file", _("Only files can be shared."))
    if learner.is_child:
        raise CannotAdd("child", _("What children show stays private."))
    Evidence.objects.filter(pk=evidence.pk, share_key=None).update(share_key=uuid.uuid4())
    evidence.refresh_from_db(fields=["share_key"])
    return evidence.share_key


def unshare(evidence: Evidence, learner: Learner) -> None:
    """From now on the key leads nowhere. Raises :exc:`CannotAdd`."""
    _check_own(evidence, learner)
    Evidence.objects.filter(pk=evidence.pk).update(share_key=None)
    evidence.share_key = None


def _check_own(evidence: Evidence, learner: Learner) -> None:
    if evidence.claim.learner_id != learner.pk:
        raise CannotAdd("not-yours", _("This is not yours."))


def may_see(evidence: Evidence, learner: Learner | None, user) -> bool:
    """May somebody see a file of a claim, now? Its learner may. Whoever decides claims of the provider
    may once it was sent in, and peers while it is their turn; nobody without the yes of a child's
    grown-up where that is needed, and nobody what was never sent in or was taken back.

    ``evidence.claim`` with its ``badge.provider`` and ``learner`` is read: select them.
    """
    claim = evidence.claim
    if learner is not None and claim.learner_id == learner.pk:
        return True
    if not _was_sent(evidence) or not claim.learner.is_kept:
        return False
    if learner is not None and claim.state == Claim.State.WAITING:
        if peers_of(claim).filter(pk=learner.pk).exists():
            return True
    return roles.may(user, "decide", claim.badge.provider)


def _was_sent(evidence: Evidence) -> bool:
    claim = evidence.claim
    if claim.state == Claim.State.CANCELLED or claim.lacks_consent:
        return False
    return claim.state not in EDITABLE or evidence.round < claim.round
