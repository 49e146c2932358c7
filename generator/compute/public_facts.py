"""The public facts of a build: what its pages print beside the data, and the calendar that browsers count on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from generator.compute.business_calendar import BusinessCalendar
from generator.compute.notices import active_on, past, replacing, upcoming
from generator.compute.trace import due_of
from generator.model.calendar import DAY_END, WEEKDAYS, OpenInterval
from generator.model.catalog import Catalog
from generator.model.facts import Attending, Facts, NoticesNow
from generator.model.feed import CalendarFeed, FeedHours, SpecialDay

if TYPE_CHECKING:
    from generator.model.ledger import Ledger
    from generator.model.records import Records

_DAY = 86_400
_ONE_DAY = timedelta(days=1)


def public_facts(catalog: Catalog, ledger: Ledger | None, now: datetime) -> Facts:
    """Return the facts of a build at `now`; each service's worked example starts at that very minute."""
    calendar = BusinessCalendar(catalog.calendar)
    start = now.replace(second=0, microsecond=0)
    today = calendar.local_date(now)
    own = {key: service.promise for key, service in catalog.services.items()}
    replaced = {key: found for key in own if (found := replacing(catalog, key, today))}
    promises = own | {key: notice.promise for key, (_, notice) in replaced.items() if notice.promise}
    return Facts(
        now=now,
        synced_at=ledger.synced_at if ledger else None,
        promises=promises,
        in_force={key: notice_id for key, (notice_id, _) in replaced.items()},
        examples={key: due_of(promise, start, calendar) for key, promise in promises.items()},
        notices=NoticesNow(
            active=tuple(key for key, _ in active_on(catalog, today)),
            upcoming=tuple(key for key, _ in upcoming(catalog, today)),
            past=tuple(key for key, _ in past(catalog, today)),
        ),
        calendar=calendar_feed(calendar),
        attending=attending_at(calendar, now),
        # Of a history that is half read, what is known is of the latest orders alone: no figure of the company's.
        records=_records(catalog, ledger) if ledger and not _is_half_read(ledger) else None,
        history=(ledger.promises or {}) if ledger else {},
        noticed=ledger.notices if ledger else {},
    )


def _records(catalog: Catalog, ledger: Ledger) -> Records:
    # Without a Ledger, as in `check`, all that counts them would be imported for nothing.
    from generator.compute.records.kept_promises import records_of  # noqa: PLC0415

    return records_of(catalog, ledger)


def _is_half_read(ledger: Ledger) -> bool:
    return ledger.reading is not None and ledger.reading.first_since is not None


def attending_at(calendar: BusinessCalendar, now: datetime) -> Attending | None:
    """Return whether anybody is there at a moment; `site_src/docs/assets/abierto.js` works out the same in browsers."""
    today = calendar.local_date(now)
    if today not in calendar:
        return None
    spans = [
        (calendar.moment(today, one.opens), calendar.moment(today, one.closes)) for one in calendar.day(today).hours
    ]
    if any(opens <= now < closes for opens, closes in spans):
        return Attending(until=_closing(calendar, now))
    later = next((opens for opens, _ in spans if opens > now), None)
    day = today if later else calendar.next_business_day(today)
    if day is None:
        return None
    closed = calendar.days_between(today, day - _ONE_DAY)
    names = dict.fromkeys(one.name for one in closed if one.name and not one.hours)
    return Attending(opens=later or calendar.opening(day), after=tuple(names))


def _closing(calendar: BusinessCalendar, now: datetime) -> datetime | None:
    """Return when those who are there leave: hours that go on at midnight are one; None where a week has no end."""
    today, end = calendar.local_date(now), now
    last = min(today + 7 * _ONE_DAY, calendar.last)
    for day in calendar.days_between(today, last):
        for one in day.hours:
            opens, closes = calendar.moment(day.date, one.opens), calendar.moment(day.date, one.closes)
            if closes <= end:
                continue
            if opens > end:
                return end
            end = closes
        if end < calendar.moment(day.date, DAY_END):
            return end
    return None if last == today + 7 * _ONE_DAY else end


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
