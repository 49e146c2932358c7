"""A calendar ready to count on: every day of the loaded years, its business days and its opening hours."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping
from datetime import date, datetime, time, timedelta
from functools import cached_property, lru_cache
from itertools import pairwise
from zoneinfo import ZoneInfo

from msgspec import Struct

from generator.compute.pauses import Spans, nth_free
from generator.compute.running_clock import SpanClock
from generator.model.base import CalendarHash
from generator.model.calendar import CalendarData, Closure, OpenInterval
from generator.model.due import Why
from generator.model.local_time import moment_of


class CalendarDay(Struct, frozen=True):
    """One local date: its opening intervals, or why it has none and the holiday's or closure's name."""

    # Made for every date of every calendar: a dataclass takes eight times as long.

    date: date
    hours: tuple[OpenInterval, ...]
    why: Why | None
    name: str | None

    @property
    def is_business_day(self) -> bool:
        """Whether the day has opening hours."""
        return bool(self.hours)


class BusinessCalendar:
    """Every day of the loaded years, precomputed once: ordinals index the days, UTC seconds the time."""

    def __init__(self, data: CalendarData) -> None:
        self.data = data
        self.zone = ZoneInfo(data.zone)
        self.first = date(data.first_year, 1, 1)
        self.last = date(data.last_year, 12, 31)
        self._days = _days(data, self.first, self.last)
        self._business = [day.date.toordinal() for day in self._days if day.is_business_day]
        self._moments: dict[tuple[date, int], datetime] = {}
        self._whole_days: dict[date, tuple[int, int]] = {}

    def __contains__(self, day: date) -> bool:
        return self.first <= day <= self.last

    def day(self, day: date) -> CalendarDay:
        """Return a date of the loaded years."""
        return self._days[day.toordinal() - self.first.toordinal()]

    def days_between(self, first: date, last: date) -> tuple[CalendarDay, ...]:
        """Return the days from `first` to `last`, both included."""
        base = self.first.toordinal()
        return self._days[first.toordinal() - base : last.toordinal() - base + 1]

    def next_business_day(self, day: date) -> date | None:
        """Return the first business day after a date; None beyond the loaded years."""
        return self._business_day_at(bisect_right(self._business, day.toordinal()))

    def nth_business_day_after(self, day: date, count: int, pauses: Spans = ()) -> date | None:
        """Return the `count`-th business day after a date that no pause touches; None beyond the loaded years."""
        index = bisect_right(self._business, day.toordinal()) - 1
        return self._business_day_at(nth_free(index, count, self._touched(pauses)))

    def paused_business_days(self, pauses: Spans) -> list[tuple[int, int]]:
        """Return the days whose opening hours pauses touch, as ranges of ordinals with both ends included.

        A pause inside a lunch break touches nothing.
        """
        return [(self._business[first], self._business[last]) for first, last in self._touched(pauses)]

    def opening(self, day: date) -> datetime:
        """Return the first minute of a business day's opening hours, in UTC."""
        return self.moment(day, self.day(day).hours[0].opens)

    def closing(self, day: date) -> datetime:
        """Return the end of a business day's last opening interval, in UTC."""
        return self.moment(day, self.day(day).hours[-1].closes)

    def cut_off(self, day: date) -> datetime:
        """Return the moment from which a start on this business day counts from the next one, in UTC."""
        setting = self.data.cut_off
        closing = self.closing(day)
        return closing if isinstance(setting, str) else min(closing, self.moment(day, setting))

    def moment(self, day: date, minutes: int) -> datetime:
        """Return when a date's clock first shows a minute or a later one, in UTC; 1440 is the date's end.

        A minute that a clock change skips is the change itself; one that it repeats is the first of both.
        """
        known = self._moments.get((day, minutes))
        if known is None:
            known = moment_of(datetime.combine(day, time(), self.zone) + timedelta(minutes=minutes))
            self._moments[day, minutes] = known
        return known

    def whole_day(self, day: date) -> tuple[int, int]:
        """Return when a date begins and ends, in UTC seconds."""
        known = self._whole_days.get(day)
        if known is None:
            known = _seconds(self.moment(day, 0)), _seconds(self.moment(day, 1440))
            self._whole_days[day] = known
        return known

    def _spans(self, spans: Iterable[tuple[CalendarDay, int, int]]) -> SpanClock:
        """Return a clock that runs between these minutes of days, each beside its day."""
        begins, base = _beginnings(self.data.zone, self.first, self.last), self.first.toordinal()
        found: list[tuple[int, int]] = []
        for day, first, last in spans:
            begin = begins[day.date.toordinal() - base]
            if begin is None:
                found.append((_seconds(self.moment(day.date, first)), _seconds(self.moment(day.date, last))))
            else:
                found.append((begin + 60 * first, begin + 60 * last))
        return SpanClock(found)

    def local_date(self, moment: datetime) -> date:
        """Return the site's date at a moment."""
        return moment.astimezone(self.zone).date()

    @cached_property
    def open_time(self) -> SpanClock:
        """The clock that runs inside opening hours."""
        return self._spans((day, one.opens, one.closes) for day in self._days for one in day.hours)

    @cached_property
    def business_day_hours(self) -> SpanClock:
        """The clock that runs through every business day, midnight to midnight: 23 to 25 real hours."""
        return self._spans((day, 0, 1440) for day in self._days if day.is_business_day)

    def _touched(self, pauses: Spans) -> list[tuple[int, int]]:
        """Return the business days, as ranges of their indexes, whose opening hours some pause touches."""
        ranges = []
        for begin, end in pauses:
            first, last = self.open_time.span_after(begin), self.open_time.span_before(end)
            if first <= last:
                ranges.append((self._day_of_span[first], self._day_of_span[last]))
        return ranges

    @cached_property
    def _day_of_span(self) -> list[int]:
        """The index of the business day that each span of the open-time clock belongs to."""
        business = (day for day in self._days if day.is_business_day)
        return [index for index, day in enumerate(business) for _ in day.hours]

    def _business_day_at(self, index: int) -> date | None:
        return date.fromordinal(self._business[index]) if index < len(self._business) else None


