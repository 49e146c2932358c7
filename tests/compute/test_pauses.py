"""While the company waits for the client no clock runs: cases by hand, and what holds for every pause."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from generator.compute.business_calendar import BusinessCalendar
from generator.compute.pauses import nth_free, spans_of
from generator.compute.promises import Resolved, resolve
from generator.compute.trace import due_of
from generator.model.calendar import CalendarData
from generator.model.due import Due, NoDue, Verdict, Why
from generator.model.promise import Clock, DayUnit, Promise, parse_promise
from tests.compute.calendars import calendar_data
from tests.compute.oracle import minutes_on
from tests.compute.random_time import Pauses, counts, moments

BA = ZoneInfo("America/Argentina/Buenos_Aires")
TWO_SHIFTS = {day: ["09:00-13:00", "14:00-18:00"] for day in ("monday", "tuesday", "wednesday", "thursday", "friday")}
Count = tuple[CalendarData, Promise, datetime, Pauses]
patient = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])


def local(text: str) -> datetime:
    """Return a wall-clock time of Buenos Aires as an aware moment."""
    return datetime.fromisoformat(text).replace(tzinfo=BA)


def dated(phrase: str, start: str, calendar: BusinessCalendar, *pauses: tuple[str, str]) -> Due:
    """Return the explained due date of a promise with pauses, which must exist."""
    spans = spans_of((local(begin), local(end)) for begin, end in pauses)
    due = due_of(parse_promise(phrase), local(start), calendar, spans)
    assert isinstance(due, Due)
    return due


def due_or_never(count: Count, pauses: Pauses) -> float:
    """Return the due moment in seconds; a date beyond the loaded years is later than any."""
    data, promise, start, _ = count
    found = resolve(promise, start, BusinessCalendar(data), spans_of(pauses))
    return found.due.timestamp() if isinstance(found, Resolved) else float("inf")


@pytest.mark.parametrize(
    ("phrase", "due"),
    [
        ("30 horas", "2026-11-18 18:00"),
        ("12 horas hábiles", "2026-11-18 15:00"),
        ("30 horas en días hábiles", "2026-11-18 18:00"),
        ("2 días hábiles", "2026-11-19 18:00"),
        ("2 días corridos", "2026-11-20 00:00"),
    ],
)
def test_a_pause_of_two_hours_on_the_first_day_holds_back_only_the_clocks_in_hours(
    phrase: str, due: str, calendar: BusinessCalendar
) -> None:
    pause = ("2026-11-17 14:00", "2026-11-17 16:00")
    assert dated(phrase, "2026-11-17 10:00", calendar, pause).due == local(due)


@pytest.mark.parametrize(
    ("phrase", "due"), [("2 días hábiles", "2026-11-20 18:00"), ("2 días corridos", "2026-11-21 00:00")]
)
def test_a_minute_of_pause_takes_the_whole_of_a_later_day(phrase: str, due: str, calendar: BusinessCalendar) -> None:
    pause = ("2026-11-18 12:00", "2026-11-18 12:01")
    assert dated(phrase, "2026-11-17 10:00", calendar, pause).due == local(due)


def test_a_pause_inside_the_lunch_break_touches_no_business_day() -> None:
    calendar = BusinessCalendar(calendar_data(weekly_hours=TWO_SHIFTS))
    lunch = ("2026-11-18 13:00", "2026-11-18 14:00")
    assert dated("2 días hábiles", "2026-11-17 10:00", calendar, lunch).due == local("2026-11-19 18:00")
    minute_more = ("2026-11-18 13:00", "2026-11-18 14:01")
    assert dated("2 días hábiles", "2026-11-17 10:00", calendar, minute_more).due == local("2026-11-20 18:00")


def test_a_pause_from_closing_to_opening_touches_no_business_day_but_both_dates(calendar: BusinessCalendar) -> None:
    night = ("2026-11-17 18:00", "2026-11-18 09:00")
    assert dated("1 día hábil", "2026-11-17 10:00", calendar, night).due == local("2026-11-18 18:00")
    assert dated("1 día corrido", "2026-11-17 10:00", calendar, night).due == local("2026-11-20 00:00")


def test_day_zero_is_fixed_at_the_start_even_inside_a_pause(calendar: BusinessCalendar) -> None:
    due = dated("1 día hábil", "2026-11-17 10:00", calendar, ("2026-11-17 09:00", "2026-11-17 18:00"))
    assert due.due == local("2026-11-18 18:00")
    assert due.trace[0].verdict is Verdict.DAY_ZERO


def test_the_trace_names_what_a_pause_took_away(calendar: BusinessCalendar) -> None:
    due = dated("2 días hábiles", "2026-11-17 10:00", calendar, ("2026-11-18 17:00", "2026-11-19 10:00"))
    assert [(row.date.day, row.verdict, row.why) for row in due.trace] == [
        (17, Verdict.DAY_ZERO, None),
        (18, Verdict.SKIPPED, Why.PAUSED),
        (19, Verdict.SKIPPED, Why.PAUSED),
        (20, Verdict.COUNTED, None),
        (21, Verdict.SKIPPED, Why.WEEKEND),
        (22, Verdict.SKIPPED, Why.WEEKEND),
        (23, Verdict.SKIPPED, Why.HOLIDAY),
        (24, Verdict.COUNTED, None),
    ]


def test_a_promise_used_up_at_the_very_minute_a_pause_begins_is_due_then(calendar: BusinessCalendar) -> None:
    pause = ("2026-11-18 12:00", "2026-11-20 12:00")
    assert dated("2 horas", "2026-11-18 10:00", calendar, pause).due == local("2026-11-18 12:00")


def test_a_pause_that_lasts_beyond_the_loaded_years_leaves_no_date(calendar: BusinessCalendar) -> None:
    spans = spans_of([(local("2028-12-20 10:00"), local("2029-02-01 10:00"))])
    for phrase in ("30 horas", "9 horas hábiles", "9 horas en días hábiles", "3 días hábiles", "3 días corridos"):
        assert isinstance(due_of(parse_promise(phrase), local("2028-12-20 09:30"), calendar, spans), NoDue), phrase


@patient
@given(count=counts(), draw=st.data())
def test_one_pause_more_is_never_earlier(count: Count, draw: st.DataObject) -> None:
    data, _, start, waits = count
    begin = draw.draw(moments(data, start.date() - timedelta(days=3)))
    more = (*waits, (begin, begin + timedelta(minutes=draw.draw(st.integers(0, 9000)))))
    assert due_or_never(count, more) >= due_or_never(count, waits)


@patient
@given(count=counts(), begins=st.integers(0, 3000), ends=st.integers(0, 3000))
def test_a_longer_pause_is_never_earlier(count: Count, begins: int, ends: int) -> None:
    waits = count[3]
    assume(waits)
    begin, end = waits[0]
    longer = (begin - timedelta(minutes=begins), end + timedelta(minutes=ends))
    assert due_or_never(count, (longer, *waits[1:])) >= due_or_never(count, waits)


@patient
@given(counts())
def test_empty_pauses_are_no_pauses(count: Count) -> None:
    data, promise, start, waits = count
    calendar, empty = BusinessCalendar(data), spans_of((begin, begin) for begin, _ in waits)
    assert due_of(promise, start, calendar, empty) == due_of(promise, start, calendar)


@patient
@given(counts())
def test_a_pause_that_meets_no_running_minute_changes_nothing(count: Count) -> None:
    data, promise, start, waits = count
    calendar = BusinessCalendar(data)
    untouched = due_of(promise, start, calendar)
    assume(isinstance(untouched, Due))
    assert isinstance(untouched, Due)
    quiet = tuple(pause for pause in waits if not _meets(promise.clock, untouched, data, pause))
    found = due_of(promise, start, calendar, spans_of(quiet))
    assert isinstance(found, Due)
    assert found == untouched


@patient
@given(counts())
def test_the_trace_still_adds_up_and_a_pause_is_named_only_where_there_is_one(count: Count) -> None:
    data, promise, start, waits = count
    due = due_of(promise, start, BusinessCalendar(data), spans_of(waits))
    assume(isinstance(due, Due))
    assert isinstance(due, Due)
    unit = promise.unit
    if isinstance(unit, DayUnit):
        ordinals = [row.ordinal for row in due.trace if row.verdict is Verdict.COUNTED]
        assert ordinals == list(range(1, promise.last + 1))
    else:
        assert sum(row.seconds or 0 for row in due.trace) == promise.last * unit.seconds
    for row in due.trace:
        if row.why is Why.PAUSED:
            assert any(minute.paused for minute in minutes_on(data, row.date, waits)), row


@given(
    after=st.integers(-5, 5),
    count=st.integers(1, 30),
    taken=st.lists(st.tuples(st.integers(-10, 40), st.integers(0, 9)), max_size=5),
)
def test_the_nth_free_number_is_the_one_found_by_counting(after: int, count: int, taken: list[tuple[int, int]]) -> None:
    ranges = sorted((first, first + length) for first, length in taken)
    free = (n for n in range(after + 1, 200) if not any(first <= n <= last for first, last in ranges))
    assert nth_free(after, count, ranges) == next(n for index, n in enumerate(free, 1) if index == count)


def _meets(kind: Clock, due: Due, data: CalendarData, pause: tuple[datetime, datetime]) -> bool:
    """Tell whether a pause meets a minute that this count could have used."""
    for row in due.trace:
        if kind in (Clock.BUSINESS_DAYS, Clock.CALENDAR_DAYS) and row.verdict is not Verdict.COUNTED:
            continue
        for minute in minutes_on(data, row.date, (pause,)):
            if kind in (Clock.ELAPSED, Clock.OPEN_TIME, Clock.BUSINESS_DAY_HOURS):
                within = due.start.timestamp() <= minute.begin < due.due.timestamp()
            else:
                within = True
            used = {
                Clock.OPEN_TIME: minute.open,
                Clock.BUSINESS_DAYS: minute.open,
                Clock.BUSINESS_DAY_HOURS: minute.business,
            }
            if minute.paused and within and used.get(kind, True):
                return True
    return False
