"""Asking a child's guardian: the question, the answer, and taking it back.

A question leads to a link, which is all that a guardian needs; only its hash is kept. What the child's
record drags along when it goes (claims, uses of codes, awards) other rooms see to: they hear
``learner_leaves`` in the same transaction.
"""

import secrets
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from wagtail_cofl.signals import consent_answered, learner_leaves

from .childhood import CONSENT_DAYS, waits_until
from .confirming import hash_of
from .models import Consent, ConsentRequest, Guardian, Learner

#: Mails for one child, to all addresses together. A child who presses again and again fills no inbox.
MOST_MAILS = 5


class ConsentProblem(Exception):
    """The question cannot be asked or answered. ``code`` is "unknown", "expired", "answered",
    "too-many" or "not-a-child"; ``str()`` says what to do."""

    def __init__(self, code: str, message: str):
        super().__init__(message)
        self.code = code


def ask(learner: Learner, *, claim_uuid=None, email: str = "") -> tuple[ConsentRequest, str]:
    """Ask a child's guardian: by mail to ``email``, which the caller sends, or by a square. Returns the
    question and the secret of its link. Raises :exc:`ConsentProblem`.

    All questions about one child run out together, when the child's record does. A child who is kept
    already is asked about only where a claim's own step wants that; a no then ends that claim alone.
    """
    if not learner.is_child or (learner.is_kept and claim_uuid is None):
        raise ConsentProblem("not-a-child", _("There is nobody to ask for you."))
    with transaction.atomic():
        # A write first: two presses at once must not count the same mails.
        Learner.objects.filter(pk=learner.pk).update(is_kept=F("is_kept"))
        if email and unanswered_mails(learner) >= MOST_MAILS:
            raise ConsentProblem(
                "too-many",
                _("We have sent %(n)s emails for you. Let your grown-up scan the square instead.")
                % {"n": MOST_MAILS},
            )
        secret = secrets.token_urlsafe(32)
        request = ConsentRequest(
            site_id=learner.site_id,
            learner=learner,
            claim_uuid=claim_uuid,
            secret_hash=hash_of(secret),
            expires_at=_runs_out(learner),
        )
        request.value = email
        request.save()
    return request, secret


def unanswered_mails(learner: Learner) -> int:
    return learner.consent_requests.filter(answer="").exclude(lookup="").count()


def _runs_out(learner: Learner) -> datetime:
    return (
        timezone.now() + timedelta(days=CONSENT_DAYS) if learner.is_kept else waits_until(learner)
    )


def look_up(secret: str) -> ConsentRequest:
    """The question behind ``secret``, answered with yes or not at all. Raises :exc:`ConsentProblem`."""
    found = ConsentRequest.objects.filter(secret_hash=hash_of(secret))
    request = found.select_related("learner__guardian").first()
    if request is None:
        raise ConsentProblem(
            "unknown",
            _(
                "There is nothing behind this link. If you said no, nothing about the child is left."
            ),
        )
    if not request.answer and request.expires_at < timezone.now():
        raise ConsentProblem("expired", _expired(request.learner))
    return request


def _expired(learner: Learner) -> str:
    if learner.is_kept:
        return _("Nobody answered in time. The child can ask again.")
    said = _(
        "Nobody answered for %(days)s days, so we deleted what the child had typed. The child can "
        "begin again."
    )
    return said % {"days": CONSENT_DAYS}


def answer(secret: str, yes: bool, *, email: str = "", shown: str = "") -> ConsentRequest:
    """Record what the guardian says, once. Raises :exc:`ConsentProblem`.

    Yes keeps the child's record, and ``email`` as the guardian's address where the link was not mailed.
    No deletes the record at once, unless an earlier yes keeps it. A receipt stays in either case, with
    ``shown``, the text that was read. ``consent_answered`` is sent after the commit. The transaction
    begins with its write, which also decides the race between two buttons.
    """
    with transaction.atomic():
        now = timezone.now()
        answered = ConsentRequest.objects.filter(
            secret_hash=hash_of(secret), answer="", expires_at__gte=now
        ).update(
            answer=ConsentRequest.Answer.YES if yes else ConsentRequest.Answer.NO, answered_at=now
        )
        if not answered:
            look_up(secret)  # says why
            raise ConsentProblem("answered", _("This has been answered already."))
        request = ConsentRequest.objects.select_related("learner").get(secret_hash=hash_of(secret))
        learner = request.learner
        if email and not request.lookup:
            request.value = email
            request.save(update_fields=["sealed_value", "lookup"])
        _receipt(request, Consent.Decision.GIVEN if yes else Consent.Decision.REFUSED, shown)
        if yes and not learner.is_kept:
            _keep(learner, request, now)
        elif not yes and not learner.is_kept:
            forget(learner)
        transaction.on_commit(lambda: consent_answered.send(sender=ConsentRequest, request=request))
    return request


def _keep(learner: Learner, request: ConsentRequest, now) -> None:
    learner.is_kept = True
    learner.save(update_fields=["is_kept"])
    guardian = Guardian.objects.filter(learner=learner).first() or Guardian(learner=learner)
    guardian.site_id, guardian.agreed_at = learner.site_id, now
    guardian.value = request.value
    guardian.save()
    # The other questions, to whomever they went, are answered with it.
    learner.consent_requests.filter(answer="").delete()


def withdraw(secret: str) -> Consent:
    """Take a yes back: the child's record is deleted, and the receipt of that stays. Raises
    :exc:`ConsentProblem`."""
    with transaction.atomic():
        # Also by the link of a question about one badge that was answered with no.
        answered = ConsentRequest.objects.filter(secret_hash=hash_of(secret))
        taken = answered.exclude(answer="").filter(learner__is_kept=True)
        if not taken.update(seen_at=timezone.now()):
            look_up(secret)
            raise ConsentProblem("unknown", _("This has not been answered with yes."))
        request = taken.select_related("learner").get()
        receipt = _receipt(request, Consent.Decision.WITHDRAWN, "")
        forget(request.learner)
    return receipt


def _receipt(request: ConsentRequest, decision: str, shown: str) -> Consent:
    guardian = Guardian.objects.filter(learner=request.learner_id).first()
    return Consent.objects.create(
        site_id=request.site_id,
        learner_uuid=request.learner.uuid,
        guardian_lookup=request.lookup or (guardian.lookup if guardian else ""),
        decision=decision,
        shown=shown,
    )


def forget(learner: Learner) -> None:
    """Delete a learner with all that is only theirs. Call it in a transaction that has written."""
    learner_leaves.send(sender=Learner, learner=learner)
    learner.delete()


def forget_unanswered() -> int:
    """Delete the children for whom nobody answered in ``CONSENT_DAYS`` days, and old questions about
    those who are kept; say how many children."""
    ConsentRequest.objects.filter(
        answer="", expires_at__lt=timezone.now(), learner__is_kept=True
    ).delete()
    waiting = Learner.objects.filter(is_kept=False)
    count = 0
    for learner in waiting.iterator():
        if waits_until(learner) >= timezone.now():
            continue
        with transaction.atomic():
            # A write first, and only if nobody has said yes in the meantime.
            if waiting.filter(pk=learner.pk).update(words_hash=""):
                forget(learner)
                count += 1
    return count
