"""What Wagtail's log says of the things that we do."""

from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import LogFormatter

from .awards.revoking import ACTION
from .credentials.models import Revocation


class WithdrawalFormatter(LogFormatter):
    """Who withdrew a badge and for which reason; beside it the note that only the CMS shows."""

    label = _("Withdraw a badge")

    def format_message(self, log_entry) -> str:
        reasons = dict(Revocation.Reason.choices)
        reason = reasons.get(log_entry.data.get("reason"), "")
        return _("Badge withdrawn: %(reason)s") % {"reason": reason}

    def format_comment(self, log_entry) -> str:
        return log_entry.data.get("note", "")


def register(actions) -> None:
    """For the hook ``register_log_actions``."""
    actions.register_action(ACTION)(WithdrawalFormatter)
