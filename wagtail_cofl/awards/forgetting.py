"""What goes with a learner's record, and what comes free."""

from django.db import transaction
from django.db.models import F
from wagtail.log_actions import registry

from wagtail_cofl.credentials.models import Revocation
from wagtail_cofl.learners.models import Learner

from .models import Award, Claim, ClaimCode, Evidence
from .revoking import revoke


def before_learner_leaves(learner: Learner) -> None:
    """Withdraw what they hold: nobody could say any more whose it is. The rows stay, without a learner,
    so that the documents can say that they were withdrawn."""
    held = Award.objects.filter(learner=learner, credential__revocation=None)
    for award in held.select_related("credential", "badge_version"):
        revoke(award, None, Revocation.Reason.ASKED)


def before_claim_goes(claim: Claim) -> None:
    """Give the use of its code back, if it has led to nothing yet. The site's history keeps that it was
    decided, and no word of what was said to its learner."""
    for entry in registry.get_logs_for_instance(claim):
        if entry.data.get("comment"):
            data = {key: value for key, value in entry.data.items() if key != "comment"}
            type(entry).objects.filter(pk=entry.pk).update(data=data)
    if claim.is_open and claim.code_id:
        ClaimCode.objects.filter(pk=claim.code_id, used__gt=0).update(used=F("used") - 1)


def after_evidence_goes(evidence: Evidence) -> None:
    """Delete its file once the row is gone for good, unless a later round shows the same one."""
    if not evidence.file:
        return
    name, storage = evidence.file.name, evidence.file.storage

    def delete():
        if not Evidence.objects.filter(file=name).exists():
            storage.delete(name)

    transaction.on_commit(delete)
