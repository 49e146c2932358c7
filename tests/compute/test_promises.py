"""The time rules: the worked cases of the design, their edges, and the properties that hold for every calendar."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.compute.business_calendar import BusinessCalendar
from generator.compute.promises import Resolved, resolve
from generator.compute.trace import due_of
from generator.model.due import Due, NoDue, Verdict, Why
from generator.model.promise import MINUTE, OPEN_MINUTE, Clock, Promise, parse_promise
from generator.model.states import Reason
from tests.compute.calendars import calendar_data

BA = ZoneInfo("America/Argentina/Buenos_Aires")

WORKED = [
    ("2026-04-29 16:40", "3 días hábiles", "2026-05-05 18:00"),
    ("2026-04-29 18:00", "3 días hábiles", "2026-05-06 18:00"),
    ("2026-11-20 10:00", "2 días hábiles", "2026-11-25 18:00"),
    ("2026-11-20 17:30", "3 horas hábiles", "2026-11-24 11:30"),
    ("2026-11-20 15:00", "24 horas en días hábiles", "2026-11-24 15:00"),
    ("2026-12-23 12:00", "15 días hábiles", "2027-01-15 18:00"),
    ("2026-02-13 19:00", "1 día hábil", "2026-02-19 18:00"),
    ("2026-11-21 11:00", "1 hora hábil", "2026-11-24 10:00"),
    ("2026-11-18 09:00", "9 horas hábiles", "2026-11-18 18:00"),
]


def local(text: str) -> datetime:
    """Return a wall-clock time of Buenos Aires as an aware moment."""
    return datetime.fromisoformat(text).replace(tzinfo=BA)


def dated(phrase: str, start: datetime, calendar: BusinessCalendar) -> Due:
    """Return the explained due date, which must exist."""
    due = due_of(parse_promise(phrase), start, calendar)
    assert isinstance(due, Due)
    return due


@pytest.mark.parametrize(("start", "phrase", "due"), WORKED)
def test_the_worked_cases_of_the_design(start: str, phrase: str, due: str, calendar: BusinessCalendar) -> None:
    assert dated(phrase, local(start), calendar).due == local(due)


def test_elapsed_time_runs_through_nights_and_holidays(calendar: BusinessCalendar) -> None:
    assert dated("36 horas", local("2026-11-21 23:00"), calendar).due == local("2026-11-23 11:00")


def test_calendar_days_end_with_the_nth_date(calendar: BusinessCalendar) -> None:
    due = dated("10 días corridos", local("2026-11-20 15:00"), calendar)
    assert due.due == local("2026-12-01 00:00")
    assert due.trace[-1].date == date(2026, 11, 30)
    assert due.trace[-1].ordinal == 10


def test_business_day_hours_that_end_at_midnight_belong_to_the_day_they_close(calendar: BusinessCalendar) -> None:
    due = dated("24 horas en días hábiles", local("2026-11-19 00:00"), calendar)
    assert due.due == local("2026-11-20 00:00")
    assert [row.date for row in due.trace] == [date(2026, 11, 19)]


def test_a_range_of_days_may_be_ready_at_the_opening_of_its_first_figure(calendar: BusinessCalendar) -> None:
    due = dated("1 a 3 días hábiles", local("2026-11-17 10:00"), calendar)
    assert (due.earliest, due.due) == (local("2026-11-18 09:00"), local("2026-11-20 18:00"))


def test_a_range_of_hours_counts_both_figures_alike(calendar: BusinessCalendar) -> None:
    due = dated("24 a 48 horas en días hábiles", local("2026-11-20 15:00"), calendar)
    assert (due.earliest, due.due) == (local("2026-11-24 15:00"), local("2026-11-25 15:00"))


def test_a_cut_off_before_closing_moves_day_zero() -> None:
    calendar = BusinessCalendar(calendar_data(cut_off="16:00"))
    assert dated("1 día hábil", local("2026-11-17 15:59"), calendar).due == local("2026-11-18 18:00")
    assert dated("1 día hábil", local("2026-11-17 16:00"), calendar).due == local("2026-11-19 18:00")


def test_a_closure_beats_an_exception_beats_a_holiday_beats_the_week() -> None:
    calendar = BusinessCalendar(
        calendar_data(
            closures=[{"first": "2026-12-28", "last": "2026-12-31", "name": "Vacaciones"}],
            exceptions=[
                {"date": "2026-12-28", "hours": ["09:00-12:00"], "name": "Guardia"},
                {"date": "2026-12-25", "hours": ["10:00-12:00"], "name": "Guardia"},
                {"date": "2026-12-26", "hours": ["10:00-13:00"], "name": "Sábado trabajado"},
            ],
        )
    )
    assert calendar.day(date(2026, 12, 28)).why is Why.CLOSURE
    assert calendar.day(date(2026, 12, 25)).is_business_day
    assert calendar.closing(date(2026, 12, 26)) == local("2026-12-26 13:00")
    assert calendar.day(date(2027, 1, 1)).why is Why.HOLIDAY


def test_the_trace_names_each_day_and_why_it_was_skipped(calendar: BusinessCalendar) -> None:
    trace = dated("1 día hábil", local("2026-11-20 18:30"), calendar).trace
    assert [(row.date.day, row.verdict, row.why, row.name) for row in trace] == [
        (20, Verdict.SKIPPED, Why.AFTER_HOURS, None),
        (21, Verdict.SKIPPED, Why.WEEKEND, None),
        (22, Verdict.SKIPPED, Why.WEEKEND, None),
        (23, Verdict.SKIPPED, Why.HOLIDAY, "Día de la Soberanía Nacional"),
        (24, Verdict.DAY_ZERO, None, None),
        (25, Verdict.COUNTED, None, None),
    ]


@pytest.mark.parametrize(
    ("cut_off", "why"),
    [("closing", Why.AFTER_HOURS), ("18:00", Why.AFTER_HOURS), ("16:00", Why.AFTER_CUT_OFF)],
)
def test_a_start_too_late_for_its_day_is_after_the_closing_unless_the_cut_off_comes_before(
    cut_off: str, why: Why
) -> None:
    """Who reads it knows when one closes; a cut-off at the same hour would be a second name for it."""
    calendar = BusinessCalendar(calendar_data(cut_off=cut_off))
    assert dated("1 día hábil", local("2026-11-20 18:30"), calendar).trace[0].why is why


@pytest.mark.parametrize(
    "phrase", ["1 día hábil", "1 hora hábil", "2 minutos", "5 días corridos", "1 hora en días hábiles"]
)
def test_a_date_beyond_the_loaded_years_is_unknown_with_its_year(phrase: str, calendar: BusinessCalendar) -> None:
    last_evening = local("2028-12-31 23:59")
    assert due_of(parse_promise(phrase), last_evening, calendar) == NoDue(reason=Reason.BEYOND_CALENDAR, detail="2029")
    before = due_of(parse_promise(phrase), local("2025-12-31 10:00"), calendar)
    assert before == NoDue(reason=Reason.BEYOND_CALENDAR, detail="2025")


def test_a_day_of_a_zone_with_daylight_saving_lasts_its_real_hours() -> None:
    every_day = {day: ["00:00-24:00"] for day in ("saturday", "sunday", "monday")}
    calendar = BusinessCalendar(calendar_data(zone="Europe/Madrid", weekly_hours=every_day))
    start = datetime(2026, 3, 28, 0, 0, tzinfo=ZoneInfo("Europe/Madrid"))
    due = dated("47 horas en días hábiles", start, calendar)
    assert due.due == datetime(2026, 3, 30, 0, 0, tzinfo=ZoneInfo("Europe/Madrid"))
    assert [row.seconds for row in due.trace] == [24 * 3600, 23 * 3600]


KIND_PHRASES = [
    "minutos",
    "horas",
    "horas en días hábiles",
    "minutos hábiles",
    "horas hábiles",
    "días hábiles",
    "días corridos",
]
FIRST = datetime(2026, 1, 2, tzinfo=UTC)
starts = st.integers(0, 540 * 24 * 60).map(lambda minutes: FIRST + timedelta(minutes=minutes))


def promises(limit: int = 120) -> st.SearchStrategy[Promise]:
    """Return promises of every kind with figures of at least 2, so that the plural phrases fit."""
    return st.builds(
        lambda n, ending: parse_promise(f"{n} {ending}"), st.integers(2, limit), st.sampled_from(KIND_PHRASES)
    )


def moments(promise: Promise, start: datetime, calendar: BusinessCalendar) -> Resolved:
    """Return the resolved dates, which must exist."""
    resolved = resolve(promise, start, calendar)
    assert isinstance(resolved, Resolved)
    return resolved


@given(promise=promises(), start=starts)
def test_more_of_a_unit_is_never_earlier(promise: Promise, start: datetime, calendar: BusinessCalendar) -> None:
    longer = Promise(None, promise.last + 1, promise.unit)
    assert moments(longer, start, calendar).due >= moments(promise, start, calendar).due


@given(promise=promises(), start=starts, later=st.timedeltas(timedelta(0), timedelta(days=9)))
def test_a_later_start_is_never_due_earlier(
    promise: Promise, start: datetime, later: timedelta, calendar: BusinessCalendar
) -> None:
    assert moments(promise, start + later, calendar).due >= moments(promise, start, calendar).due


@given(promise=promises(60), start=starts, offset=st.integers(0, 90))
def test_a_new_full_holiday_never_moves_a_date_earlier(
    promise: Promise, start: datetime, offset: int, calendar: BusinessCalendar
) -> None:
    holiday = {"date": (start + timedelta(days=offset)).date().isoformat(), "name": "Nuevo", "source": "prueba"}
    more = BusinessCalendar(calendar_data(holidays=(*calendar.data.holidays, holiday)))
    assert moments(promise, start, more).due >= moments(promise, start, calendar).due


@given(promise=promises(), start=starts)
def test_the_trace_adds_up_to_the_promise(promise: Promise, start: datetime, calendar: BusinessCalendar) -> None:
    due = due_of(promise, start, calendar)
    assert isinstance(due, Due)
    seconds = sum(row.seconds or 0 for row in due.trace)
    if promise.clock in (Clock.BUSINESS_DAYS, Clock.CALENDAR_DAYS):
        assert max(row.ordinal or 0 for row in due.trace) == promise.last
    else:
        assert seconds == promise.last * (60 if promise.unit in (MINUTE, OPEN_MINUTE) else 3600)
    assert [row.date for row in due.trace] == sorted({row.date for row in due.trace})
