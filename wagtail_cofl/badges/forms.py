"""The badge form: pictures are looked at before they are published."""

from django import forms
from django.utils.translation import gettext as _
from wagtail.admin.forms import WagtailAdminModelForm

from wagtail_cofl.city.permissions import policy_of
from wagtail_cofl.city.scoping import offer_own

from .models import Badge
from .needs import loop, needed_ids
from .pictures import PictureProblem, png_bytes


class BadgeForm(WagtailAdminModelForm):
    """Refuses, while it can still be changed, a picture that could not travel inside a badge, what
    belongs to another city or provider, and criteria that ask for the badge itself."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        offer_own(self, "edit")

    def clean_image(self):
        image = self.cleaned_data["image"]
        if image is not None:
            try:
                png_bytes(image)
            except PictureProblem as problem:
                raise forms.ValidationError(str(problem)) from problem
        return image

    def clean(self):
        cleaned = super().clean()
        provider = cleaned.get("provider")
        self._clean_workflow(provider, cleaned.get("workflow"))
        self._clean_needs(provider, cleaned.get("criteria"))
        self._clean_publishing(provider)
        skills = self.formsets.get("badge_skills")
        if provider and skills and skills.is_valid():
            for form in skills.forms:
                skill = form.cleaned_data.get("skill")
                if skill and skill.framework.site_id != provider.site_id:
                    message = _("“%(name)s” belongs to another city. Choose one of this city’s.")
                    form.add_error("skill", message % {"name": skill})
        return cleaned

    def _clean_workflow(self, provider, workflow) -> None:
        if workflow is None:
            return
        if provider and workflow.provider_id != provider.pk:
            message = _("“%(name)s” belongs to another provider. Choose one of %(provider)s.")
            self.add_error("workflow", message % {"name": workflow.name, "provider": provider.name})
        elif not workflow.steps.exists():
            self.add_error(
                "workflow", _("It has no steps, so nobody would ever decide. Add one to it first.")
            )

    def _clean_publishing(self, provider) -> None:
        """Wagtail asks whether she may publish badges, not whether she may publish this one."""
        if self.for_user is None or provider is None or "action-publish" not in self.data:
            return
        badge = Badge(provider=provider)
        if not policy_of(Badge).user_has_permission_for_instance(self.for_user, "publish", badge):
            self.add_error(
                None, _("You cannot publish badges of this provider. Save it as a draft instead.")
            )

    def _clean_needs(self, provider, criteria) -> None:
        """No badges of another city, and no loops."""
        if not criteria:
            return
        needs = needed_ids(criteria.get_prep_value())
        if not needs:
            return
        if provider:
            others = Badge.objects.filter(pk__in=needs).exclude(provider__site=provider.site_id)
            for other in others:
                message = _("“%(name)s” belongs to another city. Choose one of this city’s.")
                self.add_error("criteria", message % {"name": other.name})
        if found := loop(self.instance, needs):
            self.add_error(
                "criteria",
                _("Nobody could get this badge, because it would need itself: %(loop)s.")
                % {"loop": " → ".join(badge.name for badge in found)},
            )
