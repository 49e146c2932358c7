"""The anonymous row that a finished item leaves behind: how long it took, and whether it was on time."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from generator.compute.business_calendar import Calendars
from generator.compute.fold_run import FoldRun
from generator.compute.pauses import counted_pauses
from generator.compute.promises import Resolved, resolve
from generator.model.base import OrderId
from generator.model.ledger import FinishedItem, ItemRecord, OrderRecord
from generator.model.moments import earliest, latest
from generator.model.states import State


def finished_items(
    orders: dict[OrderId, OrderRecord], last: dict[OrderId, OrderRecord], calendars: Calendars, run: FoldRun
) -> list[FinishedItem]:
    """Return the rows of the items that this run is the first to see active."""
    rows = []
    for key, order in orders.items():
        before = {(item.kind, item.id): item for item in last[key].items} if key in last else {}
        for item in order.items:
            row = _row(before.get((item.kind, item.id)), item, calendars, run.now, run.catalog.calendar_settings.zone)
            if row:
                rows.append(row)
    return rows


def _row(
    last: ItemRecord | None, item: ItemRecord, calendars: Calendars, now: datetime, zone: str
) -> FinishedItem | None:
    """Return the row of an item, None where this run is not the first to see it active.

    Durations are whole seconds. `on_time` is None where the interval of its activation contains the due moment.
    """
    told = last.last_told if last else None
    if item.state is not State.ACTIVE or item.service is None or (told and told.state is State.ACTIVE):
        return None
    month = now.astimezone(ZoneInfo(zone)).strftime("%Y-%m")
    given = item.promise
    if given is None:
        return FinishedItem(
            service=item.service, month=month, shortest_seconds=None, longest_seconds=None, on_time=None, censored=True
        )
    start = latest(given.start)
    resolved = resolve(given.in_force, start, calendars[given.calendar], counted_pauses(given))
    on_time: bool | None = None
    if isinstance(resolved, Resolved):
        if latest(item.since) <= resolved.due:
            on_time = True
        elif earliest(item.since) > resolved.due:
            on_time = False
    return FinishedItem(
        service=item.service,
        month=month,
        shortest_seconds=max(0, int((earliest(item.since) - start).total_seconds())),
        longest_seconds=max(0, int((latest(item.since) - earliest(given.start)).total_seconds())),
        on_time=on_time,
        censored=False,
    )
