"""Lists of people: from a file to badges and letters, whoever dies in between."""

import smtplib
from collections import Counter
from datetime import date, timedelta

import pytest
from django.core import mail
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from wagtail_cofl.awards import batches, issuing, letters, replacing, undoing, working
from wagtail_cofl.awards.issuing import issue
from wagtail_cofl.awards.models import Award, Batch, BatchRow
from wagtail_cofl.awards.reading_lists import guess_columns, read_table
from wagtail_cofl.awards.revoking import revoke
from wagtail_cofl.city import mail as post
from wagtail_cofl.credentials.models import Revocation
from wagtail_cofl.learners.confirming import learner_for_email
from wagtail_cofl.learners.models import Identifier, Learner

from .deciders import person

State = BatchRow.State


@pytest.fixture(autouse=True)
def few_at_once(monkeypatch):
    monkeypatch.setattr(issuing, "AT_ONCE", 3)


def people(count: int, first: int = 0) -> bytes:
    rows = (f"p{n}@example.org,Person {n}" for n in range(first, first + count))
    return "\n".join(["email,name", *rows]).encode()


@pytest.fixture
def make(badge):
    def make(content: bytes, *, start=True, **more) -> Batch:
        table = read_table(content)
        batch = Batch.objects.create(badge=badge, file_name="list.csv", **more)
        batches.make_rows(batch, table, guess_columns(table))
        if start:
            batches.start(batch)
        return batch

    return make


def states(batch: Batch) -> dict[str, int]:
    return batches.progress(batch).counts


# --- giving ---------------------------------------------------------------------------------------


def test_everybody_gets_a_badge_and_one_letter(make, city):
    batch = make(people(7))
    assert working.work(batch.pk) == {"given": 7, "had": 0, "sent": 7, "lists": 1}
    batch.refresh_from_db()
    assert (batch.state, states(batch)) == (Batch.State.DONE, {"delivered": 7})
    assert sorted(m.to[0] for m in mail.outbox) == [f"p{n}@example.org" for n in range(7)]
    assert mail.outbox[0].reply_to == [city.contact_email]
    assert "Hello Person 0," in mail.outbox[0].body
    # Only a hash is kept of what is in the letter.
    row = batch.rows.first()
    assert row.award.learner.identifiers.get().confirmed_at is None
    assert row.secret_hash and row.secret_hash not in mail.outbox[0].body
    assert letters.LETTER_DAYS - 1 <= (row.expires_at - timezone.now()).days < letters.LETTER_DAYS


def test_the_same_file_again_gives_nothing_twice(make):
    working.work(make(people(5)).pk)
    again = make(people(6))
    assert working.work(again.pk) == {"given": 1, "had": 5, "sent": 1, "lists": 1}
    assert Award.objects.count() == len(mail.outbox) == 6
    # What was withdrawn can be given again.
    revoke(Award.objects.first(), None, Revocation.Reason.MISTAKE)
    assert working.work(make(people(6)).pk)["given"] == 1


def test_whoever_has_it_by_another_way_or_under_another_address_gets_nothing(make, badge, site):
    learner = learner_for_email(site.pk, "P1@example.org")
    second = Identifier(site=site, learner=learner)
    second.value = "p2@example.org"
    second.save()
    batch = make(people(4))
    assert working.work(batch.pk)["given"] == 3
    assert learner.awards.count() == 1
    issue(badge.current_version, learner_for_email(site.pk, "p9@example.org"), email=None)
    assert working.work(make(people(1, first=9)).pk)["had"] == 1


def test_more_people_cost_queries_by_the_chunk_only(make, monkeypatch):
    monkeypatch.setattr(issuing, "AT_ONCE", 100)

    def queries(count: int, first: int) -> int:
        batch = make(people(count, first), invite=False)
        with CaptureQueriesContext(connection) as asked:
            assert working.work(batch.pk)["given"] == count
        return len(asked)

    queries(1, 0)
    assert queries(12, 10) == queries(2, 30)


