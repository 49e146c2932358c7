"""Orders of rare kinds and orders that staff are working on, each timed back from the end of the history."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta

from generator.sandbox.billing_records import Client, ClientInvoice, Order, StaffDate, Timeline
from generator.sandbox.delivery import delivered
from generator.sandbox.made_up_shop import Shop
from generator.sandbox.offers import Offer
from generator.sandbox.order_life import Sale, paid, placed_order, unpaid, withdrawn


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
    placed_at = shop.ago(days)
    paid_at = placed_at + timedelta(minutes=20)
    sales = [Sale(offer, _then(Timeline.begun(placed_at), paid_at + after, line)) for offer in offers]
    status = _then(Timeline.begun(placed_at), paid_at + after, order)
    return placed_order(
        shop, client, sales, status, placed_at, invoice=paid(placed_at, paid_at), paid_at=paid_at, staff=staff
    )


def _then(life: Timeline, moment: datetime, status: str) -> Timeline:
    # What ends badly was well first: only an active service can be suspended, moved away or expire.
    ended = status not in {"Pending", "Active"} and not status.startswith("Pending ")
    bad_ends = {"Suspended", "Terminated", "Completed", "Expired", "Transferred Away"}
    if ended and status in bad_ends:
        return life.then(moment, "Active").then(moment + timedelta(days=4), status)
    return life.then(moment, status)


def refunded(shop: Shop, client: Client) -> Order:
    """Return a pending order whose payment went back."""
    order = sold(shop, client, shop.by_hand()[:1], 14, "Pending", "Pending")
    return _bill(order, lambda bill: replace(bill, status=bill.status.then(shop.ago(6), "Refunded")))


def invoice_gone(shop: Shop, client: Client) -> Order:
    """Return a pending order whose invoice staff deleted."""
    order = sold(shop, client, shop.by_hand()[:1], 12, "Pending", "Pending")
    return _bill(order, lambda bill: replace(bill, deleted_at=shop.ago(9)))


def invoice_merged(shop: Shop, client: Client) -> Order:
    """Return an order in the making whose invoice staff merged into another one, which was paid."""
    order = unpaid(shop, client, shop.by_hand(waits=False)[:1], shop.ago(3), dropped=False)
    merged_at = order.placed_at + timedelta(hours=20)
    paid_at = merged_at + timedelta(hours=3)
    whole = ClientInvoice(client, merged_at, order.cents + shop.hosting().cents, paid(merged_at, paid_at), paid_at)
    order = _bill(order, lambda bill: replace(bill, status=bill.status.then(merged_at, "Cancelled")))
    return replace(order, merged_into=whole)


def paid_at_midnight(shop: Shop, client: Client) -> Order:
    """Return an order whose payment staff dated by hand: the API takes a date only, so midnight comes out."""
    order = sold(shop, client, [shop.hosting()], 16, "Active", "Active", after=timedelta(hours=30))
    bill = Timeline.begun(order.placed_at, "Unpaid").then(order.placed_at + timedelta(hours=30), "Paid")
    midnight = datetime.combine(bill.last.astimezone(shop.zone).date(), time.min, shop.zone).astimezone(UTC)
    return _bill(order, lambda invoice: replace(invoice, status=bill, paid_at=midnight))


def _bill(order: Order, change: Callable[[ClientInvoice], ClientInvoice]) -> Order:
    return replace(order, invoice=change(order.invoice) if order.invoice else None)


def free(shop: Shop, client: Client) -> Order:
    """Return an order without an invoice, delivered and never accepted."""
    placed_at = shop.ago(11)
    life = Timeline.begun(placed_at).then(placed_at + timedelta(seconds=70), "Active")
    return placed_order(shop, client, [Sale(shop.hosting(), life)], Timeline.begun(placed_at), placed_at, invoice=None)


def unknown_line(shop: Shop, client: Client) -> Order:
    """Return an order with a second line of a kind nobody documented."""
    order = sold(shop, client, [shop.hosting()], 18, "Active", "Active")
    extra = replace(order.lines[0], kind="addon", product="Copia de seguridad diaria", domain="")
    return replace(order, lines=(*order.lines, extra))


def renewal(shop: Shop, client: Client) -> Order:
    """Return a renewal: it has an invoice and no lines."""
    placed_at = shop.ago(8)
    paid_at = placed_at + timedelta(hours=5)
    status = Timeline.begun(placed_at).then(paid_at, "Active")
    bill = paid(placed_at, paid_at)
    order = placed_order(shop, client, [], status, placed_at, invoice=bill, paid_at=paid_at, cents=shop.domain().cents)
    return replace(order, renewal=True)


def transfer(shop: Shop, client: Client) -> Order:
    """Return a paid transfer of a domain that the other registrar has not let go yet."""
    order = sold(shop, client, [shop.domain()], 4, "Pending", "Pending Transfer")
    return replace(order, lines=tuple(replace(line, product="Transfer") for line in order.lines))


def upgrade(shop: Shop, client: Client) -> Order:
    """Return a paid change of a service's plan, which WHMCS marks up."""
    order = sold(shop, client, [shop.hosting()], 3, "Pending", "Pending")
    text = f"{order.lines[0].product} => {order.lines[0].product} Plus<br>"
    lines = tuple(replace(line, kind="upgrade", product=text, domain="") for line in order.lines)
    return replace(order, lines=lines)


