"""A calendar ready to count on in, the same calendar as it is published out: what a browser counts with."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from generator.compute.business_calendar import BusinessCalendar
from generator.model.calendar import WEEKDAYS, OpenInterval
from generator.model.feed import CalendarFeed, FeedHours, SpecialDay

_DAY = 86_400


def calendar_feed(calendar: BusinessCalendar) -> CalendarFeed:
    """Return every loaded year as it is published; equal calendars give equal feeds."""
    data = calendar.data
    return CalendarFeed(
        zone=data.zone,
        first_year=data.first_year,
        last_year=data.last_year,
        cut_off=None if isinstance(data.cut_off, str) else data.cut_off,
        offsets=tuple(_offsets(calendar)),
        week=tuple(_hours(getattr(data.weekly_hours, name)) for name in WEEKDAYS),
        # Only what rules a date in place of its weekday has a name.
        special=tuple(
            SpecialDay(date=day.date, name=day.name, why=day.why, hours=_hours(day.hours))
            for day in calendar.days_between(calendar.first, calendar.last)
            if day.name is not None
        ),
    )


def _hours(hours: Sequence[OpenInterval]) -> FeedHours:
    return tuple((span.opens, span.closes) for span in hours)


def _offsets(calendar: BusinessCalendar) -> Iterator[tuple[int, int]]:
    """Yield the offset at the first midnight, then each second from which it is another."""
    begin = int(calendar.moment(calendar.first, 0).timestamp())
    end = int(calendar.moment(calendar.last, 1440).timestamp())
    offset = _offset(begin, calendar.zone)
    yield begin, offset
    for day in range(begin, end, _DAY):
        # A zone changes its offset at most once a day.
        if _offset(day + _DAY, calendar.zone) != offset:
            before, after = day, day + _DAY
            while after - before > 1:
                middle = (before + after) // 2
                before, after = (middle, after) if _offset(middle, calendar.zone) == offset else (before, middle)
            offset = _offset(after, calendar.zone)
            yield after, offset


def _offset(second: int, zone: ZoneInfo) -> int:
    offset = datetime.fromtimestamp(second, UTC).astimezone(zone).utcoffset()
    assert offset is not None  # noqa: S101 - an aware moment has one
    return int(offset.total_seconds())
