"""A made-up billing system's whole history, and what was so at any moment of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from random import Random

from generator.model.catalog import Catalog
from generator.sandbox.billing_records import Client, ClientInvoice, Order, Ticket
from generator.sandbox.made_up_clients import make_up_clients
from generator.sandbox.made_up_shop import MET, make_shop
from generator.sandbox.ordinary_orders import ordinary_orders, renewal_invoices
from generator.sandbox.ordinary_tickets import TICKET_STATUSES, ordinary_tickets
from generator.sandbox.settled_years import (
    NOTHING_SETTLED,
    Settled,
    settled_orders,
    settled_renewals,
    settled_shop,
    settled_tickets,
)
from generator.sandbox.special_orders import NAMELESS, SpecialOrder, special_orders
from generator.sandbox.special_tickets import SpecialTicket, special_tickets

PERIOD = timedelta(days=90)


@dataclass(frozen=True, slots=True)
class Size:
    """How many there are of each kind; what every history must hold comes on top. `renewals` are invoices alone."""

    clients: int = 60
    orders: int = 208
    renewals: int = 60
    tickets: int = 132


USUAL = Size()
_FIRST_ORDER, _FIRST_INVOICE, _FIRST_TICKET = 4101, 9001, 5100


@dataclass(frozen=True, slots=True)
class Snapshot:
    """What exists in billing at a moment (UTC); each record still holds its whole life, to be read as of then."""

    moment: datetime
    orders: tuple[Order, ...]
    invoices: tuple[ClientInvoice, ...]
    tickets: tuple[Ticket, ...]


@dataclass(frozen=True, slots=True)
class MadeUpHistory:
    """All that a made-up billing system ever held; ids rise with the moment of creation."""

    zone: str
    """The zone of billing's own clock."""
    start: datetime
    end: datetime
    clients: tuple[Client, ...]
    orders: tuple[Order, ...]
    invoices: tuple[ClientInvoice, ...]
    tickets: tuple[Ticket, ...]
    order_statuses: tuple[str, ...]
    ticket_statuses: tuple[str, ...]
    requirements_field: str
    """The name of the field in which staff write when the requirements of a product were met."""
    special_orders: Mapping[SpecialOrder, int]
    """The id of each order that every history holds."""
    special_tickets: Mapping[SpecialTicket, int]
    """The id of each ticket that every history holds; of one that is gone at the end, too."""

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


