"""Which tickets a page may show or an answer is awaited in: of others, however they change, nothing is asked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from generator.model.base import TicketId
from generator.model.observed import ItemKey, ObservedOrder, ObservedTicket
from generator.model.reading import Known
from generator.pull.whmcs.fields import mark_of
from generator.pull.whmcs.message_reading import WINDOW
from generator.pull.whmcs.order_part import OrderPart
from generator.pull.whmcs.orders_to_ask import SEEN_WITHIN


@dataclass(frozen=True, slots=True)
class Pages:
    """What pages may show tickets of: items, and clients of whom one order is known, by their marks."""

    items: frozenset[ItemKey]
    clients: frozenset[str]

    @classmethod
    def of(cls, part: OrderPart, read: Iterable[ObservedOrder]) -> Pages:
        """Return them of the orders that were read, whose clients are named in the clear, and of the others."""
        read = list(read)
        items = {item.key for order in (*read, *part.remembered.values()) for item in order.items}
        orders = {order.id: mark_of(order.client) for order in read}
        orders |= {key: order.client for key, order in part.remembered.items()}
        others = {**part.other_clients, **{key: over.client for key, over in part.over.items()}}
        count = Counter({**others, **orders}.values())
        return cls(frozenset(items), frozenset(client for client in orders.values() if count[client] == 1))

    def may_show(self, ticket: ObservedTicket) -> bool:
        """Whether a page may show a ticket, as read."""
        return ticket.about in self.items if ticket.about else mark_of(ticket.client) in self.clients


def matters(ticket: TicketId, known: Known, now: datetime) -> bool:
    """Whether a change of a ticket does: it is new, a page shows it, or its first answer is still to come."""
    return ticket not in known.tickets or known.tickets[ticket].has_page or wants_messages(ticket, known, now)


def wants_messages(ticket: TicketId, known: Known, now: datetime) -> bool:
    """Whether its messages are to be read once it changed: its first answer is not known."""
    last, thread = known.tickets.get(ticket), known.threads.get(ticket)
    if thread is not None and thread.answered_at is not None:
        return False
    return last is None or last.opened_at >= now - WINDOW


def tickets_to_ask(known: Known, now: datetime) -> list[TicketId]:
    """Return the tickets that are to be asked for by their ids though nothing tells that they changed.

    Those that an order's page shows, and that no run came past for most of a day, are old and silent.
    """
    read = known.reading.tickets if known.reading else None
    if read is None:
        return []
    missing = [key for key, ticket in known.tickets.items() if ticket.is_missing]
    due = [key for key, ticket in known.tickets.items() if ticket.has_page and ticket.seen_at < now - SEEN_WITHIN]
    due.sort(key=lambda key: known.tickets[key].seen_at)
    return list(dict.fromkeys([*missing, *read.unread, *due]))
