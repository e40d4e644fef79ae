"""Choosing an opportunity: the row, whatever page or feed it came from."""

from django.db.models import Prefetch
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic.chooser import ChooseResultsView, ChooseView
from wagtail.admin.viewsets.chooser import ChooserViewSet
from wagtail.models import Site

from wagtail_cofl.city.viewsets import OwnChoicesMixin, OwnChooserUrlsMixin
from wagtail_cofl.templatetags.cofl import moment

from .finding import to_come
from .models import Opportunity


def _next_date(row: Opportunity) -> str:
    date = next((date for date in row.to_come if not date.cancelled), None)
    return moment(timezone.localtime(date.starts_at)) if date else _("No date to come")


class TellApartMixin:
    """Published ones only, with what tells one from another: who offers it, what it is and when;
    and whose it is, where there are several cities."""

    def get_object_list(self):
        dates = Prefetch("sessions", to_come(), to_attr="to_come")
        rows = Opportunity.objects.filter(live=True).prefetch_related(dates)
        return rows.select_related("provider", "site")

    @property
    def columns(self):
        more = [
            Column("provider", label=_("Provider"), accessor=lambda row: row.provider.name),
            Column("kind", label=_("Kind"), accessor=lambda row: row.get_kind_display()),
            Column("next", label=_("Next date"), accessor=_next_date),
        ]
        if Site.objects.count() > 1:
            more.insert(0, Column("city", label=_("City"), accessor=lambda row: _name(row.site)))
        return [*super().columns, *more]


def _name(site: Site) -> str:
    return site.site_name or site.hostname


class OpportunityChooseView(OwnChoicesMixin, TellApartMixin, ChooseView):
    pass


class OpportunityChooseResultsView(OwnChoicesMixin, TellApartMixin, ChooseResultsView):
    pass


class OpportunityChooserViewSet(OwnChooserUrlsMixin, ChooserViewSet):
    model = Opportunity
    icon = "date"
    choose_one_text = gettext_lazy("Choose an opportunity")
    choose_another_text = gettext_lazy("Choose another opportunity")
    register_widget = False
    choose_view_class = OpportunityChooseView
    choose_results_view_class = OpportunityChooseResultsView


opportunity_chooser = OpportunityChooserViewSet("cofl_opportunity_chooser")
OpportunityBlock = opportunity_chooser.get_block_class(
    name="OpportunityBlock", module_path="wagtail_cofl.opportunities.choosers"
)
