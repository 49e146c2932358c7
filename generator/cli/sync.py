"""`demoras sync`: billing in, the next Ledger out, and what staff should look at."""

from __future__ import annotations

import argparse
from zoneinfo import ZoneInfo

from generator import pipeline
from generator.cli.ledgers import ledger_at
from generator.cli.progress import ProgressLine
from generator.cli.world import World, read_now
from generator.load import load_catalog
from generator.publish.secret import read_secrets


def sync(args: argparse.Namespace, world: World) -> int:
    """Write the next Ledger and tell what staff should look at."""
    catalog = load_catalog(args.root)
    secrets = read_secrets(world.environ)
    source = world.sources.get(args.source, pipeline.whmcs_source)(catalog, world.environ)
    now = read_now(args.now, ZoneInfo(catalog.calendar.zone))
    with ProgressLine(world.err) as progress:
        progress("Ledger anterior", 0, None)
        previous = None if args.new_ledger else ledger_at(args.previous, catalog, secrets)[0]
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
