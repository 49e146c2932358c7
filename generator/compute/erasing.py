"""What a run saw, what was known and the orders to forget in; both as if those orders had never been out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import TypeVar

from generator.model.base import OrderId, TicketId
from generator.model.ledger import Ledger
from generator.model.observed import Observed, ObservedTicket

_Id = TypeVar("_Id", OrderId, TicketId)
_Value = TypeVar("_Value")


def without_erased(
    observed: Observed,
    previous: Ledger | None,
    owners: Mapping[TicketId, OrderId | None],
    erased: Collection[OrderId],
) -> tuple[Observed, Ledger | None]:
    """Return both without the erased orders and their tickets; `owners` must be told with all orders in sight.

    While billing sends an erased order unreadable nobody can tell its tickets from those of no order.
    """
    if not erased:
        return observed, previous
    known = previous.tickets.values() if previous else ()
    gone = _tickets_of(observed, owners, erased) | {ticket.id for ticket in known if ticket.order in erased}
    seen = replace(
        observed,
        orders=tuple(order for order in observed.orders if order.id not in erased),
        tickets=tuple(ticket for ticket in observed.tickets if ticket.id not in gone),
        unreadable_orders=_without(observed.unreadable_orders, erased),
        unreadable_tickets=_without(observed.unreadable_tickets, gone),
    )
    return seen, previous and _ledger_without(previous, gone, erased)


def _tickets_of(
    observed: Observed, owners: Mapping[TicketId, OrderId | None], erased: Collection[OrderId]
) -> frozenset[TicketId]:
    items = {item.key for order in observed.orders if order.id in erased for item in order.items}
    orders_of: dict[str, set[OrderId]] = defaultdict(set)
    for order in observed.orders:
        orders_of[order.client].add(order.id)

    def is_theirs(ticket: ObservedTicket) -> bool:
        if owners[ticket.id] in erased or ticket.about in items:
            return True
        # With any order unread, `owners` gives nobody a ticket that names no item; these would stay behind.
        mine = orders_of[ticket.client] if ticket.client and ticket.about is None else ()
        return bool(mine) and all(order in erased for order in mine)

    return frozenset(ticket.id for ticket in observed.tickets if is_theirs(ticket))


def _ledger_without(ledger: Ledger, gone: Collection[TicketId], erased: Collection[OrderId]) -> Ledger:
    return ledger.model_copy(
        update={
            "orders": _without(ledger.orders, erased),
            "tickets": _without(ledger.tickets, gone),
            "kept_back_orders": _without(ledger.kept_back_orders, erased),
            "kept_back_tickets": _without(ledger.kept_back_tickets, gone),
        }
    )


def _without(entries: Mapping[_Id, _Value], gone: Collection[_Id]) -> dict[_Id, _Value]:
    return {key: value for key, value in entries.items() if key not in gone}