def test_a_day_in_the_list_is_the_day_of_the_badge(make):
    batch = make(
        b"email,date\na@example.org,2025-06-12\nb@example.org,\nc@example.org,2025-06-12\n"
    )
    working.work(batch.pk)
    days = [row.award.awarded_at.date() for row in batch.rows.order_by("number")]
    assert days == [date(2025, 6, 12), timezone.now().date(), date(2025, 6, 12)]


def test_nothing_begins_before_its_time(make, provider, settings):
    later = make(people(1), starts_at=timezone.now() + timedelta(hours=1))
    assert not working.work() and not working.work(later.pk)
    Batch.objects.update(starts_at=timezone.now())
    assert working.work()["given"] == 1


@pytest.mark.parametrize("trouble", ["city", "provider", "badge"])
def test_a_list_waits_with_the_reason_and_goes_on_by_itself(make, trouble, settings, badge):
    batch = make(people(2))
    ours = settings.WAGTAIL_COFL
    if trouble == "city":
        settings.WAGTAIL_COFL = {**ours, "CANONICAL_ADDRESSES": []}
    elif trouble == "provider":
        type(badge.provider).objects.update(suspended_at=timezone.now())
    else:
        type(badge).objects.update(archived=True)
    assert not +working.work()
    batch = Batch.objects.get()
    assert batch.state == Batch.State.READY and states(batch) == {"pending": 2}
    assert batches.why_waiting(batch)
    settings.WAGTAIL_COFL = ours
    type(badge.provider).objects.update(suspended_at=None)
    type(badge).objects.update(archived=False)
    assert working.work()["given"] == 2
    assert batches.why_waiting(Batch.objects.get()) == ""


# --- several workers ------------------------------------------------------------------------------


def test_a_list_with_a_worker_is_left_alone_until_the_lease_runs_out(make):
    batch = make(people(2))
    assert working.Lease.take(batch.pk)
    assert not working.work()
    assert working.work(take_over=True)["given"] == 2
    other = make(people(1, first=5))
    assert working.Lease.take(other.pk)
    Batch.objects.update(leased_until=timezone.now() - timedelta(seconds=1))
    assert working.work()["given"] == 1


def test_a_worker_that_slept_gives_nothing_that_another_has_given(make, badge):
    """Both have read the same rows; what decides is the row's state in the award's transaction."""
    batch = make(people(2))
    rows = list(batch.rows.all())
    slow = [(learner, None) for learner in working._learners(badge.provider.site_id, rows).values()]
    working.work(batch.pk)
    with pytest.raises(working.Overtaken):
        issuing.issue_many(
            badge.current_version,
            slow,
            in_transaction=lambda awards: working._mark(badge, rows, awards),
        )
    assert Award.objects.count() == 2


def test_a_worker_that_lost_its_lease_stops(make):
    batch = make(people(7))
    calls = []

    def until():
        calls.append(1)
        if len(calls) == 3:
            Batch.objects.update(leased_until=timezone.now() + timedelta(hours=1))
        return False

    assert working.work(batch.pk, until=until)["given"] == 3
    # The other's lease is not given back by it.
    assert Batch.objects.get().leased_until > timezone.now() + timedelta(minutes=30)


def cut_off(after: int):
    """An ``until`` that says True when it was asked so often."""
    asked = []
    return lambda: asked.append(1) or len(asked) > after


def test_work_that_was_cut_off_goes_on_where_it_was(make):
    batch = make(people(7))
    runs = 0
    while Batch.objects.get().state != Batch.State.DONE:
        working.work(batch.pk, until=cut_off(4))
        runs += 1
    assert runs > 3
    assert Counter(m.to[0] for m in mail.outbox) == {f"p{n}@example.org": 1 for n in range(7)}
    assert Award.objects.count() == 7


# --- letters --------------------------------------------------------------------------------------


