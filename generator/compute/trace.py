"""How a due moment was counted: one row per local date, from the start to the last date counted."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from functools import lru_cache
from typing import assert_never

from generator.compute.business_calendar import BusinessCalendar, CalendarDay
from generator.compute.pauses import Spans, ran_between
from generator.compute.promises import Resolved, paused_dates, resolve, running_clock
from generator.model.due import Due, NoDue, TraceDay, Verdict, Why
from generator.model.promise import Clock, Promise, TimeClock, TimeUnit, Unit


def due_of(promise: Promise, start: datetime, calendar: BusinessCalendar, pauses: Spans = ()) -> Due | NoDue:
    """Return when a promise falls due (UTC), with every local date from the start to the last one counted."""
    resolved = resolve(promise, start, calendar, pauses)
    if isinstance(resolved, NoDue):
        return resolved
    return Due(
        start=resolved.start,
        earliest=resolved.earliest,
        due=resolved.due,
        trace=_trace(promise.unit, resolved, calendar, pauses),
    )


def _trace(unit: Unit, resolved: Resolved, calendar: BusinessCalendar, pauses: Spans) -> tuple[TraceDay, ...]:
    first, last = resolved.start_day, resolved.last_day
    if isinstance(unit, TimeUnit):
        begin, end = int(resolved.start.timestamp()), int(resolved.due.timestamp())
        return tuple(
            _whole_day(unit.clock, day.date, calendar)
            if first < day.date < last and not pauses
            else _hours(unit.clock, day, begin, end, calendar, pauses)
            for day in calendar.days_between(first, last)
        )
    match unit.clock:
        case Clock.BUSINESS_DAYS:
            return _business_days(
                calendar, first, resolved.first_day, last, tuple(calendar.paused_business_days(pauses))
            )
        case Clock.CALENDAR_DAYS:
            return _calendar_days(calendar.days_between(first, last), paused_dates(pauses, calendar))
        case _:
            assert_never(unit.clock)


# Orders of one day that were promised the same are counted alike, whatever their hour: by the thousand.
@lru_cache(maxsize=4096)
def _business_days(
    calendar: BusinessCalendar, first: date, zero: date, last: date, paused: tuple[tuple[int, int], ...]
) -> tuple[TraceDay, ...]:
    rows: list[TraceDay] = []
    ordinal = 0
    for day in calendar.days_between(first, last):
        if not day.is_business_day:
            rows.append(_skipped(day))
        elif day.date < zero:
            # A cut-off that is the closing, nobody knows by another name.
            early = calendar.cut_off(day.date) < calendar.closing(day.date)
            why = Why.AFTER_CUT_OFF if early else Why.AFTER_HOURS
            rows.append(TraceDay(date=day.date, verdict=Verdict.SKIPPED, why=why))
        elif day.date == zero:
            rows.append(TraceDay(date=day.date, verdict=Verdict.DAY_ZERO))
        elif _in_any(day, paused):
            rows.append(TraceDay(date=day.date, verdict=Verdict.SKIPPED, why=Why.PAUSED))
        else:
            ordinal += 1
            rows.append(TraceDay(date=day.date, verdict=Verdict.COUNTED, ordinal=ordinal, name=day.name))
    return tuple(rows)


def _calendar_days(days: tuple[CalendarDay, ...], paused: list[tuple[int, int]]) -> tuple[TraceDay, ...]:
    rows = [TraceDay(date=days[0].date, verdict=Verdict.DAY_ZERO)]
    ordinal = 0
    for day in days[1:]:
        if _in_any(day, paused):
            rows.append(TraceDay(date=day.date, verdict=Verdict.SKIPPED, why=Why.PAUSED))
        else:
            ordinal += 1
            rows.append(TraceDay(date=day.date, verdict=Verdict.COUNTED, ordinal=ordinal))
    return tuple(rows)


@lru_cache(maxsize=4096)
def _whole_day(kind: TimeClock, day: date, calendar: BusinessCalendar) -> TraceDay:
    begin, end = calendar.whole_day(day)
    return _hours(kind, calendar.day(day), begin, end, calendar, ())


def _hours(
    kind: TimeClock, day: CalendarDay, begin: int, end: int, calendar: BusinessCalendar, pauses: Spans
) -> TraceDay:
    """Return the row of a date; it counts from `begin` to `end` (UTC seconds), which may lie outside it."""
    if kind is not Clock.ELAPSED and not day.is_business_day:
        return _skipped(day)
    clock = running_clock(kind, calendar)
    first, last = calendar.whole_day(day.date)
    begin, end = max(begin, first), min(end, last)
    seconds = ran_between(clock, begin, end, pauses)
    if seconds == 0:
        why = Why.PAUSED if clock.between(begin, end) else Why.AFTER_HOURS
        return TraceDay(date=day.date, verdict=Verdict.SKIPPED, why=why)
    return TraceDay(date=day.date, verdict=Verdict.COUNTED, seconds=seconds, name=day.name)


def _skipped(day: CalendarDay) -> TraceDay:
    return TraceDay(date=day.date, verdict=Verdict.SKIPPED, why=day.why, name=day.name)


def _in_any(day: CalendarDay, ranges: Iterable[tuple[int, int]]) -> bool:
    return any(first <= day.date.toordinal() <= last for first, last in ranges)
