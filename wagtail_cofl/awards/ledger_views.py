"""What can be done with awards from the ledger: withdraw and suspend, one or several together; give
back, correct and renew one."""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.generic.edit import FormMixin, ProcessFormView
from wagtail.admin import messages
from wagtail_modeladmin.views import InstanceSpecificView, WMABaseView

from wagtail_cofl.city.ids import pk_of
from wagtail_cofl.city.permissions import policy_of
from wagtail_cofl.city.readiness import CityNotReady

from .forms import CorrectForm, LiftForm, RenewForm, RevokeForm, SuspendForm
from .models import Award
from .replacing import CannotReplace, correct, renew
from .revoking import revoke, revoke_many
from .suspending import lift, suspend

#: What everybody is told, for the pages that ask before a badge does not hold any more.
TELLS_CHECKERS = gettext_lazy(
    "Whoever checks the badge is told that it was withdrawn, and why. Copies that people have saved say "
    "so too when they are checked."
)
TELL_THEM = gettext_lazy(
    "The learner sees it on their own page. We do not write to them: please tell them yourself."
)


class AskingView(FormMixin, ProcessFormView):
    """Say what will happen, ask, and do it. ``points`` stand below ``warning`` or ``promise``."""

    template_name = "wagtail_cofl/awards/verb.html"
    warning = promise = ""
    points: tuple = ()
    button = keep = ""
    serious = False


class VerbView(AskingView, InstanceSpecificView):
    """One award."""

    done = ""

    def check_action_permitted(self, user):
        return self.permission_helper.user_can_withdraw_obj(user, self.instance)

    def get_page_subtitle(self):
        return self.instance.badge_version.name

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
            try:
                self.act(form.cleaned_data)
            except (CannotReplace, CityNotReady) as problem:
                form.add_error(None, str(problem))
                return self.form_invalid(form)
            messages.success(self.request, self.done)
        return super().form_valid(form)


class WithdrawView(VerbView):
    page_title = gettext_lazy("Withdraw a badge")
    form_class = RevokeForm
    warning = gettext_lazy("This cannot be undone.")
    points = (
        TELLS_CHECKERS,
        TELL_THEM,
        gettext_lazy("You can give the same badge to them again."),
    )
    button, keep = gettext_lazy("Withdraw this badge"), gettext_lazy("Keep it")
    serious = True
    done = gettext_lazy(
        "The badge was withdrawn. Within five minutes, whoever checks it is told so."
    )

    def why_not(self):
        return _("This badge is withdrawn already.") if self.instance.revocation else ""

    def act(self, given):
        revoke(self.instance, self.request.user, given["reason"], given["note"])


class SuspendView(VerbView):
    page_title = gettext_lazy("Suspend a badge")
    form_class = SuspendForm
    promise = gettext_lazy("You can give it back at any time.")
    points = (
        gettext_lazy(
            "Until then, whoever checks the badge is told that it does not count for now, and why. "
            "Copies that people have saved say so too when they are checked."
        ),
        TELL_THEM,
    )
    button, keep = gettext_lazy("Suspend this badge"), gettext_lazy("Leave it as it is")
    done = gettext_lazy(
        "The badge is suspended. Within five minutes, whoever checks it is told so."
    )

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
    page_title = gettext_lazy("Give a suspended badge back")
    form_class = LiftForm
    promise = gettext_lazy(
        "The badge counts again, everywhere and as it was. Nobody sees that it was suspended."
    )
    button, keep = gettext_lazy("Give it back"), gettext_lazy("Leave it suspended")
    done = gettext_lazy(
        "The badge counts again. Within five minutes, whoever checks it is told so."
    )

    def why_not(self):
        if self.instance.revocation:
            return _("This badge is withdrawn already.")
        return "" if self.instance.suspension else _("This badge is not suspended.")

    def act(self, given):
        lift(self.instance, self.request.user, given["note"])


class ReplacingView(VerbView):
    """A newer badge comes in its place; where she lands is the newer one."""

    keep = gettext_lazy("Leave it as it is")
    newer: Award | None = None

    def why_not(self):
        if self.instance.revocation:
            return _("This badge is withdrawn already.")
        if self.instance.suspension:
            return _("This badge is suspended. Give it back first.")
        return "" if self.instance.learner_id else _("Nobody holds this badge any more.")

    def get_success_url(self):
        shown = self.newer or self.instance
        return self.url_helper.get_action_url("inspect", shown.pk)


