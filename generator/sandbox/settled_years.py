"""The years before a history's last ninety days: orders long delivered, invoices long paid and tickets long closed.

They are many, so each is made in microseconds: nobody's working hours are asked, and messages share their texts.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from random import Random

from generator.sandbox.billing_records import Client, ClientInvoice, Message, Order, Ticket, Timeline
from generator.sandbox.made_up_shop import Shop
from generator.sandbox.offers import Offer
from generator.sandbox.order_life import Sale, paid, placed_order, unpaid, withdrawn
from generator.sandbox.ordinary_tickets import STAFF, access_code, public_number

_LINKED_WITHIN = timedelta(days=20)
_ASKED, _TOLD = "Buenas, necesito una mano con mi servicio. Gracias.", "Estimado/a: ya quedó resuelto. Saludos."
_SUBJECTS = ("Consulta sobre {}", "No puedo entrar a {}", "Cambio de datos de {}", "Pedido de ayuda con {}")


@dataclass(frozen=True, slots=True)
class Settled:
    """How much there is of it, over how many days; `still_open` are orders of then that nobody ever finished."""

    days: int = 0
    orders: int = 0
    still_open: int = 0
    renewals: int = 0
    tickets: int = 0


NOTHING_SETTLED = Settled()


def settled_shop(shop: Shop, seed: int, settled: Settled) -> Shop:
    """Return the shop as it was in those years, with random numbers of its own: the last days stay what they are."""
    rng = Random(f"{seed}: settled")  # noqa: S311 — a history to repeat, not a secret
    return replace(shop, rng=rng, start=shop.start - timedelta(days=settled.days), end=shop.start)


def settled_orders(shop: Shop, clients: Sequence[Client], settled: Settled) -> Iterator[Order]:
    """Yield the orders of those years; those that are still open are spread over all of them."""
    for placed_at in _moments(shop, settled.orders):
        offers = shop.rng.choices(shop.offers, k=2 if shop.rng.random() < 0.18 else 1)
        yield _settled_order(shop, shop.rng.choice(clients), offers, placed_at)
    for number, placed_at in enumerate(_moments(shop, settled.still_open)):
        client = shop.rng.choice(clients)
        if number % 2:
            yield unpaid(shop, client, [shop.rng.choice(shop.offers)], placed_at, dropped=False)
        else:
            yield _waiting(shop, client, placed_at)


def settled_renewals(shop: Shop, clients: Sequence[Client], count: int) -> Iterator[ClientInvoice]:
    """Yield invoices of services bought before; one in fifty was never paid, as many were cancelled."""
    for made in _moments(shop, count):
        chance, client, cents = shop.rng.random(), shop.rng.choice(clients), shop.rng.choice(shop.offers).cents
        if chance < 0.02:
            yield ClientInvoice(client, made, cents, Timeline.begun(made, "Unpaid"))
            continue
        then = made + timedelta(seconds=int(shop.rng.random() * 864_000) + 60)
        end = "Cancelled" if chance < 0.04 else "Paid"
        life = Timeline(((made, "Unpaid"), (then, end)))
        yield ClientInvoice(client, made, cents, life, then if end == "Paid" else None)


def settled_tickets(shop: Shop, orders: Sequence[Order], count: int, first: int) -> Iterator[Ticket]:
    """Yield closed tickets, most of them about what one of these numbered orders bought.

    `first` is the place in the row of public numbers that is free.
    """
    rng = shop.rng
    for index in range(count):
        order = rng.choice(orders)
        span = min(_LINKED_WITHIN, shop.end - order.placed_at)
        opened = order.placed_at + timedelta(seconds=int(span.total_seconds() * rng.random()))
        client, line = order.client, order.lines[0] if order.lines else None
        letter = {"product": "S", "domain": "D"}.get(line.kind, "") if line and rng.random() < 0.6 else ""
        messages, life = _talk(rng, opened)
        what = line.domain if line else client.slug
        yield Ticket(
            client=client,
            name=client.name,
            email=client.email,
            department=1 + index % 3,
            subject=_SUBJECTS[index % len(_SUBJECTS)].format(what),
            messages=messages,
            status=life,
            priority="Medium",
            about=f"{letter}{line.id}" if line and letter else "",
            code=access_code(shop),
            number=public_number(first + index),
        )


def _moments(shop: Shop, count: int) -> Iterator[datetime]:
    """Yield that many moments, spread over the shop's period, a few days short of its end."""
    span = int((shop.end - timedelta(days=3) - shop.start).total_seconds())
    for index in range(count):
        yield shop.start + timedelta(seconds=int(span * (index + shop.rng.random()) / count))


def _settled_order(shop: Shop, client: Client, offers: Sequence[Offer], placed_at: datetime) -> Order:
    chance = shop.rng.random()
    if chance < 0.09:
        return withdrawn(shop, client, offers, placed_at, "Fraud" if chance < 0.03 else "Cancelled")
    paid_at = placed_at + timedelta(seconds=int(shop.rng.random() ** 3 * 200_000) + 60)
    took = timedelta(seconds=90) if offers[0].instant else timedelta(seconds=int(shop.rng.random() * 172_000) + 3_600)
    done = paid_at + took
    life = Timeline(((placed_at, "Pending"), (done, "Active")))
    line = life.then(done + timedelta(days=30), "Terminated") if chance > 0.7 and not offers[0].domain else life
    sales = [Sale(offer, line) for offer in offers]
    return placed_order(shop, client, sales, life, placed_at, invoice=paid(placed_at, paid_at), paid_at=paid_at)


def _waiting(shop: Shop, client: Client, placed_at: datetime) -> Order:
    """Return a paid order that waits to this day for what its client must bring."""
    paid_at = placed_at + timedelta(hours=1)
    life = Timeline.begun(placed_at).then(paid_at + timedelta(hours=2), shop.statuses.waiting)
    sales = [Sale(shop.rng.choice(shop.by_hand(waits=True)), Timeline.begun(placed_at))]
    return placed_order(shop, client, sales, life, placed_at, invoice=paid(placed_at, paid_at), paid_at=paid_at)


def _talk(rng: Random, opened: datetime) -> tuple[tuple[Message, ...], Timeline]:
    """Return a ticket's messages, by client and staff in turn, and its life up to its closing."""
    messages, changes = [Message(opened, "", _ASKED)], [(opened, "Open")]
    for _ in range(rng.choice((1, 1, 2))):
        answered = changes[-1][0] + timedelta(seconds=int(rng.random() * 28_000) + 300)
        messages.append(Message(answered, rng.choice(STAFF), _TOLD))
        changes.append((answered, "Answered"))
        if rng.random() < 0.3:
            back = answered + timedelta(seconds=int(rng.random() * 40_000) + 600)
            messages.append(Message(back, "", _ASKED))
            changes.append((back, "Customer-Reply"))
    changes.append((changes[-1][0] + timedelta(seconds=int(rng.random() * 90_000) + 600), "Closed"))
    return tuple(messages), Timeline(tuple(changes))
