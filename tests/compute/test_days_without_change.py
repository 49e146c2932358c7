"""Spans on days without a clock change are added up, others are asked for one by one: the moments are the same."""

from __future__ import annotations

import pytest

from generator.compute.business_calendar import BusinessCalendar
from generator.model.calendar import WeeklyHours
from tests.compute.calendars import calendar_data

ZONES = (
    *("America/Argentina/Buenos_Aires", "America/Santiago", "America/Havana", "America/Asuncion", "America/Nuuk"),
    *("Europe/Madrid", "Africa/Casablanca", "Africa/Cairo", "Asia/Beirut", "Australia/Lord_Howe", "Pacific/Apia"),
)
DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
WHOLE_WEEK = WeeklyHours.model_validate({key: ["00:00-02:30", "02:45-13:00", "22:30-24:00"] for key in DAYS})


@pytest.mark.parametrize("zone", ZONES)
@pytest.mark.parametrize("first_year", [2010, 2021, 2026])
def test_open_time_runs_from_each_opening_to_each_closing(zone: str, first_year: int) -> None:
    data = calendar_data(
        zone=zone, weekly_hours=WHOLE_WEEK, holidays=(), first_year=first_year, last_year=first_year + 3
    )
    calendar = BusinessCalendar(data)
    days = calendar.days_between(calendar.first, calendar.last)
    hours = [(day.date, one.opens, one.closes) for day in days for one in day.hours]
    spans = [tuple(int(calendar.moment(day, at).timestamp()) for at in both) for day, *both in hours]
    whole = [tuple(int(calendar.moment(day.date, at).timestamp()) for at in (0, 1440)) for day in days]

    assert calendar.open_time.spans == spans
    assert calendar.business_day_hours.spans == whole