class Postbox:
    """A mail server that answers as it is told, by address or to everybody."""

    def __init__(self):
        self.answers: dict[str, Exception] = {}
        self.down: Exception | None = None
        self.sent: list[str] = []

    def open(self):
        if self.down:
            raise self.down

    def close(self):
        pass

    def send_messages(self, messages):
        (message,) = messages
        to = message.to[0]
        assert BatchRow.objects.filter(state=State.SENDING).exists()
        if error := self.answers.get(to) or self.answers.get("*"):
            raise error
        self.sent.append(to)


@pytest.fixture
def postbox(monkeypatch):
    box = Postbox()
    monkeypatch.setattr(post, "postbox", lambda: box)
    return box


def refused(code: int, to: str = "p1@example.org"):
    return smtplib.SMTPRecipientsRefused({to: (code, b"no such user p1@example.org")})


def test_a_refused_address_fails_with_the_reason_and_the_others_get_theirs(make, postbox):
    postbox.answers = {"p1@example.org": refused(550)}
    batch = make(people(4))
    counts = working.work(batch.pk)
    assert (counts["sent"], counts["failed"]) == (3, 1)
    row = batch.rows.get(state=State.FAILED)
    assert row.value == "p1@example.org"
    assert "no such address (550)" in row.problem and "@" not in row.problem
    assert Batch.objects.get().state == Batch.State.DONE


def test_a_mail_server_that_is_down_fails_nobody(make, postbox):
    postbox.down = ConnectionRefusedError()
    batch = make(people(4))
    assert working.work(batch.pk)["given"] == 4
    batch.refresh_from_db()
    assert (batch.state, states(batch)) == (Batch.State.READY, {"awarded": 4})
    assert "cannot be reached" in batches.why_waiting(batch)
    postbox.down = None
    assert not working.work()  # nobody knocks for a while
    Batch.objects.update(leased_until=None)
    assert working.work()["sent"] == 4
    assert Counter(postbox.sent) == {f"p{n}@example.org": 1 for n in range(4)}


@pytest.mark.parametrize(
    ("error", "left"),
    [
        (smtplib.SMTPSenderRefused(550, b"", "x"), {"awarded": 9}),
        (smtplib.SMTPDataError(451, b"slow down"), {"awarded": 9}),
        (smtplib.SMTPDataError(554, b"spam"), {"awarded": 6, "failed": 3}),
        (smtplib.SMTPServerDisconnected(), {"awarded": 6, "sending": 3}),
        (TimeoutError(), {"awarded": 6, "sending": 3}),
        (RuntimeError("a mail service"), {"awarded": 6, "sending": 3}),
    ],
)
def test_a_server_that_refuses_everybody_is_left_alone_after_three(make, postbox, error, left):
    postbox.answers = {"*": error}
    batch = make(people(9))
    working.work(batch.pk)
    batch.refresh_from_db()
    assert states(batch) == left
    assert batch.state == Batch.State.READY and batch.waits_for


def test_what_is_wanted_later_holds_up_nobody_and_is_not_tried_for_ever(make, postbox):
    postbox.answers = {f"p{n}@example.org": refused(450) for n in range(4)}
    batch = make(people(6))
    assert working.work(batch.pk)["sent"] == 2
    assert states(batch) == {"awarded": 4, "delivered": 2}
    BatchRow.objects.update(sent_at=timezone.now() - timedelta(days=2))
    Batch.objects.update(leased_until=None)
    working.work(batch.pk)
    assert states(batch) == {"failed": 4, "delivered": 2}


def test_a_letter_that_was_perhaps_sent_is_sent_again_by_hand_only(make, postbox):
    postbox.answers = {"p1@example.org": smtplib.SMTPServerDisconnected()}
    batch = make(people(3))
    working.work(batch.pk)
    assert states(batch) == {"delivered": 2, "sending": 1}
    postbox.answers = {}
    old = batch.rows.get(state=State.SENDING).secret_hash
    Batch.objects.update(state=Batch.State.READY)
    assert working.work()["sent"] == 0
    assert postbox.sent == ["p0@example.org", "p2@example.org"]
    assert letters.send_again(Batch.objects.get(), batch.rows.filter(state=State.SENDING)) == 1
    working.work()
    assert postbox.sent[2:] == ["p1@example.org"]
    assert old not in batch.rows.values_list("secret_hash", flat=True)


