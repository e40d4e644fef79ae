"""What can be done with an award from its page in the ledger: withdraw, suspend, and lift that again."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from django.views.generic.edit import FormMixin, ProcessFormView
from wagtail.admin import messages
from wagtail_modeladmin.views import InstanceSpecificView

from .forms import LiftForm, RevokeForm, SuspendForm
from .revoking import revoke
from .suspending import lift, suspend


class VerbView(FormMixin, ProcessFormView, InstanceSpecificView):
    """Ask, say what will happen, and do it."""

    done = ""

    def check_action_permitted(self, user):
        return self.permission_helper.user_can_withdraw_obj(user, self.instance)

    def get_success_url(self) -> str:
        return self.url_helper.get_action_url("inspect", self.instance.pk)

    def why_not(self) -> str:
        """Why it makes no sense for this award as it is now, or ""."""
        raise NotImplementedError

    def act(self, given: dict) -> None:
        raise NotImplementedError

    def get(self, request, *args, **kwargs):
        if why := self.why_not():
            messages.warning(request, why)
            return redirect(self.get_success_url())
        return super().get(request, *args, **kwargs)

    def form_valid(self, form) -> HttpResponse:
        if why := self.why_not():
            messages.warning(self.request, why)
        else:
            self.act(form.cleaned_data)
            messages.success(self.request, self.done)
        return super().form_valid(form)


class WithdrawView(VerbView):
    page_title = _("Withdraw a badge")
    form_class = RevokeForm
    template_name = "wagtail_cofl/awards/revoke.html"
    done = _("The badge was withdrawn. Within five minutes, whoever checks it is told so.")

    def why_not(self):
        return _("This badge is withdrawn already.") if self.instance.revocation else ""

    def act(self, given):
        revoke(self.instance, self.request.user, given["reason"], given["note"])


class SuspendView(VerbView):
    page_title = _("Suspend a badge")
    form_class = SuspendForm
    template_name = "wagtail_cofl/awards/suspend.html"
    done = _("The badge is suspended. Within five minutes, whoever checks it is told so.")

    def why_not(self):
        if self.instance.revocation:
            return _("This badge is withdrawn already.")
        if self.instance.suspension:
            return _("This badge is suspended already.")
        if not self.instance.credential.can_be_suspended:
            return _("This badge cannot be suspended. You can only withdraw it for good.")
        return ""

    def act(self, given):
        suspend(self.instance, self.request.user, given["reason"], given["note"])


class LiftView(VerbView):
    page_title = _("Give a suspended badge back")
    form_class = LiftForm
    template_name = "wagtail_cofl/awards/lift.html"
    done = _("The badge counts again. Within five minutes, whoever checks it is told so.")

    def why_not(self):
        if self.instance.revocation:
            return _("This badge is withdrawn already.")
        return "" if self.instance.suspension else _("This badge is not suspended.")

    def act(self, given):
        lift(self.instance, self.request.user, given["note"])
