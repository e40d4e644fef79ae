"""What every viewset, chooser and filter of things that belong to a city is made of."""

from collections.abc import Callable
from functools import wraps

from django.contrib.admin.utils import unquote
from django.db.models import Model, QuerySet
from django.http import Http404, HttpRequest
from django.urls import URLPattern
from django_filters import ModelChoiceFilter
from wagtail.snippets.views import chooser

from .scoping import cities_of, own


def own_only(view: Callable, model: type[Model]) -> Callable:
    """A view of one row (``pk`` or ``instance_pk`` in its address) or of some (``?id=…``) that
    answers 404 for those of another city."""

    @wraps(view)
    def guarded(request: HttpRequest, *args, **kwargs):
        one = kwargs.get("pk", kwargs.get("instance_pk"))
        asked = request.GET.getlist("id") if one is None else [one]
        if asked and cities_of(request.user) is not None:
            ids = {unquote(str(pk)) for pk in asked}
            try:
                found = own(model._default_manager.filter(pk__in=ids), request.user).count()
            except ValueError as error:
                raise Http404 from error
            if found != len(ids):
                raise Http404
        return view(request, *args, **kwargs)

    return guarded


class OwnUrlsMixin:
    """For a viewset, or the viewset of a chooser, of a model that has ``city_path``."""

    def get_urlpatterns(self) -> list[URLPattern]:
        patterns = super().get_urlpatterns()
        for pattern in patterns:
            pattern.callback = own_only(pattern.callback, self.model)
        return patterns


class OwnChoicesMixin:
    """For the views of a chooser that list what can be chosen."""

    def get_object_list(self) -> QuerySet:
        return own(super().get_object_list(), self.request.user)


class OwnChooseView(OwnChoicesMixin, chooser.ChooseView):
    pass


class OwnChooseResultsView(OwnChoicesMixin, chooser.ChooseResultsView):
    pass


class OwnChooserViewSet(OwnUrlsMixin, chooser.SnippetChooserViewSet):
    choose_view_class = OwnChooseView
    choose_results_view_class = OwnChooseResultsView


class OwnCitiesMixin(OwnUrlsMixin):
    """For the viewset of a snippet: its list, its chooser, and the views of each row. A viewset
    that has more addresses wraps them with :func:`own_only`."""

    chooser_viewset_class = OwnChooserViewSet

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        rows = super().get_queryset(request)
        if rows is None:
            rows = self.model._default_manager.all()
        return own(rows, request.user)


class OwnChoiceFilter(ModelChoiceFilter):
    """A filter of a list by something that belongs to a city."""

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return own(super().get_queryset(request), request.user)
