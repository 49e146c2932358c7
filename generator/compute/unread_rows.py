"""The rows that cannot be read and may matter to a page, each with the first run of those in a row that could not."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import TypeVar

from generator.compute.closed_orders import Left, left_of
from generator.model.base import OrderId, TicketId
from generator.model.ledger import KeptBack, OrderRecord, TicketRecord
from generator.model.observed import Observed, OrderHint

_Id = TypeVar("_Id", OrderId, TicketId)


def kept_back_orders(
    observed: Observed, orders: Collection[OrderId], last: Mapping[OrderId, KeptBack], now: datetime
) -> dict[OrderId, KeptBack]:
    """Return the unreadable orders, without those that are over and have no page among `orders`, nor would have one.

    An order of years ago without a date would be told of for ever, and nobody misses it.
    """

    def is_idle(key: OrderId) -> bool:
        hint = observed.order_hints.get(key)
        if key in orders or hint is None or not hint.is_over:
            return False
        # First seen closed, it would count from its placing.
        return hint.placed_at is None or left_of(hint.placed_at, now) is Left.NOTHING

    kept = _since({key: why for key, why in observed.unreadable_orders.items() if not is_idle(key)}, last, now)
    return {key: _marked(row, observed.order_hints.get(key), last.get(key)) for key, row in kept.items()}


def kept_back_tickets(
    observed: Observed,
    orders: Mapping[OrderId, OrderRecord],
    tickets: Mapping[TicketId, TicketRecord],
    last: Mapping[TicketId, KeptBack],
    now: datetime,
) -> dict[TicketId, KeptBack]:
    """Return the unreadable tickets, without those that belong to none of the `orders` that have a page."""
    if not observed.unreadable_tickets:
        return {}
    items = {(item.kind, item.id) for order in orders.values() for item in order.items}
    clients = {order.client for order in observed.orders if order.id in orders and order.client}
    # Whose an order is stands in no Ledger: one that cannot be read now may be anybody's.
    unread = [observed.order_hints.get(key) for key in observed.unreadable_orders if key in orders]
    is_anybodys = any(hint is None or hint.client is None for hint in unread)
    clients |= {hint.client for hint in unread if hint and hint.client}

    def is_idle(key: TicketId) -> bool:
        hint, record = observed.ticket_hints.get(key), tickets.get(key)
        if hint is None or (record is not None and record.order in orders):
            return False
        if hint.about is not None:
            return (hint.about.kind, hint.about.id) not in items
        return hint.client not in clients and not (hint.client and is_anybodys)

    return _since({key: why for key, why in observed.unreadable_tickets.items() if not is_idle(key)}, last, now)


def _marked(row: KeptBack, hint: OrderHint | None, last: KeptBack | None) -> KeptBack:
    """Return it with what its row tells of its number and placing, or an earlier run's row told."""
    number, placed_at = (last.number, last.placed_at) if last else (None, None)
    if hint:
        number, placed_at = hint.number or number, hint.placed_at or placed_at
    return row.model_copy(update={"number": number, "placed_at": placed_at})


def _since(unreadable: Mapping[_Id, str], last: Mapping[_Id, KeptBack], now: datetime) -> dict[_Id, KeptBack]:
    kept = {
        key: KeptBack(since=last[key].since if key in last else now, field=field) for key, field in unreadable.items()
    }
    return dict(sorted(kept.items(), key=lambda entry: int(entry[0])))
