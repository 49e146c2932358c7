"""The orders of the next Ledger: those that were seen, those that still count as known, and when each last changed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from generator.compute.closed_orders import PAGE_KEPT, Left, left_of
from generator.compute.fold_run import FoldRun
from generator.compute.item_records import item_record, unlisted_record
from generator.compute.order_views import ticket_view
from generator.model.base import OrderId, TicketId
from generator.model.ledger import ItemRecord, OrderRecord, TicketRecord
from generator.model.moments import latest
from generator.model.observed import Observed, ObservedItem, ObservedOrder
from generator.model.reading import OPEN_KEPT
from generator.model.states import FINISHED, ItemKind, LineKind, Reason, ServiceStatus
from generator.model.views import TicketView


def order_records(observed: Observed, last: dict[OrderId, OrderRecord], run: FoldRun) -> dict[OrderId, OrderRecord]:
    """Return the records as of this run; what cannot be read stays, what listings lack in a row leaves in the end.

    What this run had no look at is neither: it is judged as it was last read, and was last seen then.
    """
    orders: dict[OrderId, OrderRecord] = {}
    for order in observed.orders:
        record = _order_record(order, last.get(order.id), run)
        if not _has_left(record, run.now, known=order.id in last):
            orders[order.id] = record
    seen = {order.id for order in observed.orders}
    for key, record in last.items():
        if key in seen:
            continue
        is_unread = key in observed.unreadable_orders
        if is_unread or key in observed.passed_over_orders:
            # What cannot be read, or was not looked for, is not gone; but closed, its page ends all the same.
            if not _has_left(record, run.now, known=True):
                since = None if is_unread else record.missing_since
                seen_at = record.seen_at or run.before
                orders[key] = record.model_copy(update={"missing_since": since, "seen_at": seen_at})
        elif record.missing_since is None:
            # Deleted, or missed by one listing: only a second listing without it removes the page.
            seen_at = record.seen_at or run.before
            orders[key] = record.model_copy(update={"missing_since": run.now, "seen_at": seen_at})
        elif record.closed_at is None and run.now - record.missing_since < OPEN_KEPT:
            orders[key] = record
    return orders


def with_changes(
    orders: Mapping[OrderId, OrderRecord],
    tickets: Mapping[TicketId, TicketRecord],
    last_orders: Mapping[OrderId, OrderRecord],
    last_tickets: Mapping[TicketId, TicketRecord],
    now: datetime,
) -> dict[OrderId, OrderRecord]:
    """Return the orders with `changed_at` moved to now where the order, or what its page shows of tickets, changed."""
    touched: set[OrderId | None] = set()
    for key in {**tickets, **last_tickets}:
        last, now_known = last_tickets.get(key), tickets.get(key)
        if last is now_known:
            continue
        before, after = _shown(last), _shown(now_known)
        if before != after:
            touched |= {before[0], after[0]}
    return {
        key: record.model_copy(update={"changed_at": now})
        if key in touched or not _same(last_orders.get(key), record)
        else record
        for key, record in orders.items()
    }


def _order_record(order: ObservedOrder, last: OrderRecord | None, run: FoldRun) -> OrderRecord:
    known: dict[tuple[ItemKind, str], ItemRecord] = {(item.kind, item.id): item for item in last.items} if last else {}
    for item in order.items:
        key = (item.key.kind, item.key.id)
        if key in known and not _is_same_item(known[key], item, run):
            del known[key]
    # What changed meanwhile changed since the last run that could read the order, if one ever could.
    never_listed = last is not None and not any(item.id for item in last.items)
    if never_listed or (last is None and (order.id in run.unread_before or not run.looks_at_all)):
        run = replace(run, before=None)
    elif last is not None and last.seen_at is not None:
        run = replace(run, before=last.seen_at)
    if order.items:
        items = tuple(
            run.told.dated(item_record(order, item, known.get((item.key.kind, item.key.id)), run), order, item)
            for item in order.items
        )
        listed = {(item.kind, item.id) for item in items}
        lacked = [item for key, item in known.items() if key not in listed and item.id]
        items += tuple(item for last_item in lacked for item in _lacked(order, last_item, run))
        accepted = False
    else:
        items = tuple(
            run.told.dated(unlisted_record(order, item, run), order, None) for item in known.values() or (None,)
        )
        accepted = order.is_accepted
    is_seen = bool(order.items) and order.id not in run.passed_over
    seen_at = None if is_seen else (last.seen_at if last and last.seen_at else run.before)
    closed = accepted or all(_is_over(item, run.now) for item in items)
    record = OrderRecord(
        id=order.id,
        number=order.number,
        placed_at=order.placed_at,
        changed_at=last.changed_at if last else run.now,
        items=items,
        seen_at=seen_at,
        closed_at=((last.closed_at if last else None) or run.now) if closed else None,
    )
    # Of most orders nothing changes: the very record that was there takes no room of its own.
    return last if last is not None and last == record else record


def _lacked(order: ObservedOrder, last: ItemRecord, run: FoldRun) -> tuple[ItemRecord, ...]:
    """Return an item that its order's other lines stand without, as long as that may be one listing's fault."""
    since = last.missing_since or run.now
    if last.missing_since is not None and run.now - since >= OPEN_KEPT:
        return ()
    return (unlisted_record(order, last, run).model_copy(update={"missing_since": since}),)


def _is_same_item(last: ItemRecord, item: ObservedItem, run: FoldRun) -> bool:
    """Whether it is the item known by its kind and id: what has run does not wait as another product.

    Nor is what still waits the same once its product is another service's: no promise of one is the other's, and no
    date of it. A renewal has no status of its own, and its name follows what is known of what it renews.
    """
    told = last.last_told
    if told is None or item.line is LineKind.RENEWAL or item.product == last.name:
        return True
    if told.state in FINISHED:
        return item.status is not ServiceStatus.PENDING
    # A text that nobody mapped yet, or maps any more, says nothing; a transfer that is done looks like any domain.
    service = run.services.service_of(item)
    return last.line not in (None, item.line) or service is None or service == (last.service or service)


def _has_left(record: OrderRecord, now: datetime, *, known: bool) -> bool:
    """Whether an order is closed for so long that its page ends; one first seen closed counts from its placing."""
    if record.closed_at is None:
        return False
    return left_of(record.closed_at if known else record.placed_at, now) is Left.NOTHING


def _is_over(item: ItemRecord, now: datetime) -> bool:
    """Whether nothing more is to be done for an item: what nobody can tell neither closes nor opens an order.

    Billing suspends, or lets expire, what has run before: first seen so, or so for as long as a closed order's page
    is kept, it is over.
    """
    told = item.last_told
    if told is not None and told.state in FINISHED:
        return True
    ran = item.reason in (Reason.SUSPENDED, Reason.EXPIRED)
    return ran and (told is None or latest(item.since) + PAGE_KEPT <= now)


def _shown(ticket: TicketRecord | None) -> tuple[OrderId | None, TicketView | None]:
    """Return what a page shows of a ticket: nothing of one that belongs to no order."""
    if ticket is None or ticket.order is None:
        return None, None
    return ticket.order, ticket_view(ticket)


def _same(last: OrderRecord | None, record: OrderRecord) -> bool:
    if last is record:
        return True
    # That one listing missed an order is not shown: it is most likely the listing's fault.
    unseen = {"missing_since": record.missing_since, "seen_at": record.seen_at}
    return last is not None and last.model_copy(update=unseen) == record
