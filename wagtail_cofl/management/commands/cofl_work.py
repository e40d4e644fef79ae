"""Do what waits: give the badges of lists, send their letters, and see to what is overdue."""

import signal
import time
from collections import Counter

from django.core.management.base import BaseCommand
from django.db import close_old_connections
from django.utils import timezone
from django.utils.translation import gettext as _

from wagtail_cofl.awards import letters, overdue, working


class Command(BaseCommand):
    help = "Works off lists of people whose time has come, and sees to what is overdue."

    def add_arguments(self, parser):
        parser.add_argument("--once", action="store_true", help="do what is there, and end")
        parser.add_argument(
            "--every",
            type=float,
            default=5,
            metavar="SECONDS",
            help="how long to rest between two looks (5)",
        )
        parser.add_argument(
            "--take-over",
            action="store_true",
            help="go on at once with lists that a worker was killed over; only if no other runs",
        )

    def handle(self, *, once, every, take_over, **options):
        self.ended = False
        for name in (signal.SIGTERM, signal.SIGINT):
            signal.signal(name, self._end)
        while not self.ended:
            self._look(take_over)
            take_over = False
            if once:
                break
            rest_until = time.monotonic() + every
            while not self.ended and time.monotonic() < rest_until:
                time.sleep(min(0.5, every))
            close_old_connections()  # the database may have gone away while it rested

    def _end(self, _signal, _frame):
        """Finish the chunk or the letter that is under way, then end."""
        self.ended = True

    def _look(self, take_over: bool) -> None:
        counts = working.work(until=lambda: self.ended, take_over=take_over)
        expired = letters.expire()
        if counts or expired:
            self._say(working.sentence(counts))
        if expired:
            self._say(_("%(n)d letters have run out.") % {"n": expired})
        if not self.ended:
            self._chase()

    def _chase(self) -> None:
        chased = Counter(overdue.chase(timezone.now()))
        if any(chased.values()):
            said = ", ".join(f"{name} {n}" for name, n in chased.items() if n)
            self._say(_("Overdue claims: %(what)s.") % {"what": said})

    def _say(self, sentence: str) -> None:
        self.stdout.write(f"{timezone.localtime():%Y-%m-%d %H:%M:%S}  {sentence}")
        self.stdout.flush()
