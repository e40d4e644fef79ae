"""Choosing an opportunity: the row, whatever page or feed it came from."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.views.generic.chooser import ChooseResultsView, ChooseView
from wagtail.admin.viewsets.chooser import ChooserViewSet

from .models import Opportunity


class LiveOnlyMixin:
    def get_object_list(self):
        return Opportunity.objects.filter(live=True).select_related("provider")


class OpportunityChooseView(LiveOnlyMixin, ChooseView):
    pass


class OpportunityChooseResultsView(LiveOnlyMixin, ChooseResultsView):
    pass


class OpportunityChooserViewSet(ChooserViewSet):
    model = Opportunity
    icon = "date"
    choose_one_text = _("Choose an opportunity")
    choose_another_text = _("Choose another opportunity")
    register_widget = False
    choose_view_class = OpportunityChooseView
    choose_results_view_class = OpportunityChooseResultsView


opportunity_chooser = OpportunityChooserViewSet("cofl_opportunity_chooser")
OpportunityBlock = opportunity_chooser.get_block_class(
    name="OpportunityBlock", module_path="wagtail_cofl.opportunities.choosers"
)
