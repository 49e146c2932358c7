"""The fold: what was known and what this run saw in, the next Ledger and a report for staff out."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import TypeVar

from generator.compute.calendars import Calendars
from generator.compute.closed_orders import Left, left_of
from generator.compute.drop_guard import brake
from generator.compute.erasing import without_erased
from generator.compute.finished_items import finished_row
from generator.compute.fold_report import FoldReport, fold_report
from generator.compute.fold_run import FoldRun
from generator.compute.item_records import item_record
from generator.compute.item_state import ServiceMap
from generator.compute.order_changes import with_changes
from generator.compute.order_tickets import known_threads, ticket_owners, ticket_records
from generator.compute.requirements import ticket_stages, unheard_orders
from generator.model.base import OrderId, TicketId
from generator.model.catalog import Catalog
from generator.model.ledger import FinishedItem, ItemRecord, KeptBack, Ledger, OrderRecord
from generator.model.observed import Observed, ObservedOrder
from generator.model.states import ItemKind, State

__all__ = ["FoldReport", "fold", "known_threads"]

FINISHED = (State.ACTIVE, State.CANCELLED)
_Id = TypeVar("_Id", OrderId, TicketId)
_Value = TypeVar("_Value")


def fold(
    catalog: Catalog,
    observed: Observed,
    previous: Ledger | None,
    now: datetime,
    *,
    accept_drop: bool = False,
    erased: frozenset[OrderId] = frozenset(),
) -> tuple[Ledger, FoldReport]:
    """Return the Ledger as of `now`, without the orders to be erased; no argument changes.

    Raises:
        UnreachableError: the listing is empty on a first run, or shrank by more than 20 % and more than 5 orders or
            tickets.

    """
    # Whose a ticket is must be told with all orders in sight: without one, its client might seem to have a single one.
    owners = ticket_owners(observed, previous.tickets if previous else {})
    observed, previous = without_erased(observed, previous, owners, erased)
    if not accept_drop:
        brake(observed, previous, now)
    hash_now = catalog.calendar.content_hash()
    known = {**(previous.calendars if previous else {}), hash_now: catalog.calendar}
    last_orders = previous.orders if previous else {}
    last_tickets = previous.tickets if previous else {}
    services = ServiceMap.of(catalog)
    run = FoldRun(
        catalog=catalog,
        services=services,
        calendar=hash_now,
        now=now,
        before=previous.synced_at if previous else None,
        ticket_stages=ticket_stages(observed, owners, services.ticket_stages),
        unheard=unheard_orders(observed, last_tickets),
    )

    orders = _orders(observed, last_orders, run)
    tickets = ticket_records(observed, owners, frozenset(orders), last_tickets, now)
    finished = _finished(orders, last_orders, Calendars(known), run) if previous else []
    orders = with_changes(orders, tickets, last_orders, last_tickets, now)

    used = {item.promise.calendar for order in orders.values() for item in order.items if item.promise}
    ledger = Ledger(
        site=catalog.company.site,
        synced_at=now,
        calendars={key: known[key] for key in sorted(used | {hash_now})},
        orders=_sorted(orders),
        tickets=_sorted(tickets),
        finished=(*(previous.finished if previous else ()), *finished),
        kept_back_orders=_kept_back(observed.unreadable_orders, previous.kept_back_orders if previous else {}, now),
        kept_back_tickets=_kept_back(observed.unreadable_tickets, previous.kept_back_tickets if previous else {}, now),
    )
    return ledger, fold_report(catalog, ledger, observed, last_orders)


def _orders(observed: Observed, last: dict[OrderId, OrderRecord], run: FoldRun) -> dict[OrderId, OrderRecord]:
    orders: dict[OrderId, OrderRecord] = {}
    for order in observed.orders:
        record = _order_record(order, last.get(order.id), run)
        if not _has_left(record, run.now, known=order.id in last):
            orders[order.id] = record
    seen = {order.id for order in observed.orders}
    for key, record in last.items():
        if key in seen:
            continue
        if key in observed.unreadable_orders:
            # What cannot be read is not gone; but closed, its page ends all the same.
            if not _has_left(record, run.now, known=True):
                orders[key] = record.model_copy(update={"missing_since": None})
        elif record.missing_since is None:
            # Deleted, or missed by one listing: only a second listing without it removes the page.
            orders[key] = record.model_copy(update={"missing_since": run.now})
    return orders


def _order_record(order: ObservedOrder, last: OrderRecord | None, run: FoldRun) -> OrderRecord:
    known: dict[tuple[ItemKind, str], ItemRecord] = {(item.kind, item.id): item for item in last.items} if last else {}
    items = tuple(item_record(order, item, known.get((item.key.kind, item.key.id)), run) for item in order.items)
    closed = all(item.state in FINISHED for item in items)
    return OrderRecord(
        id=order.id,
        number=order.number,
        placed_at=order.placed_at,
        changed_at=last.changed_at if last else run.now,
        items=items,
        closed_at=((last.closed_at if last else None) or run.now) if closed else None,
    )


def _has_left(record: OrderRecord, now: datetime, *, known: bool) -> bool:
    """Whether an order is closed for so long that its page ends; one first seen closed counts from its placing."""
    if record.closed_at is None:
        return False
    return left_of(record.closed_at if known else record.placed_at, now) is Left.NOTHING


def _finished(
    orders: dict[OrderId, OrderRecord], last: dict[OrderId, OrderRecord], calendars: Calendars, run: FoldRun
) -> list[FinishedItem]:
    rows = []
    for key, order in orders.items():
        before = {(item.kind, item.id): item for item in last[key].items} if key in last else {}
        for item in order.items:
            row = finished_row(
                before.get((item.kind, item.id)), item, calendars, run.now, run.catalog.calendar_settings.zone
            )
            if row:
                rows.append(row)
    return rows


def _kept_back(unreadable: Mapping[_Id, str], last: Mapping[_Id, KeptBack], now: datetime) -> dict[_Id, KeptBack]:
    """Return the rows that cannot be read, each since the first run of those in a row that could not."""
    kept = {
        key: KeptBack(since=last[key].since if key in last else now, field=field) for key, field in unreadable.items()
    }
    return _sorted(kept)


def _sorted(entries: Mapping[_Id, _Value]) -> dict[_Id, _Value]:
    return dict(sorted(entries.items(), key=lambda entry: int(entry[0])))
