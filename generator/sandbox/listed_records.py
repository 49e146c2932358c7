"""What the listings hold as of one moment, each in the order in which this installation happens to list it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Sequence
from datetime import datetime
from functools import cached_property
from hashlib import blake2b
from typing import TypeVar

from generator.sandbox.billing_records import ClientInvoice, Order, OrderLine, Ticket
from generator.sandbox.installation import ListingOrder
from generator.sandbox.made_up_history import MadeUpHistory

_ONE, _FURTHER = 4, 40
Record = TypeVar("Record", Order, Ticket)


def arranged(rising: Sequence[Record], order: ListingOrder) -> list[Record]:
    """Return records that stand with the newest last in the order of a listing."""
    match order:
        case ListingOrder.OLDEST_FIRST:
            return list(rising)
        case ListingOrder.SHUFFLED:
            return sorted(rising, key=lambda record: blake2b(b"%d" % record.id, digest_size=8).digest())
        case ListingOrder.NEWEST_FIRST | ListingOrder.BUT_FOR_ONE:
            falling = list(reversed(rising))
    if order is ListingOrder.BUT_FOR_ONE and len(falling) > _ONE:
        falling.insert(_ONE + _FURTHER, falling.pop(_ONE))
    return falling


class ListedRecords:
    """The records as of one moment, each listing put in order once however many pages are read."""

    def __init__(self, history: MadeUpHistory, moment: datetime, order: ListingOrder) -> None:
        self.seen = history.at(moment)
        self._order = order
        self.moment = self.seen.moment

    @cached_property
    def orders(self) -> list[Order]:
        """Return what GetOrders lists."""
        return arranged(self.seen.orders, self._order)

    @property
    def invoices(self) -> tuple[ClientInvoice, ...]:
        """Return what GetInvoices lists, by id."""
        return self.seen.invoices

    @cached_property
    def services(self) -> list[tuple[Order, OrderLine]]:
        """Return what GetClientsProducts lists."""
        return [(order, line) for order in self.seen.orders for line in order.lines if line.kind == "product"]

    @cached_property
    def tickets(self) -> list[Ticket]:
        """Return what GetTickets lists."""
        rising = sorted(self.seen.tickets, key=lambda ticket: (ticket.last_said(self.moment), ticket.id))
        return arranged(rising, self._order)

    def order(self, number: int) -> Order | None:
        """Return the order with an id."""
        return _found(self.seen.orders, number, lambda order: order.id)

    def invoice(self, number: int) -> ClientInvoice | None:
        """Return the invoice with an id."""
        return _found(self.seen.invoices, number, lambda invoice: invoice.id)

    def ticket(self, number: int, public: str) -> Ticket | None:
        """Return the ticket with an id or, without one such, with a public number."""
        by_id = _found(self.seen.tickets, number, lambda ticket: ticket.id)
        return by_id or next((ticket for ticket in self.seen.tickets if ticket.number == public), None)


_Any = TypeVar("_Any")


def _found(records: Sequence[_Any], number: int, id_of: Callable[[_Any], int]) -> _Any | None:
    """Return the record with an id; ids rise with the moment of creation."""
    place = bisect_left(records, number, key=id_of)
    return records[place] if place < len(records) and id_of(records[place]) == number else None
