"""What has been issued is archived, not deleted: say so instead of failing. What belongs to another
city is not there to delete."""

from django.db import DEFAULT_DB_ALIAS
from django.db.models import ProtectedError
from django.db.models.deletion import Collector
from django.http import Http404
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from wagtail.admin import messages

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


def before_delete_snippet(request, rows):
    """For Wagtail's hook of this name, which speaks for one row and for many that were ticked in a
    list. Of other people's snippets it knows nothing."""
    rows = [row for row in rows if hasattr(row, "city_path")]
    if not rows:
        return None
    model = type(rows[0])
    found = own(model._default_manager.filter(pk__in=[row.pk for row in rows]), request.user)
    if found.count() != len(rows):
        raise Http404
    if request.method == "POST" and len(rows) > 1:
        try:
            Collector(using=DEFAULT_DB_ALIAS).collect(rows)
        except ProtectedError:
            messages.error(
                request,
                _("Not all of these can be deleted, because others depend on them. Archive them."),
            )
            return redirect(model.snippet_viewset.get_url_name("list"))
    return None
