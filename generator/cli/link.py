"""`demoras link`: an order in, its private link out."""

from __future__ import annotations

import argparse

from generator import pipeline
from generator.cli.ledgers import ledger_at
from generator.cli.progress import ProgressLine
from generator.cli.world import World
from generator.errors import LedgerError, UsageError
from generator.load import load_catalog
from generator.model.base import OrderId
from generator.model.ledger import Ledger
from generator.publish.secret import read_secrets
from generator.publish.site_http import site_root


def link(args: argparse.Namespace, world: World) -> int:
    """Print the private link of one order."""
    catalog = load_catalog(args.root)
    secrets = read_secrets(world.environ)
    order_id = args.order.strip()
    site_url = catalog.company.site_url if args.site_url is None else site_root(args.site_url)
    if args.number:
        with ProgressLine(world.err) as progress:
            progress("Ledger", 0, None)
            ledger, _ = ledger_at(args.ledger or catalog.company.site_url, catalog, secrets)
        order_id = _by_number(ledger, order_id)
    elif not order_id.isascii() or not order_id.isdecimal():
        raise UsageError("PEDIDO debe ser el id interno, en cifras.", "Para el número público agregue --number.")
    # Billing writes ids without leading zeros, and the link depends on every digit.
    order_id = order_id.lstrip("0") or "0"
    world.say(pipeline.order_link(catalog, secrets, OrderId(order_id), site_url))
    return 0


def _by_number(ledger: Ledger, number: str) -> str:
    found = [order.id for order in ledger.orders.values() if order.number == number]
    if len(found) != 1:
        fault = "Ningún pedido" if not found else "Más de un pedido"
        raise LedgerError(f"{fault} del Ledger tiene ese número.", "Revise el número, o use el id interno.")
    return found[0]