def empty(shop: Shop, client: Client) -> Order:
    """Return an unpaid order without lines."""
    return unpaid(shop, client, [], shop.ago(2), dropped=False)


def cancelled(shop: Shop, client: Client) -> Order:
    """Return an order cancelled before it was paid."""
    return withdrawn(shop, client, [shop.hosting()], shop.ago(4), "Cancelled")


def waiting(shop: Shop, client: Client) -> Order:
    """Return a paid order that waits for what its client must bring."""
    offer = shop.rng.choice(shop.by_hand(waits=True))
    return sold(
        shop, client, [offer], shop.rng.uniform(3, 9), shop.statuses.waiting, "Pending", after=timedelta(hours=2)
    )


def dated(shop: Shop, client: Client) -> Order:
    """Return a paid order whose requirements were met days after, which only staff's own field tells."""
    order = sold(shop, client, shop.by_hand(waits=True)[-1:], 14, "Pending", "Pending")
    noted_at = shop.ago(8)
    met = StaffDate(noted_at, (noted_at - timedelta(hours=2)).replace(second=0))
    return replace(order, lines=tuple(replace(line, requirements=met) for line in order.lines))


def awaiting_payment(shop: Shop, client: Client) -> Order:
    """Return an order that may still be paid."""
    return unpaid(shop, client, [shop.rng.choice(shop.offers)], shop.ago(shop.rng.uniform(0.1, 6)), dropped=False)


def active(shop: Shop, client: Client) -> Order:
    """Return an order delivered and accepted long ago, and well ever since."""
    placed_at = shop.ago(60)
    status = Timeline.begun(placed_at).then(placed_at + timedelta(days=1), "Active")
    order = delivered(shop, client, [shop.hosting()], placed_at, placed_at + timedelta(minutes=9))
    lines = tuple(replace(line, status=Timeline(line.status.changes[:2])) for line in order.lines)
    return replace(order, status=status, lines=lines)


def producing(shop: Shop, client: Client, offer: Offer, start: datetime) -> Order:
    """Return an order whose clock runs since this moment and whose work is not done."""
    placed_at = start - timedelta(days=3)
    paid_at = placed_at + timedelta(hours=1) if offer.waits else start
    status = Timeline.begun(placed_at)
    if offer.waits:
        status = status.then(paid_at + timedelta(hours=2), shop.statuses.waiting).then(start, shop.statuses.producing)
    return placed_order(
        shop,
        client,
        [Sale(offer, Timeline.begun(placed_at))],
        status,
        placed_at,
        invoice=paid(placed_at, paid_at),
        paid_at=paid_at,
    )


def on_time(shop: Shop, client: Client) -> Order:
    """Return an order that staff work on and whose promise still holds."""
    offer = shop.rng.choice(shop.by_hand()[-3:])
    start = shop.ago(5)
    if offer.promise is None or shop.hours.due(offer.promise, start) < shop.end + timedelta(days=1):
        start = shop.ago(0.05)
    return producing(shop, client, offer, start)


def paused(shop: Shop, client: Client, *, resumed: bool) -> Order:
    """Return an order whose work stopped to wait for its client, and went on where `resumed`."""
    # The longest promise, so that it is neither done nor late; days far enough apart for the demo's runs to see each.
    order = producing(shop, client, shop.by_hand(waits=True)[-1], shop.ago(30))
    status = order.status.then(shop.ago(20 if resumed else 5), shop.statuses.waiting)
    return replace(order, status=status.then(shop.ago(12), shop.statuses.producing) if resumed else status)
