"""How many whole units something took: the smallest figure with which a promise in that unit was still kept."""

from __future__ import annotations

from bisect import bisect_left
from datetime import date, datetime
from functools import lru_cache

from generator.compute.business_calendar import BusinessCalendar
from generator.compute.pauses import Spans, ran_between
from generator.compute.promises import Resolved, day_zero, days_due, resolve, running_clock
from generator.model.promise import Clock, DayUnit, Promise, TimeUnit, Unit


def units_taken(
    unit: Unit, start: datetime, end: datetime, calendar: BusinessCalendar, pauses: Spans = ()
) -> int | None:
    """Return the whole units from a clock's start to a moment; None where a date lies outside the calendar's years.

    By the promise's own rules, so that a figure is above that of a promise exactly where the promise is broken; 0
    where the unit's clock did not run at all, or on the very day that days are counted after.
    """
    start, end = start.replace(microsecond=0), end.replace(microsecond=0)
    if calendar.local_date(start) not in calendar or calendar.local_date(end) not in calendar:
        return None
    if end <= start:
        return 0
    if isinstance(unit, TimeUnit):
        ran = ran_between(running_clock(unit.clock, calendar), _seconds(start), _seconds(end), pauses)
        units, left = divmod(ran, unit.seconds)
        if left:
            return units + 1
        # Used up to the second, the promise fell due then: what ended while its clock stood still came later.
        return units if units == 0 or _is_kept(unit, units, start, end, calendar, pauses) else units + 1
    zero = day_zero(unit, start, calendar)
    return 1 if zero is None else _days_taken(unit, zero, end, calendar, pauses)


# What runs is looked at in one moment, and began on one of a few days: by the thousand.
@lru_cache(maxsize=4096)
def _days_taken(unit: DayUnit, zero: date, end: datetime, calendar: BusinessCalendar, pauses: Spans) -> int:
    """Return the whole units from a date that they are counted after to a moment."""
    if days_due(unit, zero, 1, calendar, pauses) is None:
        return 1

    def is_kept(units: int) -> bool:
        due = days_due(unit, zero, units, calendar, pauses)
        # Beyond the loaded years it falls due after whatever lies inside them.
        return due is None or end <= due

    if end <= (calendar.closing(zero) if unit.clock is Clock.BUSINESS_DAYS else calendar.moment(zero, 1440)):
        return 0
    most = (calendar.local_date(end) - zero).days + 2
    return 1 + bisect_left(range(1, most), True, key=is_kept)


def units_passed(
    unit: Unit, start: datetime, end: datetime, calendar: BusinessCalendar, pauses: Spans = ()
) -> int | None:
    """Return the largest figure that something not done at a moment has surely gone over; None where that is none."""
    taken = units_taken(unit, start, end, calendar, pauses)
    return taken - 1 if taken else None


def _is_kept(unit: Unit, units: int, start: datetime, end: datetime, calendar: BusinessCalendar, pauses: Spans) -> bool:
    resolved = resolve(Promise(None, units, unit), start, calendar, pauses)
    # Beyond the loaded years it falls due after whatever lies inside them.
    return not isinstance(resolved, Resolved) or end <= resolved.due


def _seconds(moment: datetime) -> int:
    return int(moment.timestamp())
