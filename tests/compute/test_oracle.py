"""On random calendars, starts, promises and pauses, every date equals the one found by looking at each minute."""

from __future__ import annotations

from datetime import UTC, datetime

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generator.compute.business_calendar import BusinessCalendar
from generator.compute.pauses import spans_of
from generator.compute.promises import Resolved, resolve
from generator.compute.trace import due_of
from generator.model.calendar import CalendarData
from generator.model.due import Due, NoDue, Verdict
from generator.model.promise import Promise
from generator.model.states import Reason
from tests.compute.calendars import calendar_data
from tests.compute.oracle import ask, hours_on, minutes_on
from tests.compute.random_time import Pauses, counts, moments, pauses, worlds

Count = tuple[CalendarData, Promise, datetime, Pauses]
patient = settings(deadline=None, max_examples=120, suppress_health_check=[HealthCheck.too_slow])


@patient
@given(counts())
def test_dates_and_trace_are_those_found_minute_by_minute(count: Count) -> None:
    data, promise, start, waits = count
    calendar, spans = BusinessCalendar(data), spans_of(waits)
    expected = ask(promise, start, data, waits)
    resolved, explained = resolve(promise, start, calendar, spans), due_of(promise, start, calendar, spans)
    if expected is None:
        assert isinstance(resolved, NoDue)
        assert resolved == explained
        assert resolved.reason is Reason.BEYOND_CALENDAR
        return
    assert isinstance(resolved, Resolved)
    assert isinstance(explained, Due)
    assert (resolved.earliest, resolved.due) == (expected.earliest, expected.due)
    assert (explained.earliest, explained.due) == (expected.earliest, expected.due)
    rows = [row for row in explained.trace if row.verdict is Verdict.COUNTED]
    assert {row.date: row.ordinal if row.seconds is None else row.seconds / 60 for row in rows} == expected.counted


@patient
@given(st.data())
def test_open_time_between_two_moments_is_the_number_of_open_minutes(draw: st.DataObject) -> None:
    data, first = draw.draw(worlds())
    begin, end = sorted((draw.draw(moments(data, first)), draw.draw(moments(data, first))))
    calendar = BusinessCalendar(data)
    days = calendar.days_between(calendar.local_date(begin), calendar.local_date(end))
    minutes = [minute for day in days for minute in minutes_on(data, day.date, ())]
    within = [minute for minute in minutes if begin.timestamp() <= minute.begin < end.timestamp()]
    seconds = (int(begin.timestamp()), int(end.timestamp()))
    assert calendar.open_time.between(*seconds) == 60 * sum(minute.open for minute in within)
    assert calendar.business_day_hours.between(*seconds) == 60 * sum(minute.business for minute in within)


@patient
@given(st.data())
def test_a_pause_touches_a_business_day_only_where_it_meets_its_opening_hours(draw: st.DataObject) -> None:
    data, first = draw.draw(worlds())
    waits = draw.draw(pauses(data, first))
    calendar = BusinessCalendar(data)
    for row in calendar.days_between(first, calendar.local_date(datetime(2026, 12, 31, 12, tzinfo=UTC)))[:10]:
        if hours_on(data, row.date):
            touched = any(minute.open and minute.paused for minute in minutes_on(data, row.date, waits))
            paused = calendar.paused_business_days(spans_of(waits))
            assert any(first <= row.date.toordinal() <= last for first, last in paused) == touched


def test_the_oracle_reads_a_day_on_which_clocks_change_in_its_real_length() -> None:
    lengths = [
        ("Europe/Madrid", "2026-03-29", 23),
        ("Europe/Madrid", "2026-10-25", 25),
        ("America/Santiago", "2026-04-04", 25),
        ("America/Santiago", "2026-09-06", 23),
        ("America/Argentina/Buenos_Aires", "2026-03-29", 24),
    ]
    for zone, day, length in lengths:
        data = calendar_data(zone=zone)
        assert len(list(minutes_on(data, datetime.fromisoformat(day).date(), ()))) == length * 60, (zone, day)