def company_years(orders: int, years: int) -> tuple[Size, Settled]:
    """Return the sizes of a company's whole history, so many orders in all, evenly placed over so many years.

    Eight years of 20,000 orders hold 150,000 invoices and 60,000 tickets; a few orders of long ago are still open.
    """
    days = max(round(years * 365.25), 2 * PERIOD.days)
    share = PERIOD.days / days
    lately = round(orders * share)
    extra = len(SpecialOrder) + NAMELESS
    size = Size(
        clients=max(orders // 5, 20),
        orders=max(lately - extra, 3),
        renewals=round(orders * 6.5 * share),
        tickets=max(round(orders * 3 * share) - len(SpecialTicket), 8),
    )
    still_open = max(2, lately // 50)
    return size, Settled(
        days=days - PERIOD.days,
        orders=max(orders - size.orders - extra - still_open, 1),
        still_open=still_open,
        renewals=round(orders * 6.5) - size.renewals,
        tickets=orders * 3 - size.tickets - len(SpecialTicket),
    )


def make_up_history(
    catalog: Catalog,
    *,
    end: datetime,
    seed: int = 20,
    size: Size = USUAL,
    settled: Settled = NOTHING_SETTLED,
    tidy: bool = False,
) -> MadeUpHistory:
    """Return the history of the 90 days up to `end` (aware), and of what was settled before.

    The same Catalog, end, seed and sizes give the same one. `tidy`: of a shop that notes every date.
    """
    end = end.astimezone(UTC).replace(microsecond=0)
    rng = Random(seed)  # noqa: S311 — a history to repeat, not a secret
    shop = make_shop(catalog, rng, end - PERIOD, end, tidy=tidy)
    later = replace(shop, rng=Random(f"{seed}: later"))  # noqa: S311 — the same
    clients = make_up_clients(rng, size.clients)
    before = settled_shop(shop, seed, settled)
    ordinary = ((None, order) for order in ordinary_orders(shop, clients, size.orders))
    long_ago = ((None, order) for order in settled_orders(before, clients, settled))
    placed = [*long_ago, *ordinary, *special_orders(shop, later, clients)]
    bills = [*settled_renewals(before, clients, settled.renewals), *renewal_invoices(shop, clients, size.renewals)]
    orders, invoices, specials = _numbered(rng, placed, bills)
    old, lately = orders[: settled.orders + settled.still_open], orders[settled.orders + settled.still_open :]
    usual = ((None, ticket) for ticket in ordinary_tickets(shop, clients, lately, size.tickets))
    special = special_tickets(later, clients, orders, specials, first=size.tickets)
    closed = settled_tickets(before, old, settled.tickets, first=size.tickets + len(SpecialTicket))
    tickets, named = _numbered_tickets([*((None, ticket) for ticket in closed), *usual, *special])
    return MadeUpHistory(
        zone=catalog.billing.zone,
        start=before.start,
        end=end,
        clients=clients,
        orders=orders,
        invoices=invoices,
        tickets=tickets,
        order_statuses=shop.statuses.titles,
        ticket_statuses=tuple(dict.fromkeys((*TICKET_STATUSES, shop.statuses.met))),
        requirements_field=catalog.billing.requirements_field or MET,
        special_orders=specials,
        special_tickets=named,
    )


def _numbered(
    rng: Random, placed: list[tuple[SpecialOrder | None, Order]], renewals: list[ClientInvoice]
) -> tuple[tuple[Order, ...], tuple[ClientInvoice, ...], dict[SpecialOrder, int]]:
    """Return orders and invoices with their ids, and the id of each special; lines count per kind, so ids overlap."""
    placed = sorted(placed, key=lambda pair: pair[1].placed_at)
    bills = [bill for _, order in placed for bill in (order.invoice, order.merged_into) if bill]
    made = sorted([*bills, *renewals], key=lambda invoice: invoice.created_at)
    invoices = [replace(invoice, id=_FIRST_INVOICE + index) for index, invoice in enumerate(made)]
    by_draft = {id(draft): invoice for draft, invoice in zip(made, invoices, strict=True)}
    next_line = {"product": 300, "domain": 300, "addon": 40, "upgrade": 20}
    orders, specials = [], {}
    for index, (special, order) in enumerate(placed, _FIRST_ORDER):
        lines = []
        for line in order.lines:
            lines.append(replace(line, id=next_line[line.kind]))
            next_line[line.kind] += 1
        invoice = by_draft[id(order.invoice)] if order.invoice else None
        number = rng.randint(2_200_000_000, 9_999_999_999)
        if order.merged_into:
            whole = replace(by_draft[id(order.merged_into)], carries=tuple(lines))
            invoices[whole.id - _FIRST_INVOICE] = whole
        orders.append(replace(order, id=index, number=number, lines=tuple(lines), invoice=invoice, merged_into=None))
        if special:
            specials[special] = index
    return tuple(orders), tuple(invoices), specials


def _numbered_tickets(
    opened: list[tuple[SpecialTicket | None, Ticket]],
) -> tuple[tuple[Ticket, ...], dict[SpecialTicket, int]]:
    opened = sorted(opened, key=lambda pair: pair[1].opened_at)
    tickets = tuple(replace(ticket, id=_FIRST_TICKET + index) for index, (_, ticket) in enumerate(opened))
    return tickets, {name: _FIRST_TICKET + index for index, (name, _) in enumerate(opened) if name}
