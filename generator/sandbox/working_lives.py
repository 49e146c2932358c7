"""The shop and a client come in; one order that staff have begun to work on goes out: on time, late or paused."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from generator.sandbox.lives import Sale, build, paid
from generator.sandbox.picks import ago, by_hand
from generator.sandbox.records import Client, Order
from generator.sandbox.shop import Offer, Shop
from generator.sandbox.works import born


def producing(shop: Shop, client: Client, offer: Offer, start: datetime) -> Order:
    """Return an order whose clock runs since this moment and whose work is not done."""
    placed_at = start - timedelta(days=3)
    paid_at = placed_at + timedelta(hours=1) if offer.waits else start
    status = born(placed_at)
    if offer.waits:
        status = status.then(paid_at + timedelta(hours=2), shop.own.waiting).then(start, shop.own.producing)
    return build(
        shop,
        client,
        [Sale(offer, born(placed_at))],
        status,
        placed_at,
        invoice=paid(placed_at, paid_at),
        paid_at=paid_at,
    )


def on_time(shop: Shop, client: Client) -> Order:
    """Return an order in the works whose promise still holds."""
    offer = shop.rng.choice(by_hand(shop)[-3:])
    start = ago(shop, 5)
    if offer.promise is None or shop.office.due(offer.promise, start) < shop.end + timedelta(days=1):
        start = ago(shop, 0.05)
    return producing(shop, client, offer, start)


def paused(shop: Shop, client: Client, *, resumed: bool) -> Order:
    """Return an order whose work stopped to wait for its client, and went on where `resumed`."""
    # The longest promise, so that it is neither done nor late; days far enough apart for the demo's runs to see each.
    order = producing(shop, client, by_hand(shop, waits=True)[-1], ago(shop, 30))
    status = order.status.then(ago(shop, 20 if resumed else 5), shop.own.waiting)
    return replace(order, status=status.then(ago(shop, 12), shop.own.producing) if resumed else status)
