"""What has been issued is archived, not deleted: say so instead of failing. What belongs to another
city is not there to delete."""

from django.apps import apps
from django.db import DEFAULT_DB_ALIAS
from django.db.models import Model, ProtectedError
from django.db.models.deletion import Collector
from django.http import Http404
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.admin.auth import permission_denied

from .permissions import policy_of
from .scoping import own


class ArchiveInsteadMixin:
    """For delete views: where the database protects the row, explain and go back to the form."""

    def form_valid(self, form):
        try:
            return super().form_valid(form)
        except ProtectedError:
            messages.error(
                self.request,
                _("“%(name)s” cannot be deleted, because others depend on it. Archive it instead.")
                % {"name": self.object},
            )
            return redirect(self.edit_url_name, self.object.pk)


def _asked_for(request, rows: list) -> tuple[type[Model] | None, list]:
    """The model and the ids that somebody asked to delete. In one go for several, Wagtail has already
    left out what she may not delete, and would tell its names."""
    match = request.resolver_match
    if match is None or match.url_name != "wagtail_bulk_action":
        return (type(rows[0]), [row.pk for row in rows]) if rows else (None, [])
    model = apps.get_model(match.kwargs["app_label"], match.kwargs["model_name"])
    ids = request.GET.getlist("id")
    if "all" in ids:
        ids = list(model._default_manager.values_list("pk", flat=True))
    return model, ids


def before_delete_snippet(request, rows):
    """For Wagtail's hook of this name, which speaks for one row and for many that were ticked in a
    list. Of other people's snippets it knows nothing."""
    model, ids = _asked_for(request, rows)
    if not hasattr(model, "city_path"):
        return None
    found = list(own(model._default_manager.filter(pk__in=ids), request.user))
    if len(found) != len(set(map(str, ids))):
        raise Http404
    policy, user = policy_of(model), request.user
    if not all(policy.user_has_permission_for_instance(user, "delete", row) for row in found):
        return permission_denied(request)
    if request.method == "POST" and len(found) > 1:
        try:
            Collector(using=DEFAULT_DB_ALIAS).collect(found)
        except ProtectedError:
            messages.error(
                request,
                _("Not all of these can be deleted, because others depend on them. Archive them."),
            )
            return redirect(model.snippet_viewset.get_url_name("list"))
    return None
