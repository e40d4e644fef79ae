"""Give a provider a new key, and say since when an older one is not to be trusted."""

import uuid
from datetime import datetime, time

from django.core.exceptions import ImproperlyConfigured
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from wagtail_cofl.credentials.models import IssuerKey
from wagtail_cofl.credentials.rotating import SomebodyElse, distrust, rotate
from wagtail_cofl.providers.models import Provider


def _refuse(sentence: str) -> CommandError:
    return CommandError(sentence, returncode=2)


def _provider(given: str) -> Provider:
    try:
        found = Provider.objects.filter(uuid=uuid.UUID(given))
    except ValueError:
        found = Provider.objects.filter(name=given)
    if found.count() > 1:
        uuids = ", ".join(str(each.uuid) for each in found)
        raise _refuse(
            _("There are several providers “%(name)s”. Name one of them: %(uuids)s")
            % {"name": given, "uuids": uuids}
        )
    if (provider := found.first()) is None:
        raise _refuse(
            _("There is no provider “%(name)s”. Give its whole name, or its UUID.")
            % {"name": given}
        )
    return provider


def _moment(given: str) -> datetime:
    """A date begins at midnight in the site's own time zone."""
    try:
        found = parse_datetime(given) if "T" in given or " " in given else None
        day = parse_date(given) if found is None else None
    except ValueError:
        found = day = None
    if day is not None:
        found = datetime.combine(day, time())
    if found is None:
        raise _refuse(
            _("“%(given)s” is not a date such as 2026-05-28 or 2026-05-28T14:30.")
            % {"given": given}
        )
    if timezone.is_naive(found):
        found = timezone.make_aware(found)
    if found > timezone.now():
        raise _refuse(_("%(given)s is still to come. Nobody can know that.") % {"given": given})
    return found


class Command(BaseCommand):
    help = "Retires a provider’s keys and makes new ones. Badges that were given stay valid."

    def add_arguments(self, parser):
        parser.add_argument("provider", help="the provider’s name, or its UUID")
        parser.add_argument(
            "--use", choices=IssuerKey.Use.values, help="only the key for proofs, or for tokens"
        )
        parser.add_argument(
            "--compromised-since",
            metavar="DATE",
            help="since when somebody else may have had the key: it is not to be trusted from then on",
        )
        parser.add_argument(
            "--key", metavar="NAME", help="with --compromised-since: this key, also a retired one"
        )

    def handle(self, *, provider, use, compromised_since, key, **options):
        found = _provider(provider)
        since = _moment(compromised_since) if compromised_since is not None else None
        uses = [use] if use else list(IssuerKey.Use.values)
        if key is not None:
            if since is None:
                raise _refuse(_("Say with --compromised-since since when this key was stolen."))
            named = found.keys.filter(kid=key).first()
            if named is None:
                raise _refuse(
                    _("%(provider)s has no key “%(key)s”.") % {"provider": found, "key": key}
                )
            if named.retired_at is not None:
                self._say_distrusted([named], distrust(named, since))
                return
            uses = [named.use]
        try:
            done = rotate(found, uses, compromised_since=since)
        except ImproperlyConfigured as error:
            raise _refuse(str(error)) from error
        except SomebodyElse as error:
            raise _refuse(
                _("Somebody changed the same keys just now. Nothing was changed here; try again.")
            ) from error
        for made in done.made:
            self.stdout.write(
                _("New key for %(use)s (%(algorithm)s): %(kid)s")
                % {"use": made.use, "algorithm": made.algorithm, "kid": made.kid}
            )
        for retired in done.retired:
            self.stdout.write(_("Retired, still published: %(kid)s") % {"kid": retired.kid})
        if since is not None:
            self._say_distrusted(done.retired, done.signed_since)

    def _say_distrusted(self, keys: list[IssuerKey], signed: int) -> None:
        for each in keys:
            self.stdout.write(_("Marked as stolen: %(kid)s") % {"kid": each.kid})
        if signed:
            self.stdout.write(
                ngettext(
                    "%(n)d badge was given with it since then and no longer counts. Withdraw it and "
                    "give it again.",
                    "%(n)d badges were given with it since then and no longer count. Withdraw them "
                    "and give them again.",
                    signed,
                )
                % {"n": signed}
            )
