"""The commands that need the secret and a Ledger: sync, build, link."""

from __future__ import annotations

import argparse
import secrets as random_source
from zoneinfo import ZoneInfo

import requests

from generator import pipeline
from generator.cli.progress import ProgressLine
from generator.cli.world import World, read_now
from generator.errors import LedgerError, UsageError
from generator.load import load_catalog
from generator.model.base import OrderId
from generator.model.catalog import Catalog
from generator.model.ledger import Ledger
from generator.publish.ledger_source import read_ledger
from generator.publish.secret import Secrets, read_secrets
from generator.publish.site_http import site_root


def sync(args: argparse.Namespace, world: World) -> int:
    """Write the next Ledger and tell what staff should look at."""
    catalog = load_catalog(args.root)
    secrets = read_secrets(world.environ)
    source = world.sources.get(args.source, pipeline.whmcs_source)(catalog, world.environ)
    now = read_now(args.now, ZoneInfo(catalog.calendar.zone))
    with ProgressLine(world.err) as progress:
        progress("Ledger anterior", 0, None)
        previous = None if args.new_ledger else _read(args.previous, catalog, secrets)[0]
        synced = pipeline.sync(
            catalog,
            source,
            previous,
            args.out,
            secrets=secrets,
            now=now,
            accept_drop=args.accept_drop,
            progress=progress,
        )
    for line in summary(synced):
        world.say(line)
    return 0


def build(args: argparse.Namespace, world: World) -> int:
    """Write the site of a Ledger."""
    catalog = load_catalog(args.root)
    secrets = read_secrets(world.environ)
    now = read_now(args.now, ZoneInfo(catalog.calendar.zone))
    with ProgressLine(world.err) as progress:
        progress("Ledger", 0, None)
        written = pipeline.build(
            args.root,
            catalog,
            lambda: _read(args.ledger, catalog, secrets),
            args.out,
            secrets=secrets,
            now=now,
            environ=world.environ,
            progress=progress,
        )
    world.say(f"Sitio construido en {args.out}: {written.files} páginas de pedidos.")
    for refused in written.refused:
        world.err.write(f"demoras: {refused.message}\n")
    return 0


def link(args: argparse.Namespace, world: World) -> int:
    """Print the private link of one order."""
    catalog = load_catalog(args.root)
    secrets = read_secrets(world.environ)
    order_id = args.order.strip()
    site_url = catalog.company.site_url if args.site_url is None else site_root(args.site_url)
    if args.number:
        with ProgressLine(world.err) as progress:
            progress("Ledger", 0, None)
            ledger, _ = _read(args.ledger or catalog.company.site_url, catalog, secrets)
        order_id = _by_number(ledger, order_id)
    elif not order_id.isascii() or not order_id.isdecimal():
        raise UsageError("PEDIDO debe ser el id interno, en cifras.", "Para el número público agregue --number.")
    # Billing writes ids without leading zeros, and the link depends on every digit.
    order_id = order_id.lstrip("0") or "0"
    world.say(pipeline.order_link(catalog, secrets, OrderId(order_id), site_url))
    return 0


def summary(synced: pipeline.Synced) -> list[str]:
    """Return what a run tells: counts, and what nobody has mapped yet; orders by their opaque tag only."""
    report = synced.report
    lines = [f"Ledger escrito: {report.orders} pedidos, {report.tickets} tickets; {report.removed} retirados."]
    if synced.kept_back:
        lines.append(f"No se pudieron leer y conservan su última vista: {', '.join(synced.kept_back)}.")
    if report.kept_back_tickets:
        lines.append(f"Tickets que no se pudieron leer: {report.kept_back_tickets}.")
    if report.unmapped_products:
        names = "; ".join(report.unmapped_products)
        lines.append(f"Productos sin servicio en data/billing.yml: {names}.")
    if report.unmapped_statuses:
        names = "; ".join(report.unmapped_statuses)
        lines.append(f"Estados de pedido sin etapa en data/billing.yml: {names}.")
    return lines


def _read(location: str, catalog: Catalog, secrets: Secrets) -> tuple[Ledger, bytes]:
    with requests.Session() as session:
        return read_ledger(
            location,
            secrets,
            catalog.company.site,
            session=session,
            unique=lambda: random_source.token_hex(8),
        )


def _by_number(ledger: Ledger, number: str) -> str:
    found = [order.id for order in ledger.orders.values() if order.number == number]
    if len(found) != 1:
        fault = "Ningún pedido" if not found else "Más de un pedido"
        raise LedgerError(f"{fault} del Ledger tiene ese número.", "Revise el número, o use el id interno.")
    return found[0]
