"""`demoras links`: dates in; the private links of the orders placed on them, to read or as a spreadsheet, out."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from zoneinfo import ZoneInfo

from generator.cli.ledgers import shown_ledger_at
from generator.cli.terminal import Terminal, read_now, refuse_in_ci
from generator.errors import UsageError
from generator.load import load_catalog
from generator.publish.atomic import write_atomically
from generator.publish.order_links import OrderLink
from generator.publish.secret import read_secrets
from generator.publish.site_http import site_root
from generator.render.spreadsheet import spreadsheet
from generator.tasks.private_links import links_of_pages


def links(args: argparse.Namespace, terminal: Terminal) -> int:
    """Print the links of the orders placed on some dates, or write them to a file.

    Raises:
        UsageError: asked for where a log would keep them, or the dates are upside down.

    """
    refuse_in_ci(terminal, "«links» no se usa en CI: los enlaces quedarían en un registro.")
    if args.until is not None and args.until < args.since:
        raise UsageError("--until es anterior a --since.", "Escriba primero el día más antiguo.")
    catalog = load_catalog(args.root)
    secrets = read_secrets(terminal.environ)
    site_url = catalog.company.site_url if args.site_url is None else site_root(args.site_url)
    ledger = shown_ledger_at(args.ledger or catalog.company.site_url, catalog, secrets, terminal)
    now = read_now(args.now, ZoneInfo(catalog.calendar.zone))
    found = links_of_pages(catalog, secrets, ledger, site_url, since=args.since, until=args.until, now=now)
    text = _table(found) if args.csv else _lines(found)
    if args.out is None:
        terminal.out.write(text)
        return 0
    # Excel takes a file for UTF-8 only where it begins with this mark.
    write_atomically(args.out, text.encode("utf-8-sig" if args.csv else "utf-8"))
    terminal.say(f"Enlaces escritos en {args.out}: {len(found)}. Bórrelo cuando los haya enviado.")
    return 0


def _table(found: Sequence[OrderLink]) -> str:
    return spreadsheet(("número", "fecha", "enlace"), [_cells(order) for order in found])


def _lines(found: Sequence[OrderLink]) -> str:
    return "".join("  ".join(_cells(order)) + "\n" for order in found)


def _cells(order: OrderLink) -> tuple[str, str, str]:
    return order.number, order.placed_on.isoformat(), order.link
