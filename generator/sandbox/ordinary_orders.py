"""The ordinary orders of a history, placed and paid at random, and the renewals of services bought before it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, time, timedelta

from generator.sandbox.billing_records import Client, ClientInvoice, Order, Timeline
from generator.sandbox.delivery import delivered
from generator.sandbox.made_up_shop import Shop
from generator.sandbox.offers import Offer
from generator.sandbox.order_life import unpaid, withdrawn

_HOURS = (0, 1, 7, 8, 9, 9, 10, 10, 11, 11, 12, 13, 14, 15, 15, 16, 16, 17, 18, 19, 20, 21, 22, 23)
"""Local hours at which people order, each as often as it stands here; weekends are like any day."""


def ordinary_orders(shop: Shop, clients: Sequence[Client], count: int) -> list[Order]:
    """Return that many orders, spread over the period; services take turns; a tidy shop's first sell most."""
    services = shop.by_service()
    span = (shop.end - shop.start) / count
    weights = [1 / place for place, _ in enumerate(services, 1)]
    orders = []
    for index in range(count):
        offers = shop.rng.choices(services, weights)[0] if shop.tidy else services[index % len(services)]
        chosen = [offers[index // len(services) % len(offers)]]
        if shop.rng.random() < 0.18:
            chosen.append(shop.rng.choice(shop.offers))
        # The period opens with a few orders at once: a first look, however early, must not find an empty billing.
        early = shop.start + timedelta(minutes=7 * index)
        placed_at = early if index < 3 else _placed(shop, shop.start + span * index, span)
        orders.append(_ordinary(shop, shop.rng.choice(clients), chosen, placed_at))
    return orders


def renewal_invoices(shop: Shop, clients: Sequence[Client], count: int) -> list[ClientInvoice]:
    """Return invoices of services bought before the period; no order points to them."""
    invoices = []
    for _ in range(count):
        made = shop.start + (shop.end - shop.start) * shop.rng.random()
        bill = Timeline(((made, "Unpaid"),))
        paid_at = made + timedelta(hours=shop.rng.uniform(1, 300)) if shop.rng.random() < 0.9 else None
        cents = shop.rng.choice(shop.offers).cents
        invoices.append(
            ClientInvoice(
                shop.rng.choice(clients), made, cents, bill.then(paid_at, "Paid") if paid_at else bill, paid_at
            )
        )
    return invoices


def _ordinary(shop: Shop, client: Client, offers: Sequence[Offer], placed_at: datetime) -> Order:
    chance = shop.rng.random()
    if chance < 0.07:
        return unpaid(shop, client, offers, placed_at, dropped=shop.rng.random() < 0.7)
    if chance < 0.10:
        return withdrawn(shop, client, offers, placed_at, "Fraud")
    if chance < 0.14:
        return withdrawn(shop, client, offers, placed_at, "Cancelled")
    quick = shop.rng.random() < 0.65
    wait = timedelta(minutes=shop.rng.uniform(1, 60)) if quick else timedelta(hours=shop.rng.uniform(1, 80))
    paid_at = (placed_at + wait).replace(microsecond=0)
    return delivered(shop, client, offers, placed_at, paid_at)


def _placed(shop: Shop, earliest: datetime, span: timedelta) -> datetime:
    """Return a moment near this one at an hour at which people order, inside the period."""
    rough = earliest + span * shop.rng.random()
    local = rough.astimezone(shop.hours.zone)
    hour = time(shop.rng.choice(_HOURS), shop.rng.randrange(60), shop.rng.randrange(60))
    moment = datetime.combine(local.date(), hour, shop.hours.zone).astimezone(UTC)
    # The first and last days of the period are cut: there the rough moment stands, whatever the hour.
    return moment if shop.start <= moment < shop.end else rough.replace(microsecond=0)
