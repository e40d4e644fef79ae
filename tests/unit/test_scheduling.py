"""From what an editor writes to the dates that people can come to: clock changes, weeks off, drafts."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone
from wagtail import blocks

from wagtail_cofl.opportunities.blocks import SessionBlock, WeeklyBlock
from wagtail_cofl.opportunities.finding import When, span
from wagtail_cofl.opportunities.scheduling import dates_of, series_of

LONDON = ZoneInfo("Europe/London")


class Dates(blocks.StreamBlock):
    session = SessionBlock()
    weekly = WeeklyBlock()


def weekly(**changed) -> dict:
    return {
        "first": date(2027, 3, 16),
        "last": date(2027, 4, 6),
        "starts": time(18),
        "ends": time(20),
        "venue": "",
        "not_on": [],
    } | changed


def session(**changed) -> dict:
    start = datetime(2027, 6, 12, 14, tzinfo=LONDON)
    return {
        "starts_at": start,
        "ends_at": start + timedelta(hours=2),
        "venue": "",
        "cancelled": False,
    } | changed


def stream(*pairs):
    return Dates().to_python(
        [{"type": kind, "value": Dates().child_blocks[kind].get_prep_value(v)} for kind, v in pairs]
    )


def test_every_week_is_the_same_hour_on_the_citys_clock_when_the_clocks_change() -> None:
    """British clocks went forward on Sunday 28 March 2027."""
    found = dates_of(stream(("weekly", weekly())))
    assert [d.starts_at.astimezone(LONDON).hour for d in found] == [18] * 4
    assert [d.starts_at.astimezone(UTC).hour for d in found] == [18, 18, 17, 17]
    assert [d.starts_at.astimezone(LONDON).day for d in found] == [16, 23, 30, 6]
    assert {d.ends_at - d.starts_at for d in found} == {timedelta(hours=2)}


def test_an_editor_who_reads_another_clock_does_not_move_the_dates() -> None:
    """Wagtail activates the time zone of the account that publishes."""
    with timezone.override("Australia/Sydney"):
        there = dates_of(stream(("weekly", weekly())))
    assert there == dates_of(stream(("weekly", weekly())))


def test_weeks_off_stay_and_say_that_they_are_off() -> None:
    found = dates_of(stream(("weekly", weekly(not_on=[date(2027, 3, 23)]))))
    assert [d.cancelled for d in found] == [False, True, False, False]


def test_a_date_is_where_the_page_says_unless_it_says_otherwise() -> None:
    pairs = stream(("session", session()), ("weekly", weekly(venue="Ropewalk")))
    assert {d.venue for d in dates_of(pairs, "Quay")} == {"Quay", "Ropewalk"}


def test_dates_of_all_blocks_come_soonest_first() -> None:
    found = dates_of(stream(("session", session()), ("weekly", weekly())))
    assert found == sorted(found, key=lambda d: d.starts_at)
    assert len(found) == 5


def test_what_is_over_leaves_a_series_and_an_empty_series_goes() -> None:
    pairs = stream(("weekly", weekly()), ("session", session()))
    since = datetime(2027, 3, 23, 19, tzinfo=LONDON)  # in the middle of the second evening
    series = series_of(pairs, since=since)
    assert [(one.is_weekly, len(one.dates)) for one in series] == [(True, 3), (False, 1)]
    assert len(series_of(pairs, since=datetime(2027, 4, 7, tzinfo=LONDON))) == 1
    assert series_of(pairs, since=datetime(2028, 1, 1, tzinfo=LONDON)) == []


def test_the_last_week_of_a_series_is_a_date_like_any_other() -> None:
    pairs = stream(("weekly", weekly()))
    (one,) = series_of(pairs, since=datetime(2027, 4, 1, tzinfo=LONDON))
    assert not one.is_weekly


def test_the_next_of_a_series_is_one_that_happens() -> None:
    (one,) = series_of(stream(("weekly", weekly(not_on=[date(2027, 3, 16)]))))
    assert one.dates[0].cancelled
    assert one.next.starts_at.astimezone(LONDON).day == 23
    all_off = [date(2027, 3, 16), date(2027, 3, 23), date(2027, 3, 30), date(2027, 4, 6)]
    (one,) = series_of(stream(("weekly", weekly(not_on=all_off))))
    assert one.next.cancelled


@pytest.mark.parametrize(
    "pair",
    [
        ("session", session(starts_at=None)),
        ("weekly", weekly(first=None)),
        ("weekly", weekly(last=None)),
        ("weekly", weekly(starts=None)),
    ],
)
def test_blocks_that_a_draft_has_not_finished_are_no_dates(pair) -> None:
    assert dates_of(stream(pair)) == []


def test_a_draft_that_runs_for_a_hundred_years_is_not_drawn_out() -> None:
    assert len(dates_of(stream(("weekly", weekly(last=date(2127, 1, 1)))))) < 70


# --- what the form says --------------------------------------------------------------------------


def errors(block, value) -> dict[str, str]:
    with pytest.raises(blocks.struct_block.StructBlockValidationError) as caught:
        block.clean(block.to_python(block.get_prep_value(value)))
    return {name: str(error) for name, error in caught.value.block_errors.items()}


def test_an_end_before_its_start_is_said_beside_the_end() -> None:
    early = session()["starts_at"] - timedelta(hours=1)
    assert set(errors(SessionBlock(), session(ends_at=early))) == {"ends_at"}
    assert set(errors(WeeklyBlock(), weekly(ends=time(17)))) == {"ends"}
    assert set(errors(WeeklyBlock(), weekly(last=date(2027, 3, 1)))) == {"last"}
    assert set(errors(WeeklyBlock(), weekly(last=date(2028, 4, 1)))) == {"last"}


@pytest.mark.parametrize("day", [date(2027, 3, 24), date(2027, 3, 9), date(2027, 4, 13)])
def test_a_week_off_that_is_none_of_its_days_is_a_slip(day) -> None:
    assert set(errors(WeeklyBlock(), weekly(not_on=[day]))) == {"not_on"}
    WeeklyBlock().clean(WeeklyBlock().to_python(weekly(not_on=[date(2027, 3, 30)])))


@pytest.mark.parametrize(
    ("block", "value"),
    [
        (SessionBlock, session(starts_at=None)),
        (WeeklyBlock, weekly(first=None)),
        (WeeklyBlock, weekly(last=None, not_on=[date(2027, 3, 16)])),
        (WeeklyBlock, weekly(starts=None)),
    ],
)
def test_a_draft_may_be_saved_unfinished(block, value) -> None:
    block = block()
    block.clean_deferred(value)
    with pytest.raises(ValidationError):
        block.clean(value)


# --- when people ask for --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("now", "when", "days"),
    [
        ("2027-06-09 12:00", When.TODAY, ("9 June", "10 June")),
        ("2027-06-09 12:00", When.TOMORROW, ("10 June", "11 June")),
        ("2027-06-09 12:00", When.WEEKEND, ("12 June", "14 June")),
        ("2027-06-12 12:00", When.WEEKEND, ("12 June", "14 June")),
        ("2027-06-13 12:00", When.WEEKEND, ("13 June", "14 June")),
        ("2027-06-14 12:00", When.WEEKEND, ("19 June", "21 June")),
        ("2027-06-09 12:00", When.WEEK, ("9 June", "16 June")),
        # Half past eleven in the evening in UTC is already tomorrow on the city's clock.
        ("2027-06-09 23:30", When.TODAY, ("10 June", "11 June")),
        # The day on which the clocks go forward has 23 hours.
        ("2027-03-28 12:00", When.TODAY, ("28 March", "29 March")),
    ],
)
def test_spans_are_days_of_the_city(monkeypatch, now, when, days) -> None:
    monkeypatch.setattr(timezone, "now", lambda: datetime.fromisoformat(now).replace(tzinfo=UTC))
    found = [moment.astimezone(LONDON) for moment in span(when)]
    assert [f"{moment:%-d %B}" for moment in found] == list(days)
    assert {moment.time() for moment in found} == {time()}


@pytest.mark.parametrize("when", ["", When.ANY_TIME, "never"])
def test_what_is_no_time_has_no_span(when) -> None:
    assert span(when) is None
