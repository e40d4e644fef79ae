"""What every viewset, chooser and filter of things that belong to a city is made of."""

from collections.abc import Callable
from functools import wraps

from django.contrib.admin.utils import unquote
from django.db.models import Model, QuerySet
from django.http import Http404, HttpRequest
from django.urls import URLPattern
from django_filters import ModelChoiceFilter
from wagtail import VERSION
from wagtail.admin.auth import permission_denied
from wagtail.snippets.views import chooser

from .ids import pk_of
from .permissions import SEEING, policy_of
from .scoping import own

#: What a view of one row takes, by the name of its address in a viewset. Wagtail's own views ask about
#: the model only. What is not named here takes ``change``.
ACTIONS = {
    "add": "add",
    "chosen": "view",
    "chosen_multiple": "view",
    "collect_workflow_action_data": "view",  # Wagtail asks whose turn it is
    "copy": "add",
    "delete": "delete",
    "history": "view",
    "history_results": "view",
    "inspect": "view",
    "lock": "lock",
    "revisions_unschedule": "publish",
    "unlock": "unlock",
    "unpublish": "publish",
    "workflow_action": "view",
    "workflow_preview": "view",
}


def _found(rows: QuerySet, asked: list) -> list[Model]:
    """The rows with these ids, all of them. Raises Http404."""
    ids = {unquote(str(pk)) for pk in asked}
    if any(pk.isdecimal() and pk_of(pk) is None for pk in ids):
        raise Http404
    try:
        found = list(rows.filter(pk__in=ids))
    except ValueError as error:
        raise Http404 from error
    if len(found) != len(ids):
        raise Http404
    return found


def own_only(view: Callable, model: type[Model], action: str | None = "change") -> Callable:
    """A view of one row (``pk`` or ``instance_pk`` in its address) or of some (``?id=…``) that
    answers 404 for those of others, and refuses whoever may not do ``action`` with them.

    With None it only asks whose rows they are."""

    @wraps(view)
    def guarded(request: HttpRequest, *args, **kwargs):
        one = kwargs.get("pk", kwargs.get("instance_pk"))
        asked = request.GET.getlist("id") if one is None else [one]
        if not asked:
            return view(request, *args, **kwargs)
        user, policy = request.user, policy_of(model)
        rows = _found(own(model._default_manager.all(), user), asked)
        actions = {action} - {None}
        if action == "change" and "action-publish" in request.POST:
            actions.add("publish")
        for row in rows:
            if not all(policy.user_has_permission_for_instance(user, a, row) for a in actions):
                return permission_denied(request)
        return view(request, *args, **kwargs)

    guarded.cofl_action = action
    return guarded


class OwnUrlsMixin:
    """For a viewset, or the viewset of a chooser, of a model that has ``city_path``."""

    #: More names of addresses than ACTIONS has, and what they take.
    cofl_actions: dict[str, str | None] = {}

    def get_urlpatterns(self) -> list[URLPattern]:
        patterns = super().get_urlpatterns()
        actions = ACTIONS | self.cofl_actions
        for pattern in patterns:
            action = actions.get(pattern.name, "change")
            pattern.callback = own_only(pattern.callback, self.model, action)
        return patterns


class OwnChoicesMixin:
    """For the views of a chooser that list what can be chosen."""

    def get_object_list(self) -> QuerySet:
        rows, user = super().get_object_list(), self.request.user
        policy = policy_of(rows.model)
        return own(rows, user) if policy.open_to_choose else policy.filter(rows, user)


class OwnChooseView(OwnChoicesMixin, chooser.ChooseView):
    pass


class OwnChooseResultsView(OwnChoicesMixin, chooser.ChooseResultsView):
    pass


class NothingNewMixin:
    """For the viewset of a chooser without a form: Wagtail has the address of it all the same, and
    breaks there."""

    def get_urlpatterns(self) -> list[URLPattern]:
        patterns = super().get_urlpatterns()
        if self.creation_form_class or self.form_fields or self.exclude_form_fields:
            return patterns
        return [pattern for pattern in patterns if pattern.name != "create"]


class OwnChooserUrlsMixin(OwnUrlsMixin, NothingNewMixin):
    """Whoever sees a row may choose it in a form; but codes and the like are not for everybody."""

    def get_urlpatterns(self) -> list[URLPattern]:
        action = None if policy_of(self.model).open_to_choose else "view"
        self.cofl_actions = {"chosen": action, "chosen_multiple": action}
        return super().get_urlpatterns()

    if VERSION < (8, 0):

        @property
        def permission_policy(self):
            return policy_of(self.model)


class OwnChooserViewSet(OwnChooserUrlsMixin, chooser.SnippetChooserViewSet):
    choose_view_class = OwnChooseView
    choose_results_view_class = OwnChooseResultsView


class OwnCitiesMixin(OwnUrlsMixin):
    """For the viewset of a snippet: its list, its chooser, and the views of each row. A viewset
    that has more addresses wraps them with :func:`own_only`, and names them in ``cofl_actions``."""

    chooser_viewset_class = OwnChooserViewSet

    @property
    def permission_policy(self):
        return policy_of(self.model)

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        rows = super().get_queryset(request)
        if rows is None:
            rows = self.model._default_manager.all()
        return policy_of(self.model).filter(rows, request.user, SEEING)


class OwnChoiceFilter(ModelChoiceFilter):
    """A filter of a list by something that belongs to a city."""

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return own(super().get_queryset(request), request.user)
