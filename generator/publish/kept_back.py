"""The rows of billing's that a Ledger could not read or find any more, each under the only name that may be told."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from generator.model.ledger import KeptBack, Ledger
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
