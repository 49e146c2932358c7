"""The anonymous rows that finished items leave behind: how long they took, and whether they were on time."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from generator.compute.business_calendar import BusinessCalendar, Calendars
from generator.compute.fold_run import FoldRun
from generator.compute.pauses import Spans, counted_pauses
from generator.compute.promises import Resolved, resolve
from generator.compute.records.counted_rows import counted_items, month_of
from generator.compute.records.units_taken import units_taken
from generator.model.base import OrderId, ServiceId
from generator.model.ledger import GivenPromise, ItemRecord, Ledger, OrderRecord
from generator.model.moments import Sighting, When, earliest, latest
from generator.model.outcomes import FinishedItem
from generator.model.states import FINISHED, State

_SURELY_LISTED = timedelta(days=1)
"""An order placed so long before a listing was in it, whatever the clocks of billing and of the run say."""


def finished_items(
    previous: Ledger | None, orders: Mapping[OrderId, OrderRecord], calendars: Calendars, run: FoldRun
) -> tuple[FinishedItem, ...]:
    """Return the rows of the Ledger before with those of the items that this run is the first to see finished.

    What the first run of all sees finished may have been so for years: it leaves none.
    """
    if previous is None:
        return ()
    zone = ZoneInfo(run.catalog.calendar_settings.zone)
    rows = []
    for key, order in orders.items():
        known = previous.orders.get(key)
        if known is order:
            # The very record that was there: what is finished was so before.
            continue
        if known is None and not run.looks_at_all and order.placed_at < previous.last_listed_at - _SURELY_LISTED:
            # Nor does what runs that read a part come to later: it was there before, and nobody looked.
            continue
        before = {(item.kind, item.id): item for item in known.items} if known else {}
        rows += [_row(before.get((item.kind, item.id)), item, calendars, zone) for item in order.items]
    today = run.now.astimezone(zone).date()
    return counted_items((*previous.finished, *(row for row in rows if row)), today)


def running_item(item: ItemRecord, calendars: Calendars, now: datetime, zone: ZoneInfo) -> FinishedItem | None:
    """Return an item whose clock has started and that is not finished, as the row it would leave; else None.

    It is late where its promise is surely broken by `now`; its figures are what has surely passed.
    """
    told = item.last_told
    given = item.promise
    if told is None or given is None or item.service is None or told.state in FINISHED or told.was_active:
        return None
    end = now if item.is_told else (item.told.at if item.told else latest(told.since))
    if given.pauses and given.pauses[-1].end is None:
        # The clock stands while the company waits.
        end = min(end, latest(given.pauses[-1].begin))
    return _unfinished(item.service, given, end, calendars[given.calendar], now.astimezone(zone))


def _row(last: ItemRecord | None, item: ItemRecord, calendars: Calendars, zone: ZoneInfo) -> FinishedItem | None:
    """Return the row of an item, None where this run is not the first to see it active, or cancelled with a promise.

    `on_time` is None where what is known of its start and of its activation allows both.
    What was counted once before left its row then.
    """
    told = last.last_told if last else None
    if item.state not in FINISHED or item.service is None or (told and told.is_counted) or item.was_active:
        return None
    local = latest(item.since).astimezone(zone)
    given = item.promise
    if item.state is State.CANCELLED:
        if given is None:
            return None
        return _unfinished(item.service, given, item.since, calendars[given.calendar], local)
    if given is None:
        day = local.date()
        return FinishedItem(service=item.service, month=month_of(day), day=day, on_time=None, censored=True)
    return _active(item.service, given, item.since, calendars[given.calendar], local)


def _active(
    service: ServiceId, given: GivenPromise, since: When, calendar: BusinessCalendar, local: datetime
) -> FinishedItem:
    promise, pauses = given.in_force, counted_pauses(given)
    start = latest(given.start)
    first_due, last_due = _due(given, earliest(given.start), calendar, pauses), _due(given, start, calendar, pauses)
    on_time: bool | None = None
    if first_due is not None and latest(since) <= first_due:
        on_time = True
    elif last_due is not None and earliest(since) > last_due:
        on_time = False
    day = local.date()
    return FinishedItem(
        service=service,
        month=month_of(day),
        day=day,
        unit=promise.unit.key,
        promised=promise.last,
        least=units_taken(promise.unit, start, earliest(since), calendar, pauses),
        most=units_taken(promise.unit, earliest(given.start), latest(since), calendar, pauses),
        on_time=on_time,
        censored=False,
    )


def _unfinished(
    service: ServiceId, given: GivenPromise, at: When, calendar: BusinessCalendar, local: datetime
) -> FinishedItem:
    """Return the row of what ended, or is looked at, without having become active."""
    promise, pauses = given.in_force, counted_pauses(given)
    end = earliest(at)
    taken = most = units_taken(promise.unit, latest(given.start), end, calendar, pauses)
    if isinstance(given.start, Sighting) or isinstance(at, Sighting):
        most = units_taken(promise.unit, earliest(given.start), latest(at), calendar, pauses)
    if taken is None or (taken == promise.last and end.microsecond):
        due = _due(given, latest(given.start), calendar, pauses)
        is_late = due is not None and end > due
    else:
        # A figure is above that of a promise exactly where it is broken: of what runs, no date is asked for.
        is_late = taken > promise.last
    day = local.date()
    return FinishedItem(
        service=service,
        month=month_of(day),
        day=day,
        unit=promise.unit.key,
        promised=promise.last,
        # Not done yet: one unit less has surely been gone over.
        least=taken - 1 if taken else None,
        most=most - 1 if most else None,
        on_time=False if is_late else None,
        censored=False,
        cancelled=True,
    )


def _due(given: GivenPromise, start: datetime, calendar: BusinessCalendar, pauses: Spans) -> datetime | None:
    resolved = resolve(given.in_force, start, calendar, pauses)
    return resolved.due if isinstance(resolved, Resolved) else None
