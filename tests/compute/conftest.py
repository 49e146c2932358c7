"""What the tests of this folder share."""

from __future__ import annotations

import pytest

from generator.compute.business_calendar import BusinessCalendar
from tests.compute.calendars import calendar_data


@pytest.fixture(scope="session")
def calendar() -> BusinessCalendar:
    """Return the calendar of the worked cases."""
    return BusinessCalendar(calendar_data())
