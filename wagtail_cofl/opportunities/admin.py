"""From an opportunity page to its claim code, in one press; and what members of providers may make."""

from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.admin.auth import permission_denied
from wagtail.admin.widgets.button import Button

from wagtail_cofl.awards.models import Campaign
from wagtail_cofl.city.permissions import policy_of
from wagtail_cofl.providers.roles import is_staff_of

from .page_mixins import OpportunityPageMixin


def claim_code_url(page) -> str:
    """The form for a new code, filled in from the page."""
    query = urlencode({"badge": page.badge_id, "label": page.title})
    return reverse("cofl_claim_codes:add") + "?" + query


def _gives_badge(page) -> bool:
    return isinstance(page, OpportunityPageMixin) and page.badge_id is not None


def _may_make_code(user, page) -> bool:
    """Codes of the page's badge."""
    campaign = Campaign(badge=page.badge)
    return policy_of(Campaign).user_has_permission_for_instance(user, "add", campaign)


def claim_code_buttons(page, user, next_url=None, **kwargs):
    """In the "…" menu of a page that gives a badge."""
    page = page.specific_deferred if page.pk else page
    if _gives_badge(page) and _may_make_code(user, page):
        yield Button(_("Get a claim code"), url=claim_code_url(page), icon_name="key", priority=60)


def offer_claim_code(request, page):
    """After publishing: the way to the code."""
    if not _gives_badge(page) or not _may_make_code(request.user, page):
        return
    messages.success(
        request,
        _("“%(title)s” is published. People claim its badge with a code.") % {"title": page.title},
        buttons=[messages.button(claim_code_url(page), _("Get a claim code"))],
    )


def only_opportunities(request, parent_page, page_class):
    """For the hook ``before_create_page``: below their own list the members of a provider make
    opportunities and nothing else. Whoever works for the city makes what she likes."""
    site = parent_page.get_site()
    if site is None or issubclass(page_class, OpportunityPageMixin):
        return None
    return None if is_staff_of(request.user, site.pk) else permission_denied(request)
