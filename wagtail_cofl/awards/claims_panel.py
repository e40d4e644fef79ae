"""What waits, on Wagtail's dashboard."""

from django.http import HttpRequest
from wagtail.admin.ui.components import Component

from wagtail_cofl.city.permissions import policy_of
from wagtail_cofl.providers import roles
from wagtail_cofl.providers.models import Membership

from .models import Claim
from .queue_views import line
from .queues import stuck, waiting_for_user
from .standing import STAFF_PERMISSION

LIMIT = 5


def may_decide(user) -> bool:
    return policy_of(Claim).user_has_permission(user, "decide")


def _looks_after(user) -> bool:
    """Is what is stuck for her to mend: does she manage a provider, or work for the city?"""
    managers = roles.roles_that_may("members")
    mine: list[Membership] = roles.memberships(user)
    return user.has_perm(STAFF_PERMISSION) or any(one.role in managers for one in mine)


class ClaimsPanel(Component):
    """The five claims that are due first, and how many there are. Five queries at most, however many
    wait."""

    name = "cofl_claims"
    template_name = "wagtail_cofl/awards/queue/admin_panel.html"
    order = 80

    def __init__(self, request: HttpRequest):
        self.request = request

    def get_context_data(self, parent_context):
        user = self.request.user
        waiting = waiting_for_user(user)
        lines = [line(claim) for claim in waiting[:LIMIT]]
        return {
            "lines": lines,
            "count": waiting.count() if len(lines) == LIMIT else len(lines),
            "stuck": stuck(user).count() if _looks_after(user) else 0,
        }
