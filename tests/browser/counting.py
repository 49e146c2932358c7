"""Calendars unlike each other, and random promises and starts on them with Python's own answers."""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from generator.compute.business_calendar import BusinessCalendar
from generator.compute.trace import due_of
from generator.model.calendar import CalendarData
from generator.model.due import NoDue
from generator.model.promise import (
    BUSINESS_DAY,
    BUSINESS_DAY_HOUR,
    CALENDAR_DAY,
    HOUR,
    MINUTE,
    OPEN_HOUR,
    OPEN_MINUTE,
    Promise,
)
from tests.compute.calendars import calendar_data

TWO_SHIFTS = ["09:00-13:00", "14:00-18:00"]
LONGEST = {
    MINUTE: 9_999,
    HOUR: 3_000,
    BUSINESS_DAY_HOUR: 2_000,
    OPEN_MINUTE: 9_999,
    OPEN_HOUR: 600,
    BUSINESS_DAY: 120,
    CALENDAR_DAY: 200,
}
"""The longest figure that is tried of each unit."""


@dataclass(frozen=True, slots=True)
class Case:
    """A promise, the UTC second its clock starts, and what Python answers."""

    promise: Promise
    start: int
    answer: Mapping[str, Any]

    def asked(self) -> dict[str, Any]:
        """Return the case as `contar.js` is asked it."""
        promise = self.promise
        asked = {"unit": promise.unit.key, "first": promise.first, "last": promise.last}
        return {"promise": asked, "start": self.start}


def santiago() -> CalendarData:
    """Return a calendar whose clocks change at midnight: two shifts, a cut-off, a closure, worked exceptions."""
    week = dict.fromkeys(("monday", "tuesday", "wednesday", "thursday"), TWO_SHIFTS) | {"friday": ["09:00-14:00"]}
    return calendar_data(
        zone="America/Santiago",
        weekly_hours=week,
        cut_off="16:00",
        closures=[
            {"first": "2026-12-24", "last": "2027-01-03", "name": "Vacaciones"},
            {"first": "2027-09-04", "last": "2027-09-04", "name": "Inventario"},
        ],
        exceptions=[
            {"date": "2026-11-28", "hours": ["10:00-13:00"], "name": "Sábado trabajado"},
            {"date": "2026-05-01", "hours": ["09:00-11:00", "12:00-12:30"], "name": "Guardia"},
            {"date": "2026-12-28", "hours": ["09:00-12:00"], "name": "Guardia cerrada"},
        ],
        last_year=2027,
    )


def madrid() -> CalendarData:
    """Return a calendar that is open day and night at the weekend, and closes in the very hour that clocks change."""
    week = {
        "saturday": ["00:00-24:00"],
        "sunday": ["00:00-02:30", "04:00-24:00"],
        "monday": ["00:00-02:00", "22:00-24:00"],
    }
    return calendar_data(zone="Europe/Madrid", weekly_hours=week, first_year=2025, last_year=2027)


def cases(data: CalendarData, amount: int, seed: int) -> list[Case]:
    """Return so many cases on a calendar; half of the starts lie at, or a second or minute beside, a boundary."""
    calendar, dice = BusinessCalendar(data), random.Random(seed)  # noqa: S311 - a test's dice
    edges = _edges(calendar)
    first = int(calendar.moment(calendar.first, 0).timestamp())
    last = int(calendar.moment(calendar.last, 1440).timestamp())
    made = []
    for _ in range(amount):
        start = dice.randint(first - 90_000, last + 90_000)
        if dice.random() < 0.5:
            start = dice.choice(edges) + dice.choice((0, 0, 0, -1, 1, -60, 60))
        promise = _promise(dice)
        made.append(Case(promise, start, _answer(promise, start, calendar)))
    return made


def _promise(dice: random.Random) -> Promise:
    unit, longest = dice.choice(list(LONGEST.items()))
    last = dice.choice((dice.randint(1, 12), dice.randint(1, longest)))
    ranged = last > 1 and dice.random() < 0.5
    return Promise(dice.randint(1, last - 1) if ranged else None, last, unit)


def _edges(calendar: BusinessCalendar) -> list[int]:
    """Return each opening, closing, cut-off and midnight; days when clocks change and the years' ends weigh more."""
    ends = calendar.moment(calendar.first, 0), calendar.moment(calendar.last, 1440)
    edges = [int(end.timestamp()) for end in ends] * 300
    for day in calendar.days_between(calendar.first, calendar.last):
        bounds = [calendar.moment(day.date, minute) for span in day.hours for minute in (span.opens, span.closes)]
        midnight, next_midnight = calendar.moment(day.date, 0), calendar.moment(day.date, 1440)
        bounds += [midnight, *([calendar.cut_off(day.date)] if day.hours else [])]
        times = 1 if next_midnight - midnight == timedelta(days=1) else 10
        edges += [int(bound.timestamp()) for bound in bounds] * times
        if times > 1:
            edges += [int(midnight.timestamp()) + hour * 3600 for hour in range(26)] * times
    return edges


def _answer(promise: Promise, start: int, calendar: BusinessCalendar) -> Mapping[str, Any]:
    answer = due_of(promise, _moment(start), calendar)
    if isinstance(answer, NoDue):
        return {"unknown": answer.detail}
    return {
        "start": start,
        "earliest": None if answer.earliest is None else int(answer.earliest.timestamp()),
        "due": int(answer.due.timestamp()),
        "trace": [row.model_dump(mode="json", exclude_none=True) for row in answer.trace],
    }


def _moment(second: int) -> datetime:
    return datetime.fromtimestamp(second, UTC)
