"""A Catalog, an end and a seed come in; one whole made-up history goes out, and what was so at any moment of it."""

from __future__ import annotations

import html
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from random import Random

from generator.model.catalog import Catalog
from generator.sandbox.history import ordinary_orders, renewal_invoices
from generator.sandbox.money import display, money, tax
from generator.sandbox.people import clients as make_clients
from generator.sandbox.records import Client, Invoice, Order, Ticket
from generator.sandbox.shop import Shop, make_shop
from generator.sandbox.specials import Special, special_orders
from generator.sandbox.support import tickets as make_tickets

PERIOD = timedelta(days=90)
_CLIENTS, _ORDERS, _RENEWALS, _TICKETS = 60, 208, 60, 132


@dataclass(frozen=True, slots=True)
class Snapshot:
    """What exists in billing at a moment (UTC); each record still holds its whole life, to be read as of then."""

    moment: datetime
    orders: tuple[Order, ...]
    invoices: tuple[Invoice, ...]
    tickets: tuple[Ticket, ...]


@dataclass(frozen=True, slots=True)
class World:
    """A made-up billing system's whole history; ids rise with the moment of creation."""

    zone: str
    """The zone of billing's own clock."""
    start: datetime
    end: datetime
    clients: tuple[Client, ...]
    orders: tuple[Order, ...]
    invoices: tuple[Invoice, ...]
    tickets: tuple[Ticket, ...]
    order_statuses: tuple[str, ...]
    specials: Mapping[Special, int]
    """The id of each order that every world holds."""

    def at(self, moment: datetime) -> Snapshot:
        """Return what billing would report at an aware moment; what was not made yet, or is gone, is absent."""
        return Snapshot(
            moment.astimezone(UTC),
            tuple(order for order in self.orders if order.placed_at <= moment),
            tuple(
                invoice
                for invoice in self.invoices
                if invoice.created_at <= moment and not (invoice.deleted_at and invoice.deleted_at <= moment)
            ),
            tuple(ticket for ticket in self.tickets if ticket.opened_at <= moment),
        )

    def private_strings(self) -> frozenset[str]:
        """Return every text of a client's that must never be published, also as HTML would spell it."""
        plain = {text for text in self._private() if text}
        return frozenset(plain | {html.escape(text) for text in plain})

    def _private(self) -> Iterator[str]:
        for client in self.clients:
            yield from (client.name, client.company, client.email, client.phone, client.address, client.ip)
        for order in self.orders:
            yield from (order.notes, order.transfer_code)
            for line in order.lines:
                yield line.domain
            for cents in (order.cents, *(line.cents for line in order.lines)):
                yield from _amounts(cents)
        for invoice in self.invoices:
            yield from _amounts(invoice.cents)
        for ticket in self.tickets:
            yield from (ticket.subject, ticket.code, *(message.text for message in ticket.messages))


def build_world(catalog: Catalog, *, end: datetime, seed: int = 20) -> World:
    """Return the history of the 90 days up to `end` (aware): the same Catalog, end and seed give the same one."""
    end = end.astimezone(UTC).replace(microsecond=0)
    rng = Random(seed)  # noqa: S311 — a history to repeat, not a secret
    shop = make_shop(catalog, rng, end - PERIOD, end)
    clients = make_clients(rng, _CLIENTS)
    placed = [(None, order) for order in ordinary_orders(shop, clients, _ORDERS)] + special_orders(shop, clients)
    orders, loose, specials = _numbered(rng, sorted(placed, key=lambda pair: pair[1].placed_at), shop, clients)
    return World(
        zone=catalog.billing.zone,
        start=shop.start,
        end=end,
        clients=clients,
        orders=orders,
        invoices=loose,
        tickets=tuple(
            replace(ticket, id=5100 + index)
            for index, ticket in enumerate(make_tickets(shop, clients, orders, _TICKETS))
        ),
        order_statuses=shop.own.titles,
        specials=specials,
    )


def _numbered(
    rng: Random, placed: list[tuple[Special | None, Order]], shop: Shop, clients: tuple[Client, ...]
) -> tuple[tuple[Order, ...], tuple[Invoice, ...], dict[Special, int]]:
    """Give ids by moment of creation, as a database would; lines count per kind, so their numbers overlap."""
    bills = [order.invoice for _, order in placed if order.invoice]
    made = sorted([*bills, *renewal_invoices(shop, clients, _RENEWALS)], key=lambda invoice: invoice.created_at)
    invoices = tuple(replace(invoice, id=9001 + index) for index, invoice in enumerate(made))
    by_draft = {id(draft): invoice for draft, invoice in zip(made, invoices, strict=True)}
    next_line = {"product": 300, "domain": 300, "addon": 40}
    orders, specials = [], {}
    for index, (special, order) in enumerate(placed):
        lines = []
        for line in order.lines:
            lines.append(replace(line, id=next_line[line.kind]))
            next_line[line.kind] += 1
        invoice = by_draft[id(order.invoice)] if order.invoice else None
        number = rng.randint(2_200_000_000, 9_999_999_999)
        orders.append(replace(order, id=4101 + index, number=number, lines=tuple(lines), invoice=invoice))
        if special:
            specials[special] = 4101 + index
    return tuple(orders), invoices, specials


def _amounts(cents: int) -> Iterator[str]:
    """Yield every spelling of an amount that the API sends; nothing costs nothing, and is no secret."""
    for amount in (cents, tax(cents), cents + tax(cents)) if cents else ():
        yield from (money(amount), display(amount))
