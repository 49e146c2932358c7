"""The shop and a client come in; one order of a rare kind goes out, its life timed back from the end of the period."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta

from generator.sandbox.lives import Sale, build, delivered, paid, unpaid, withdrawn
from generator.sandbox.picks import ago, by_hand, domain, hosting
from generator.sandbox.records import Client, Invoice, Order, StaffDate, Timeline
from generator.sandbox.shop import Offer, Shop
from generator.sandbox.works import born


def sold(
    shop: Shop,
    client: Client,
    offers: Sequence[Offer],
    days: float,
    order: str,
    line: str,
    *,
    after: timedelta = timedelta(minutes=3),
    staff: int = 0,
) -> Order:
    """Return a paid order that reached these statuses, its own and its lines', some time after payment."""
    placed_at = ago(shop, days)
    paid_at = placed_at + timedelta(minutes=20)
    sales = [Sale(offer, _then(born(placed_at), paid_at + after, line)) for offer in offers]
    status = _then(born(placed_at), paid_at + after, order)
    return build(shop, client, sales, status, placed_at, invoice=paid(placed_at, paid_at), paid_at=paid_at, staff=staff)


def _then(life: Timeline, moment: datetime, status: str) -> Timeline:
    # What ends badly was well first: only an active service can be suspended, moved away or expire.
    ended = status not in {"Pending", "Active"} and not status.startswith("Pending ")
    bad_ends = {"Suspended", "Terminated", "Completed", "Expired", "Transferred Away"}
    if ended and status in bad_ends:
        return life.then(moment, "Active").then(moment + timedelta(days=4), status)
    return life.then(moment, status)


def refunded(shop: Shop, client: Client) -> Order:
    """Return a pending order whose payment went back."""
    order = sold(shop, client, by_hand(shop)[:1], 14, "Pending", "Pending")
    return _bill(order, lambda bill: replace(bill, status=bill.status.then(ago(shop, 6), "Refunded")))


def invoice_gone(shop: Shop, client: Client) -> Order:
    """Return a pending order whose invoice staff deleted."""
    order = sold(shop, client, by_hand(shop)[:1], 12, "Pending", "Pending")
    return _bill(order, lambda bill: replace(bill, deleted_at=ago(shop, 9)))


def paid_at_midnight(shop: Shop, client: Client) -> Order:
    """Return an order whose payment staff dated by hand: the API takes a date only, so midnight comes out."""
    order = sold(shop, client, [hosting(shop)], 16, "Active", "Active", after=timedelta(hours=30))
    bill = born(order.placed_at, "Unpaid").then(order.placed_at + timedelta(hours=30), "Paid")
    zone = shop.office.zone
    midnight = datetime.combine(bill.last.astimezone(zone).date(), time.min, zone).astimezone(UTC)
    return _bill(order, lambda invoice: replace(invoice, status=bill, paid_at=midnight))


def _bill(order: Order, change: Callable[[Invoice], Invoice]) -> Order:
    return replace(order, invoice=change(order.invoice) if order.invoice else None)


def free(shop: Shop, client: Client) -> Order:
    """Return an order without an invoice, delivered and never accepted."""
    placed_at = ago(shop, 11)
    life = born(placed_at).then(placed_at + timedelta(seconds=70), "Active")
    return build(shop, client, [Sale(hosting(shop), life)], born(placed_at), placed_at, invoice=None)


def unknown_line(shop: Shop, client: Client) -> Order:
    """Return an order with a second line of a kind nobody documented."""
    order = sold(shop, client, [hosting(shop)], 18, "Active", "Active")
    extra = replace(order.lines[0], kind="addon", product="Copia de seguridad diaria", domain="")
    return replace(order, lines=(*order.lines, extra))


def renewal(shop: Shop, client: Client) -> Order:
    """Return a renewal: it has an invoice and no lines."""
    placed_at = ago(shop, 8)
    paid_at = placed_at + timedelta(hours=5)
    status = born(placed_at).then(paid_at, "Active")
    bill = paid(placed_at, paid_at)
    order = build(shop, client, [], status, placed_at, invoice=bill, paid_at=paid_at, cents=domain(shop).cents)
    return replace(order, renewal=True)


def cancelled(shop: Shop, client: Client) -> Order:
    """Return an order cancelled before it was paid."""
    return withdrawn(shop, client, [hosting(shop)], ago(shop, 4), "Cancelled")


def waiting(shop: Shop, client: Client) -> Order:
    """Return a paid order that waits for what its client must bring."""
    offer = shop.rng.choice(by_hand(shop, waits=True))
    return sold(shop, client, [offer], shop.rng.uniform(3, 9), shop.own.waiting, "Pending", after=timedelta(hours=2))


def dated(shop: Shop, client: Client) -> Order:
    """Return a paid order whose requirements were met days after, which only staff's own field tells."""
    order = sold(shop, client, by_hand(shop, waits=True)[-1:], 14, "Pending", "Pending")
    noted_at = ago(shop, 8)
    met = StaffDate(noted_at, (noted_at - timedelta(hours=2)).replace(second=0))
    return replace(order, lines=tuple(replace(line, requirements=met) for line in order.lines))


def awaiting_payment(shop: Shop, client: Client) -> Order:
    """Return an order that may still be paid."""
    return unpaid(shop, client, [shop.rng.choice(shop.offers)], ago(shop, shop.rng.uniform(0.1, 6)), dropped=False)


def active(shop: Shop, client: Client) -> Order:
    """Return an order delivered and accepted long ago, and well ever since."""
    placed_at = ago(shop, 60)
    status = born(placed_at).then(placed_at + timedelta(days=1), "Active")
    order = delivered(shop, client, [hosting(shop)], placed_at, placed_at + timedelta(minutes=9))
    lines = tuple(replace(line, status=Timeline(line.status.changes[:2])) for line in order.lines)
    return replace(order, status=status, lines=lines)
