"""What has been issued is archived, not deleted: say so instead of failing."""

from django.db.models import ProtectedError
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from wagtail.admin import messages


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
