"""Letters to the people of a list: one each, never two by themselves.

A row is SENDING before its letter leaves and DELIVERED after, a handful at a time. A worker that dies
in between leaves SENDING, “perhaps sent”, and only a person sends that again. What the mail server refuses for one
address is that row's trouble; what it refuses for all is the list's, which goes on later.
"""

import secrets
import smtplib
from collections import Counter
from datetime import timedelta

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from wagtail_cofl.city import mail
from wagtail_cofl.city.emails import email_lookup
from wagtail_cofl.city.models import CitySettings
from wagtail_cofl.city.readiness import ready_city
from wagtail_cofl.city.sealing import unseal
from wagtail_cofl.learners.confirming import hash_of

from .models import Batch, BatchRow

State = BatchRow.State

#: How long the link in a letter works.
LETTER_DAYS = 60
#: After so many letters in a row that the server did not take, the rest waits for PAUSE.
TROUBLES = 3
PAUSE = timedelta(minutes=5)
#: How long a letter is tried again that the server wants to see later.
TRIED_FOR = timedelta(days=1)
#: Letters between two commits. A worker that is killed leaves no more of them “perhaps sent”.
TOGETHER = 10
#: A letter whose link has not been used and may still be.
OPEN = (State.AWARDED, State.SENDING, State.DELIVERED, State.FAILED)
#: What can be sent again.
SENT = (State.SENDING, State.DELIVERED, State.FAILED, State.EXPIRED)
# What the server did, to whomever we write; counted to TROUBLES.
TROUBLE = {"back", "refused", "perhaps"}
# Nothing was sent: the server was not there, or did not want us.
NOT_SENT = (
    ConnectionRefusedError,
    smtplib.SMTPConnectError,
    smtplib.SMTPHeloError,
    smtplib.SMTPAuthenticationError,
    smtplib.SMTPNotSupportedError,
    smtplib.SMTPSenderRefused,
)


class MailTrouble(Exception):
    """The mail server takes no letters at all. ``str()`` says what it said."""


def send_waiting(batch: Batch, lease, until, counts: Counter) -> bool:
    """Send the letters of all rows that were given and have none; False where ``until`` cut it off.

    Raises :exc:`MailTrouble`, ``CityNotReady`` and ``Overtaken``.
    """
    city = ready_city(batch.badge.provider.site_id)
    version = batch.badge.current_version
    waiting = batch.rows.filter(state=State.AWARDED).order_by("pk")
    post, last, troubles = None, 0, 0
    try:
        while rows := list(waiting.filter(pk__gt=last)[:TOGETHER]):
            lease.renew()
            last = rows[-1].pk
            # Open before the rows say that their letters are on their way.
            post = post or _open()
            with _Handful(rows) as handful:
                for row, secret in handful.on_their_way:
                    if until():
                        return False
                    post = post or _open()
                    outcome = handful.send(post, compose(city, version, row, secret), row)
                    counts["failed" if outcome == "refused" else outcome] += 1
                    troubles = troubles + 1 if outcome in TROUBLE else 0
                    if troubles == TROUBLES:
                        raise MailTrouble(row.problem)
                    if troubles:
                        _close(post)
                        post = None
    finally:
        _close(post)
    if left := waiting.exclude(problem="").first():
        raise MailTrouble(left.problem)  # those that the server wants to see again later
    return True


def _open():
    post = mail.postbox()
    try:
        post.open()
    except OSError as error:
        raise MailTrouble(_said(error)) from error
    return post


def _close(post) -> None:
    if post is not None:
        try:
            post.close()
        except OSError:
            pass  # it is gone already


class _Handful:
    """A few letters between two commits: one before the first leaves, one after the last has left. A
    letter that did not leave goes back."""

    def __init__(self, rows: list[BatchRow]):
        self.rows = rows
        self.delivered: list[int] = []
        self.failed: dict[int, dict] = {}
        self.tried: set[int] = set()

    def __enter__(self) -> "_Handful":
        now = timezone.now()
        self.on_their_way = []
        with transaction.atomic():
            for row in self.rows:
                secret = secrets.token_urlsafe(32)
                row.sent_at = row.sent_at or now  # first tried
                begun = BatchRow.objects.filter(pk=row.pk, state=State.AWARDED).update(
                    state=State.SENDING,
                    secret_hash=hash_of(secret),
                    sent_at=row.sent_at,
                    expires_at=now + timedelta(days=LETTER_DAYS),
                    problem="",
                )
                if begun:  # not undone or sent by somebody else
                    self.on_their_way.append((row, secret))
        return self

    def send(self, post, letter, row: BatchRow) -> str:
        """Send one: "sent", "failed" or "later"; or, where it is the server's doing, "back" (nothing
        was sent), "refused" or "perhaps"."""
        self.tried.add(row.pk)
        try:
            post.send_messages([letter])
        except Exception as error:  # mail services have their own kinds
            outcome = _judge(error)
            if outcome == "later" and timezone.now() - row.sent_at > TRIED_FOR:
                outcome = "failed"
            row.problem = _said(error)
            self.failed[row.pk] = {"state": STATES[outcome], "problem": row.problem}
            return outcome
        self.delivered.append(row.pk)
        return "sent"

    def __exit__(self, *error) -> None:
        sending = BatchRow.objects.filter(state=State.SENDING)
        unsent = [row.pk for row, _secret in self.on_their_way if row.pk not in self.tried]
        with transaction.atomic():
            sending.filter(pk__in=self.delivered).update(state=State.DELIVERED)
            sending.filter(pk__in=unsent).update(state=State.AWARDED)
            for pk, what in self.failed.items():
                sending.filter(pk=pk).update(**what)


