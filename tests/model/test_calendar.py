"""Calendar data: what one may type, and the hash a calendar is kept under."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from generator.model.calendar import CalendarData, OpenInterval, WeeklyHours
from tests.compute.calendars import calendar_data


@pytest.mark.parametrize("typed", ["9-18", "18:00-09:00", "09:00-25:00", "09:00-18:60", "09:00", "09:00-24:01"])
def test_an_opening_that_is_no_interval_of_one_day_is_refused(typed: str) -> None:
    with pytest.raises(ValidationError):
        WeeklyHours.model_validate({"monday": [typed]})


def test_two_intervals_a_day_are_accepted_in_order_and_apart() -> None:
    hours = WeeklyHours.model_validate({"monday": ["09:00-13:00", "14:00-24:00"]})
    assert hours.monday == (OpenInterval(540, 780), OpenInterval(840, 1440))
    for crossed in (["14:00-18:00", "09:00-13:00"], ["09:00-14:00", "13:00-18:00"]):
        with pytest.raises(ValidationError):
            WeeklyHours.model_validate({"monday": crossed})


def test_a_calendar_survives_its_json_and_keeps_its_hash() -> None:
    calendar = calendar_data(cut_off="16:00")
    again = CalendarData.model_validate_json(calendar.model_dump_json())
    assert again == calendar
    assert again.content_hash() == calendar.content_hash()


def test_any_change_of_a_calendar_changes_its_hash() -> None:
    hashes = {
        calendar_data(**change).content_hash()
        for change in ({}, {"cut_off": "16:00"}, {"zone": "Europe/Madrid"}, {"holidays": ()}, {"last_year": 2027})
    }
    assert len(hashes) == 5
