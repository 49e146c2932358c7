"""A local time is one moment, also where a clock change skips it or repeats it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from generator.model.local_time import moment_of


@pytest.mark.parametrize(
    ("zone", "wall", "moment"),
    [
        # Chile's clocks go from 24:00 of Saturday to 01:00 of Sunday: the date's own midnight is skipped.
        ("America/Santiago", "2026-09-06T00:00", "2026-09-06T04:00Z"),
        ("America/Santiago", "2026-09-06T00:30:17", "2026-09-06T04:00Z"),
        ("America/Santiago", "2026-09-06T00:59:59.999999", "2026-09-06T04:00Z"),
        ("America/Santiago", "2026-09-06T01:00", "2026-09-06T04:00Z"),
        ("America/Santiago", "2026-09-05T23:59:59", "2026-09-06T03:59:59Z"),
        # Half an hour is skipped on Lord Howe Island, and once Samoa left out a whole day.
        ("Australia/Lord_Howe", "2026-10-04T02:10", "2026-10-03T15:30Z"),
        ("Pacific/Apia", "2011-12-30T12:00", "2011-12-30T10:00Z"),
        # The last change in Argentina.
        ("America/Argentina/Buenos_Aires", "2008-10-19T00:30", "2008-10-19T03:00Z"),
        # What comes twice is its first turn.
        ("America/Santiago", "2026-04-04T23:30", "2026-04-05T02:30Z"),
        ("Africa/Casablanca", "2026-02-15T02:30", "2026-02-15T01:30Z"),
    ],
)
def test_a_skipped_time_is_the_change_and_a_repeated_one_its_first(zone: str, wall: str, moment: str) -> None:
    read = moment_of(datetime.fromisoformat(wall).replace(tzinfo=ZoneInfo(zone)))
    assert (read, read.tzinfo) == (datetime.fromisoformat(moment), UTC)


@pytest.mark.parametrize("name", ["America/Santiago", "America/New_York", "Europe/Madrid", "Australia/Lord_Howe"])
def test_every_local_time_of_a_year_is_the_first_moment_that_shows_it_or_a_later_one(name: str) -> None:
    zone = ZoneInfo(name)
    wall = datetime(2026, 1, 1, tzinfo=zone)
    while wall.year == 2026:
        moment = moment_of(wall)
        shown, just_before = (at.astimezone(zone) for at in (moment, moment - timedelta(seconds=1)))
        assert shown.replace(tzinfo=None) >= wall.replace(tzinfo=None) > just_before.replace(tzinfo=None)
        assert shown.fold == 0
        wall += timedelta(minutes=23, seconds=11)


@pytest.mark.parametrize(("zone", "wall"), [("Asia/Tokyo", "0001-01-01T00:00"), ("America/Lima", "9999-12-31T23:59")])
def test_a_moment_outside_all_calendars_is_none(zone: str, wall: str) -> None:
    with pytest.raises(OverflowError):
        moment_of(datetime.fromisoformat(wall).replace(tzinfo=ZoneInfo(zone)))