STATES = {
    "failed": State.FAILED,
    "refused": State.FAILED,
    "later": State.AWARDED,
    "back": State.AWARDED,
    "perhaps": State.SENDING,
}


def _judge(error: Exception) -> str:
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return "failed" if _code(error) >= 500 else "later"
    if isinstance(error, NOT_SENT):
        return "back"
    if isinstance(error, smtplib.SMTPResponseException):
        return "refused" if error.smtp_code >= 500 else "back"
    if "RecipientsRefused" in type(error).__name__:  # anymail
        return "failed"
    return "perhaps"  # cut off in the middle: it may have arrived


def _code(error: smtplib.SMTPRecipientsRefused) -> int:
    return max((code for code, _text in error.recipients.values()), default=0)


def _said(error: Exception) -> str:
    """The reason in plain words. Never an address: this is shown and logged."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        code = _code(error)
        if code in {550, 551, 553}:
            said = _("The mail server says that there is no such address (%(code)s).")
        elif code == 552:
            said = _("The mail server says that this mailbox is full (%(code)s).")
        elif code >= 500:
            said = _("The mail server does not take letters to this address (%(code)s).")
        else:
            said = _("The mail server wants to see this letter again later (%(code)s).")
        return said % {"code": code}
    if isinstance(error, smtplib.SMTPAuthenticationError):
        return _("The mail server refuses our name or password. Look at the site’s mail settings.")
    if isinstance(error, smtplib.SMTPResponseException):
        return _("The mail server refused the letter (%(code)s).") % {"code": error.smtp_code}
    if isinstance(error, OSError):
        return _("The mail server cannot be reached, or it broke off.")
    return _("The mail service refused the letter (%(kind)s).") % {"kind": type(error).__name__}


def compose(city: CitySettings, version, row: BatchRow, secret: str):
    """The letter of one row, not sent."""
    name = unseal(row.sealed_name).decode() if row.sealed_name else ""
    names = {"name": name, "badge": version.name, "provider": version.badge.provider.name}
    address = city.canonical_address + reverse("wagtail_cofl:invited", args=[secret])
    hello = _("Hello %(name)s,") if name else _("Hello,")
    body = [
        hello % names,
        _("%(provider)s gives you the badge “%(badge)s”.") % names,
        _("Open this link to keep it, or to say no:"),
        address,
        _("The link works for %(days)s days. It is only for you: do not pass it on.")
        % {"days": LETTER_DAYS},
        city.name,
    ]
    subject = _("A badge for you: %(badge)s") % names
    return mail.letter(city, to=row.value, subject=subject, body="\n\n".join(body))


# --- after they were sent ---------------------------------------------------------------------


def send_again(batch: Batch, rows=None) -> int:
    """Let letters be sent again: those of ``rows``, or of all who have not answered; say how many. Each
    has a new link, and the older one stops when it is sent."""
    found = batch.rows if rows is None else rows
    again = found.filter(batch=batch, state__in=SENT).exclude(award=None)
    again = again.exclude(sealed_value="")  # nobody is there to write to
    if batch.state == Batch.State.UNDONE:
        return 0
    count = again.update(state=State.AWARDED, problem="", sent_at=None)
    if count:
        Batch.objects.filter(pk=batch.pk, state=Batch.State.DONE).update(
            state=Batch.State.READY, finished_at=None, invite=True
        )
    return count


def mark_bounced(email: str, reason: str = "") -> int:
    """A letter came back: its rows failed, with the reason; say how many. For the webhook of a mail
    service. A letter that was answered did not bounce."""
    sent = BatchRow.objects.filter(
        lookup=email_lookup(email), state__in=(State.SENDING, State.DELIVERED, State.EXPIRED)
    )
    said = reason or _("The letter came back.")
    return sent.update(state=State.FAILED, problem=said[:255])


def expire() -> int:
    """Letters whose link has run out; say how many."""
    old = BatchRow.objects.filter(
        state__in=(State.SENDING, State.DELIVERED, State.FAILED), expires_at__lt=timezone.now()
    )
    return old.update(state=State.EXPIRED)


def write_now(batch: Batch) -> int:
    """Write to everybody on a list that was given without letters; say how many."""
    count = batch.rows.filter(state=State.AWARDED).count()
    ready = {"state": Batch.State.READY, "finished_at": None, "invite": True}
    done = Batch.objects.filter(pk=batch.pk, invite=False, state=Batch.State.DONE)
    return count if done.update(**ready) else 0
