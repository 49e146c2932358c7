"""The commands that serve something on this machine until interrupted: the built site, a made-up billing system."""

from __future__ import annotations

import argparse
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from generator.cli.spanish_parser import Commands, port_number
from generator.cli.terminal import Terminal, parse_moment, read_now
from generator.errors import UsageError


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
    from generator.sandbox import Credentials, SandboxServer, make_up_history

    catalog = load_catalog(args.root)
    zone = ZoneInfo(catalog.calendar.zone)
    end, as_of = _moments(args, zone)
    identifier, secret = (terminal.environ.get(f"DEMORAS_WHMCS_{name}", "") for name in ("IDENTIFIER", "SECRET"))
    own = bool(identifier and secret)
    credentials = (
        Credentials(identifier, secret, terminal.environ.get("DEMORAS_WHMCS_ACCESS_KEY") or None)
        if own
        else Credentials.random()
    )
    made_up = make_up_history(catalog, end=end, seed=args.seed)
    with port_trouble_told(args.port):
        server = SandboxServer(made_up, as_of=as_of, credentials=credentials, port=args.port)
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


def _moments(args: argparse.Namespace, zone: ZoneInfo) -> tuple[datetime, datetime]:
    """Return when the made-up history ends and the moment it is shown as of."""
    from generator.sandbox.made_up_history import PERIOD

    end = read_now(args.now, zone)
    if args.as_of is None:
        return end, end
    as_of = parse_moment(args.as_of, zone, "--as-of")
    if args.now is None and not end - PERIOD < as_of <= end:
        # Far from today there would be nothing to show: the history then ends where it is looked at.
        return as_of, as_of
    return end, as_of