class Calendars:
    """The calendars that promises were given on, by their hashes: each is prepared once, when first asked for."""

    def __init__(self, known: Mapping[CalendarHash, CalendarData]) -> None:
        self._known = known
        self._ready: dict[CalendarHash, BusinessCalendar] = {}

    def __getitem__(self, key: CalendarHash) -> BusinessCalendar:
        if key not in self._ready:
            self._ready[key] = BusinessCalendar(self._known[key])
        return self._ready[key]


def _days(data: CalendarData, first: date, last: date) -> tuple[CalendarDay, ...]:
    """Return every date with what rules it: closure > exception hours > holiday > weekly hours."""
    holidays = {holiday.date: holiday for holiday in data.holidays}
    exceptions = {exception.date: exception for exception in data.exceptions}
    closed: dict[date, Closure] = {}
    for closure in sorted(data.closures, key=lambda closure: closure.first):
        for ordinal in range(max(closure.first, first).toordinal(), min(closure.last, last).toordinal() + 1):
            closed.setdefault(date.fromordinal(ordinal), closure)
    week = [data.weekly_hours.of(first + timedelta(weekday)) for weekday in range(7)]
    days = []
    for ordinal in range(first.toordinal(), last.toordinal() + 1):
        day = date.fromordinal(ordinal)
        if day in closed:
            days.append(CalendarDay(day, (), Why.CLOSURE, closed[day].name))
        elif day in exceptions:
            days.append(CalendarDay(day, exceptions[day].hours, None, exceptions[day].name))
        elif day in holidays:
            days.append(CalendarDay(day, (), holidays[day].why, holidays[day].name))
        else:
            hours = week[(ordinal - first.toordinal()) % 7]
            days.append(CalendarDay(day, hours, None if hours else Why.WEEKEND, None))
    return tuple(days)


@lru_cache(16)
def _beginnings(zone: str, first: date, last: date) -> tuple[int | None, ...]:
    """Return when each day begins, in UTC seconds; None where the clock changes on it, and nothing can be added up."""
    ordinals = range(first.toordinal(), last.toordinal() + 2)
    begins = [datetime.combine(date.fromordinal(one), time(), ZoneInfo(zone)) for one in ordinals]
    return tuple(_seconds(begin) if begin.utcoffset() == end.utcoffset() else None for begin, end in pairwise(begins))


def _seconds(moment: datetime) -> int:
    return int(moment.timestamp())
