"""Providers in Wagtail's admin: the rows, their people, and suspending."""

from django.urls import URLPattern, path
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, ObjectList
from wagtail.admin.ui.tables import Column
from wagtail.admin.widgets.button import HeaderButton
from wagtail.snippets.views.snippets import (
    DeleteView,
    EditView,
    InspectView,
    SnippetViewSet,
)

from wagtail_cofl.city.deleting import ArchiveInsteadMixin
from wagtail_cofl.city.viewsets import OwnCitiesMixin, own_only

from ..forms import OneCityForm
from ..models import Provider
from .base import url
from .people import PeopleView
from .suspending import LiftView, SuspendView, may_suspend


def _buttons(request, provider: Provider) -> list[HeaderButton]:
    """To what belongs to a provider but is not its row."""
    people = HeaderButton(_("People"), url=url("people", provider), icon_name="group")
    if not may_suspend(request.user, provider):
        return [people]
    verb = ("lift", _("Let it give badges again")) if provider.suspended_at else None
    name, label = verb or ("suspend", _("Suspend"))
    return [people, HeaderButton(label, url=url(name, provider), icon_name="no-view")]


class ProviderEditView(EditView):
    @cached_property
    def header_buttons(self):
        return [*_buttons(self.request, self.object), *super().header_buttons]


class ProviderInspectView(InspectView):
    @cached_property
    def header_buttons(self):
        return [*_buttons(self.request, self.object), *super().header_buttons]


class ProviderDeleteView(ArchiveInsteadMixin, DeleteView):
    pass


class StateColumn(Column):
    def get_value(self, instance):
        if instance.suspended_at:
            return _("Suspended")
        return _("Archived") if instance.archived else ""


class ProviderViewSet(OwnCitiesMixin, SnippetViewSet):
    model = Provider
    icon = "group"
    menu_label = _("Providers")
    admin_url_namespace = "cofl_providers"
    base_url_path = "cofl/providers"
    chooser_admin_url_namespace = "cofl_provider_chooser"
    chooser_base_url_path = "cofl/provider-chooser"
    list_display = ["name", "email", StateColumn("state", label=_("State"))]
    list_filter = ["archived"]
    copy_view_enabled = False
    inspect_view_enabled = True
    inspect_view_fields = ["name", "description", "email", "website", "archived", "suspended_at"]
    edit_view_class = ProviderEditView
    inspect_view_class = ProviderInspectView
    delete_view_class = ProviderDeleteView
    edit_handler = ObjectList(
        [
            FieldPanel("site"),
            FieldPanel("name"),
            FieldPanel("description"),
            FieldPanel("email"),
            FieldPanel("website"),
            FieldPanel("logo"),
            FieldPanel("archived"),
        ],
        base_form_class=OneCityForm,
    )

    def get_urlpatterns(self) -> list[URLPattern]:
        more = {"people": PeopleView, "suspend": SuspendView, "lift": LiftView}
        return [
            *super().get_urlpatterns(),
            *(
                path(f"{name}/<int:pk>/", own_only(view.as_view(), Provider, "view"), name=name)
                for name, view in more.items()
            ),
        ]
