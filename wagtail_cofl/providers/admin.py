"""Providers in Wagtail's admin."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, ObjectList
from wagtail.snippets.views.snippets import DeleteView, SnippetViewSet

from wagtail_cofl.city.deleting import ArchiveInsteadMixin
from wagtail_cofl.city.viewsets import OwnCitiesMixin

from .forms import OneCityForm
from .models import Provider


class ProviderDeleteView(ArchiveInsteadMixin, DeleteView):
    pass


class ProviderViewSet(OwnCitiesMixin, SnippetViewSet):
    model = Provider
    icon = "group"
    menu_label = _("Providers")
    admin_url_namespace = "cofl_providers"
    base_url_path = "cofl/providers"
    chooser_admin_url_namespace = "cofl_provider_chooser"
    chooser_base_url_path = "cofl/provider-chooser"
    list_display = ["name", "email", "archived"]
    list_filter = ["archived"]
    copy_view_enabled = False
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
