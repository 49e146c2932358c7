"""The published calendar says of every date and minute what the calendar that it was made from says."""

from __future__ import annotations

from bisect import bisect_right
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.compute.business_calendar import BusinessCalendar
from generator.compute.public_facts import calendar_feed
from generator.model.feed import CalendarFeed
from tests.browser.counting import madrid, santiago
from tests.compute.calendars import calendar_data

EPOCH = date(1970, 1, 1)
READY = [BusinessCalendar(data) for data in (calendar_data(), santiago(), madrid())]


def utc(feed: CalendarFeed, day: date, minutes: int) -> int:
    """Return a local minute in UTC seconds by the rule of docs/calendar-feed.md."""
    wall = (day - EPOCH).days * 86_400 + minutes * 60
    pairs = zip(feed.offsets[1:], feed.offsets, strict=False)
    walls = [feed.offsets[0][0], *(second + max(after, before) for (second, after), (_, before) in pairs)]
    turn = max(0, bisect_right(walls, wall) - 1)
    nearest = wall - feed.offsets[turn][1]
    return min(nearest, feed.offsets[turn + 1][0]) if turn + 1 < len(feed.offsets) else nearest


@pytest.mark.parametrize("calendar", READY, ids=lambda calendar: calendar.data.zone)
def test_every_date_has_its_hours_its_reason_and_its_name(calendar: BusinessCalendar) -> None:
    """A special day's own, else its weekday's."""
    feed = calendar_feed(calendar)
    special = {day.date: day for day in feed.special}
    for day in calendar.days_between(calendar.first, calendar.last):
        hours = tuple((span.opens, span.closes) for span in day.hours)
        if day.date in special:
            own = special[day.date]
            assert (own.hours, own.why, own.name) == (hours, day.why, day.name)
        else:
            assert feed.week[day.date.weekday()] == hours
            assert day.name is None


@given(
    calendar=st.sampled_from(READY),
    offset=st.integers(0, 1100),
    minutes=st.one_of(st.sampled_from((0, 1440)), st.integers(0, 1440)),
)
def test_every_minute_has_its_second(calendar: BusinessCalendar, offset: int, minutes: int) -> None:
    """Also one that a clock change repeats or skips."""
    day = min(calendar.first + timedelta(days=offset), calendar.last)
    assert utc(calendar_feed(calendar), day, minutes) == calendar.moment(day, minutes).timestamp()


@pytest.mark.parametrize("calendar", READY[1:], ids=lambda calendar: calendar.data.zone)
def test_on_the_days_that_clocks_change_every_minute_has_its_second(calendar: BusinessCalendar) -> None:
    feed = calendar_feed(calendar)
    for second, _ in feed.offsets[1:]:
        day = EPOCH + timedelta(days=second // 86_400)
        for shift in (-1, 0, 1):
            near = day + timedelta(days=shift)
            found = [utc(feed, near, minutes) for minutes in range(1441)]
            assert found == [calendar.moment(near, minutes).timestamp() for minutes in range(1441)]


def test_a_zone_without_clock_changes_has_one_offset() -> None:
    assert [offset for _, offset in calendar_feed(READY[0]).offsets] == [-3 * 3600]


def test_a_cut_off_at_closing_is_left_to_each_day() -> None:
    assert [calendar_feed(calendar).cut_off for calendar in READY] == [None, 16 * 60, None]


def test_years_and_zone_are_the_calendar_s(calendar: BusinessCalendar) -> None:
    feed = calendar_feed(calendar)
    assert (feed.zone, feed.first_year, feed.last_year) == ("America/Argentina/Buenos_Aires", 2026, 2028)


def test_a_week_that_nothing_interrupts_needs_no_special_day() -> None:
    assert calendar_feed(BusinessCalendar(calendar_data(holidays=()))).special == ()
