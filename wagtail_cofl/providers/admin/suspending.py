"""The city suspends a provider, and lets it give badges again."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from wagtail.admin import messages

from wagtail_cofl.city.permissions import policy_of

from .. import suspending
from ..forms import SuspensionForm
from ..models import Provider
from .base import ProviderView, home_url


def may_suspend(user, provider: Provider) -> bool:
    """Only the city's own people with the permission ``suspend_provider``."""
    return policy_of(Provider).user_has_permission_for_instance(user, "suspend", provider)


class _VerbView(ProviderView):
    template_name = "wagtail_cofl/admin/suspend_provider.html"
    lifts = False
    form = None

    def is_allowed(self) -> bool:
        return may_suspend(self.request.user, self.provider)

    def post(self, request, *args, **kwargs) -> HttpResponse:
        self.form = SuspensionForm(request.POST)
        if not self.form.is_valid():
            return self.get(request, *args, **kwargs)
        verb = suspending.lift if self.lifts else suspending.suspend
        if verb(self.provider, request.user, self.form.cleaned_data["note"]):
            messages.success(request, self.done())
        return redirect(home_url(request.user, self.provider))

    def get_context_data(self, **kwargs) -> dict:
        return super().get_context_data(
            form=self.form or SuspensionForm(),
            lifts=self.lifts,
            back_url=home_url(self.request.user, self.provider),
            **kwargs,
        )


class SuspendView(_VerbView):
    def get_page_title(self) -> str:
        return _("Suspend %(provider)s") % {"provider": self.provider.name}

    def done(self) -> str:
        return _("%(provider)s can give no badges for now.") % {"provider": self.provider.name}


class LiftView(_VerbView):
    lifts = True

    def get_page_title(self) -> str:
        return _("Let %(provider)s give badges again") % {"provider": self.provider.name}

    def done(self) -> str:
        return _("%(provider)s can give badges again.") % {"provider": self.provider.name}
