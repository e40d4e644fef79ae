"""Campaigns in Wagtail's admin: the list, the forms, and the addresses of their event kits."""

from django.db import IntegrityError
from django.db.models import ProtectedError
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from wagtail.admin import messages
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.panels import FieldPanel, FieldRowPanel, ObjectList
from wagtail.admin.ui.tables import Column
from wagtail.admin.widgets.button import HeaderButton
from wagtail.snippets.views.snippets import CreateView, DeleteView, EditView, SnippetViewSet

from wagtail_cofl.badges.models import Badge
from wagtail_cofl.city.ids import pk_of
from wagtail_cofl.city.scoping import own
from wagtail_cofl.city.viewsets import OwnChoiceFilter, OwnCitiesMixin, own_only

from . import event_kit
from .campaign_forms import CampaignForm, NewCampaignForm
from .models import Campaign

WINDOW = FieldRowPanel([FieldPanel("opens_at"), FieldPanel("closes_at")])
NEW = ObjectList(
    [
        FieldPanel("badge"),
        FieldPanel("label"),
        FieldPanel("kind"),
        FieldPanel("quota"),
        FieldPanel("word"),
        FieldPanel("cards"),
        FieldPanel("addresses"),
        WINDOW,
        FieldPanel("at_once"),
    ],
    base_form_class=NewCampaignForm,
)
CHANGE = ObjectList(
    [
        FieldPanel("badge", read_only=True),
        FieldPanel("label"),
        FieldPanel("quota"),
        FieldPanel("cards"),
        FieldPanel("addresses"),
        WINDOW,
        FieldPanel("at_once"),
    ],
    base_form_class=CampaignForm,
)


class AfterwardsKitMixin:
    """After saving comes what she wanted: the event kit. Letters leave when all is saved."""

    def get_success_url(self):
        return reverse("cofl_claim_codes:kit", args=[self.object.pk])

    def form_valid(self, form):
        response = super().form_valid(form)
        if form.cleaned_data.get("addresses"):
            event_kit.post_letters(self.request, self.object)
        return response


class CampaignCreateView(AfterwardsKitMixin, CreateView):
    """``?badge=`` and ``?label=`` prefill."""

    def form_valid(self, form):
        try:
            return super().form_valid(form)
        except IntegrityError:
            if not form.refuse_taken_word():
                raise
        # Nothing was saved: the same form again, for something new.
        form.instance.pk, form.instance._state.adding = None, True
        self.produced_error_message = self.get_error_message()
        return self.form_invalid(form)

    def get_panel(self):
        return NEW.bind_to_model(Campaign)

    def get_form_class(self):
        return self.panel.get_form_class()

    def get_initial_form_instance(self):
        campaign = super().get_initial_form_instance() or Campaign()
        number, label = self.request.GET.get("badge", ""), self.request.GET.get("label", "")
        # Only her own: the form says what the badge is called.
        mine = own(Badge.objects.all(), self.request.user, "issue")
        if badge := mine.filter(pk=pk_of(number) or 0).first():
            campaign.badge = badge
        campaign.label = label[:120]
        return campaign


class CampaignEditView(AfterwardsKitMixin, EditView):
    @cached_property
    def header_buttons(self):
        kit = HeaderButton(_("Event kit"), url=self.get_success_url(), icon_name="doc-full")
        return [kit, *super().header_buttons]


class CampaignDeleteView(DeleteView):
    """Its codes go with it, unless somebody has claimed with one."""

    def form_valid(self, form):
        try:
            return super().form_valid(form)
        except ProtectedError:
            messages.error(
                self.request,
                _("People have claimed with these codes. To stop them, say until when they work."),
            )
            return redirect("cofl_claim_codes:edit", self.object.pk)


class KitColumn(Column):
    cell_template_name = "wagtail_cofl/admin/kit_cell.html"

    def get_value(self, instance):
        return reverse("cofl_claim_codes:kit", args=[instance.pk])


class CampaignFilters(WagtailFilterSet):
    badge = OwnChoiceFilter(queryset=Badge.objects.all())

    class Meta:
        model = Campaign
        fields = ["badge"]


def _state(campaign: Campaign) -> str:
    return event_kit.STATES[campaign.state]


class CampaignViewSet(OwnCitiesMixin, SnippetViewSet):
    model = Campaign
    icon = "key"
    menu_label = _lazy("Claim codes")
    admin_url_namespace = "cofl_claim_codes"
    base_url_path = "cofl/claim-codes"
    list_display = [
        "label",
        "badge",
        Column("state", label=_lazy("State"), accessor=_state),
        KitColumn("kit", label=_lazy("Event kit")),
    ]
    search_fields = ["label", "badge__name"]
    filterset_class = CampaignFilters
    copy_view_enabled = False
    add_view_class = CampaignCreateView
    edit_view_class = CampaignEditView
    delete_view_class = CampaignDeleteView
    edit_handler = CHANGE

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("badge__provider")

    def get_urlpatterns(self):
        def one(name, view, action="view"):
            address = f"{name}/<int:pk>/"
            return path(address, own_only(view.as_view(), Campaign, action), name=name)

        return [
            *super().get_urlpatterns(),
            one("kit", event_kit.KitView),
            one("counter", event_kit.CounterView),
            one("poster", event_kit.PosterView),
            one("cards", event_kit.CardsView),
            one("given-out", event_kit.GivenOutView, "change"),
            *event_kit.pdf_addresses(one),
        ]
