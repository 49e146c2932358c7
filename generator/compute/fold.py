"""The fold: what was known and what this run saw in, the next Ledger and a report for staff out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from generator.compute.calendars import Calendars
from generator.compute.items import Run, item_record
from generator.compute.records import finished_row
from generator.compute.standing import ServiceMap
from generator.compute.tickets import ticket_records
from generator.errors import UnreachableError
from generator.model.base import OrderId, TicketId
from generator.model.catalog import Catalog
from generator.model.ledger import FinishedItem, ItemRecord, Ledger, OrderRecord, TicketRecord
from generator.model.observed import Observed, ObservedOrder
from generator.model.states import ItemKind, Reason, State

KEPT_AFTER_CLOSING = timedelta(days=90)
FINISHED = (State.ACTIVE, State.CANCELLED)


@dataclass(frozen=True, slots=True)
class FoldReport:
    """What staff should look at after a run; orders stand here by billing's id, to be printed as tags only."""

    orders: int
    tickets: int
    kept_back: tuple[OrderId, ...]
    """Orders whose row could not be read: their last good view stays."""
    kept_back_tickets: int
    removed: int
    unmapped_products: tuple[str, ...]
    unmapped_statuses: tuple[str, ...]


def fold(
    catalog: Catalog, observed: Observed, previous: Ledger | None, now: datetime, *, accept_drop: bool = False
) -> tuple[Ledger, FoldReport]:
    """Return the Ledger as of `now`; neither argument changes.

    Raises:
        UnreachableError: the listing is empty on a first run, or shrank by more than 20 % and more than 5 orders.

    """
    if not accept_drop:
        _brake(observed, previous)
    hash_now = catalog.calendar.content_hash()
    known = {**(previous.calendars if previous else {}), hash_now: catalog.calendar}
    run = Run(catalog, ServiceMap.of(catalog), hash_now, now, previous.synced_at if previous else None)
    last_orders = previous.orders if previous else {}
    last_tickets = previous.tickets if previous else {}

    orders = _orders(observed, last_orders, run)
    tickets = ticket_records(observed, frozenset(orders), last_tickets, now)
    finished = _finished(orders, last_orders, Calendars(known), run) if previous else []
    orders = _stamp_changes(orders, tickets, last_orders, last_tickets, now)

    used = {item.promise.calendar for order in orders.values() for item in order.items if item.promise}
    ledger = Ledger(
        site=catalog.company.site,
        synced_at=now,
        calendars={key: known[key] for key in sorted(used | {hash_now})},
        orders=dict(sorted(orders.items(), key=lambda entry: int(entry[0]))),
        tickets=dict(sorted(tickets.items(), key=lambda entry: int(entry[0]))),
        finished=(*(previous.finished if previous else ()), *finished),
    )
    return ledger, _report(ledger, observed, last_orders)


def _brake(observed: Observed, previous: Ledger | None) -> None:
    """Stop a listing that lost too much to be true: a role that sees less, half an answer, another installation."""
    remedy = "Revise el rol de la credencial y la dirección; si es correcto, repita con --accept-drop."
    seen = {order.id for order in observed.orders} | set(observed.unreadable_orders)
    if previous is None:
        if not seen:
            raise UnreachableError("El sistema de facturación no informó ningún pedido.", remedy)
        return
    gone = sum(1 for key, order in previous.orders.items() if key not in seen and order.missing_since is None)
    if gone > 5 and gone > len(previous.orders) * 0.2:
        raise UnreachableError(f"Faltan {gone} de {len(previous.orders)} pedidos que la vez anterior estaban.", remedy)


def _orders(observed: Observed, last: dict[OrderId, OrderRecord], run: Run) -> dict[OrderId, OrderRecord]:
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
            orders[key] = record
        elif record.missing_since is None:
            # Deleted, or missed by one listing: only a second listing without it removes the page.
            orders[key] = record.model_copy(update={"missing_since": run.now})
    return orders


def _order_record(order: ObservedOrder, last: OrderRecord | None, run: Run) -> OrderRecord:
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
    return (record.closed_at if known else record.placed_at) + KEPT_AFTER_CLOSING < now


def _finished(
    orders: dict[OrderId, OrderRecord], last: dict[OrderId, OrderRecord], calendars: Calendars, run: Run
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


def _stamp_changes(
    orders: dict[OrderId, OrderRecord],
    tickets: dict[TicketId, TicketRecord],
    last_orders: dict[OrderId, OrderRecord],
    last_tickets: dict[TicketId, TicketRecord],
    now: datetime,
) -> dict[OrderId, OrderRecord]:
    """Return the orders with `changed_at` moved to now where the order or one of its tickets changed."""
    touched = {record.order for key, record in tickets.items() if last_tickets.get(key) != record}
    touched |= {record.order for key, record in last_tickets.items() if key not in tickets}
    return {
        key: record.model_copy(update={"changed_at": now})
        if key in touched or last_orders.get(key) != record
        else record
        for key, record in orders.items()
    }


def _report(ledger: Ledger, observed: Observed, last: dict[OrderId, OrderRecord]) -> FoldReport:
    items = [item for order in ledger.orders.values() for item in order.items]
    custom = {
        order.custom_status
        for order in observed.orders
        if any(item.reason is Reason.UNMAPPED_STATUS for item in getattr(ledger.orders.get(order.id), "items", ()))
    }
    return FoldReport(
        orders=len(ledger.orders),
        tickets=len(ledger.tickets),
        kept_back=tuple(observed.unreadable_orders),
        kept_back_tickets=len(observed.unreadable_tickets),
        removed=sum(1 for key in last if key not in ledger.orders),
        unmapped_products=tuple(sorted({item.name for item in items if item.reason is Reason.UNMAPPED})),
        unmapped_statuses=tuple(sorted(custom)),
    )
