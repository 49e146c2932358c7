"""Whole business days fall on the dates that numpy's `busday_offset` gives for the same week and holidays."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from generator.compute.business_calendar import BusinessCalendar
from generator.compute.promises import Resolved, resolve
from generator.model.calendar import WEEKDAYS
from generator.model.promise import BUSINESS_DAY, Promise
from tests.compute.calendars import calendar_data

ZONES = ("America/Argentina/Buenos_Aires", "America/Santiago", "Europe/Madrid")
masks = st.lists(st.booleans(), min_size=7, max_size=7).filter(any)
dates = st.integers(0, 500).map(lambda days: date(2026, 1, 1) + timedelta(days))


@given(
    zone=st.sampled_from(ZONES),
    mask=masks,
    holidays=st.sets(dates, max_size=40),
    day=dates,
    minute=st.integers(0, 1439),
    figures=st.tuples(st.integers(1, 20), st.integers(21, 60)),
)
def test_due_and_earliest_fall_on_the_days_that_numpy_counts(
    zone: str, mask: list[bool], holidays: set[date], day: date, minute: int, figures: tuple[int, int]
) -> None:
    week = {name: ["09:00-18:00"] if works else [] for name, works in zip(WEEKDAYS, mask, strict=True)}
    days_off = [{"date": off.isoformat(), "name": "Feriado", "source": "prueba"} for off in sorted(holidays)]
    calendar = BusinessCalendar(calendar_data(zone=zone, weekly_hours=week, holidays=days_off, last_year=2030))
    start = (datetime.combine(day, time()) + timedelta(minutes=minute)).replace(tzinfo=ZoneInfo(zone))
    due = resolve(Promise(*figures, BUSINESS_DAY), start.astimezone(UTC), calendar)
    assert isinstance(due, Resolved)
    # From closing on, a start counts from the next day; numpy then rolls forward to the day that counts as day 0.
    counted_from = np.datetime64(day) + np.timedelta64(int(minute >= 18 * 60), "D")
    off = [np.datetime64(holiday) for holiday in sorted(holidays)]
    first, last = np.busday_offset(counted_from, figures, roll="forward", weekmask=mask, holidays=off).astype(object)
    assert due.last_day == last
    assert due.earliest is not None
    assert calendar.local_date(due.earliest) == first
