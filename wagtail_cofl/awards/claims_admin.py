"""Claims in Wagtail's admin: a list to look through, and the same decisions as in the queue. Nobody
types a claim here, or changes what its learner sent."""

from django.db.models import F, Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.generic import TemplateView
from django_filters import ChoiceFilter
from wagtail.admin import messages
from wagtail.admin.auth import permission_denied
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn
from wagtail.admin.views.generic import IndexView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.admin.widgets.button import HeaderButton

from wagtail_cofl.badges.models import Badge
from wagtail_cofl.city.permissions import policy_of
from wagtail_cofl.city.viewsets import OwnChoiceFilter, OwnUrlsMixin, own_only
from wagtail_cofl.providers import roles
from wagtail_cofl.providers.models import Provider

from .actors import Actor, CannotAct
from .deciding import reassign, why_not
from .deciding_together import NotTogether, chosen, decide_together
from .decision_forms import INSERT, DecisionForm, ReassignForm, TogetherForm
from .looking import (
    as_sent,
    due_of,
    may_be_read,
    name_of_learner,
    name_of_user,
    points_of,
    stage_of,
)
from .models import Claim
from .queue_views import line, outcome_words, page_of, phrases_of
from .queues import for_lists, waiting_for_user
from .standing import own_claim, persona_of_user, standing_of

LATE_FIRST = (F("due_at").asc(nulls_last=True), "-pk")
SHOWN_TOGETHER = 50


def seen_claims(user) -> QuerySet[Claim]:
    """The claims that a user of the CMS may see: never what its learner is still writing."""
    claims = policy_of(Claim).filter(Claim.objects.all(), user, ("view",))
    return for_lists(claims.exclude(state=Claim.State.DRAFT))


class ClaimFilters(WagtailFilterSet):
    badge = OwnChoiceFilter(queryset=Badge.objects.all())
    provider = OwnChoiceFilter(
        field_name="badge__provider",
        queryset=Provider.objects.all(),
        label=gettext_lazy("Provider"),
    )
    state = ChoiceFilter(
        label=gettext_lazy("State"),
        choices=[choice for choice in Claim.State.choices if choice[0] != Claim.State.DRAFT],
    )
    flag = ChoiceFilter(label=gettext_lazy("Why it is stuck"), choices=Claim.Flag.choices)
    stuck = ChoiceFilter(
        label=gettext_lazy("Stuck or not"),
        choices=[("yes", gettext_lazy("Stuck")), ("no", gettext_lazy("Not stuck"))],
        method="is_stuck",
    )
    late = ChoiceFilter(
        label=gettext_lazy("Late"), choices=[("yes", gettext_lazy("Late"))], method="is_late"
    )

    class Meta:
        model = Claim
        fields = ["badge", "state", "flag"]

    def is_stuck(self, queryset, _name, value):
        held_up = ~Q(flag="") | Q(badge__provider__suspended_at__isnull=False)
        held_up &= Q(state=Claim.State.WAITING)
        return queryset.filter(held_up) if value == "yes" else queryset.exclude(held_up)

    def is_late(self, queryset, _name, _value):
        return queryset.filter(state=Claim.State.WAITING, due_at__lt=timezone.now())


class ClaimList(IndexView):
    """Searching is not offered: there is nothing of a person to search for."""

    any_permission_required = ["view", "decide"]
    default_ordering = LATE_FIRST

    def get_base_queryset(self):
        return seen_claims(self.request.user)

    def get_add_url(self):
        return None

    def get_edit_url(self, instance):
        return None

    def get_delete_url(self, instance):
        return None

    def get_list_buttons(self, instance):
        return []

    @cached_property
    def header_buttons(self):
        if not policy_of(Claim).user_has_permission(self.request.user, "decide"):
            return []
        url = reverse("cofl_claims:together")
        return [HeaderButton(_("Decide several"), url=url, icon_name="tasks")]


