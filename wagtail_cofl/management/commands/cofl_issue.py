"""Issue one award from the command line."""

from pathlib import Path

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from wagtail_cofl.awards.issuing import issue
from wagtail_cofl.badges.models import Badge
from wagtail_cofl.city.emails import normalise_email
from wagtail_cofl.city.readiness import CityNotReady, ready_city
from wagtail_cofl.credentials import documents
from wagtail_cofl.learners.confirming import learner_for_email


class Command(BaseCommand):
    help = "Gives one badge to one email address, and can write its documents to a folder."

    def add_arguments(self, parser):
        parser.add_argument("--badge", required=True, help="the badge’s short name")
        parser.add_argument("--email", required=True, help="whose badge it is")
        parser.add_argument("--out", type=Path, help="a folder for the documents")

    def handle(self, *, badge, email, out, **options):
        found = Badge.objects.filter(slug=badge).select_related("provider").first()
        version = found.current_version if found else None
        if version is None:
            raise CommandError(
                _("There is no published badge “%(slug)s”.") % {"slug": badge}, returncode=2
            )
        if found.archived or not found.live:
            raise CommandError(_("This badge is no longer given."), returncode=2)
        if found.provider.suspended_at:
            raise CommandError(
                _("%(provider)s cannot give badges at the moment. The city’s team can say why.")
                % {"provider": found.provider.name},
                returncode=2,
            )
        try:
            validate_email(normalise_email(email))
        except ValidationError as error:
            raise CommandError(
                _("“%(email)s” is not an email address.") % {"email": email}, returncode=2
            ) from error
        try:
            ready_city(found.provider.site_id)
        except CityNotReady as error:
            raise CommandError(str(error), returncode=2) from error
        if out is not None:
            try:
                out.mkdir(parents=True, exist_ok=True)
            except OSError as error:
                raise CommandError(
                    _("The folder %(path)s cannot be made: %(why)s.")
                    % {"path": out, "why": error.strerror},
                    returncode=2,
                ) from error
        learner = learner_for_email(found.provider.site_id, email)
        award = issue(version, learner, email=normalise_email(email))
        uid = award.credential.uuid
        if out is not None:
            (out / "credential.json").write_bytes(documents.credential(uid))
            (out / "assertion.json").write_bytes(documents.assertion(uid))
            (out / "badge-ob3.png").write_bytes(documents.credential_png(uid))
            (out / "badge-ob2.png").write_bytes(documents.assertion_png(uid))
        self.stdout.write(str(uid))
