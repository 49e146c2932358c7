"""What a pull in part makes whole: the rows of this run beside those that an earlier one read, under clients' marks."""

from __future__ import annotations

from dataclasses import replace

from generator.model.observed import ItemKey, Observed, ObservedItem, OrderHint, TicketHint
from generator.model.reading import Reading
from generator.model.states import ItemKind, ServiceStatus
from generator.pull.whmcs.fields import mark_of
from generator.pull.whmcs.order_part import OrderPart
from generator.pull.whmcs.orders import with_names
from generator.pull.whmcs.ticket_part import TicketPart


def with_known(pulled: Observed, orders: OrderPart, tickets: TicketPart, clock: Reading) -> Observed:
    """Return a pull with what it passed over as it was last read; one that read both listings whole, as it is.

    From here on a client is a mark, as in the Ledger.
    """
    if orders.read is None and tickets.read is None:
        return pulled
    fresh = [replace(order, client=mark_of(order.client)) for order in pulled.orders]
    sold = sold_before(orders) | {item.key: item for order in fresh for item in order.items}
    kept = [with_names(order, sold) for order in orders.remembered.values()]
    unreadable_tickets = {**tickets.unread, **pulled.unreadable_tickets}
    shown = {
        **tickets.remembered,
        **{ticket.id: replace(ticket, client=mark_of(ticket.client)) for ticket in pulled.tickets},
    }
    ticket_hints = {**tickets.hints, **{key: _marked_ticket(hint) for key, hint in pulled.ticket_hints.items()}}
    for key in unreadable_tickets.keys() & shown.keys():
        ticket_hints[key] = TicketHint(shown[key].client, shown[key].about)
    return replace(
        pulled,
        orders=(*fresh, *kept),
        tickets=tuple(ticket for key, ticket in shown.items() if key not in unreadable_tickets),
        unreadable_orders={**orders.unread, **pulled.unreadable_orders},
        unreadable_tickets=unreadable_tickets,
        order_hints={**orders.hints, **{key: _marked_order(hint) for key, hint in pulled.order_hints.items()}},
        ticket_hints=ticket_hints,
        passed_over_orders=orders.passed_over,
        passed_over_tickets=tickets.passed_over,
        other_clients={**orders.other_clients, **{key: order.client for key, order in orders.over.items()}},
        over_orders=orders.over,
        knows_every_order=orders.read is None or orders.read.history.completed is not None,
        reading=clock.model_copy(update={"orders": orders.read, "tickets": tickets.read}),
    )


def sold_before(orders: OrderPart) -> dict[ItemKey, ObservedItem]:
    """Return what orders sold that this run did not read, as far as it names a renewal."""
    if orders.read is None:
        return {}
    named = [*orders.read.sold.items(), *(pair for over in orders.over.values() for pair in over.sold)]
    found = {item.key: item for item in (_sold(item, name) for item, name in named)}
    return found | {item.key: item for order in orders.remembered.values() for item in order.items}


def _sold(item: str, name: str) -> ObservedItem:
    kind, _, number = item.partition(":")
    key = ItemKey(ItemKind(kind), number)
    return ObservedItem(key, name, name if key.kind is ItemKind.DOMAIN else "", ServiceStatus.OTHER)


def _marked_order(hint: OrderHint) -> OrderHint:
    # Whose an order is may be what cannot be read of it.
    return hint if hint.client is None else replace(hint, client=mark_of(hint.client))


def _marked_ticket(hint: TicketHint) -> TicketHint:
    # A guest has no mark either.
    return replace(hint, client=mark_of(hint.client))
