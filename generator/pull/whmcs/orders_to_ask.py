"""Which orders are asked for once more though nothing tells that they changed, and which never matter again."""

from __future__ import annotations

from datetime import datetime, timedelta

from generator.model.base import OrderId
from generator.model.observed import ObservedOrder
from generator.model.reading import Known, KnownOrder
from generator.model.states import STATUS_OF_ANOTHER, OrderStatus, Payment, ServiceStatus

UNASKED = "?"
"""In place of an order's own word for its payment: its invoice is still to be asked for."""
SEEN_WITHIN = timedelta(hours=20)
"""What has a page is seen again before so long has passed, so that a day is never reached."""
_LONG_OVER = timedelta(days=91)
"""An order that is first seen closed counts from its placing, and its page ends after 90 days."""


def has_turn(order: OrderId, now: datetime) -> bool:
    """Whether it is this order's turn, one run in two dozen; whatever the rhythm of the runs, each has its turns."""
    mixed = int(order) * 2654435761 + int(now.timestamp() // 60) * 40503
    return (mixed >> 7) % 24 == 0


def is_long_over(order: ObservedOrder, now: datetime) -> bool:
    """Whether an order that no Ledger holds is over for so long that it gets no page."""
    over = (ServiceStatus.ACTIVE, ServiceStatus.ENDED)
    return now - order.placed_at > _LONG_OVER and bool(order.items) and all(i.status in over for i in order.items)


def waits(order: ObservedOrder) -> bool:
    """Whether anything in an order waits that a payment may move."""
    if order.status in (OrderStatus.CANCELLED, OrderStatus.FRAUD):
        return False
    return any(item.status is ServiceStatus.PENDING or item.line in STATUS_OF_ANOTHER for item in order.items)


def to_ask(known: Known, now: datetime) -> list[OrderId]:
    """Return the orders that are to be asked for by their ids, those first that have waited longest."""
    read = known.reading.orders if known.reading else None
    if read is None:
        return []
    # Each of those that go on has its first day: else one that is asked for in vain would hold up all the others.
    missing = [key for key, order in known.orders.items() if order.has_second_sight(now)]
    unasked = [key for key, row in read.rows.items() if row.claimed == UNASKED]
    others = [key for key, order in known.orders.items() if _is_due(order, now)]
    others.sort(key=lambda key: known.orders[key].seen_at)
    unread = [key for key in read.unread if has_turn(key, now)]
    unclear = [key for key, row in read.rows.items() if is_unclear(row) and has_turn(key, now)]
    return list(dict.fromkeys([*missing, *unasked, *others, *unread, *unclear]))


def is_unclear(order: ObservedOrder) -> bool:
    """Whether an order waits, and nothing tells whether it was paid."""
    return order.payment is Payment.UNCLEAR and waits(order)


def _is_due(known: KnownOrder, now: datetime) -> bool:
    """Whether no run came past an order for most of a day: it is old, or does not stand where its id tells."""
    return known.missing_since is None and known.seen_at < now - SEEN_WITHIN
