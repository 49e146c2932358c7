"""What somebody typed for an order in, billing's internal id of it out, for every command about one order."""

from __future__ import annotations

import argparse

from generator.cli.ledgers import shown_ledger_at
from generator.cli.terminal import Terminal
from generator.errors import LedgerError, UsageError
from generator.model.base import OrderId
from generator.model.catalog import Catalog
from generator.model.ledger import Ledger
from generator.publish.secret import Secrets


def order_id_of(args: argparse.Namespace, terminal: Terminal, catalog: Catalog, secrets: Secrets) -> OrderId:
    """Return the id typed, or that of the public number typed, which is looked up in a Ledger.

    Raises:
        UsageError: it is no id.
        LedgerError: no order has that number, or several have.

    """
    typed = args.order.strip()
    if args.number:
        return _by_number(shown_ledger_at(args.ledger or catalog.company.site_url, catalog, secrets, terminal), typed)
    if not typed.isascii() or not typed.isdecimal():
        raise UsageError("PEDIDO debe ser el id interno, en cifras.", "Para el número público agregue --number.")
    # Billing writes ids without leading zeros, and every name derived from one depends on each digit.
    return OrderId(typed.lstrip("0") or "0")


def _by_number(ledger: Ledger, number: str) -> OrderId:
    found = [order.id for order in ledger.orders.values() if order.number == number]
    if len(found) != 1:
        fault = "Ningún pedido" if not found else "Más de un pedido"
        raise LedgerError(f"{fault} del Ledger tiene ese número.", "Revise el número, o use el id interno.")
    return found[0]
