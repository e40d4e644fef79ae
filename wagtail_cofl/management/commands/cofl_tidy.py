"""Forget what is no longer needed about people. Run it every night."""

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from wagtail_cofl.awards.batches import forget_drafts
from wagtail_cofl.awards.letters import expire
from wagtail_cofl.city.reporting import forget_old_reports
from wagtail_cofl.learners.consenting import forget_unanswered
from wagtail_cofl.learners.tidying import forget_old_links
from wagtail_cofl.providers.inviting import forget_old as forget_invitations
from wagtail_cofl.settings import cofl_settings


class Command(BaseCommand):
    help = (
        "Deletes problem reports that were dealt with long ago, links that no longer work, "
        "lists that nobody went on with, and children for whom no grown-up has answered."
    )

    def handle(self, **options):
        days = cofl_settings.KEEP_REPORTS_DAYS
        if not isinstance(days, int) or isinstance(days, bool) or days < 0:
            raise CommandError(
                _("KEEP_REPORTS_DAYS is %(days)r. Set it to a number of days, 0 or more.")
                % {"days": days},
                returncode=2,
            )
        reports, children = forget_old_reports(), forget_unanswered()
        links = forget_old_links() + forget_invitations()
        self.stdout.write(
            ngettext("%(n)d problem report deleted.", "%(n)d problem reports deleted.", reports)
            % {"n": reports}
        )
        self.stdout.write(
            ngettext("%(n)d email link deleted.", "%(n)d email links deleted.", links)
            % {"n": links}
        )
        drafts, expired = forget_drafts(), expire()
        self.stdout.write(
            ngettext(
                "%(n)d list that nobody went on with deleted.",
                "%(n)d lists that nobody went on with deleted.",
                drafts,
            )
            % {"n": drafts}
        )
        self.stdout.write(
            ngettext(
                "%(n)d letter to somebody on a list has run out.",
                "%(n)d letters to people on lists have run out.",
                expired,
            )
            % {"n": expired}
        )
        self.stdout.write(
            ngettext(
                "%(n)d child without an answer deleted.",
                "%(n)d children without an answer deleted.",
                children,
            )
            % {"n": children}
        )
