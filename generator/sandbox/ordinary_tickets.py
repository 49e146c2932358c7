"""The ordinary tickets of a history: opened, answered and closed at random."""

from __future__ import annotations

import string
from collections.abc import Sequence
from datetime import datetime, timedelta

from generator.sandbox.billing_records import Client, Message, Order, Ticket, Timeline
from generator.sandbox.made_up_shop import Shop

DEPARTMENTS = {1: "Soporte Técnico", 2: "Ventas", 3: "Administración"}
STRAY = "En desarrollo"
"""A status of the company's own that nothing explains."""
TICKET_STATUSES = ("Open", "Answered", "Customer-Reply", "On Hold", "In Progress", "Closed", STRAY)
AUTOMATIC = "Respuesta automática"
"""The name under which billing itself answers."""
STAFF = ("Carina Soporte", "Mesa de Ayuda", "Damián Ventas")
LINK_GONE = "S99"
"""What a ticket names whose service was deleted long ago."""
_ALNUM = string.ascii_letters + string.digits
_MATTERS = (
    ("No puedo entrar al panel de {what}", "Buenas, desde ayer el panel de {what} me rechaza la clave. {me}"),
    ("Los correos de {what} rebotan", "Hola, los correos que mando desde {what} vuelven rechazados. Gracias, {me}"),
    ("Cambio de DNS para {what}", "Necesito apuntar {what} al servidor nuevo, ¿me pasan los DNS? Atte., {me}"),
    ("Se corta la transmisión de {what}", "La radio se corta cada diez minutos en {what}, es urgente. {me}"),
    ("Factura de {what} con datos viejos", "La factura de {what} salió con el CUIT anterior. Saludos, {me}"),
    ("Textos listos para {what}", "Adjunto los textos y el logo para {what}, así pueden empezar. {me}"),
)


def ordinary_tickets(shop: Shop, clients: Sequence[Client], orders: Sequence[Order], count: int) -> list[Ticket]:
    """Return that many tickets, by moment of opening; guests, staff-opened ones and lost links among them."""
    buyers: dict[int, list[Order]] = {}
    for order in orders:
        buyers.setdefault(order.client.id, []).append(order)
    drafts = [_ticket(shop, index, shop.rng.choice(clients), buyers) for index in range(count)]
    return sorted(drafts, key=lambda ticket: ticket.opened_at)


def public_number(index: int) -> str:
    """Return the number by which a client knows a ticket; no two of the first 900,000 are alike."""
    return str(104_729 * (index + 1) % 900_000 + 100_000)


def access_code(shop: Shop) -> str:
    """Return the code that, beside the number, opens a ticket to whoever has both."""
    return "".join(shop.rng.choices(_ALNUM, k=8))


def _ticket(shop: Shop, index: int, client: Client, buyers: dict[int, list[Order]]) -> Ticket:
    rng = shop.rng
    order = rng.choice(buyers[client.id]) if client.id in buyers else None
    since = order.placed_at if order else shop.start
    opened = since + min(timedelta(days=20), shop.end - since) * rng.random()
    about, what = _about(shop, index, client, order)
    subject, opening = (text.format(what=what, me=client.name) for text in rng.choice(_MATTERS))
    # A fixed share, not chance: each of these kinds stands in every history.
    guest, by_staff = index % 11 == 3, index % 13 == 5
    first = Message(
        opened.replace(microsecond=0), rng.choice(STAFF) if by_staff else "", f"{opening}\r\n{client.phone}"
    )
    messages, status = _exchange(shop, index, client, first)
    return Ticket(
        client=None if guest else client,
        name=client.name,
        email=client.email,
        department=rng.choice((1, 1, 1, 2, 3)),
        subject=f"{subject} ({client.company or client.name})",
        messages=messages,
        status=status,
        priority=rng.choice(("Low", "Medium", "Medium", "High")),
        about="" if guest else about,
        code=access_code(shop),
        number=public_number(index),
    )


def _about(shop: Shop, index: int, client: Client, order: Order | None) -> tuple[str, str]:
    """Return the item a ticket names, as billing writes it, and the words the client has for it."""
    if index % 17 == 8:
        return LINK_GONE, f"{client.slug}.com.ar"
    if order is None or not order.lines:
        return "", f"{client.slug}.com.ar"
    line = order.lines[index % len(order.lines)]
    letter = {"product": "S", "domain": "D"}.get(line.kind, "")
    linked = letter and shop.rng.random() < 0.6
    return f"{letter}{line.id}" if linked else "", line.domain or client.slug


def _exchange(shop: Shop, index: int, client: Client, first: Message) -> tuple[tuple[Message, ...], Timeline]:
    """Return the messages after the opening one and the status they lead to; one in eight is never answered."""
    rng, messages, status = shop.rng, [first], Timeline.begun(first.at, "Open")
    if index % 8 == 1:
        return (first,), status
    turns = rng.choice((1, 1, 2, 3))
    for turn in range(turns):
        answered = _soon(shop, status.last)
        messages.append(Message(answered, rng.choice(STAFF), f"Estimado/a {client.first}: ya lo estamos revisando."))
        status = status.then(answered, "Answered")
        if turn + 1 < turns:
            back = (answered + timedelta(hours=rng.uniform(0.2, 30))).replace(microsecond=0)
            messages.append(Message(back, "", f"Sigue igual, por favor vean {client.email}. {client.first}"))
            status = status.then(back, "Customer-Reply")
    if index % 8 == 3:
        asked = Message(status.last + timedelta(hours=5), "", f"¿Hay novedades? {client.name}")
        return (*messages, asked), status.then(asked.at, "Customer-Reply")
    held = {2: "On Hold", 4: "In Progress", 6: STRAY}.get(index % 8)
    if held:
        return tuple(messages), status.then(_soon(shop, status.last), held)
    return tuple(messages), status.then(status.last + timedelta(days=rng.uniform(1, 6)), "Closed")


def _soon(shop: Shop, moment: datetime) -> datetime:
    return shop.hours.next_open(moment + timedelta(minutes=shop.rng.uniform(8, 200))).replace(microsecond=0)
