"""When a promise falls due, found at a cost that does not grow with the promise's length."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from typing import assert_never

from msgspec import Struct

from generator.compute.business_calendar import BusinessCalendar
from generator.compute.pauses import Spans, advance, nth_free
from generator.compute.running_clock import ElapsedClock, RunningClock
from generator.model.due import NoDue
from generator.model.promise import Clock, DayUnit, Promise, TimeClock, TimeUnit
from generator.model.states import Reason


class Resolved(Struct, frozen=True, gc=False):
    """A promise's dates (UTC). `start_day` is the start's local date; `first_day` is day 0 for counted days, or it."""

    start: datetime
    start_day: date
    first_day: date
    earliest: datetime | None
    due: datetime
    last_day: date
    """The local date that `due` closes: a due moment of 24:00 belongs to the day before."""


def resolve(promise: Promise, start: datetime, calendar: BusinessCalendar, pauses: Spans = ()) -> Resolved | NoDue:
    """Return when a promise whose clock starts at an aware moment falls due.

    Seconds are whole. Clocks stand still in a pause; a day counts only if no pause touches it. A date outside the
    calendar's years is never computed: the answer is then `NoDue`.
    """
    if start.microsecond or start.tzinfo is not UTC:
        start = start.astimezone(UTC).replace(microsecond=0)
    start_day = calendar.local_date(start)
    if start_day not in calendar:
        return _beyond(start_day.year)
    unit = promise.unit
    if isinstance(unit, TimeUnit):
        return _running(promise, unit, start, start_day, calendar, pauses)
    first, last = promise.first and promise.first * unit.days, promise.last * unit.days
    match unit.clock:
        case Clock.BUSINESS_DAYS:
            return _business_days(first, last, start, start_day, calendar, pauses)
        case Clock.CALENDAR_DAYS:
            return _calendar_days(first, last, start, start_day, calendar, pauses)
        case _:
            assert_never(unit.clock)


def day_zero(unit: DayUnit, start: datetime, calendar: BusinessCalendar) -> date | None:
    """Return the local date that days are counted after from a moment; None beyond the calendar's years."""
    start_day = calendar.local_date(start)
    if start_day not in calendar:
        return None
    match unit.clock:
        case Clock.BUSINESS_DAYS:
            return _day_zero(start, start_day, calendar)
        case Clock.CALENDAR_DAYS:
            return start_day
        case _:
            assert_never(unit.clock)


def days_due(unit: DayUnit, zero: date, units: int, calendar: BusinessCalendar, pauses: Spans = ()) -> datetime | None:
    """Return when so many units that are counted after a date fall due (UTC); None beyond the calendar's years."""
    match unit.clock:
        case Clock.BUSINESS_DAYS:
            day = calendar.nth_business_day_after(zero, units * unit.days, pauses)
            return calendar.closing(day) if day else None
        case Clock.CALENDAR_DAYS:
            ordinal = nth_free(zero.toordinal(), units * unit.days, paused_dates(pauses, calendar))
            beyond = ordinal > calendar.last.toordinal()
            return None if beyond else calendar.moment(date.fromordinal(ordinal), 1440)
        case _:
            assert_never(unit.clock)


def running_clock(clock: TimeClock, calendar: BusinessCalendar) -> RunningClock:
    """Return the clock that a promise in hours or minutes is measured by."""
    match clock:
        case Clock.OPEN_TIME:
            return calendar.open_time
        case Clock.BUSINESS_DAY_HOURS:
            return calendar.business_day_hours
        case Clock.ELAPSED:
            return ElapsedClock()
        case _:
            assert_never(clock)


def paused_dates(pauses: Spans, calendar: BusinessCalendar) -> list[tuple[int, int]]:
    """Return the local dates pauses touch, as ranges of ordinals with both ends included."""
    return [
        (calendar.local_date(_moment(begin)).toordinal(), calendar.local_date(_moment(end - 1)).toordinal())
        for begin, end in pauses
    ]


def _business_days(
    first: int | None, last: int, start: datetime, start_day: date, calendar: BusinessCalendar, pauses: Spans
) -> Resolved | NoDue:
    zero = _day_zero(start, start_day, calendar)
    counted = _counted_after(zero, first, last, calendar, pauses) if zero else None
    return Resolved(start, start_day, zero, *counted) if zero and counted else _beyond(calendar.last.year + 1)


# Orders of one day that were promised the same are due alike, whatever their hour: by the thousand.
@lru_cache(maxsize=4096)
def _counted_after(
    zero: date, first: int | None, last: int, calendar: BusinessCalendar, pauses: Spans
) -> tuple[datetime | None, datetime, date] | None:
    """Return the earliest and the due moment of so many business days after a date, and the last of those days."""
    last_day = calendar.nth_business_day_after(zero, last, pauses)
    if last_day is None:
        return None
    ready = calendar.nth_business_day_after(zero, first, pauses) if first else None
    return calendar.opening(ready) if ready else None, calendar.closing(last_day), last_day


def _day_zero(start: datetime, start_day: date, calendar: BusinessCalendar) -> date | None:
    """Return the date business days are counted after: the start's, if it is open and before the cut-off."""
    if calendar.day(start_day).is_business_day and start < calendar.cut_off(start_day):
        return start_day
    return calendar.next_business_day(start_day)


def _calendar_days(
    first: int | None, last: int, start: datetime, start_day: date, calendar: BusinessCalendar, pauses: Spans
) -> Resolved | NoDue:
    taken = paused_dates(pauses, calendar)
    ordinal = nth_free(start_day.toordinal(), last, taken)
    if ordinal > calendar.last.toordinal():
        return _beyond(calendar.last.year + 1)
    last_day = date.fromordinal(ordinal)
    earliest = None
    if first:
        earliest = calendar.moment(date.fromordinal(nth_free(start_day.toordinal(), first, taken)), 0)
    return Resolved(start, start_day, start_day, earliest, calendar.moment(last_day, 1440), last_day)


def _running(
    promise: Promise, unit: TimeUnit, start: datetime, start_day: date, calendar: BusinessCalendar, pauses: Spans
) -> Resolved | NoDue:
    clock, begin = running_clock(unit.clock, calendar), int(start.timestamp())
    due = advance(clock, begin, promise.last * unit.seconds, pauses)
    last_day = None if due is None else calendar.local_date(_moment(due) - timedelta(seconds=1))
    if due is None or last_day is None or last_day not in calendar:
        return _beyond(calendar.last.year + 1)
    earliest = advance(clock, begin, promise.first * unit.seconds, pauses) if promise.first else None
    ready = None if earliest is None else _moment(earliest)
    return Resolved(start, start_day, start_day, ready, _moment(due), last_day)


def _moment(seconds: int) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)


def _beyond(year: int) -> NoDue:
    return NoDue(reason=Reason.BEYOND_CALENDAR, detail=str(year))
