"""Which ticket belongs to which order: observed orders and tickets in, the Ledger's ticket records out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import datetime

from generator.model.base import OrderId, TicketId
from generator.model.ledger import TicketRecord
from generator.model.observed import ItemKey, Observed, ObservedTicket


def ticket_records(
    observed: Observed, kept: frozenset[OrderId], last: Mapping[TicketId, TicketRecord], now: datetime
) -> dict[TicketId, TicketRecord]:
    """Return the tickets of the orders that are kept.

    A ticket belongs to the order of the item its opener chose; without one, to its client's only order. A guest's
    ticket belongs to none: matching by e-mail would show an order to whoever types that address.
    """
    owner = {item.key: order.id for order in observed.orders for item in order.items}
    orders_of: dict[str, list[OrderId]] = defaultdict(list)
    # With one order unread, nobody can tell which client has a single one.
    for order in observed.orders if not observed.unreadable_orders else ():
        orders_of[order.client].append(order.id)
    records = {}
    for ticket in observed.tickets:
        order_id = _order_of(ticket, owner, orders_of)
        known = last.get(ticket.id)
        if order_id is None and known is not None and observed.unreadable_orders:
            order_id = known.order
        if order_id in kept:
            records[ticket.id] = TicketRecord(
                id=ticket.id,
                number=ticket.number,
                order=order_id,
                state=ticket.state,
                opened_at=ticket.opened_at,
                last_reply_at=ticket.last_reply_at,
            )
    seen = {ticket.id for ticket in observed.tickets}
    for key, record in last.items():
        if key in seen or record.order not in kept:
            continue
        if key in observed.unreadable_tickets:
            records[key] = record
        elif record.missing_since is None:
            records[key] = record.model_copy(update={"missing_since": now})
    return records


def _order_of(
    ticket: ObservedTicket, owner: Mapping[ItemKey, OrderId], orders_of: Mapping[str, list[OrderId]]
) -> OrderId | None:
    if ticket.about is not None:
        return owner.get(ticket.about)
    mine = orders_of.get(ticket.client, []) if ticket.client else []
    return mine[0] if len(mine) == 1 else None
