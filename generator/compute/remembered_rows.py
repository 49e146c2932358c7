"""What a Ledger tells the next pull of the runs before, and what of a pull it keeps for that."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime

from generator.model.base import OrderId, TicketId
from generator.model.ledger import Ledger, OrderRecord, TicketRecord
from generator.model.observed import Observed, OverOrder
from generator.model.reading import ERASED, Known, KnownOrder, KnownTicket, Reading


def known_of(previous: Ledger | None) -> Known:
    """Return what a pull may know: the Ledger's orders and tickets, what was read of messages, and how far."""
    if previous is None:
        return Known()
    passed_over = previous.reading.tickets.seen if previous.reading and previous.reading.tickets else {}
    return Known(
        threads={ticket.id: ticket.thread for ticket in previous.tickets.values() if ticket.thread is not None},
        reading=previous.reading,
        before=previous.synced_at,
        orders={
            key: KnownOrder(
                placed_at=order.placed_at,
                is_open=order.closed_at is None,
                missing_since=order.missing_since,
                seen_at=order.seen_at or previous.synced_at,
            )
            for key, order in previous.orders.items()
        },
        tickets={
            key: KnownTicket(
                opened_at=ticket.opened_at,
                is_missing=ticket.missing_since is not None,
                has_page=ticket.order is not None,
                seen_at=passed_over.get(key, previous.synced_at),
            )
            for key, ticket in previous.tickets.items()
        },
    )


def kept_reading(
    observed: Observed,
    orders: Mapping[OrderId, OrderRecord],
    tickets: Mapping[TicketId, TicketRecord],
    erased: Collection[str],
    before: datetime | None,
) -> Reading | None:
    """Return how far was read, with the rows of what the next Ledger holds; None where all was read whole.

    Of an order that was erased nothing is kept but that its client had one, by the client's mark alone, `erased`: else
    the client's other order would seem to be the only one. `before` is when the run before was.
    """
    reading = observed.reading
    if reading is None:
        return None
    read_orders, read_tickets = reading.orders, reading.tickets
    if read_orders is not None:
        others = {order.id: OverOrder.of(order, order.client) for order in observed.orders if order.id not in orders}
        over = {**observed.over_orders, **others}
        here = {order.id for order in observed.orders}
        clients = {key: client for key, client in observed.other_clients.items() if key not in here}
        clients |= {key: order.client for key, order in over.items() if order.client}
        clients |= {OrderId(f"{ERASED}{client}"): client for client in erased if client}
        sold = dict(named for order in over.values() for named in order.sold)
        read_orders = read_orders.model_copy(
            update={
                "rows": {order.id: order for order in observed.orders if order.id in orders},
                "clients": clients,
                "sold": {**read_orders.sold, **sold},
                "unread": dict(observed.unreadable_orders),
                "hints": dict(observed.order_hints),
            }
        )
    if read_tickets is not None:
        # Where a missing one stood in the listing must be known to look for it again.
        missing = {key: row for key, row in read_tickets.rows.items() if key in tickets and tickets[key].missing_since}
        unseen = [key for key in observed.passed_over_tickets if key in tickets and tickets[key].order is not None]
        read_tickets = read_tickets.model_copy(
            update={
                "seen": {key: read_tickets.seen.get(key, before) for key in unseen if before},
                "rows": missing | {ticket.id: ticket for ticket in observed.tickets if ticket.id in tickets},
                "unread": dict(observed.unreadable_tickets),
                "hints": dict(observed.ticket_hints),
            }
        )
    return reading.model_copy(update={"orders": read_orders, "tickets": read_tickets})
