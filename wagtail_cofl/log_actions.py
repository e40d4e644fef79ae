"""What Wagtail's log says of the things that we do."""

from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import LogFormatter

from .awards.revoking import ACTION
from .awards.suspending import LIFT, SUSPEND
from .credentials.models import Revocation, Suspension


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


def register(actions) -> None:
    """For the hook ``register_log_actions``."""
    actions.register_action(ACTION)(WithdrawalFormatter)
    actions.register_action(SUSPEND)(SuspensionFormatter)
    actions.register_action(LIFT)(LiftingFormatter)
