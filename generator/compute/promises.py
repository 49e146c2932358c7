"""When a promise falls due, found at a cost that does not grow with the promise's length."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import assert_never

from generator.compute.business_calendar import BusinessCalendar
from generator.compute.pauses import Spans, advance, nth_free
from generator.compute.running_clock import ElapsedClock, RunningClock
from generator.model.due import NoDue
from generator.model.promise import SECONDS, Clock, Promise
from generator.model.states import Reason


@dataclass(frozen=True, slots=True)
class Resolved:
    """A promise's dates (UTC). `first_day` is day 0 for counted days, else the start's local date."""

    start: datetime
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
    start = start.astimezone(UTC).replace(microsecond=0)
    start_day = calendar.local_date(start)
    if start_day not in calendar:
        return _beyond(start_day.year)
    match promise.clock:
        case Clock.BUSINESS_DAYS:
            return _business_days(promise, start, start_day, calendar, pauses)
        case Clock.CALENDAR_DAYS:
            return _calendar_days(promise, start, start_day, calendar, pauses)
        case Clock.OPEN_TIME | Clock.BUSINESS_DAY_HOURS | Clock.ELAPSED:
            return _running(promise, start, start_day, calendar, pauses)
        case _:
            assert_never(promise.clock)


def running_clock(clock: Clock, calendar: BusinessCalendar) -> RunningClock:
    """Return the clock that a promise in hours or minutes is measured by."""
    if clock is Clock.OPEN_TIME:
        return calendar.open_time
    return calendar.business_day_hours if clock is Clock.BUSINESS_DAY_HOURS else ElapsedClock()


def paused_dates(pauses: Spans, calendar: BusinessCalendar) -> list[tuple[int, int]]:
    """Return the local dates pauses touch, as ranges of ordinals with both ends included."""
    return [
        (calendar.local_date(_moment(begin)).toordinal(), calendar.local_date(_moment(end - 1)).toordinal())
        for begin, end in pauses
    ]


def _business_days(
    promise: Promise, start: datetime, start_day: date, calendar: BusinessCalendar, pauses: Spans
) -> Resolved | NoDue:
    zero = _day_zero(start, start_day, calendar)
    last = calendar.nth_business_day_after(zero, promise.last, pauses) if zero else None
    if zero is None or last is None:
        return _beyond(calendar.last.year + 1)
    first = calendar.nth_business_day_after(zero, promise.first, pauses) if promise.first else None
    return Resolved(start, zero, calendar.opening(first) if first else None, calendar.closing(last), last)


def _day_zero(start: datetime, start_day: date, calendar: BusinessCalendar) -> date | None:
    """Return the date business days are counted after: the start's, if it is open and before the cut-off."""
    if calendar.day(start_day).is_business_day and start < calendar.cut_off(start_day):
        return start_day
    return calendar.next_business_day(start_day)


def _calendar_days(
    promise: Promise, start: datetime, start_day: date, calendar: BusinessCalendar, pauses: Spans
) -> Resolved | NoDue:
    taken = paused_dates(pauses, calendar)
    ordinal = nth_free(start_day.toordinal(), promise.last, taken)
    if ordinal > calendar.last.toordinal():
        return _beyond(calendar.last.year + 1)
    last = date.fromordinal(ordinal)
    earliest = None
    if promise.first:
        earliest = calendar.moment(date.fromordinal(nth_free(start_day.toordinal(), promise.first, taken)), 0)
    return Resolved(start, start_day, earliest, calendar.moment(last, 1440), last)


def _running(
    promise: Promise, start: datetime, start_day: date, calendar: BusinessCalendar, pauses: Spans
) -> Resolved | NoDue:
    clock, unit, begin = running_clock(promise.clock, calendar), SECONDS[promise.measure], int(start.timestamp())
    due = advance(clock, begin, promise.last * unit, pauses)
    last_day = None if due is None else calendar.local_date(_moment(due) - timedelta(seconds=1))
    if due is None or last_day is None or last_day not in calendar:
        return _beyond(calendar.last.year + 1)
    earliest = advance(clock, begin, promise.first * unit, pauses) if promise.first else None
    return Resolved(start, start_day, None if earliest is None else _moment(earliest), _moment(due), last_day)


def _moment(seconds: int) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)


def _beyond(year: int) -> NoDue:
    return NoDue(reason=Reason.BEYOND_CALENDAR, detail=str(year))
