"""The form of an issuing workflow: nothing is saved that would leave its claims waiting for ever."""

from django import forms
from django.contrib.auth import get_user_model
from django.utils.translation import gettext as _
from wagtail.admin.forms import WagtailAdminModelForm

from wagtail_cofl.city.scoping import offer_own
from wagtail_cofl.providers import roles
from wagtail_cofl.providers.members import name_of
from wagtail_cofl.providers.models import Membership, Provider

from .models import StepKind, WorkflowStep

#: Steps in which somebody or something says that the criteria are met.
LOOKS = (StepKind.REVIEW, StepKind.PEERS, StepKind.CITY, StepKind.AUTOMATIC)
BY_MEMBERS = (StepKind.REVIEW, StepKind.SECOND)


def _deciders(providers):
    """The users who may decide claims of some providers."""
    members = Membership.objects.filter(
        provider__in=providers, role__in=roles.roles_that_may("decide")
    )
    users = get_user_model()._default_manager
    return users.filter(is_active=True, pk__in=members.values("user"))


class StepForm(WagtailAdminModelForm):
    #: Who can be named; :class:`WorkflowForm` says so.
    people = None

    class Meta:
        model = WorkflowStep
        fields: list[str] = []

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        field = self.fields["person"]
        field.queryset = field.queryset.none() if self.people is None else self.people
        field.label_from_instance = name_of


class WorkflowForm(WagtailAdminModelForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        offer_own(self, "edit")
        if self.instance.pk:
            # Badges of one provider use it, and claims under way look for its people there.
            self.fields["provider"].disabled = True
            providers = Provider.objects.filter(pk=self.instance.provider_id)
        else:
            providers = self.fields["provider"].queryset
        steps = self.formsets["steps"]
        base = steps.form
        steps.form = type(base)("StepForm", (base,), {"people": _deciders(providers)})

    def clean(self) -> dict:
        cleaned = super().clean()
        steps = self.formsets["steps"]
        if steps.is_valid():
            self._clean_steps(cleaned.get("provider"), steps)
        return cleaned

    def _clean_steps(self, provider: Provider | None, formset) -> None:
        steps = [form for form in formset.forms if form.cleaned_data.get("kind")]
        steps = [form for form in steps if not form.cleaned_data.get("DELETE")]
        steps.sort(key=lambda form: form.cleaned_data.get("ORDER") or 0)
        if not steps:
            raise forms.ValidationError(
                _("A workflow needs at least one step. Without any, nobody would ever decide.")
            )
        kinds = [form.cleaned_data["kind"] for form in steps]
        if not set(kinds) & set(LOOKS):
            raise forms.ValidationError(
                _(
                    "Nobody would look at the criteria. Add an assessor, peers, the city, or “all "
                    "criteria are answered by themselves”."
                )
            )
        for place, form in enumerate(steps):
            if kinds[place] == StepKind.SECOND and not set(kinds[:place]) & set(LOOKS):
                form.add_error("kind", _("A second look comes after a first one. Move it down."))
            elif kinds[place] in BY_MEMBERS:
                self._clean_person(provider, form)

    def _clean_person(self, provider: Provider | None, form) -> None:
        given = form.cleaned_data
        if given.get("who") != WorkflowStep.Who.PERSON:
            return
        person = given.get("person")
        if person is None:
            form.add_error("person", _("Say which person."))
        elif provider and not _deciders([provider]).filter(pk=person.pk).exists():
            message = _(
                "%(person)s does not decide claims of %(provider)s. Choose a member who does."
            )
            form.add_error(
                "person", message % {"person": name_of(person), "provider": provider.name}
            )


class FeedbackForm(WagtailAdminModelForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        offer_own(self, "edit")
