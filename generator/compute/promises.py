"""When a promise falls due: promise, start, calendar in; moments out, at a cost that does not grow with length."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import assert_never

from generator.compute.calendar import BusinessCalendar
from generator.compute.running import RunningClock
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


def resolve(promise: Promise, start: datetime, calendar: BusinessCalendar) -> Resolved | NoDue:
    """Return when a promise whose clock starts at an aware moment falls due.

    Seconds are whole. A date outside the calendar's years is never computed: the answer is then `NoDue`.
    """
    start = start.astimezone(UTC).replace(microsecond=0)
    start_day = calendar.local_date(start)
    if start_day not in calendar:
        return _beyond(start_day.year)
    match promise.clock:
        case Clock.BUSINESS_DAYS:
            return _business_days(promise, start, start_day, calendar)
        case Clock.CALENDAR_DAYS:
            return _calendar_days(promise, start, start_day, calendar)
        case Clock.OPEN_TIME:
            return _running(promise, start, start_day, calendar, calendar.open_time)
        case Clock.BUSINESS_DAY_HOURS:
            return _running(promise, start, start_day, calendar, calendar.business_day_hours)
        case Clock.ELAPSED:
            return _elapsed(promise, start, start_day, calendar)
        case _:
            assert_never(promise.clock)


def day_zero(start: datetime, start_day: date, calendar: BusinessCalendar) -> date | None:
    """Return the date business days are counted after: the start's, if it is open and before the cut-off."""
    if calendar.day(start_day).is_business_day and start < calendar.cut_off(start_day):
        return start_day
    return calendar.next_business_day(start_day)


def _business_days(promise: Promise, start: datetime, start_day: date, calendar: BusinessCalendar) -> Resolved | NoDue:
    zero = day_zero(start, start_day, calendar)
    last = calendar.nth_business_day_after(zero, promise.last) if zero else None
    if zero is None or last is None:
        return _beyond(calendar.last.year + 1)
    first = calendar.nth_business_day_after(zero, promise.first) if promise.first else None
    return Resolved(start, zero, calendar.opening(first) if first else None, calendar.closing(last), last)


def _calendar_days(promise: Promise, start: datetime, start_day: date, calendar: BusinessCalendar) -> Resolved | NoDue:
    last = start_day + timedelta(days=promise.last)
    if last not in calendar:
        return _beyond(last.year)
    first = start_day + timedelta(days=promise.first) if promise.first else None
    return Resolved(start, start_day, calendar.moment(first, 0) if first else None, calendar.moment(last, 1440), last)


def _running(
    promise: Promise, start: datetime, start_day: date, calendar: BusinessCalendar, clock: RunningClock
) -> Resolved | NoDue:
    unit = SECONDS[promise.measure]
    begin = int(start.timestamp())
    due = clock.advance(begin, promise.last * unit)
    if due is None:
        return _beyond(calendar.last.year + 1)
    earliest = clock.advance(begin, promise.first * unit) if promise.first else None
    return Resolved(
        start,
        start_day,
        None if earliest is None else _moment(earliest),
        _moment(due),
        calendar.local_date(_moment(due - 1)),
    )


def _elapsed(promise: Promise, start: datetime, start_day: date, calendar: BusinessCalendar) -> Resolved | NoDue:
    unit = SECONDS[promise.measure]
    due = start + timedelta(seconds=promise.last * unit)
    last = calendar.local_date(due - timedelta(seconds=1))
    if last not in calendar:
        return _beyond(last.year)
    earliest = start + timedelta(seconds=promise.first * unit) if promise.first else None
    return Resolved(start, start_day, earliest, due, last)


def _moment(seconds: int) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)


def _beyond(year: int) -> NoDue:
    return NoDue(reason=Reason.BEYOND_CALENDAR, detail=str(year))
