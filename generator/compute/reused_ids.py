"""Ids that billing gave out again: after a backup was restored, a known id may be another client's order or ticket."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from generator.model.base import OrderId, TicketId
from generator.model.ledger import KeptBack, Ledger, OrderRecord, TicketRecord
from generator.model.observed import Observed, ObservedOrder, ObservedTicket, OrderHint

_Told = OrderRecord | ObservedOrder | KeptBack | OrderHint
"""What tells an order's number and placing; the last two not always both."""


@dataclass(frozen=True, slots=True)
class Reused:
    """What this run saw under the id of another one: number or moment of placing, or of opening, differs."""

    orders: frozenset[OrderId] = frozenset()
    tickets: frozenset[TicketId] = frozenset()


def reused_ids(observed: Observed, previous: Ledger, zone: str) -> Reused:
    """Return the ids that the Ledger knows as another's; orders that left it long ago too. `zone` is billing's."""
    before, after = _zones(previous, zone)
    tickets, marks = previous.tickets, previous.past_orders
    # A row that cannot be read may tell all the same that it is another's: the link must not wait until it can be.
    told: Mapping[OrderId, _Told] = {**observed.order_hints, **{order.id: order for order in observed.orders}}
    known: Mapping[OrderId, _Told] = {**previous.kept_back_orders, **previous.orders}
    return Reused(
        orders=frozenset(
            key
            for key, order in told.items()
            if (key in known and not _is_same_order(known[key], order, before, after))
            or (key in marks and not _fits(marks[key], order, after))
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
            # A row that told nothing of whose it was may have been the new order's already.
            "kept_back_orders": {
                key: row
                for key, row in previous.kept_back_orders.items()
                if key not in reused.orders or not (row.number or row.placed_at)
            },
            "past_orders": {key: mark for key, mark in previous.past_orders.items() if key not in reused.orders},
            "raised_revisions": {**raised, **{key: raised.get(key, 0) + 1 for key in reused.orders}},
        }
    )


def past_orders(
    observed: Observed, previous: Ledger, reused: Reused, orders: Mapping[OrderId, OrderRecord], zone: str
) -> dict[OrderId, str]:
    """Return the marks of the orders that once were in the Ledger and are no more: by them an id is known again.

    A mark is a hash of number and moment of placing, as far as they were told, so that nothing of the order itself is
    kept.
    """
    before, after = _zones(previous, zone)
    unread = {key: row for key, row in previous.kept_back_orders.items() if key not in observed.unreadable_orders}
    before_this: Mapping[OrderId, _Told] = {**unread, **previous.orders}
    left = {key: mark for key, one in before_this.items() if key not in orders and (mark := _mark(one, before))}
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


def _is_same_order(last: _Told, order: _Told, before: ZoneInfo, after: ZoneInfo) -> bool:
    """Whether nothing that is told of both differs."""
    if last.number and order.number and last.number != order.number:
        return False
    if last.placed_at is None or order.placed_at is None:
        return True
    return _is_same(last.placed_at, order.placed_at, before, after)


def _is_same_ticket(last: TicketRecord, ticket: ObservedTicket, before: ZoneInfo, after: ZoneInfo) -> bool:
    return last.number == ticket.number and _is_same(last.opened_at, ticket.opened_at, before, after)


def _is_same(last: datetime, now: datetime, before: ZoneInfo, after: ZoneInfo) -> bool:
    """Whether billing writes both alike: a zone that was mended in the data moves every moment, and no date of it."""
    return last == now or _written(last, before) == _written(now, after)


def _mark(order: _Told, zone: ZoneInfo) -> str:
    """Return the mark of an order; `""` where neither its number nor its placing is told."""
    return _hash(order.number, order.placed_at, zone) if order.number or order.placed_at else ""


def _fits(mark: str, order: _Told, zone: ZoneInfo) -> bool:
    """Whether a mark may be the order's: one made of its number or its placing alone is one too."""
    number, placed_at = order.number, order.placed_at
    if not number or placed_at is None:
        return True
    return mark in (_hash(number, placed_at, zone), _hash(number, None, zone), _hash(None, placed_at, zone))


def _hash(number: str | None, placed_at: datetime | None, zone: ZoneInfo) -> str:
    written = _written(placed_at, zone) if placed_at else ""
    return hashlib.sha256(f"{number or ''}\n{written}".encode()).hexdigest()[:16]


def _written(moment: datetime, zone: ZoneInfo) -> str:
    return moment.astimezone(zone).replace(tzinfo=None).isoformat()
