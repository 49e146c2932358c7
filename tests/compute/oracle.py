"""A promise, a start and pauses in; its dates out, by looking at every single minute. Slow, and shares no code.

Only the values of `generator.model` are known here; `generator/compute` is what this is compared with.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from typing import NamedTuple
from zoneinfo import ZoneInfo

from generator.model.calendar import CalendarData, OpenInterval
from generator.model.promise import MINUTE, OPEN_MINUTE, Clock, Promise

Pause = tuple[datetime, datetime]


@dataclass(frozen=True)
class Answer:
    """A promise's dates, and what each counted date gave: its ordinal for days, its minutes for hours."""

    earliest: datetime | None
    due: datetime
    counted: dict[date, int]


class Minute(NamedTuple):
    """One minute of real time: when it begins (UTC seconds), its local date, what the clocks do in it."""

    begin: int
    date: date
    open: bool
    business: bool
    paused: bool


def ask(promise: Promise, start: datetime, data: CalendarData, pauses: Sequence[Pause] = ()) -> Answer | None:
    """Return the dates of a promise that starts on a whole minute; None where a date of unknown years is needed."""
    first_date = start.astimezone(ZoneInfo(data.zone)).date()
    if not data.first_year <= first_date.year <= data.last_year:
        return None
    if promise.clock is Clock.BUSINESS_DAYS:
        zero = day_zero(data, start, first_date)
        return None if zero is None else _days(promise, data, zero, pauses)
    if promise.clock is Clock.CALENDAR_DAYS:
        return _days(promise, data, first_date, pauses)
    return _time(promise, data, start, first_date, pauses)


def hours_on(data: CalendarData, day: date) -> tuple[OpenInterval, ...]:
    """Return a date's opening hours: a closure beats an exception beats a holiday beats the week."""
    if any(closure.first <= day <= closure.last for closure in data.closures):
        return ()
    for exception in data.exceptions:
        if exception.date == day:
            return exception.hours
    if any(holiday.date == day for holiday in data.holidays):
        return ()
    names = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
    found: tuple[OpenInterval, ...] = getattr(data.weekly_hours, names[day.weekday()])
    return found


def minutes_on(data: CalendarData, day: date, pauses: Sequence[Pause]) -> Iterator[Minute]:
    """Yield every minute of a local date: 1,380 to 1,500 of them where clocks change."""
    first, shown = _wall(data.zone, day)
    hours = hours_on(data, day)
    waits = [(begin.timestamp(), end.timestamp()) for begin, end in pauses]
    for index, wall in enumerate(shown):
        begin = first + 60 * index
        opened = any(span.opens <= wall < span.closes for span in hours)
        yield Minute(begin, day, opened, bool(hours), any(since <= begin < until for since, until in waits))


def day_zero(data: CalendarData, start: datetime, first_date: date) -> date | None:
    """Return the day that business days are counted after."""
    minutes = list(minutes_on(data, first_date, ()))
    closing = max((minute.begin + 60 for minute in minutes if minute.open), default=0)
    limit = closing
    if data.cut_off != "closing":
        shown = _wall(data.zone, first_date)[1]
        reached = (m.begin for m, wall in zip(minutes, shown, strict=True) if wall >= int(data.cut_off))
        limit = min(closing, next(reached, closing))
    if start.timestamp() < limit:
        return first_date
    return next((day for day in _dates_after(data, first_date) if hours_on(data, day)), None)


def _days(promise: Promise, data: CalendarData, zero: date, pauses: Sequence[Pause]) -> Answer | None:
    counted: dict[date, int] = {}
    earliest = None
    for day in _dates_after(data, zero):
        minutes = list(minutes_on(data, day, pauses))
        counting = minutes if promise.clock is Clock.CALENDAR_DAYS else [m for m in minutes if m.open]
        if not counting or any(minute.paused for minute in counting):
            continue
        counted[day] = len(counted) + 1
        if counted[day] == promise.first:
            earliest = _moment(counting[0].begin)
        if counted[day] == promise.last:
            return Answer(earliest, _moment(counting[-1].begin + 60), counted)
    return None


def _time(
    promise: Promise, data: CalendarData, start: datetime, first_date: date, pauses: Sequence[Pause]
) -> Answer | None:
    unit = 1 if promise.unit in (MINUTE, OPEN_MINUTE) else 60
    counted: dict[date, int] = {}
    earliest, ran = None, 0
    for minute in _minutes_from(data, start, first_date, pauses):
        running = {Clock.ELAPSED: True, Clock.OPEN_TIME: minute.open}.get(promise.clock, minute.business)
        if minute.paused or not running:
            continue
        counted[minute.date] = counted.get(minute.date, 0) + 1
        ran += 1
        if promise.first and ran == promise.first * unit:
            earliest = _moment(minute.begin + 60)
        if ran == promise.last * unit:
            return Answer(earliest, _moment(minute.begin + 60), counted)
    return None


def _minutes_from(data: CalendarData, start: datetime, first_date: date, pauses: Sequence[Pause]) -> Iterator[Minute]:
    for day in (first_date, *_dates_after(data, first_date)):
        for minute in minutes_on(data, day, pauses):
            if minute.begin >= start.timestamp():
                yield minute


def _dates_after(data: CalendarData, day: date) -> Iterable[date]:
    last = date(data.last_year, 12, 31)
    return (day + timedelta(days) for days in range(1, (last - day).days + 1))


@lru_cache(maxsize=2000)
def _wall(zone: str, day: date) -> tuple[int, array[int]]:
    """Return a date's first minute (UTC seconds), and the furthest wall-clock minute seen by each of its minutes.

    The furthest, not the current one: where the clock is set back, an hour that is shown twice happens the first time.
    """
    place = ZoneInfo(zone)
    begin = int(datetime(day.year, day.month, day.day, tzinfo=UTC).timestamp()) - 15 * 3600
    first, shown = 0, array("i")
    for moment in range(begin, begin + 45 * 3600, 60):
        local = datetime.fromtimestamp(moment, place)
        if local.date() == day:
            first = first or moment
            shown.append(max(local.hour * 60 + local.minute, shown[-1] if shown else 0))
    return first, shown


def _moment(seconds: int) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)
