"""Verify a badge from the command line."""

import json
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from wagtail_cofl.credentials.looking_up import LookUps
from wagtail_cofl.credentials.telling import explanation, sentence
from wagtail_cofl.credentials.verifying import NotReadable, check_badge, fetch_badge
from wagtail_cofl.openbadges.verification import Report, Status

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
        look_up = LookUps()
        try:
            data = self._read(source, look_up)
            report = check_badge(data, look_up=look_up, email=email).report
        except (NotReadable, OSError) as error:
            why = error.strerror if isinstance(error, OSError) else str(error)
            # What was read and is no badge is an answer; what could not be read is none.
            read = isinstance(error, NotReadable) and error.code != "unreachable"
            raise CommandError(
                _("%(source)s cannot be read: %(why)s") % {"source": source, "why": why},
                returncode=1 if read else 2,
            ) from error
        if options["json"]:
            self.stdout.write(json.dumps(report.to_dict(), ensure_ascii=False, indent=2))
        else:
            self._tell(report)
        if code := EXIT[report.verdict]:
            raise SystemExit(code)

    @staticmethod
    def _read(source: str, look_up: LookUps) -> bytes:
        if source.startswith(("http://", "https://")):
            return fetch_badge(source, look_up)
        return Path(source).read_bytes()

    def _tell(self, report: Report) -> None:
        for check in report.checks:
            told = f"{SIGNS[check.status]} {sentence(check)} {explanation(check)}"
            self.stdout.write(told.rstrip())
        self.stdout.write(
            {
                "valid": _("This badge is real."),
                "not_valid": _("Do not trust this badge."),
                "could_not_check": _("This badge could not be checked."),
            }[report.verdict]
        )
