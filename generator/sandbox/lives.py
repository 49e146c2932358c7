"""What was ordered, by whom and when comes in; an order with lines and invoice, each with its life, goes out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from generator.sandbox.records import Client, Invoice, Line, Order, StaffDate, Timeline
from generator.sandbox.shop import Offer, Shop
from generator.sandbox.works import born, noted, work_on


@dataclass(frozen=True, slots=True)
class Sale:
    """One line to be: what was sold and the life of its status."""

    offer: Offer
    status: Timeline
    kind: str = ""
    requirements: StaffDate | None = None


def delivered(shop: Shop, client: Client, offers: Sequence[Offer], placed_at: datetime, paid_at: datetime) -> Order:
    """Return an order that is paid and delivered; staff accept it later, or never, where machines did the work."""
    works = [work_on(shop, offer, placed_at, paid_at) for offer in offers]
    status = born(placed_at)
    for moment, title in next((work.stages for work in works if work.stages), ()):
        status = status.then(moment, title)
    done = max(work.done for work in works)
    if any(not offer.instant for offer in offers):
        status = status.then(done, "Active")
    elif shop.rng.random() < 0.8:
        accepted = shop.office.next_open(done + timedelta(minutes=shop.rng.randint(5, 200)))
        status = status.then(accepted, "Active")
    sales = [
        Sale(offer, _fate(shop, offer, work.line, work.done), requirements=noted(shop, work.met))
        for offer, work in zip(offers, works, strict=True)
    ]
    return build(shop, client, sales, status, placed_at, invoice=paid(placed_at, paid_at), paid_at=paid_at)


def unpaid(shop: Shop, client: Client, offers: Sequence[Offer], placed_at: datetime, *, dropped: bool) -> Order:
    """Return an order nobody paid; `dropped` ones are cancelled after 20 days, the others wait for ever."""
    life, bill = born(placed_at), born(placed_at, "Unpaid")
    if dropped:
        end = shop.office.next_open(placed_at + timedelta(days=20))
        life, bill = life.then(end, "Cancelled"), bill.then(end, "Cancelled")
    return build(shop, client, [Sale(offer, life) for offer in offers], life, placed_at, invoice=bill)


def withdrawn(shop: Shop, client: Client, offers: Sequence[Offer], placed_at: datetime, title: str) -> Order:
    """Return an order stopped soon after it was placed, unpaid: `Fraud` or `Cancelled`."""
    life = born(placed_at).then(placed_at + timedelta(minutes=shop.rng.randint(1, 400)), title)
    bill = born(placed_at, "Unpaid").then(life.last, "Cancelled")
    return build(shop, client, [Sale(offer, life) for offer in offers], life, placed_at, invoice=bill)


def paid(placed_at: datetime, paid_at: datetime) -> Timeline:
    """Return the life of an invoice that was paid."""
    return born(placed_at, "Unpaid").then(paid_at, "Paid")


def build(
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
        invoice=None if invoice is None else Invoice(client, placed_at, total, invoice, paid_at),
        cents=0 if invoice is None else total,
        method=shop.rng.choice(("mercadopago", "mercadopago", "banktransfer")),
        staff=staff,
        notes=f"Llamar al {client.phone}, {client.address}" if shop.rng.random() < 0.3 else "",
        transfer_code=code,
    )


def _line(shop: Shop, client: Client, sale: Sale, *, free: bool) -> Line:
    offer = sale.offer
    word = shop.rng.choice(("", "", "-online", "-web", "-vivo"))
    return Line(
        kind=sale.kind or ("domain" if offer.domain else "product"),
        product=offer.product,
        domain=f"{client.slug}{word}{offer.ending or '.com.ar'}",
        cycle="Free Account" if free else offer.cycle,
        cents=0 if free else offer.cents,
        status=sale.status,
        requirements=sale.requirements,
    )


def _fate(shop: Shop, offer: Offer, line: Timeline, done: datetime) -> Timeline:
    chance, later = shop.rng.random(), done + timedelta(days=shop.rng.uniform(3, 40))
    if offer.cycle == "One-Time":
        return line.then(later, "Completed") if chance < 0.15 else line
    if chance < 0.05 and not offer.domain:
        return line.then(later, "Suspended").then(later + timedelta(days=15), "Terminated")
    return line
