"""Give a badge to everybody on a list, from the command line."""

from datetime import date
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _

from wagtail_cofl.awards import batches, working
from wagtail_cofl.awards.models import Batch
from wagtail_cofl.awards.reading_lists import ListProblem, guess_columns, read_table
from wagtail_cofl.badges.models import Badge


def _refused(sentence: str) -> CommandError:
    return CommandError(sentence, returncode=2)


class Command(BaseCommand):
    help = "Gives one badge to everybody on a list (CSV or XLSX), and writes to them."

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path, help="a CSV file or an Excel workbook")
        parser.add_argument("--badge", required=True, help="the badge’s short name")
        parser.add_argument(
            "--email-column", type=int, help="which column has the addresses: 1, 2 …"
        )
        parser.add_argument(
            "--date",
            type=date.fromisoformat,
            help="the day it was earned, for rows that name none: 2026-06-12",
        )
        parser.add_argument("--dry-run", action="store_true", help="only say what would happen")
        parser.add_argument("--no-letters", action="store_true", help="write to nobody")
        parser.add_argument(
            "--skip-bad", action="store_true", help="leave out the rows that have a problem"
        )

    def handle(self, *, file, badge, email_column, date, dry_run, no_letters, skip_bad, **options):
        found = Badge.objects.filter(slug=badge).select_related("provider").first()
        if found is None or found.current_version is None:
            raise _refused(_("There is no published badge “%(slug)s”.") % {"slug": badge})
        if date and date > timezone.localdate():
            raise _refused(_("%(date)s has not come yet.") % {"date": date})
        batch = Batch(badge=found, file_name=file.name[:120], invite=not no_letters)
        if reason := batches.why_not_now(batch):
            raise _refused(reason)
        try:
            table = read_table(file.read_bytes())
            columns = self._columns(table, email_column)
            outcome = batches.look(found, table, columns)
        except OSError as error:
            raise _refused(
                _("%(file)s cannot be read: %(why)s.") % {"file": file, "why": error.strerror}
            ) from error
        except ListProblem as problem:
            raise _refused(problem.sentence) from problem
        self._say_problems(batches.bad_lines(table, columns))
        self.stdout.write(
            _("%(rows)d rows: %(new)d would get it, %(had)d have it, %(bad)d have a problem.")
            % {"rows": outcome.rows, "new": outcome.new, "had": outcome.had, "bad": outcome.bad}
        )
        if outcome.bad and not skip_bad:
            raise _refused(_("Nothing was given. Mend these rows, or leave them out: --skip-bad."))
        if not dry_run:
            self._give(batch, table, columns, date)

    def _columns(self, table, email_column) -> dict[str, int]:
        columns = guess_columns(table)
        if email_column is not None:
            if not 1 <= email_column <= len(table.headings):
                raise _refused(
                    _("The list has %(n)d columns: --email-column is one of them.")
                    % {"n": len(table.headings)}
                )
            columns = {what: i for what, i in columns.items() if i != email_column - 1}
            columns["email"] = email_column - 1
        return columns

    def _say_problems(self, lines) -> None:
        for line in lines:
            for problem in line.problems:
                self.stderr.write(
                    _("row %(number)d: %(what)s")
                    % {"number": line.number, "what": problem.sentence}
                )

    def _give(self, batch, table, columns, date) -> None:
        batch.save()
        try:
            batches.make_rows(batch, table, columns, earned_on=date)
            batches.start(batch)
        except batches.ListRefused as refused:
            batch.delete()
            raise _refused(str(refused)) from refused
        counts = working.work(batch.pk)
        self.stdout.write(working.sentence(counts))
        batch.refresh_from_db()
        if batch.state != Batch.State.DONE:
            why = batches.why_waiting(batch) or _("Somebody else is at it.")
            raise CommandError(
                _("Not all is done: %(why)s “manage.py cofl_work” goes on with it.") % {"why": why},
                returncode=1,
            )
