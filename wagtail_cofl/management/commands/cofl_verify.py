"""Verify a badge from the command line."""

import json
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _

from wagtail_cofl.credentials.looking_up import look_up
from wagtail_cofl.openbadges.verification import CannotFetch, Report, Status, verify

EXIT = {"valid": 0, "not_valid": 1, "could_not_check": 2}
SIGNS = {
    Status.PASS: "✓",
    Status.WARN: "!",
    Status.FAIL: "✗",
    Status.CANNOT: "?",
    Status.NOT_APPLICABLE: "-",
}


class Command(BaseCommand):
    help = "Verifies a badge: exit 0 valid, 1 not valid, 2 could not check."

    def add_arguments(self, parser):
        parser.add_argument("source", metavar="FILE|URL", help="a PNG, a JSON file or an address")
        parser.add_argument("--email", help="was it given to this address?")
        parser.add_argument("--json", action="store_true", help="the report for machines")

    def handle(self, *, source, email, **options):
        report = verify(
            self._read(source),
            fetch=look_up,
            now=timezone.now(),
            email=email,
            allow_http=settings.DEBUG,
        )
        if options["json"]:
            self.stdout.write(json.dumps(report.to_dict(), ensure_ascii=False, indent=2))
        else:
            self._tell(report)
        if code := EXIT[report.verdict]:
            raise SystemExit(code)

    @staticmethod
    def _read(source: str) -> bytes:
        try:
            if source.startswith(("http://", "https://")):
                return look_up(source, "application/vc+ld+json, application/ld+json, image/png")
            return Path(source).read_bytes()
        except (CannotFetch, OSError) as error:
            why = error.strerror if isinstance(error, OSError) else str(error)
            raise CommandError(
                _("%(source)s cannot be read: %(why)s") % {"source": source, "why": why},
                returncode=2,
            ) from error

    def _tell(self, report: Report) -> None:
        for check in report.checks:
            # The sentence is marked for translation where it is written, in pure Python.
            sentence = _(check.message) % check.params
            self.stdout.write(f"{SIGNS[check.status]} {sentence}")
        self.stdout.write(
            {
                "valid": _("This badge is real."),
                "not_valid": _("Do not trust this badge."),
                "could_not_check": _("This badge could not be checked."),
            }[report.verdict]
        )
