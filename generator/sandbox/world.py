"""A Catalog, an end and a seed come in; one whole made-up history goes out, and what was so at any moment of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from random import Random

from generator.model.catalog import Catalog
from generator.sandbox.history import ordinary_orders, renewal_invoices
from generator.sandbox.numbering import numbered
from generator.sandbox.people import clients as make_clients
from generator.sandbox.records import Client, Invoice, Order
from generator.sandbox.shop import MET, make_shop
from generator.sandbox.size import Size
from generator.sandbox.special_tickets import SpecialTicket, special_tickets
from generator.sandbox.specials import Special, special_orders
from generator.sandbox.support import STATUSES
from generator.sandbox.support import tickets as make_tickets
from generator.sandbox.ticket_records import Ticket

PERIOD = timedelta(days=90)
USUAL = Size()


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
    ticket_statuses: tuple[str, ...]
    requirements_field: str
    """The name of the field in which staff write when the requirements of a product were met."""
    specials: Mapping[Special, int]
    """The id of each order that every world holds."""
    special_tickets: Mapping[SpecialTicket, int]
    """The id of each ticket that every world holds; of one that is gone at the end, too."""

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
            tuple(
                ticket
                for ticket in self.tickets
                if ticket.opened_at <= moment and not (ticket.gone_at and ticket.gone_at <= moment)
            ),
        )


def build_world(catalog: Catalog, *, end: datetime, seed: int = 20, size: Size = USUAL) -> World:
    """Return the history of the 90 days up to `end` (aware): the same Catalog, end, seed and size give the same one."""
    end = end.astimezone(UTC).replace(microsecond=0)
    rng = Random(seed)  # noqa: S311 — a history to repeat, not a secret
    shop = make_shop(catalog, rng, end - PERIOD, end)
    later = replace(shop, rng=Random(f"{seed}: later"))  # noqa: S311 — the same
    clients = make_clients(rng, size.clients)
    ordinary = ((None, order) for order in ordinary_orders(shop, clients, size.orders))
    placed = [*ordinary, *special_orders(shop, later, clients)]
    orders, invoices, specials = numbered(rng, placed, renewal_invoices(shop, clients, size.renewals))
    usual = ((None, ticket) for ticket in make_tickets(shop, clients, orders, size.tickets))
    tickets, named = _numbered([*usual, *special_tickets(later, clients, orders, specials, first=size.tickets)])
    return World(
        zone=catalog.billing.zone,
        start=shop.start,
        end=end,
        clients=clients,
        orders=orders,
        invoices=invoices,
        tickets=tickets,
        order_statuses=shop.own.titles,
        ticket_statuses=tuple(dict.fromkeys((*STATUSES, shop.own.met))),
        requirements_field=catalog.billing.requirements_field or MET,
        specials=specials,
        special_tickets=named,
    )


def _numbered(
    opened: list[tuple[SpecialTicket | None, Ticket]],
) -> tuple[tuple[Ticket, ...], dict[SpecialTicket, int]]:
    opened = sorted(opened, key=lambda pair: pair[1].opened_at)
    tickets = tuple(replace(ticket, id=5100 + index) for index, (_, ticket) in enumerate(opened))
    return tickets, {name: 5100 + index for index, (name, _) in enumerate(opened) if name}