def test_sending_again_to_all_leaves_out_who_has_answered(make, postbox):
    batch = make(people(4))
    working.work(batch.pk)
    pks = list(batch.rows.order_by("number").values_list("pk", flat=True))
    for pk, state in zip(pks, [State.CLAIMED, State.DECLINED, State.EXPIRED], strict=False):
        BatchRow.objects.filter(pk=pk).update(state=state)
    assert letters.send_again(Batch.objects.get()) == 2
    assert working.work()["sent"] == 2
    assert postbox.sent[4:] == ["p2@example.org", "p3@example.org"]


def test_without_letters_nobody_is_written_to_until_somebody_asks_for_it(make, postbox):
    batch = make(people(2), invite=False)
    assert working.work(batch.pk)["lists"] == 1
    assert not postbox.sent and states(batch) == {"awarded": 2}
    assert letters.write_now(batch) == 2
    assert working.work()["sent"] == 2


def test_a_bounce_and_an_old_letter_are_shown(make, postbox):
    batch = make(people(3))
    working.work(batch.pk)
    assert letters.mark_bounced(" P1@example.org", "Mailbox full") == 1
    assert letters.mark_bounced("nobody@example.org") == 0
    assert batch.rows.get(state=State.FAILED).problem == "Mailbox full"
    assert letters.expire() == 0
    BatchRow.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    BatchRow.objects.filter(number=4).update(state=State.CLAIMED)
    assert letters.expire() == 2
    assert states(batch) == {"expired": 2, "claimed": 1}


# --- undoing, tidying -----------------------------------------------------------------------------


def test_undoing_takes_every_badge_back_and_lets_no_letter_work(make, django_user_model):
    actor = django_user_model.objects.create_user("ed")
    batch = make(people(7))
    # Some are given, none are written to, the rest waits.
    working.work(batch.pk, until=cut_off(3))
    declined = batch.rows.exclude(award=None).first()
    BatchRow.objects.filter(pk=declined.pk).update(state=State.DECLINED)
    assert undoing.undo(batch, actor, Revocation.Reason.MISTAKE, "wrong file") == 6
    assert states(batch) == {"undone": 6, "declined": 1}
    batch.refresh_from_db()
    assert batch.state == Batch.State.UNDONE
    assert not working.work() and not letters.send_again(batch)
    assert undoing.undo(batch, actor, Revocation.Reason.MISTAKE) == 0
    # It can be given again, but to who said no.
    assert working.work(make(people(7)).pk)["given"] == 6


def test_undoing_takes_back_the_newer_ones_that_stand_in_for_its_badges(make):
    batch = make(people(3))
    working.work(batch.pk)
    first, second, third = Award.objects.order_by("pk")
    renewed = replacing.renew(replacing.correct(first, None), None)
    replacing.correct(second, None)
    revoke(third, None, Revocation.Reason.MISTAKE)
    stranger = replacing.renew(issue(first.badge_version, person(first.site), email=None), None)
    assert len(undoing.left_to_undo(batch)) == 2
    assert undoing.undo(batch, None, Revocation.Reason.MISTAKE) == 2
    renewed.refresh_from_db()
    assert renewed.revocation.reason == Revocation.Reason.MISTAKE
    assert list(Award.objects.filter(credential__revocation=None)) == [stranger]
    assert not undoing.left_to_undo(batch)


def test_undoing_while_a_chunk_is_being_signed_gives_nothing(make, badge):
    batch = make(people(2))
    rows = list(batch.rows.all())
    learners = working._learners(badge.provider.site_id, rows)
    undoing.undo(batch, None, Revocation.Reason.MISTAKE)
    with pytest.raises(working.Overtaken):
        issuing.issue_many(
            badge.current_version,
            [(learners[row.lookup], None) for row in rows],
            in_transaction=lambda awards: working._mark(badge, rows, awards),
        )
    assert not Award.objects.exists()


