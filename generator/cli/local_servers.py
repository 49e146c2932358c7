"""The commands that serve something on this machine until interrupted: the built site, a made-up billing system."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from generator.cli.spanish_parser import Commands, port_number, positive_count
from generator.cli.terminal import Terminal, parse_moment, read_now
from generator.errors import UsageError

if TYPE_CHECKING:
    from generator.model.catalog import Catalog
    from generator.sandbox import MadeUpHistory

_LISTING_ORDERS = ("newest-first", "oldest-first", "shuffled", "but-for-one")


def declare_local_servers(commands: Commands) -> None:
    """Declare `serve` and `sandbox`."""
    serve = commands.add("serve", _serve, "Sirve en esta máquina el sitio construido.")
    serve.add_argument("--site", type=Path, default=Path("site"), metavar="CARPETA", help="carpeta del sitio (site)")
    serve.add_argument("--port", type=port_number, default=8000, metavar="N", help="puerto (8000; 0 elige uno libre)")

    sandbox = commands.add("sandbox", _sandbox, "Sirve en esta máquina una facturación de prueba que habla como WHMCS.")
    sandbox.add_argument("--port", type=port_number, default=8100, metavar="N", help="puerto (8100; 0 elige uno libre)")
    sandbox.add_argument(
        "--as-of",
        metavar="MOMENTO",
        help="responde como en este momento de los 90 días inventados, que terminan en --now (por defecto, --now)",
    )
    sandbox.add_argument("--seed", type=int, default=20, metavar="N", help="semilla de los datos inventados (20)")
    years = sandbox.add_argument_group("la historia entera de una empresa")
    years.add_argument(
        "--orders",
        type=partial(positive_count, most=100_000),
        metavar="N",
        help="pedidos en total, con 7,5 facturas y 3 tickets por cada uno",
    )
    years.add_argument(
        "--years",
        type=partial(positive_count, most=30),
        default=8,
        metavar="N",
        help="con --orders, en cuántos años (8)",
    )
    years.add_argument(
        "--days-worked",
        type=partial(positive_count, most=60),
        default=0,
        metavar="N",
        help="sigue después de --now con estos días de trabajo y responde como entonces "
        "(un día: 30 pedidos nuevos, 20 pagos y 60 tickets contestados o cerrados)",
    )
    ways = sandbox.add_argument_group("cómo responde")
    ways.add_argument("--busy", action="store_true", help="tarda como una instalación con mucho trabajo")
    ways.add_argument(
        "--events",
        action="store_true",
        help="tiene en el registro de actividad las líneas del enganche, firmadas con DEMORAS_SECRET",
    )
    ways.add_argument(
        "--listing",
        choices=_LISTING_ORDERS,
        default=_LISTING_ORDERS[0],
        help="en qué orden lista pedidos y tickets: los nuevos primero, los viejos primero, mezclados, "
        "o los nuevos primero salvo uno",
    )


def _serve(args: argparse.Namespace, terminal: Terminal) -> int:
    """Serve a built site on 127.0.0.1."""
    from generator.cli.site_server import site_server

    if not (args.site / "index.html").is_file():
        raise UsageError(f"En {args.site} no hay un sitio construido.", "Constrúyalo con «demoras build».")
    with site_server(args.site, args.port) as server, suppress(KeyboardInterrupt):
        terminal.say(f"Sitio en http://127.0.0.1:{server.server_port}/ (Ctrl-C para terminar)")
        terminal.out.flush()
        server.serve_forever()
    return 0


def _sandbox(args: argparse.Namespace, terminal: Terminal) -> int:
    """Serve a made-up billing system on 127.0.0.1, with the credentials of the environment or random ones."""
    from generator.cli.site_server import port_trouble_told
    from generator.load import load_catalog
    from generator.sandbox import BUSY, Credentials, Delays, Installation, ListingOrder, SandboxServer

    catalog = load_catalog(args.root)
    zone = ZoneInfo(catalog.calendar.zone)
    made_up, as_of = _history(args, catalog, zone)
    identifier, secret = (terminal.environ.get(f"DEMORAS_WHMCS_{name}", "") for name in ("IDENTIFIER", "SECRET"))
    own = bool(identifier and secret)
    credentials = (
        Credentials(identifier, secret, terminal.environ.get("DEMORAS_WHMCS_ACCESS_KEY") or None)
        if own
        else Credentials.random()
    )
    sign = _signer(catalog, terminal) if args.events else None
    ways = Installation(ListingOrder(args.listing), BUSY if args.busy else Delays(), sign)
    with port_trouble_told(args.port):
        server = SandboxServer(made_up, as_of=as_of, credentials=credentials, port=args.port, installation=ways)
    with server, suppress(KeyboardInterrupt):
        terminal.say(f"export DEMORAS_WHMCS_URL={server.url}")
        if not own:
            # These open nothing but this made-up server; real ones are never printed.
            terminal.say(f"export DEMORAS_WHMCS_IDENTIFIER={credentials.identifier}")
            terminal.say(f"export DEMORAS_WHMCS_SECRET={credentials.secret}")
            if credentials.access_key:
                terminal.say(f"export DEMORAS_WHMCS_ACCESS_KEY={credentials.access_key}")
        terminal.out.flush()
        server.wait()
    return 0


def _signer(catalog: Catalog, terminal: Terminal) -> Callable[[str], str]:
    from generator.model.events import event_mac
    from generator.publish.derived_names import event_key
    from generator.publish.secret import read_secrets

    return partial(event_mac, event_key(read_secrets(terminal.environ).current, catalog.company.site))


def _history(args: argparse.Namespace, catalog: Catalog, zone: ZoneInfo) -> tuple[MadeUpHistory, datetime]:
    """Return the made-up history and the moment it is shown as of."""
    from generator.sandbox import a_day_later, company_years, make_up_history, until
    from generator.sandbox.made_up_history import PERIOD

    end = read_now(args.now, zone)
    as_of = None if args.as_of is None else parse_moment(args.as_of, zone, "--as-of")
    if args.orders is None:
        if args.now is None and as_of is not None and not end - PERIOD < as_of <= end:
            # Far from today there would be nothing to show: the history then ends where it is looked at.
            end = as_of
        made_up = make_up_history(catalog, end=end, seed=args.seed)
    else:
        size, settled = company_years(args.orders, args.years)
        made_up = until(make_up_history(catalog, end=end, seed=args.seed, size=size, settled=settled), end)
    for _ in range(args.days_worked):
        made_up = a_day_later(made_up, seed=args.seed)
    return made_up, as_of or made_up.end
