"""When the made-up shop's staff work, by the company's calendar, and about when a promise falls due for them.

The due moments here only make a history plausible: the site's own arithmetic lives in another stage, and a sandbox
that shared it could not disagree with it.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from itertools import islice
from zoneinfo import ZoneInfo

from generator.model.calendar import CalendarData, OpenInterval
from generator.model.promise import Clock, Promise, TimeUnit

_FAR = 400
"""Days looked ahead before a calendar that never opens is given up on."""
_ALL_DAY = (OpenInterval(0, 24 * 60),)


class WorkingHours:
    """Opening hours by date, and the few questions that the making of a history asks of them."""

    def __init__(self, calendar: CalendarData) -> None:
        self.zone = ZoneInfo(calendar.zone)
        self._week = calendar.weekly_hours
        self._closures = calendar.closures
        self._exceptions = {exception.date: exception.hours for exception in calendar.exceptions}
        self._holidays = frozenset(holiday.date for holiday in calendar.holidays)
        self._known: dict[date, tuple[OpenInterval, ...]] = {}

    def of(self, day: date) -> tuple[OpenInterval, ...]:
        """Return a date's opening hours: closure > exception > holiday > weekly hours."""
        if day not in self._known:
            self._known[day] = self._hours(day)
        return self._known[day]

    def _hours(self, day: date) -> tuple[OpenInterval, ...]:
        if any(closure.first <= day <= closure.last for closure in self._closures):
            return ()
        if day in self._exceptions:
            return self._exceptions[day]
        return () if day in self._holidays else self._week.of(day)

    def next_open(self, moment: datetime) -> datetime:
        """Return the first moment from this one on at which somebody is at work."""
        return next((max(moment, start) for start, end in self._open(moment, whole_days=False) if end > moment), moment)

    def due(self, promise: Promise, start: datetime) -> datetime:
        """Return about when a promise falls due."""
        unit = promise.unit
        if isinstance(unit, TimeUnit):
            amount = timedelta(seconds=promise.last * unit.seconds)
            if unit.clock is Clock.ELAPSED:
                return start + amount
            return self._used_up(amount, start, whole_days=unit.clock is Clock.BUSINESS_DAY_HOURS)
        days = promise.last * unit.days
        closings = [day[-1] for day in islice(self._working_days(start), days + 1)]
        if unit.clock is Clock.CALENDAR_DAYS or not closings:
            return start + timedelta(days=days)
        return closings[-1]

    def finish(self, promise: Promise, start: datetime, share: float) -> datetime:
        """Return when work ends that takes this share of its promise (over 1: late), in working hours if it can."""
        due = self.due(promise, start)
        target = start + (due - start) * share
        if promise.clock is Clock.ELAPSED:
            return target
        opening = self.next_open(target)
        return opening if share > 1 or opening <= due else target

    def _used_up(self, amount: timedelta, start: datetime, *, whole_days: bool) -> datetime:
        for opens, closes in self._open(start, whole_days=whole_days):
            begins = max(opens, start)
            if begins + amount <= closes:
                return begins + amount
            amount -= max(closes - begins, timedelta())
        return start + amount

    def _open(self, moment: datetime, *, whole_days: bool) -> Iterator[tuple[datetime, datetime]]:
        first = moment.astimezone(self.zone).date()
        for day in (first + timedelta(days=n) for n in range(_FAR)):
            hours = self.of(day)
            for interval in _ALL_DAY if whole_days and hours else hours:
                yield self._moment(day, interval.opens), self._moment(day, interval.closes)

    def _working_days(self, start: datetime) -> Iterator[tuple[datetime, ...]]:
        first = start.astimezone(self.zone).date()
        for day in (first + timedelta(days=n) for n in range(_FAR)):
            ends = tuple(self._moment(day, interval.closes) for interval in self.of(day))
            if ends and ends[-1] > start:
                yield ends

    def _moment(self, day: date, minutes: int) -> datetime:
        midnight = datetime.combine(day, time.min, self.zone)
        return (midnight + timedelta(minutes=minutes)).astimezone(UTC)
