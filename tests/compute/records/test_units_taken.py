"""Whole units: worked by hand, and always on the side of a promise that its own due date is on."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.compute.business_calendar import BusinessCalendar
from generator.compute.pauses import spans_of
from generator.compute.promises import Resolved, resolve
from generator.compute.records.units_taken import units_passed, units_taken
from generator.model.promise import BUSINESS_DAY, OPEN_HOUR, UNITS, Promise, Unit
from tests.compute.calendars import calendar_data

BUENOS_AIRES = ZoneInfo("America/Argentina/Buenos_Aires")
CALENDAR = BusinessCalendar(calendar_data())


def at(day: int, clock: str) -> datetime:
    """Return a moment of November 2026 by the clock of Buenos Aires."""
    hour, minute = clock.split(":")
    return datetime(2026, 11, day, int(hour), int(minute), tzinfo=BUENOS_AIRES).astimezone(UTC)


@pytest.mark.parametrize(
    ("unit", "start", "end", "units"),
    [
        # Thursday 19; Monday 23 is a holiday.
        (BUSINESS_DAY, at(19, "10:00"), at(19, "17:00"), 0),
        (BUSINESS_DAY, at(19, "10:00"), at(19, "18:01"), 1),
        (BUSINESS_DAY, at(19, "10:00"), at(20, "18:00"), 1),
        (BUSINESS_DAY, at(19, "10:00"), at(20, "18:01"), 2),
        (BUSINESS_DAY, at(19, "10:00"), at(24, "09:30"), 2),
        # After the cut-off the next business day is day 0.
        (BUSINESS_DAY, at(19, "18:00"), at(20, "12:00"), 0),
        (OPEN_HOUR, at(19, "10:00"), at(19, "10:01"), 1),
        (OPEN_HOUR, at(19, "10:00"), at(19, "11:00"), 1),
        (OPEN_HOUR, at(19, "17:00"), at(19, "18:00"), 1),
        # One hour was used up at the closing, when a promise of one fell due.
        (OPEN_HOUR, at(19, "17:00"), at(19, "20:00"), 2),
        (OPEN_HOUR, at(19, "17:00"), at(20, "10:00"), 2),
        (OPEN_HOUR, at(19, "20:00"), at(19, "21:00"), 0),
    ],
)
def test_whole_units_by_hand(unit: Unit, start: datetime, end: datetime, units: int) -> None:
    assert units_taken(unit, start, end, CALENDAR) == units


def test_a_pause_is_left_out() -> None:
    paused = spans_of([(at(20, "09:00"), at(20, "18:00"))])
    assert units_taken(BUSINESS_DAY, at(19, "10:00"), at(24, "12:00"), CALENDAR, paused) == 1
    paused = spans_of([(at(19, "11:00"), at(19, "14:00"))])
    assert units_taken(OPEN_HOUR, at(19, "10:00"), at(19, "15:00"), CALENDAR, paused) == 2


def test_what_still_runs_has_surely_passed_one_less() -> None:
    assert units_passed(BUSINESS_DAY, at(19, "10:00"), at(20, "12:00"), CALENDAR) == 0
    assert units_passed(BUSINESS_DAY, at(19, "10:00"), at(19, "12:00"), CALENDAR) is None


def test_beyond_the_loaded_years_nothing_is_counted() -> None:
    assert units_taken(BUSINESS_DAY, at(19, "10:00"), datetime(2031, 1, 2, tzinfo=UTC), CALENDAR) is None


moments = st.datetimes(datetime(2026, 3, 1), datetime(2027, 3, 1)).map(lambda one: one.replace(tzinfo=UTC))  # noqa: DTZ001
spans = st.lists(st.tuples(moments, st.integers(1, 400_000)), max_size=2)


@given(
    unit=st.sampled_from(UNITS),
    start=moments,
    took=st.integers(0, 4_000_000),
    pauses=spans,
    figure=st.integers(1, 40),
)
def test_a_figure_is_above_a_promise_exactly_where_the_promise_is_broken(
    unit: Unit, start: datetime, took: int, pauses: list[tuple[datetime, int]], figure: int
) -> None:
    start = start.replace(microsecond=0)
    end = start + timedelta(seconds=took)
    taken_out = spans_of((begin, begin + timedelta(seconds=length)) for begin, length in pauses if begin >= start)
    units = units_taken(unit, start, end, CALENDAR, taken_out)
    promised = resolve(Promise(None, figure, unit), start, CALENDAR, taken_out)
    assert isinstance(promised, Resolved)
    assert units is not None
    assert (units <= figure) == (end <= promised.due)