class ClaimView(WagtailAdminTemplateMixin, TemplateView):
    """For views of one claim, which :func:`own_only` has looked at already."""

    header_icon = "tasks"

    @cached_property
    def claim(self) -> Claim:
        return get_object_or_404(seen_claims(self.request.user), pk=self.kwargs["pk"])

    def get_page_title(self) -> str:
        who = name_of_learner(self.claim.learner)
        return _("%(who)s asks for %(badge)s") % {
            "who": who,
            "badge": self.claim.badge_version.name,
        }

    def get_breadcrumbs_items(self) -> list[dict]:
        top = {"url": reverse("cofl_claims:index"), "label": _("Claims")}
        here = {"url": "", "label": self.get_page_title()}
        return [*super().get_breadcrumbs_items(), top, here]

    def dispatch(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        claim = self.claim
        if own_claim(standing_of(claim), persona_of_user(request.user, claim)):
            messages.warning(
                request, _("This is your own claim, or your child’s. Somebody else must decide it.")
            )
            return redirect("cofl_claims:index")
        return super().dispatch(request, *args, **kwargs)


class DecideView(ClaimView):
    """What was shown, what was decided, and, for whoever may decide now, the form."""

    template_name = "wagtail_cofl/awards/queue/admin_claim.html"

    @cached_property
    def actor(self) -> Actor:
        return Actor.of_user(self.request.user)

    @cached_property
    def points(self):
        return points_of(as_sent(self.claim)) if may_be_read(self.claim) else []

    @cached_property
    def problem(self) -> CannotAct | None:
        return why_not(self.claim, self.actor)

    def _form(self, **kwargs) -> DecisionForm:
        who = name_of_learner(self.claim.learner)
        return DecisionForm(self.claim, self.points, who, phrases=phrases_of(self.claim), **kwargs)

    def get_context_data(self, form=None, **kwargs):
        if form is None and self.problem is None:
            form = self._form()
        hers = may_hand_on(self.request.user, self.claim)
        return super().get_context_data(
            **page_of(self.claim, form, self.points),
            problem=self.problem,
            may_reassign=hers and self.claim.state == Claim.State.WAITING,
            **kwargs,
        )

    def post(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        if self.problem is not None:
            messages.error(request, str(self.problem))
            return redirect("cofl_claims:decide", self.claim.pk)
        form = self._form(data=request.POST)
        if INSERT in request.POST:
            form = self._form(initial=form.with_phrase(request.POST[INSERT]))
        elif form.is_valid() and (decided := form.decide(self.actor)):
            awarded = decided.state == Claim.State.AWARDED
            said = _("Decided. They have the badge now.") if awarded else _("Decided.")
            messages.success(request, said)
            return redirect("cofl_claims:index")
        return self.render_to_response(self.get_context_data(form=form))


def may_hand_on(user, claim: Claim) -> bool:
    """Managers of the provider and the city's people; ``reassign`` looks again."""
    return any(roles.may(user, verb, claim.badge.provider) for verb in ("members", "city"))


class ReassignView(ClaimView):
    """Hand a claim to somebody, or let a stuck one begin again with its badge's present steps."""

    template_name = "wagtail_cofl/awards/queue/admin_reassign.html"

    def dispatch(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        if not may_hand_on(request.user, self.claim):
            return permission_denied(request)
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, form=None, **kwargs):
        form = form or ReassignForm(self.claim)
        return super().get_context_data(claim=self.claim, form=form, **kwargs)

    def post(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        form = ReassignForm(self.claim, request.POST)
        if form.is_valid():
            given = form.cleaned_data
            try:
                actor = Actor.of_user(request.user)
                reassign(self.claim, actor, given["to_user"], restart=given["restart"])
            except CannotAct as problem:
                form.add_error(None, str(problem))
            else:
                messages.success(request, _("The claim goes on."))
                return redirect("cofl_claims:index")
        return self.render_to_response(self.get_context_data(form=form))


class TogetherView(WagtailAdminTemplateMixin, TemplateView):
    """What waits for the user, badge by badge, to be decided in one go."""

    template_name = "wagtail_cofl/awards/queue/admin_together.html"
    header_icon = "tasks"
    page_title = gettext_lazy("Decide several claims")

    def get_breadcrumbs_items(self) -> list[dict]:
        top = {"url": reverse("cofl_claims:index"), "label": _("Claims")}
        return [*super().get_breadcrumbs_items(), top, {"url": "", "label": self.page_title}]

    def get_context_data(self, form=None, marks=(), problem="", **kwargs):
        waiting = waiting_for_user(self.request.user).order_by("badge__name", *LATE_FIRST)
        ticked = {one.partition(":")[0] for one in marks}
        groups: dict[int, dict] = {}
        for claim in waiting[:SHOWN_TOGETHER]:
            group = groups.setdefault(
                claim.badge_id, {"badge": claim.badge, "lines": [], "form": None}
            )
            group["lines"].append(line(claim, ticked=ticked))
        for pk, group in groups.items():
            hers = form is not None and form.claims[0].badge_id == pk
            group["form"] = form if hers else TogetherForm([], auto_id=f"id_{pk}_%s")
        return super().get_context_data(groups=list(groups.values()), problem=problem, **kwargs)

    def post(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        marks = request.POST.getlist("claim")
        try:
            claims = chosen(waiting_for_user(request.user), marks)
        except NotTogether as problem:
            return self.render_to_response(self.get_context_data(problem=str(problem), marks=marks))
        form = TogetherForm(claims, request.POST, auto_id=f"id_{claims[0].badge_id}_%s")
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form, marks=marks))
        actor = Actor.of_user(request.user)
        outcome = decide_together(claims, marks, actor, form.decision, form.comment())
        messages.success(request, outcome_words(outcome, form.decision))
        for claim, why in outcome.not_done:
            messages.warning(request, f"{name_of_learner(claim.learner)}: {why}")
        return redirect("cofl_claims:together")

    def dispatch(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        if not policy_of(Claim).user_has_permission(request.user, "decide"):
            raise Http404
        return super().dispatch(request, *args, **kwargs)


class CountingMenuItem(MenuItem):
    """Says how many claims wait for the user."""

    def render_component(self, request):
        item = super().render_component(request)
        if waiting := waiting_for_user(request.user).count():
            item.label = ngettext("%(label)s (%(n)s)", "%(label)s (%(n)s)", waiting) % {
                "label": item.label,
                "n": waiting,
            }
        return item


class ClaimViewSet(OwnUrlsMixin, ModelViewSet):
    model = Claim
    icon = "tasks"
    menu_label = gettext_lazy("Claims")
    name = "cofl_claims"
    url_prefix = "cofl/claims"
    add_to_reference_index = False
    index_view_class = ClaimList
    inspect_view_enabled = True
    copy_view_enabled = False
    form_fields = []
    filterset_class = ClaimFilters
    list_per_page = 30
    cofl_actions = {"index": None, "index_results": None, "decide": "view", "reassign": "view"}
    list_display = [
        TitleColumn(
            "badge",
            label=gettext_lazy("Badge"),
            accessor="badge_version.name",
            url_name="cofl_claims:decide",
        ),
        Column("provider", label=gettext_lazy("Provider"), accessor="badge.provider.name"),
        Column(
            "learner",
            label=gettext_lazy("Learner"),
            accessor=lambda claim: name_of_learner(claim.learner),
        ),
        Column("state", label=gettext_lazy("State"), accessor=stage_of),
        Column(
            "due",
            label=gettext_lazy("Due"),
            sort_key="due_at",
            accessor=lambda claim: due.words if (due := due_of(claim)) else "–",
        ),
        DateColumn("submitted_at", label=gettext_lazy("Sent"), sort_key="submitted_at"),
        Column(
            "flag",
            label=gettext_lazy("Stuck"),
            accessor=lambda claim: claim.get_flag_display() or "–",
        ),
        Column(
            "assigned_to",
            label=gettext_lazy("Given to"),
            accessor=lambda claim: name_of_user(claim.assigned_to) if claim.assigned_to else "–",
        ),
    ]

    @property
    def permission_policy(self):
        return policy_of(Claim)

    @cached_property
    def menu_item_class(self):
        shown = super().menu_item_class
        return type("ClaimsMenuItem", (shown, CountingMenuItem), {})

    def get_urlpatterns(self):
        """A list, and what leads to a decision: no address adds, changes or deletes."""
        kept = [one for one in super().get_urlpatterns() if one.name in ("index", "index_results")]
        decide = own_only(DecideView.as_view(), Claim, "view")
        hand_on = own_only(ReassignView.as_view(), Claim, "view")
        return [
            *kept,
            path("together/", TogetherView.as_view(), name="together"),
            path("<int:pk>/", decide, name="decide"),
            path("<int:pk>/", decide, name="inspect"),
            path("<int:pk>/reassign/", hand_on, name="reassign"),
        ]

    def register_admin_url_finder(self):
        """There is no form to find."""
