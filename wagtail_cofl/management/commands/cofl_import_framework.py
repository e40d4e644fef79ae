"""Load a published skills framework, such as ESCO, from its CSV files."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from wagtail_cofl.skills.importing import FORMATS, ImportProblem, import_framework


class Command(BaseCommand):
    """Exit codes: 0 loaded, 1 nothing loaded because of --strict, 2 unusable path or format."""

    # Asked for at each use, so that it is in the language of the moment.
    @property
    def help(self) -> str:
        return _(
            "Load a published skills framework from a CSV file or from the folder that holds it. "
            "It can be run again: what has changed is updated, and nothing is deleted."
        )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "path", metavar="PATH", type=Path, help=_("The CSV file or its folder.")
        )
        parser.add_argument(
            "--format",
            default="esco",
            help=_("Whose framework it is: {known} (if you say nothing, esco).").format(
                known=", ".join(FORMATS)
            ),
        )
        parser.add_argument(
            "--strict", action="store_true", help=_("Load nothing if any row cannot be read.")
        )

    def handle(self, *args: Any, **options: Any) -> None:
        strict = options["strict"]
        try:
            result = import_framework(options["path"], format=options["format"], strict=strict)
        except ImportProblem as problem:
            raise CommandError(str(problem), returncode=2) from problem
        for problem in result.problems:
            self.stderr.write(
                _("%(file)s line %(line)d: %(message)s")
                % {"file": problem.file, "line": problem.line, "message": problem.message}
            )
        if result.framework is None:
            count = len(result.problems)
            raise CommandError(
                ngettext(
                    "Nothing was loaded, because %(count)d row cannot be read.",
                    "Nothing was loaded, because %(count)d rows cannot be read.",
                    count,
                )
                % {"count": count},
                returncode=1,
            )
        self.stdout.write(
            _(
                "%(framework)s: added: %(added)d, changed: %(changed)d, "
                "unchanged: %(unchanged)d, not read: %(problems)d."
            )
            % {
                "framework": result.framework,
                "added": result.added,
                "changed": result.changed,
                "unchanged": result.unchanged,
                "problems": len(result.problems),
            }
        )
