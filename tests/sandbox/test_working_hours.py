"""When the made-up staff work, and about when a promise of each clock falls due for them."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from generator.model.calendar import CalendarData, Closure, ExceptionHours, Holiday, OpenInterval
from generator.model.promise import parse_promise
from generator.sandbox.working_hours import WorkingHours
from tests.sandbox.catalog import small_catalog


def local(text: str) -> datetime:
    return datetime.fromisoformat(f"{text}:00-03:00").astimezone(UTC)


@pytest.mark.parametrize(
    ("start", "phrase", "due"),
    [
        ("2026-08-20T10:00", "2 minutos", "2026-08-20T10:02"),
        ("2026-08-20T10:00", "2 días hábiles", "2026-08-24T18:00"),
        ("2026-08-20T18:00", "2 días hábiles", "2026-08-25T18:00"),
        ("2026-08-21T17:30", "3 horas hábiles", "2026-08-24T11:30"),
        ("2026-08-21T15:00", "24 horas en días hábiles", "2026-08-24T15:00"),
        ("2026-08-20T10:00", "10 días corridos", "2026-08-30T10:00"),
    ],
)
def test_each_clock_has_its_due_moment(start: str, phrase: str, due: str) -> None:
    assert WorkingHours(small_catalog().calendar).due(parse_promise(phrase), local(start)) == local(due)


def test_nobody_works_on_weekends_holidays_and_closures() -> None:
    days = {"holidays": (Holiday(date=date(2026, 8, 24), name="Feriado", source="prueba"),)}
    days |= {"closures": (Closure(first=date(2026, 8, 25), last=date(2026, 8, 26), name="Mudanza"),)}
    hours = (OpenInterval(600, 720),)
    days |= {"exceptions": (ExceptionHours(date=date(2026, 8, 29), hours=hours, name="Sábado trabajado"),)}
    office = WorkingHours(small_catalog().calendar.model_copy(update=days))
    assert office.next_open(local("2026-08-21T18:00")) == local("2026-08-27T09:00")
    assert office.next_open(local("2026-08-28T20:00")) == local("2026-08-29T10:00")


def test_a_company_that_never_opens_stops_nothing() -> None:
    calendar: CalendarData = small_catalog().calendar
    shut = calendar.model_copy(update={"weekly_hours": type(calendar.weekly_hours)()})
    start = local("2026-08-20T10:00")
    assert WorkingHours(shut).next_open(start) == start
    assert WorkingHours(shut).due(parse_promise("2 días hábiles"), start) == local("2026-08-22T10:00")
