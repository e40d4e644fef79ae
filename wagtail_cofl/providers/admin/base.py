"""What the pages about one provider have in common."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property
from django.views.generic import TemplateView
from wagtail.admin.auth import permission_denied
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from wagtail_cofl.city.permissions import policy_of

from ..models import Provider
from ..roles import may


def url(name: str, provider: Provider) -> str:
    return reverse(f"cofl_providers:{name}", args=[provider.pk])


def home_url(user, provider: Provider) -> str:
    """The page of a provider's row: its form for those who may change it."""
    policy = policy_of(Provider)
    changes = policy.user_has_permission_for_instance(user, "change", provider)
    return url("edit" if changes else "inspect", provider)


class ProviderView(WagtailAdminTemplateMixin, TemplateView):
    """``verb`` (of ``roles.MAY``) is asked anew for each request."""

    header_icon = "group"
    verb = "view"

    @cached_property
    def provider(self) -> Provider:
        return get_object_or_404(Provider.objects.select_related("site"), pk=self.kwargs["pk"])

    def may(self, verb: str) -> bool:
        return may(self.request.user, verb, self.provider)

    def is_allowed(self) -> bool:
        return self.may(self.verb)

    def dispatch(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        return super().dispatch(request, *args, **kwargs) if self.is_allowed() else self.denied()

    def denied(self) -> HttpResponse:
        return permission_denied(self.request)

    def get_breadcrumbs_items(self) -> list[dict]:
        return [
            *super().get_breadcrumbs_items(),
            {"url": reverse("cofl_providers:list"), "label": Provider._meta.verbose_name_plural},
            {"url": home_url(self.request.user, self.provider), "label": self.provider.name},
            {"url": "", "label": self.get_page_title()},
        ]

    def get_context_data(self, **kwargs) -> dict:
        return super().get_context_data(provider=self.provider, **kwargs)
