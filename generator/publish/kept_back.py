"""The orders and tickets of a Ledger that staff must look at, each under the only name that may be told."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from generator.model.ledger import KeptBack, Ledger, OrderRecord
from generator.model.states import Reason, State
from generator.publish.derived_names import order_tag, ticket_tag
from generator.publish.secret import Secrets


@dataclass(frozen=True, slots=True)
class KeptBackRow:
    """A row of billing's that cannot be read. `tag` may be told to anybody, `id` to staff only."""

    what: Literal["pedido", "ticket"]
    tag: str
    id: str = field(repr=False)
    kept: KeptBack


@dataclass(frozen=True, slots=True)
class MissingOrder:
    """An order, not finished when last seen, that billing's listings lack. `tag` may be told to anybody, `id` not."""

    tag: str
    id: str = field(repr=False)
    since: datetime
    """The run (UTC) that was the first to miss it."""


@dataclass(frozen=True, slots=True)
class UnknownOrder:
    """An order with an item whose stage cannot be known, and why. `tag` may be told to anybody, `id` not."""

    tag: str
    id: str = field(repr=False)
    reasons: tuple[Reason, ...]
    """Each once, in the order of the enum."""


def unknown_orders(ledger: Ledger, secrets: Secrets) -> tuple[UnknownOrder, ...]:
    """Return the orders whose page cannot say in which stage an item is, newest first."""
    newest = sorted(ledger.orders.values(), key=lambda order: (order.placed_at, int(order.id)), reverse=True)
    return tuple(
        UnknownOrder(order_tag(secrets.current, ledger.site, order.id), order.id, reasons)
        for order in newest
        if (reasons := _reasons(order))
    )


def _reasons(order: OrderRecord) -> tuple[Reason, ...]:
    found = {item.reason for item in order.items if item.state is State.UNKNOWN}
    return tuple(reason for reason in Reason if reason in found)


def missing_orders(ledger: Ledger, secrets: Secrets) -> tuple[MissingOrder, ...]:
    """Return the orders that are still published as last known although listings lack them."""
    return tuple(
        MissingOrder(order_tag(secrets.current, ledger.site, order.id), order.id, order.missing_since)
        for order in ledger.orders.values()
        if order.missing_since is not None and order.closed_at is None
    )


def kept_back(ledger: Ledger, secrets: Secrets) -> tuple[KeptBackRow, ...]:
    """Return what a Ledger keeps back, orders first."""
    key, site = secrets.current, ledger.site
    orders = (
        KeptBackRow("pedido", order_tag(key, site, order), order, kept)
        for order, kept in ledger.kept_back_orders.items()
    )
    tickets = (
        KeptBackRow("ticket", ticket_tag(key, site, ticket), ticket, kept)
        for ticket, kept in ledger.kept_back_tickets.items()
    )
    return (*orders, *tickets)
