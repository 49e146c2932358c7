"""How a date was counted: a promise and its start in, the due moment with one row per local date out."""

from __future__ import annotations

from datetime import date, datetime

from generator.compute.calendar import BusinessCalendar, CalendarDay
from generator.compute.promises import Resolved, resolve
from generator.model.due import Due, NoDue, TraceDay, Verdict, Why
from generator.model.promise import Clock, Promise


def explain(promise: Promise, start: datetime, calendar: BusinessCalendar) -> Due | NoDue:
    """Return when a promise falls due (UTC), with every local date from the start to the last one counted."""
    resolved = resolve(promise, start, calendar)
    if isinstance(resolved, NoDue):
        return resolved
    return Due(
        start=resolved.start,
        earliest=resolved.earliest,
        due=resolved.due,
        trace=_trace(promise.clock, resolved, calendar),
    )


def _trace(clock: Clock, resolved: Resolved, calendar: BusinessCalendar) -> tuple[TraceDay, ...]:
    days = calendar.days_between(calendar.local_date(resolved.start), resolved.last_day)
    if clock is Clock.BUSINESS_DAYS:
        return _business_days(days, resolved.first_day)
    if clock is Clock.CALENDAR_DAYS:
        return tuple(
            TraceDay(date=day.date, verdict=Verdict.COUNTED, ordinal=nth)
            if nth
            else TraceDay(date=day.date, verdict=Verdict.DAY_ZERO)
            for nth, day in enumerate(days)
        )
    return tuple(_hours(clock, day, resolved, calendar) for day in days)


def _business_days(days: tuple[CalendarDay, ...], zero: date) -> tuple[TraceDay, ...]:
    rows: list[TraceDay] = []
    ordinal = 0
    for day in days:
        if not day.is_business_day:
            rows.append(_skipped(day))
        elif day.date < zero:
            rows.append(TraceDay(date=day.date, verdict=Verdict.SKIPPED, why=Why.AFTER_CUT_OFF))
        elif day.date == zero:
            rows.append(TraceDay(date=day.date, verdict=Verdict.DAY_ZERO))
        else:
            ordinal += 1
            rows.append(TraceDay(date=day.date, verdict=Verdict.COUNTED, ordinal=ordinal, name=day.name))
    return tuple(rows)


def _hours(clock: Clock, day: CalendarDay, resolved: Resolved, calendar: BusinessCalendar) -> TraceDay:
    begin = max(resolved.start, calendar.moment(day.date, 0))
    end = min(resolved.due, calendar.moment(day.date, 1440))
    if clock is Clock.ELAPSED:
        seconds = int((end - begin).total_seconds())
    elif not day.is_business_day:
        return _skipped(day)
    else:
        running = calendar.open_time if clock is Clock.OPEN_TIME else calendar.business_day_hours
        seconds = running.between(int(begin.timestamp()), int(end.timestamp()))
    if seconds == 0:
        return TraceDay(date=day.date, verdict=Verdict.SKIPPED, why=Why.AFTER_HOURS)
    return TraceDay(date=day.date, verdict=Verdict.COUNTED, seconds=seconds, name=day.name)


def _skipped(day: CalendarDay) -> TraceDay:
    return TraceDay(date=day.date, verdict=Verdict.SKIPPED, why=day.why, name=day.name)
