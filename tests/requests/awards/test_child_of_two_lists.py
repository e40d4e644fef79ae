"""Somebody on two lists says that they are under 13: no list keeps their address."""

import pytest
from django.core import mail

from wagtail_cofl.awards import batches, invited, letters, working
from wagtail_cofl.awards.models import Batch, BatchRow
from wagtail_cofl.awards.reading_lists import guess_columns, read_table
from wagtail_cofl.learners.models import Identifier, Learner

from .deciders import new_badge

State = BatchRow.State


def listed(badge, **more) -> BatchRow:
    batch = Batch.objects.create(badge=badge, file_name="list.csv", **more)
    table = read_table(b"email,name\nada@example.org,Ada\n")
    batches.make_rows(batch, table, guess_columns(table))
    batches.start(batch)
    working.work(batch.pk)
    return batch.rows.get()


@pytest.fixture
def row(badge):
    return listed(badge)


def test_every_list_forgets_the_address(row, badge, provider):
    same = listed(badge)  # had it already
    silent = listed(new_badge(provider, "Deckhand"), invite=False)
    written = listed(new_badge(provider, "Bosun"))
    assert [one.state for one in (same, silent, written)] == [
        State.HAD,
        State.AWARDED,
        State.DELIVERED,
    ]
    mail.outbox.clear()
    child = invited.keep_child(row, "Sea Otter", ())
    assert not Identifier.objects.exists()
    assert list(BatchRow.objects.exclude(sealed_value="", sealed_name="")) == []
    # What they were given is the child's, and nobody tries to write to them.
    for one in (silent, written):
        one.refresh_from_db()
        assert (one.state, one.award.learner) == (State.CLAIMED, child)
        assert (letters.send_again(one.batch), letters.write_now(one.batch)) == (0, 0)
    working.work()
    assert mail.outbox == []


def test_a_city_without_children_keeps_nothing_of_them_on_any_list(row, badge, provider):
    listed(badge)
    other = listed(new_badge(provider, "Deckhand"))
    invited.stop_child(row)
    assert not BatchRow.objects.exclude(sealed_value="", sealed_name="").exists()
    assert not Learner.objects.exists()
    other.refresh_from_db()
    assert other.state == State.DECLINED and other.award.revocation