class CorrectView(ReplacingView):
    page_title = gettext_lazy("Correct a badge")
    form_class = CorrectForm
    promise = gettext_lazy(
        "The learner gets a corrected badge. This one says that there is a newer one."
    )
    points = (
        gettext_lazy("The corrected badge has the badge’s words as they are published now."),
        gettext_lazy("Copies of the old one that people have saved do not count any more."),
    )
    button = gettext_lazy("Give the corrected badge")
    done = gettext_lazy("This is the corrected badge. The old one says that there is a newer one.")

    def get_initial(self):
        return {
            "awarded_at": self.instance.awarded_at,
            "valid_until": self.instance.valid_until,
        }

    def act(self, given):
        self.newer = correct(
            self.instance,
            self.request.user,
            awarded_at=given["awarded_at"],
            valid_until=given["valid_until"],
            note=given["note"],
        )


class RenewView(ReplacingView):
    page_title = gettext_lazy("Renew a badge")
    form_class = RenewForm
    promise = gettext_lazy(
        "The learner gets the badge anew, from today. This one says that there is a newer one."
    )
    button = gettext_lazy("Renew this badge")
    done = gettext_lazy("This is the renewed badge. The old one says that there is a newer one.")

    def act(self, given):
        self.newer = renew(
            self.instance,
            self.request.user,
            valid_until=given["valid_until"],
            note=given["note"],
        )


class SeveralView(AskingView, WMABaseView):
    """Those whose boxes were ticked in the list (``?id=…``, own ones only)."""

    MOST = 1_000

    @cached_property
    def awards(self):
        asked = map(pk_of, self.request.GET.getlist("id"))
        chosen = [pk for pk in asked if pk is not None][: self.MOST]
        rows = Award.objects.filter(pk__in=chosen).select_related("credential__status_list")
        return policy_of(Award).filter(rows, self.request.user, "revoke").order_by("pk")

    def check_action_permitted(self, user):
        return policy_of(Award).user_has_permission(user, "revoke")

    def get(self, request, *args, **kwargs):
        if not self.awards:
            messages.warning(request, _("Tick the badges first, at the beginning of their lines."))
            return redirect(self.index_url)
        return super().get(request, *args, **kwargs)

    def get_success_url(self):
        return self.index_url

    def get_page_subtitle(self):
        count = len(self.awards)
        return ngettext("%(n)d badge", "%(n)d badges", count) % {"n": count}

    def get_context_data(self, **kwargs):
        return super().get_context_data(several=self.awards, **kwargs)


class WithdrawSeveralView(SeveralView):
    page_title = gettext_lazy("Withdraw several badges")
    form_class = RevokeForm
    warning = WithdrawView.warning
    points = WithdrawView.points
    button, keep = gettext_lazy("Withdraw these badges"), gettext_lazy("Keep them")
    serious = True

    def form_valid(self, form):
        if not self.awards:
            raise Http404
        given = form.cleaned_data
        count = revoke_many(self.awards, self.request.user, given["reason"], given["note"])
        done = ngettext("%(n)d badge was withdrawn.", "%(n)d badges were withdrawn.", count)
        messages.success(self.request, done % {"n": count})
        return super().form_valid(form)


class SuspendSeveralView(SeveralView):
    page_title = gettext_lazy("Suspend several badges")
    form_class = SuspendForm
    promise = gettext_lazy("You can give each of them back at any time.")
    points = SuspendView.points
    button, keep = gettext_lazy("Suspend these badges"), gettext_lazy("Leave them as they are")

    def form_valid(self, form):
        given, count, cannot = form.cleaned_data, 0, 0
        for award in self.awards:
            if award.revocation or not award.credential.can_be_suspended:
                cannot += 1
            elif not award.suspension:
                suspend(award, self.request.user, given["reason"], given["note"])
                count += 1
        done = ngettext("%(n)d badge is suspended.", "%(n)d badges are suspended.", count)
        messages.success(self.request, done % {"n": count})
        if cannot:
            left = ngettext(
                "%(n)d badge cannot be suspended.", "%(n)d badges cannot be suspended.", cannot
            )
            messages.warning(self.request, left % {"n": cannot})
        return super().form_valid(form)
