"""The commands about private links and what they are made from: `link`, `links`, `revoke` and `new-secret`."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from generator.cli.github_actions import refuse_in_ci
from generator.cli.spanish_parser import LEDGER_PLACE, Commands, calendar_date
from generator.cli.terminal import Terminal, read_now
from generator.errors import LedgerError, UsageError
from generator.shown_text import shown_line

if TYPE_CHECKING:
    from generator.model.base import OrderId
    from generator.model.catalog import Catalog
    from generator.model.ledger import Ledger
    from generator.model.revocations import Revocation
    from generator.publish.order_links import OrderLink
    from generator.publish.secret import Secrets


def declare_private_links(commands: Commands) -> None:
    """Declare `link`, `links`, `revoke` and `new-secret`."""
    link = commands.add("link", _link, "Muestra el enlace privado de un pedido; no se acepta en CI.")
    _add_order(link)
    _add_site_url(link)

    links = commands.add("links", _links, "Muestra los enlaces de los pedidos de unas fechas; no se acepta en CI.")
    links.add_argument(
        "--since", type=calendar_date, required=True, metavar="FECHA", help="primer día, AAAA-MM-DD, incluido"
    )
    links.add_argument(
        "--until", type=calendar_date, metavar="FECHA", help="último día, incluido (por defecto, sin límite)"
    )
    links.add_argument("--csv", action="store_true", help="como planilla: número, fecha y enlace, separados por «;»")
    links.add_argument(
        "--out", type=Path, metavar="ARCHIVO", help="lo escribe en un archivo que sólo su dueño puede leer"
    )
    _add_ledger(links)
    _add_site_url(links)

    revoke = commands.add("revoke", _revoke, "Anula el enlace de un pedido en data/revocations.yml.")
    _add_order(revoke)
    revoke.add_argument("--erase", action="store_true", help="además borra el pedido, porque su cliente lo pidió")

    commands.add("new-secret", _new_secret, "Muestra un secreto nuevo para DEMORAS_SECRET.")


def _add_order(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("order", metavar="PEDIDO", help="id interno del pedido en la facturación")
    parser.add_argument("--number", action="store_true", help="PEDIDO es el número público; se busca en el Ledger")
    _add_ledger(parser)


def _add_ledger(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--ledger", metavar=LEDGER_PLACE, help="dónde está el Ledger (por defecto, el sitio publicado)")


def _add_site_url(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--site-url", metavar="URL", help="dirección del sitio (por defecto, la de data/company.yml)")


def _link(args: argparse.Namespace, terminal: Terminal) -> int:
    """Print the private link of one order.

    Raises:
        UsageError: asked for where a log would keep it, or the order is erased.
        LedgerError: the Ledger knows no such order.

    """
    from generator.cli.ledgers import shown_ledger_at
    from generator.load import load_catalog
    from generator.model.base import OrderId
    from generator.publish.order_links import order_link
    from generator.publish.secret import read_secrets

    refuse_in_ci(terminal, "«link» no se usa en CI: el enlace quedaría en un registro.")
    catalog = load_catalog(args.root)
    secrets = read_secrets(terminal.environ)
    site_url = _site_url(args, catalog)
    typed = _typed_order(args)
    # Also for an id: only the Ledger knows whether billing gave it to another order since.
    ledger = shown_ledger_at(args.ledger or site_url, catalog, secrets, terminal)
    order = _by_number(ledger, typed) if args.number else OrderId(typed)
    # What was erased is told as that, though the Ledger has forgotten it.
    found = order_link(catalog, secrets, order, site_url, ledger.raised_revisions)
    _refuse_unknown(ledger, order)
    terminal.say(found)
    return 0


def _links(args: argparse.Namespace, terminal: Terminal) -> int:
    """Print the links of the orders placed on some dates, or write them to a file.

    Raises:
        UsageError: asked for where a log would keep them, or the dates are upside down.

    """
    from generator.cli.ledgers import shown_ledger_at
    from generator.load import load_catalog
    from generator.pipeline import pages_of
    from generator.publish.atomic import write_atomically
    from generator.publish.order_links import order_links
    from generator.publish.secret import read_secrets

    refuse_in_ci(terminal, "«links» no se usa en CI: los enlaces quedarían en un registro.")
    if args.until is not None and args.until < args.since:
        raise UsageError("--until es anterior a --since.", "Escriba primero el día más antiguo.")
    catalog = load_catalog(args.root)
    secrets = read_secrets(terminal.environ)
    site_url = _site_url(args, catalog)
    ledger = shown_ledger_at(args.ledger or catalog.company.site_url, catalog, secrets, terminal)
    now = read_now(args.now, ZoneInfo(catalog.calendar.zone))
    # A closed order's page is only a note that it was closed: no link to hand out.
    shown = [ledger.orders[view.order_id] for view in pages_of(catalog, secrets, ledger, now) if not view.closed]
    found = order_links(catalog, secrets, shown, site_url, ledger.raised_revisions, since=args.since, until=args.until)
    text = _table(found) if args.csv else "".join("  ".join(_cells(order)) + "\n" for order in found)
    if args.out is None:
        terminal.hand_over(text)
        return 0
    # Excel takes a file for UTF-8 only where it begins with this mark.
    write_atomically(args.out, text.encode("utf-8-sig" if args.csv else "utf-8"))
    terminal.say(f"Enlaces escritos en {args.out}: {len(found)}. Bórrelo cuando los haya enviado.")
    return 0


def _table(found: Sequence[OrderLink]) -> str:
    from generator.render.spreadsheet import spreadsheet

    return spreadsheet(("número", "fecha", "enlace"), [_cells(order) for order in found])


def _cells(order: OrderLink) -> tuple[str, str, str]:
    return shown_line(order.number), order.placed_on.isoformat(), order.link


def _revoke(args: argparse.Namespace, terminal: Terminal) -> int:
    """Write the entry that cuts an order's links off, or erases the order, and say what to do next.

    Raises:
        DataError: the data are wrong, or the file is written in a way that cannot be changed line by line.

    """
    from generator.curate.revocations_file import REVOCATIONS_PATH, with_revocation
    from generator.load import load_catalog
    from generator.publish.atomic import write_atomically
    from generator.publish.order_links import next_revocation
    from generator.publish.secret import read_secrets

    catalog = load_catalog(args.root)
    secrets = read_secrets(terminal.environ)
    entry = next_revocation(catalog, secrets, _order_id(args, terminal, catalog, secrets), erase=args.erase)
    path = args.root / REVOCATIONS_PATH
    # Not "utf-8-sig": a mark at the start stays where it is.
    text = path.read_bytes().decode("utf-8")
    changed = with_revocation(text, entry)
    if changed != text:
        write_atomically(path, changed.encode("utf-8"), mode=path.stat().st_mode & 0o777)
    for line in _told(entry, REVOCATIONS_PATH, new=changed != text):
        terminal.say(line)
    return 0


def _told(entry: Revocation, path: str, *, new: bool) -> Iterator[str]:
    what = f"revisión {entry.revision}" + (", y el pedido se borra" if entry.erase else "")
    yield f"{path}: marca {entry.tag}, {what}{'' if new else ' (ya estaba así)'}."
    yield "Falta: envíe ese archivo por pull request; nada cambia hasta que se acepte y se publique."
    if entry.erase:
        yield "La corrida siguiente retira su página y sus datos. Deje esa línea mientras facturación tenga el pedido."
    else:
        yield "Desde entonces el enlace anterior no abre; «demoras link» muestra el nuevo."


def _new_secret(_: argparse.Namespace, terminal: Terminal) -> int:
    """Print a fresh secret."""
    from generator.publish.secret import new_secret

    terminal.say(new_secret())
    return 0


def _site_url(args: argparse.Namespace, catalog: Catalog) -> str:
    from generator.publish.published_site import site_root

    return catalog.company.site_url if args.site_url is None else site_root(args.site_url)


def _order_id(args: argparse.Namespace, terminal: Terminal, catalog: Catalog, secrets: Secrets) -> OrderId:
    """Return billing's id of the order: the one typed, or that of the public number typed, looked up in a Ledger.

    Raises:
        UsageError: it is no id.
        LedgerError: the Ledger knows no such order, or several have that number.

    """
    from generator.cli.ledgers import shown_ledger_at
    from generator.model.base import OrderId
    from generator.publish.derived_names import order_tag

    typed = _typed_order(args)
    tag = "" if args.number else order_tag(secrets.current, catalog.company.site, OrderId(typed))
    if tag in catalog.erased:
        # The Ledger has forgotten it; its line in the data says that it was known.
        return OrderId(typed)
    ledger = shown_ledger_at(args.ledger or catalog.company.site_url, catalog, secrets, terminal)
    if args.number:
        return _by_number(ledger, typed)
    _refuse_unknown(ledger, OrderId(typed))
    return OrderId(typed)


def _refuse_unknown(ledger: Ledger, order: OrderId) -> None:
    if order not in {*ledger.orders, *ledger.kept_back_orders}:
        raise LedgerError(
            "El Ledger no conoce ningún pedido con ese id interno.",
            "Revise el id; si es un número público, agregue --number. Uno nuevo se conoce desde la corrida siguiente.",
        )


def _typed_order(args: argparse.Namespace) -> str:
    """Return the public number as it was typed, or the internal id as billing writes it. Raises UsageError."""
    typed: str = args.order.strip()
    if args.number:
        return typed
    if not typed.isascii() or not typed.isdecimal():
        raise UsageError("PEDIDO debe ser el id interno, en cifras.", "Para el número público agregue --number.")
    # Billing writes ids without leading zeros, and every name derived from one depends on each digit.
    return typed.lstrip("0") or "0"


def _by_number(ledger: Ledger, number: str) -> OrderId:
    found = [order.id for order in ledger.orders.values() if order.number == number]
    if len(found) != 1:
        fault = "Ningún pedido" if not found else "Más de un pedido"
        raise LedgerError(f"{fault} del Ledger tiene ese número.", "Revise el número, o use el id interno.")
    return found[0]
