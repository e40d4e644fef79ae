"""The link in the letter, from the inbox to the badge, to a no, and to the grown-up."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from wagtail_cofl.awards import batches, letters, working
from wagtail_cofl.awards.models import Award, Batch, BatchRow
from wagtail_cofl.awards.reading_lists import guess_columns, read_table
from wagtail_cofl.city.models import CitySettings
from wagtail_cofl.credentials.models import Revocation
from wagtail_cofl.learners.models import AgeBand, Identifier, Learner
from wagtail_cofl.learners.sessions import SESSION_KEY

State = BatchRow.State


@pytest.fixture
def row(badge):
    """Somebody who was given the badge by a list, and got a letter."""
    table = read_table(b"email,name\nada@example.org,Ada\n")
    batch = Batch.objects.create(badge=badge, file_name="list.csv")
    batches.make_rows(batch, table, guess_columns(table))
    batches.start(batch)
    working.work(batch.pk)
    return batch.rows.get()


@pytest.fixture
def link(row):
    return re.search(r"https://learn\.example\.org(\S+)", mail.outbox[-1].body)[1]


def test_looking_changes_nothing(browser, row, link):
    page = browser.get(link)
    assert page.status_code == 200
    assert "no-store" in page.headers["Cache-Control"]
    assert b"Keep my badge" in page.content and b"No, thank you" in page.content
    row.refresh_from_db()
    assert row.state == State.DELIVERED
    assert row.secret_hash == letters.hash_of(link.split("/")[-2])


def test_whoever_is_13_or_older_keeps_it_with_the_address(browser, row, link):
    asked = browser.post(link)
    assert b"How old are you?" in asked.content
    assert b"Choose how old you are." in browser.post(link, {"next": "1"}).content
    kept = browser.post(link, {"next": "1", "age": AgeBand.TEEN})
    assert kept.status_code == 302
    row.refresh_from_db()
    learner = row.award.learner
    assert row.state == State.CLAIMED
    assert learner.age_band == AgeBand.TEEN
    assert learner.identifiers.get().confirmed_at is not None
    assert browser.session[SESSION_KEY] == str(learner.uuid)
    assert browser.get(kept.url).status_code == 200
    again = browser.get(link)
    assert again.status_code == 410
    assert "You have kept this badge already." in again.content.decode()


def test_whose_age_we_know_is_not_asked_again(browser, row, link):
    Learner.objects.update(age_band=AgeBand.ADULT)
    assert browser.post(link).status_code == 302
    assert Learner.objects.get().age_band == AgeBand.ADULT


def test_a_no_takes_the_badge_back_and_forgets_the_address(browser, row, link):
    assert b"We take the badge back" in browser.get(link + "no/").content
    done = browser.post(link + "no/", {"sure": "1", "reason": "I was not there."})
    assert done.status_code == 200
    row.refresh_from_db()
    assert (row.state, row.problem, row.value) == (State.DECLINED, "I was not there.", "")
    assert row.award.revocation.reason == Revocation.Reason.ASKED
    assert not Identifier.objects.exists() and not Learner.objects.exists()
    assert browser.get(link).status_code == 410
    # The same list again does not bother them.
    assert batches.holding(row.batch.badge, [row.lookup]) == {row.lookup}


def test_a_no_leaves_what_a_learner_had_before(browser, row, link):
    Identifier.objects.update(confirmed_at=timezone.now())
    browser.post(link + "no/", {"sure": "1"})
    assert Learner.objects.get().identifiers.count() == 1
    assert Revocation.objects.count() == 1


def test_a_child_keeps_it_with_a_nickname_and_a_grown_up(browser, row, link, city):
    before = row.award.learner
    on = browser.post(link, {"next": "1", "age": AgeBand.UNDER_13})
    assert on.url == link + "nickname/"
    assert browser.get(on.url).status_code == 200
    on = browser.post(on.url, {"nickname": "Sea Otter"})
    assert on.url == link + "words/"
    assert Learner.objects.get() == before
    assert b"I have written them down" in browser.get(on.url).content
    assert browser.post(on.url, {}).status_code == 200
    on = browser.post(on.url, {"written": "on"})
    row.refresh_from_db()
    child = Learner.objects.get()
    assert (child.nickname, child.age_band, child.is_kept) == ("Sea Otter", "under-13", False)
    assert row.state == State.CLAIMED and row.award.learner == child
    assert row.award.revocation is None
    # No address of the child is left anywhere.
    assert not Identifier.objects.exists()
    assert (row.value, row.sealed_name) == ("", "")
    waiting = browser.get(on.url)
    assert waiting.status_code == 200 and "Ask a grown-up" in waiting.content.decode()
    # The same list again does not give it twice.
    assert batches.holding(row.batch.badge, [row.lookup]) == {row.lookup}


def test_a_city_without_children_keeps_nothing_of_them(browser, row, link, city):
    CitySettings.objects.exclude(under_13=CitySettings.UnderThirteen.GUARDIAN).exists()
    other = next(v for v in CitySettings.UnderThirteen.values if v != "guardian")
    CitySettings.objects.update(under_13=other)
    page = browser.post(link, {"next": "1", "age": AgeBand.UNDER_13})
    assert "We have deleted your address." in page.content.decode()
    row.refresh_from_db()
    assert (row.state, row.value) == (State.DECLINED, "")
    assert row.award.revocation and not Learner.objects.exists()


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"expires_at": timezone.now() - timedelta(minutes=1)}, "too old"),
        ({"state": State.EXPIRED}, "too old"),
        ({"state": State.UNDONE}, "taken back"),
        ({"secret_hash": "0" * 64}, "do not know this link"),
    ],
)
def test_a_link_that_does_not_work_says_what_to_do(browser, row, link, change, words):
    BatchRow.objects.update(**change)
    for path in (link, link + "no/", link + "nickname/", link + "words/"):
        page = browser.get(path)
        assert page.status_code in {404, 410}
        assert words in page.content.decode()
    assert browser.post(link, {"next": "1", "age": AgeBand.ADULT}).status_code in {404, 410}
    assert Award.objects.get().revocation is None


def test_of_two_presses_one_counts(browser, row, link):
    from wagtail_cofl.awards import invited

    stale = invited.look_up(row.batch.badge.provider.site_id, link.split("/")[-2])
    invited.decline(stale)
    with pytest.raises(invited.LetterProblem) as problem:
        invited.keep(stale, AgeBand.ADULT)
    assert problem.value.code == "declined"