def test_rows_are_made_once_and_not_of_a_bad_list(make, badge):
    batch = make(people(2), start=False)
    with pytest.raises(batches.ListRefused):
        table = read_table(people(2))
        batches.make_rows(batch, table, guess_columns(table))
    batches.start(batch)
    with pytest.raises(batches.ListRefused):
        batches.start(batch)
    with pytest.raises(batches.ListRefused) as nobody:
        make(b"email\nnobody\n")
    assert nobody.value.code == "nobody"


def test_old_drafts_and_their_files_are_forgotten(badge):
    from django.core.files.base import ContentFile

    kept = Batch.objects.create(badge=badge, file_name="new.csv")
    old = Batch.objects.create(badge=badge, file_name="old.csv")
    old.source.save("old.csv", ContentFile(people(1)))
    storage, name = old.source.storage, old.source.name
    Batch.objects.filter(pk=old.pk).update(created_at=timezone.now() - timedelta(days=2))
    assert batches.forget_drafts() == 1
    assert list(Batch.objects.all()) == [kept]
    assert not storage.exists(name)


# --- commands -------------------------------------------------------------------------------------


@pytest.fixture
def run(tmp_path, badge, capsys):
    def run(content: bytes, *options: str) -> tuple[int, str]:
        path = tmp_path / "list.csv"
        path.write_bytes(content)
        code = 0
        try:
            call_command("cofl_issue_list", str(path), "--badge", badge.slug, *options)
        except CommandError as error:
            code = error.returncode
            return code, str(error) + "".join(capsys.readouterr())
        return code, "".join(capsys.readouterr())

    return run


def test_the_command_gives_a_list(run):
    code, said = run(people(4), "--dry-run")
    assert (code, Award.objects.count()) == (0, 0) and "4 would get it" in said
    code, said = run(people(4), "--date", "2025-06-12")
    assert code == 0 and "4 given, 0 had it already, 4 letters sent" in said
    assert {a.awarded_at.date() for a in Award.objects.all()} == {date(2025, 6, 12)}
    code, said = run(people(5), "--no-letters")
    assert "1 given, 4 had it already, 0 letters sent" in said


def test_the_command_gives_nothing_where_a_row_is_bad(run):
    bad = people(2) + b"\nnobody,No\n"
    code, said = run(bad)
    assert code == 2 and "row 4:" in said and "--skip-bad" in said
    assert not Batch.objects.exists() and not Learner.objects.exists()
    code, said = run(bad, "--skip-bad")
    assert code == 0 and Award.objects.count() == 2


@pytest.mark.parametrize(
    ("content", "options", "words"),
    [
        (b"", (), "nobody in this file"),
        (b"who,what\nx,y\n", (), "No column holds"),
        (people(1), ("--email-column", "9"), "2 columns"),
        (people(1), ("--date", "2999-01-01"), "has not come yet"),
        (people(1), ("--badge", "nothing"), "no published badge"),
    ],
)
def test_the_command_says_what_is_wrong(run, content, options, words):
    code, said = run(content, *options)
    assert code == 2 and words in said
    assert not Batch.objects.exists()


def test_the_command_takes_the_column_that_is_named(run):
    code, _said = run(b"contact,e-mail\na@example.org,b@example.org\n", "--email-column", "1")
    assert code == 0 and mail.outbox[0].to == ["a@example.org"]


def test_the_command_says_that_the_mail_server_is_down(run, postbox):
    postbox.down = ConnectionRefusedError()
    code, said = run(people(2))
    assert code == 1 and "cannot be reached" in said and "cofl_work" in said
    assert Award.objects.count() == 2


def test_the_worker_does_what_is_there_and_ends(make, monkeypatch, capsys):
    from wagtail_cofl.awards import overdue

    chased = []
    monkeypatch.setattr(overdue, "chase", lambda now: chased.append(now) or {"reminded": 2})
    make(people(2))
    call_command("cofl_work", "--once")
    said = capsys.readouterr().out
    assert "2 given" in said and "2 letters sent" in said and "reminded 2" in said
    assert len(chased) == 1
