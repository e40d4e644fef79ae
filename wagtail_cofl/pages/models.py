"""Ready-made page types: a mixin and Wagtail's own ``Page``."""

from django.utils.translation import gettext_lazy as _
from wagtail.models import Page
from wagtail.search import index

from wagtail_cofl.opportunities.page_mixins import OpportunityPageMixin


class OpportunityPage(OpportunityPageMixin, Page):
    """Something to do in the city, and the badge that it gives."""

    template = "wagtail_cofl/opportunities/opportunity_page.html"
    content_panels = [*Page.content_panels, *OpportunityPageMixin.cofl_panels]
    search_fields = [
        *Page.search_fields,
        index.SearchField("summary"),
        index.SearchField("body"),
    ]
    subpage_types: list[str] = []

    class Meta:
        verbose_name = _("opportunity")
        verbose_name_plural = _("opportunities")
