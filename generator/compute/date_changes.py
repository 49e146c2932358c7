"""Example orders, and the dates that two versions of the data give them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta

from generator.compute.business_calendar import BusinessCalendar
from generator.compute.notices import replacing
from generator.compute.trace import due_of
from generator.model.base import ServiceId
from generator.model.catalog import Catalog
from generator.model.changes import ExampleDate, ExampleStart, ServiceDates, StartKind
from generator.model.due import Due, NoDue, Why
from generator.model.promise import Promise

_FRIDAY = 4
_LATE = 17 * 60 + 30
_DAY = timedelta(days=1)


def example_starts(before: Catalog | None, now: Catalog, at: datetime) -> tuple[ExampleStart, ...]:
    """Return the starts of three example orders from `at` (aware) on: now, a Friday 17:30, and past a cut-off.

    The last is on the eve of the first date that the two calendars see otherwise, else of the next holiday.
    """
    calendar = BusinessCalendar(now.calendar)
    today = calendar.local_date(at)
    friday = today + ((_FRIDAY - today.weekday()) % 7 or 7) * _DAY
    starts = [
        ExampleStart(StartKind.NOW, at.replace(second=0, microsecond=0)),
        ExampleStart(StartKind.FRIDAY, calendar.moment(friday, _LATE)),
    ]
    for kind, day in _special_days(BusinessCalendar(before.calendar) if before else calendar, calendar, today):
        eve = _business_day_before(calendar, day, today)
        if eve is not None:
            return (*starts, ExampleStart(kind, calendar.cut_off(eve)))
    return tuple(starts)


def date_changes(before: Catalog | None, now: Catalog, starts: Sequence[ExampleStart]) -> tuple[ServiceDates, ...]:
    """Return the services whose promise or example dates differ, in the order of the pages, those that are gone last.

    Without a `before`, every service is there.
    """
    old, new = _Counted(before, starts), _Counted(now, starts)
    gone = [key for key in old.services if key not in new.services]
    found = []
    for key in (*new.services, *gone):
        pairs = zip(starts, old.answers(key), new.answers(key), strict=True)
        dates = tuple(ExampleDate(start, was, is_) for start, was, is_ in pairs)
        before_promise, now_promise = old.services.get(key), new.services.get(key)
        if before_promise != now_promise or any(example.is_changed for example in dates):
            found.append(
                ServiceDates((new if key in new.services else old).name(key), before_promise, now_promise, dates)
            )
    return tuple(found)


class _Counted:
    """One version's promises, counted from the examples' starts."""

    def __init__(self, catalog: Catalog | None, starts: Sequence[ExampleStart]) -> None:
        self._catalog = catalog
        self._starts = starts
        self._calendar = BusinessCalendar(catalog.calendar) if catalog else None
        services = catalog.services if catalog else {}
        self.services: dict[ServiceId, Promise] = {key: service.promise for key, service in services.items()}

    def name(self, key: ServiceId) -> str:
        return self._catalog.services[key].name if self._catalog else ""

    def answers(self, key: ServiceId) -> Iterator[Due | NoDue | None]:
        for start in self._starts:
            if self._catalog is None or self._calendar is None or key not in self.services:
                yield None
            else:
                notice = replacing(self._catalog, key, self._calendar.local_date(start.moment))
                promise = (notice[1].promise if notice else None) or self.services[key]
                yield due_of(promise, start.moment, self._calendar)


def _special_days(before: BusinessCalendar, now: BusinessCalendar, today: date) -> Iterator[tuple[StartKind, date]]:
    """Yield the dates after today worth an example: first those the calendars differ in, then the holidays."""
    days = now.days_between(max(today + _DAY, now.first), now.last)
    for day in days:
        if day.date in before and before.day(day.date).hours != day.hours:
            yield StartKind.CHANGE_EVE, day.date
    holidays = {holiday.date for holiday in now.data.holidays if holiday.why is Why.HOLIDAY}
    for day in days:
        if day.date in holidays and not day.is_business_day and now.data.weekly_hours.of(day.date):
            yield StartKind.HOLIDAY_EVE, day.date


def _business_day_before(calendar: BusinessCalendar, day: date, today: date) -> date | None:
    """Return the last business day before a date, unless that is past already."""
    while day > max(today, calendar.first):
        day -= _DAY
        if calendar.day(day).is_business_day:
            return day
    return None
