"""The anonymous row a finished item leaves behind: its record in; how long it took and whether it was on time out."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from generator.compute.calendars import Calendars
from generator.compute.pauses import counted_pauses
from generator.compute.promises import Resolved, resolve
from generator.model.ledger import FinishedItem, ItemRecord
from generator.model.moments import earliest, latest
from generator.model.states import State


def finished_row(
    last: ItemRecord | None, item: ItemRecord, calendars: Calendars, now: datetime, zone: str
) -> FinishedItem | None:
    """Return the row of an item that this run is the first to see active; None for any other.

    Durations are whole seconds. `on_time` is None where the interval of its activation contains the due moment.
    """
    if item.state is not State.ACTIVE or item.service is None or (last and last.state is State.ACTIVE):
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
