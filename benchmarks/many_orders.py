"""What billing would show of any number of orders: made up from a seed, the same every time, some of them changed."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from random import Random

from generator.compute.item_state import ServiceMap
from generator.model.base import OrderId, TicketId
from generator.model.catalog import Catalog
from generator.model.observed import ItemKey, Observed, ObservedItem, ObservedOrder, ObservedTicket
from generator.model.states import ItemKind, LineKind, OrderStatus, Payment, ServiceStatus, TicketState

NOW = datetime(2026, 11, 23, 13, 0, tzinfo=UTC)
MINUTES = 30 * 24 * 60
"""How long before `NOW` the oldest order was placed: as far back as a closed order keeps a whole page."""


def pull_of(catalog: Catalog, count: int, changed: int = 0) -> Observed:
    """Return a pull of so many orders and a third as many tickets; of the first `changed` orders each line has ended.

    Three orders in four have one line, the others two; half of the lines run, the rest wait or are worked on.
    """
    texts = sorted(text for kind, text in ServiceMap.of(catalog).products if kind is LineKind.PRODUCT)
    random = Random(14)  # noqa: S311 - variety is wanted here, not secrecy
    orders = tuple(_order(random, number, texts, is_changed=number <= changed) for number in range(1, count + 1))
    tickets = tuple(_ticket(random, number, orders) for number in range(1, count // 3 + 1))
    return Observed(orders=orders, tickets=tickets)


def _order(random: Random, number: int, texts: list[str], *, is_changed: bool) -> ObservedOrder:
    placed_at = NOW - timedelta(minutes=random.randrange(1, MINUTES), seconds=random.randrange(60))
    paid_at = placed_at + timedelta(minutes=random.randrange(1, 600)) if random.random() < 0.8 else None
    has_paid = paid_at is not None and paid_at <= NOW
    lines = range(2 * number, 2 * number + (1 if random.random() < 0.75 else 2))
    items = tuple(
        ObservedItem(
            key=ItemKey(ItemKind.PRODUCT, str(line)),
            product=random.choice(texts),
            ending="",
            status=ServiceStatus.ACTIVE if random.random() < 0.5 and has_paid else ServiceStatus.PENDING,
            requirements_met_at=paid_at if random.random() < 0.7 else None,
        )
        for line in lines
    )
    if is_changed:
        items = tuple(
            ObservedItem(key=item.key, product=item.product, ending="", status=ServiceStatus.ENDED) for item in items
        )
    return ObservedOrder(
        id=OrderId(str(number)),
        number=str(7_000_000_000 + 7919 * number % 2_999_999_999),
        client=str(number),
        placed_at=placed_at,
        status=OrderStatus.PENDING,
        custom_status="",
        payment=Payment.PAID if has_paid else Payment.UNPAID,
        paid_at=paid_at if has_paid else None,
        items=items,
    )


def _ticket(random: Random, number: int, orders: tuple[ObservedOrder, ...]) -> ObservedTicket:
    order = orders[3 * number - 1]
    opened_at = order.placed_at + timedelta(minutes=random.randrange(1, 60))
    return ObservedTicket(
        id=TicketId(str(number)),
        number=f"ABC-{100_000 + number % 900_000}",
        client=order.client,
        opened_at=opened_at,
        last_reply_at=opened_at + timedelta(minutes=random.randrange(1, 60)),
        state=TicketState.ANSWERED,
        about=order.items[0].key,
        status_word="Answered",
        department="1",
    )
