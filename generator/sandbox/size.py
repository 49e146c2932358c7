"""Nothing comes in; how much of everything a made-up history holds goes out."""

from __future__ import annotations

from dataclasses import dataclass

from generator.sandbox.special_tickets import SpecialTicket
from generator.sandbox.specials import NAMELESS, Special

_WITHOUT_INVOICE = 1
"""Of the special orders one is free."""


@dataclass(frozen=True, slots=True)
class Size:
    """How many there are of each kind; what every world must hold comes on top. `renewals` are invoices alone."""

    clients: int = 60
    orders: int = 208
    renewals: int = 60
    tickets: int = 132


def size_of(*, clients: int, orders: int, invoices: int, tickets: int) -> Size:
    """Return the size of a history with so many in all, those that every world must hold among them.

    A company with fewer than three kinds of work has up to two orders less.
    """
    return Size(
        clients=clients,
        orders=orders - len(Special) - NAMELESS,
        renewals=invoices - orders + _WITHOUT_INVOICE,
        tickets=tickets - len(SpecialTicket),
    )
