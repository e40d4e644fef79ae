"""What Wagtail's log says of the things that we do."""

from django.contrib.auth import get_user_model
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import LogFormatter

from .awards.deciding import DECIDE, REASSIGN
from .awards.models import ClaimDecision
from .awards.replacing import CORRECT, MOVE, RENEW
from .awards.revoking import ACTION
from .awards.suspending import LIFT, SUSPEND
from .awards.undoing import UNDO_LIST
from .credentials.models import Revocation, Suspension
from .providers import log as provider_log
from .providers.members import name_of
from .providers.models import Role


class NotedFormatter(LogFormatter):
    """Beside what was done, the note that only the CMS shows."""

    def format_comment(self, log_entry) -> str:
        return log_entry.data.get("note", "")


class WithdrawalFormatter(NotedFormatter):
    """Who withdrew a badge and for which reason."""

    label = _("Withdraw a badge")

    def format_message(self, log_entry) -> str:
        reasons = dict(Revocation.Reason.choices)
        reason = reasons.get(log_entry.data.get("reason"), "")
        return _("Badge withdrawn: %(reason)s") % {"reason": reason}


class UndoingFormatter(WithdrawalFormatter):
    """Who took a whole list back, and for which reason."""

    label = _("Undo a list")


class SuspensionFormatter(NotedFormatter):
    """Who suspended a badge and for which reason."""

    label = _("Suspend a badge")

    def format_message(self, log_entry) -> str:
        reasons = dict(Suspension.Reason.choices)
        reason = reasons.get(log_entry.data.get("reason"), "")
        return _("Badge suspended: %(reason)s") % {"reason": reason}


class LiftingFormatter(NotedFormatter):
    """Who gave a suspended badge back."""

    label = _("Give a suspended badge back")
    message = _("Badge given back: it counts again.")


class DecisionFormatter(LogFormatter):
    """What somebody decided about a claim, and what they wrote to the learner."""

    label = _("Decide a claim")

    def format_message(self, log_entry) -> str:
        decisions = dict(ClaimDecision.Decision.choices)
        decision = decisions.get(log_entry.data.get("decision"), "")
        return _("Claim decided: %(decision)s") % {"decision": decision}

    def format_comment(self, log_entry) -> str:
        return log_entry.data.get("comment", "")


class ReassignmentFormatter(LogFormatter):
    """Who handed a claim to somebody else, or let it begin again."""

    label = _("Reassign a claim")

    def format_message(self, log_entry) -> str:
        if log_entry.data.get("restart"):
            return _("Claim put back to the first step of the badge’s workflow.")
        return _("Claim handed to somebody else.")


class CorrectionFormatter(NotedFormatter):
    """Who gave a corrected badge in the place of another."""

    label = _("Correct a badge")
    message = _("Given as a correction, in the place of an older one.")


class RenewalFormatter(NotedFormatter):
    """Who renewed a badge."""

    label = _("Renew a badge")
    message = _("Renewed: given anew, in the place of an older one.")


class MoveFormatter(NotedFormatter):
    """A learner had a badge made out to another of their addresses."""

    label = _("Make a badge out to another address")
    message = _("Made out to another address of the learner’s, in the place of an older one.")


class PeopleFormatter(LogFormatter):
    """What was done about the people of a provider. A member is named by whoever she is now."""

    label = _("Change who works for a provider")
    SENTENCES = {
        "invited": _("Somebody was invited: %(role)s"),
        "uninvited": _("An invitation was taken back: %(role)s"),
        "joined": _("%(name)s joined: %(role)s"),
        "role": _("%(name)s has another role: %(role)s"),
        "removed": _("%(name)s was removed"),
        "left": _("%(name)s left"),
        "handed-over": _("Handed over to %(name)s"),
        "peer-named": _("A learner was named as a peer"),
        "peer-removed": _("A learner is no longer a named peer"),
    }

    def format_message(self, log_entry) -> str:
        data = log_entry.data
        names = {"name": _("Somebody"), "role": dict(Role.choices).get(data.get("role"), "")}
        user = get_user_model()._default_manager.filter(pk=data.get("member")).first()
        if user is not None:
            names["name"] = name_of(user)
        return self.SENTENCES.get(data.get("did"), self.label) % names


class ProviderSuspensionFormatter(NotedFormatter):
    label = _("Suspend a provider")
    message = _("Provider suspended: it gives no badges for now.")


class ProviderLiftingFormatter(NotedFormatter):
    label = _("Let a suspended provider give badges again")
    message = _("Provider can give badges again.")


def register(actions) -> None:
    """For the hook ``register_log_actions``."""
    actions.register_action(ACTION)(WithdrawalFormatter)
    actions.register_action(UNDO_LIST)(UndoingFormatter)
    actions.register_action(SUSPEND)(SuspensionFormatter)
    actions.register_action(LIFT)(LiftingFormatter)
    actions.register_action(CORRECT)(CorrectionFormatter)
    actions.register_action(RENEW)(RenewalFormatter)
    actions.register_action(MOVE)(MoveFormatter)
    actions.register_action(DECIDE)(DecisionFormatter)
    actions.register_action(REASSIGN)(ReassignmentFormatter)
    actions.register_action(provider_log.PEOPLE)(PeopleFormatter)
    actions.register_action(provider_log.SUSPEND)(ProviderSuspensionFormatter)
    actions.register_action(provider_log.LIFT)(ProviderLiftingFormatter)
