"""The orders that a client can place: their lines and their invoice, each with its life, paid or not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from generator.sandbox.billing_records import Client, ClientInvoice, Order, OrderLine, StaffDate, Timeline
from generator.sandbox.made_up_shop import Shop
from generator.sandbox.offers import Offer


@dataclass(frozen=True, slots=True)
class Sale:
    """One line to be: what was sold and the life of its status."""

    offer: Offer
    status: Timeline
    kind: str = ""
    requirements: StaffDate | None = None


def unpaid(shop: Shop, client: Client, offers: Sequence[Offer], placed_at: datetime, *, dropped: bool) -> Order:
    """Return an order nobody paid; `dropped` ones are cancelled after 20 days, the others wait for ever."""
    life, bill = Timeline.begun(placed_at), Timeline.begun(placed_at, "Unpaid")
    if dropped:
        end = shop.hours.next_open(placed_at + timedelta(days=20))
        life, bill = life.then(end, "Cancelled"), bill.then(end, "Cancelled")
    return placed_order(shop, client, [Sale(offer, life) for offer in offers], life, placed_at, invoice=bill)


def withdrawn(shop: Shop, client: Client, offers: Sequence[Offer], placed_at: datetime, title: str) -> Order:
    """Return an order stopped soon after it was placed, unpaid: `Fraud` or `Cancelled`."""
    life = Timeline.begun(placed_at).then(placed_at + timedelta(minutes=shop.rng.randint(1, 400)), title)
    bill = Timeline.begun(placed_at, "Unpaid").then(life.last, "Cancelled")
    return placed_order(shop, client, [Sale(offer, life) for offer in offers], life, placed_at, invoice=bill)


def paid(placed_at: datetime, paid_at: datetime) -> Timeline:
    """Return the life of an invoice that was paid."""
    return Timeline.begun(placed_at, "Unpaid").then(paid_at, "Paid")


def placed_order(
    shop: Shop,
    client: Client,
    sales: Sequence[Sale],
    status: Timeline,
    placed_at: datetime,
    *,
    invoice: Timeline | None,
    paid_at: datetime | None = None,
    staff: int = 0,
    cents: int | None = None,
) -> Order:
    """Return an order of these sales; without an invoice it is free. Ids come later, in the order of placing."""
    total = sum(sale.offer.cents for sale in sales) if cents is None else cents
    lines = tuple(_line(shop, client, sale, free=invoice is None) for sale in sales)
    code = f"EPP-{shop.rng.randrange(16**10):010x}" if any(line.kind == "domain" for line in lines) else ""
    return Order(
        client=client,
        placed_at=placed_at,
        lines=lines,
        status=status,
        invoice=None if invoice is None else ClientInvoice(client, placed_at, total, invoice, paid_at),
        cents=0 if invoice is None else total,
        method=shop.rng.choice(("mercadopago", "mercadopago", "banktransfer")),
        staff=staff,
        notes=f"Llamar al {client.phone}, {client.address}" if shop.rng.random() < 0.3 else "",
        transfer_code=code,
    )


def _line(shop: Shop, client: Client, sale: Sale, *, free: bool) -> OrderLine:
    offer = sale.offer
    word = shop.rng.choice(("", "", "-online", "-web", "-vivo"))
    return OrderLine(
        kind=sale.kind or ("domain" if offer.domain else "product"),
        product=offer.product,
        domain=f"{client.slug}{word}{offer.ending or '.com.ar'}",
        cycle="Free Account" if free else offer.cycle,
        cents=0 if free else offer.cents,
        status=sale.status,
        requirements=sale.requirements,
    )
