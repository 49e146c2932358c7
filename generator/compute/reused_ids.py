"""Ids that billing gave out again: after a backup was restored, a known id may be another client's order or ticket."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from generator.model.base import OrderId, TicketId
from generator.model.ledger import Ledger, OrderRecord, TicketRecord
from generator.model.observed import Observed, ObservedOrder, ObservedTicket


@dataclass(frozen=True, slots=True)
class Reused:
    """What this run saw under the id of another one: number or moment of placing, or of opening, differs."""

    orders: frozenset[OrderId] = frozenset()
    tickets: frozenset[TicketId] = frozenset()


def reused_ids(observed: Observed, previous: Ledger, zone: str) -> Reused:
    """Return the ids that the Ledger knows as another's; orders that left it long ago too. `zone` is billing's."""
    before, after = _zones(previous, zone)
    orders, tickets = previous.orders, previous.tickets
    marks = previous.past_orders
    return Reused(
        orders=frozenset(
            order.id
            for order in observed.orders
            if (order.id in orders and not _is_same_order(orders[order.id], order, before, after))
            or (order.id in marks and marks[order.id] != _mark(order, after))
        ),
        tickets=frozenset(
            ticket.id
            for ticket in observed.tickets
            if ticket.id in tickets and not _is_same_ticket(tickets[ticket.id], ticket, before, after)
        ),
    )


def without_reused(previous: Ledger, reused: Reused) -> Ledger:
    """Return the Ledger as if the former bearers of these ids had never been, but for the links they were given.

    Each order's revision rises, so that no link of the one before opens the new one's page; tickets of the one before
    belong to no order any more.
    """
    raised = previous.raised_revisions
    return previous.model_copy(
        update={
            "orders": {key: record for key, record in previous.orders.items() if key not in reused.orders},
            "tickets": {
                key: record.model_copy(update={"order": None}) if record.order in reused.orders else record
                for key, record in previous.tickets.items()
                if key not in reused.tickets
            },
            "past_orders": {key: mark for key, mark in previous.past_orders.items() if key not in reused.orders},
            "raised_revisions": {**raised, **{key: raised.get(key, 0) + 1 for key in reused.orders}},
        }
    )


def past_orders(
    observed: Observed, previous: Ledger, reused: Reused, orders: Mapping[OrderId, OrderRecord], zone: str
) -> dict[OrderId, str]:
    """Return the marks of the orders that once had a page and are in the Ledger no more: by them an id is known again.

    A mark is a hash of number and moment of placing, so that nothing of the order itself is kept.
    """
    before, after = _zones(previous, zone)
    left = {key: _mark(record, before) for key, record in previous.orders.items() if key not in orders}
    seen = {
        order.id: _mark(order, after)
        for order in observed.orders
        if order.id not in orders and (order.id in left or order.id in reused.orders)
    }
    known = {key: mark for key, mark in previous.past_orders.items() if key not in orders}
    return {**known, **left, **seen}


def _zones(previous: Ledger, zone: str) -> tuple[ZoneInfo, ZoneInfo]:
    """Return the zones that billing's dates were read in by the last run and are by this one."""
    return ZoneInfo(previous.billing_zone or zone), ZoneInfo(zone)


def _is_same_order(last: OrderRecord, order: ObservedOrder, before: ZoneInfo, after: ZoneInfo) -> bool:
    return last.number == order.number and _is_same(last.placed_at, order.placed_at, before, after)


def _is_same_ticket(last: TicketRecord, ticket: ObservedTicket, before: ZoneInfo, after: ZoneInfo) -> bool:
    return last.number == ticket.number and _is_same(last.opened_at, ticket.opened_at, before, after)


def _is_same(last: datetime, now: datetime, before: ZoneInfo, after: ZoneInfo) -> bool:
    """Whether billing writes both alike: a zone that was mended in the data moves every moment, and no date of it."""
    return last == now or _written(last, before) == _written(now, after)


def _mark(order: OrderRecord | ObservedOrder, zone: ZoneInfo) -> str:
    return hashlib.sha256(f"{order.number}\n{_written(order.placed_at, zone)}".encode()).hexdigest()[:16]


def _written(moment: datetime, zone: ZoneInfo) -> str:
    return moment.astimezone(zone).replace(tzinfo=None).isoformat()
