"""Which orders changed: records before and after a run in, the orders with the run that last changed each out."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from generator.compute.order_views import ticket_view
from generator.model.base import OrderId, TicketId
from generator.model.ledger import OrderRecord, TicketRecord
from generator.model.views import TicketView


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
        before, after = _shown(last_tickets.get(key)), _shown(tickets.get(key))
        if before != after:
            touched |= {before[0], after[0]}
    return {
        key: record.model_copy(update={"changed_at": now})
        if key in touched or not _same(last_orders.get(key), record)
        else record
        for key, record in orders.items()
    }


def _shown(ticket: TicketRecord | None) -> tuple[OrderId | None, TicketView | None]:
    """Return what a page shows of a ticket: nothing of one that belongs to no order."""
    if ticket is None or ticket.order is None:
        return None, None
    return ticket.order, ticket_view(ticket)


def _same(last: OrderRecord | None, record: OrderRecord) -> bool:
    # That one listing missed an order is not shown: it is most likely the listing's fault.
    return last is not None and last.model_copy(update={"missing_since": record.missing_since}) == record
