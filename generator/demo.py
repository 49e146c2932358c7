"""The demo: a made-up company's ninety days of orders, read in twelve runs over real HTTP, built and served here."""

from __future__ import annotations

import argparse
import secrets as random_source
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from zoneinfo import ZoneInfo

from generator import pipeline
from generator.cli.site_server import site_server
from generator.cli.spanish_parser import SpanishParser, port_number
from generator.cli.terminal import Terminal, read_now
from generator.compute.ledger_guard import LastRun
from generator.errors import DemorasError
from generator.load import load_catalog
from generator.model.base import OrderId
from generator.model.billing_systems import BillingSystem
from generator.model.catalog import Catalog
from generator.model.events import event_mac
from generator.model.ledger import Ledger
from generator.model.states import State
from generator.publish.derived_names import event_key
from generator.publish.ledger_file import open_ledger
from generator.publish.mkdocs_build import begun_site
from generator.publish.order_links import order_link
from generator.publish.secret import Secret, Secrets
from generator.sandbox import Credentials, Installation, MadeUpHistory, SandboxServer, Size, make_up_history
from generator.sandbox.installation import USUAL_INSTALLATION
from generator.shown_text import shown_lines
from generator.words.language import WORDS

WORK = Path(".demo")
SITE = "site"
PORT = 8200
"""Not that of `demoras serve`: what a browser keeps of an address goes by its port."""
RUNS = 12
DAYS = 90
SIZE = Size(clients=150, orders=700, renewals=60, tickets=240)
"""Enough for most services to have figures, by month too, and for most days of a group to have a mark."""
SAMPLES = (
    State.AWAITING_PAYMENT,
    State.AWAITING_REQUIREMENTS,
    State.IN_PROGRESS,
    State.ACTIVE,
    State.CANCELLED,
)


@dataclass(frozen=True, slots=True)
class BuiltDemo:
    """What the links of a built demo are made from."""

    catalog: Catalog
    secrets: Secrets
    ledger: Ledger

    def link(self, order: OrderId, address: str) -> str:
        """Return the private link of an order on a site at an address."""
        return order_link(self.catalog, self.secrets, order, address, self.ledger.raised_revisions)


def run_demo(argv: Sequence[str] | None = None) -> int:
    """Run the demo: sandbox, twelve syncs, a build; then serve until interrupted, unless told not to."""
    parser = SpanishParser(prog="dev.py demo", description="Muestra el programa entero con datos inventados.")
    parser.add_argument("--no-serve", action="store_true", help="termina después de construir")
    parser.add_argument(
        "--port", type=port_number, default=PORT, metavar="N", help=f"puerto ({PORT}; 0 elige uno libre)"
    )
    parser.add_argument("--now", metavar="MOMENTO", help="actúa como si fuera este momento (ISO 8601)")
    try:
        args = parser.parse_args(argv)
        return _build_only(args) if args.no_serve else _build_and_serve(args)
    except DemorasError as error:
        sys.stderr.write(shown_lines(f"demo: {error}\n{error.remedy}") + "\n")
        return error.exit_code
    except KeyboardInterrupt:
        return 130


def sync_all(
    catalog: Catalog,
    secrets: Secrets,
    made_up: MadeUpHistory,
    ledger_file: Path,
    now: datetime,
    say: Callable[[str], None],
    installation: Installation = USUAL_INSTALLATION,
) -> Ledger:
    """Sync at twelve moments, each run reading the Ledger the one before left; return the last, as of `now`."""
    credentials = Credentials.random()
    previous: Ledger | None = None
    with SandboxServer(made_up, as_of=now, credentials=credentials, installation=installation) as billing:
        source = pipeline.billing_source(
            BillingSystem.WHMCS,
            catalog,
            {
                "DEMORAS_WHMCS_URL": billing.url,
                "DEMORAS_WHMCS_IDENTIFIER": credentials.identifier,
                "DEMORAS_WHMCS_SECRET": credentials.secret,
                "DEMORAS_WHMCS_ACCESS_KEY": credentials.access_key or "",
            },
        )
        say(f"→ Facturación de prueba en {billing.url}")
        for run in range(1, RUNS + 1):
            billing.as_of = moment = now - timedelta(days=DAYS) * (RUNS - run) / RUNS
            synced = pipeline.sync(
                catalog,
                source,
                previous,
                ledger_file,
                secrets=secrets,
                now=moment,
                accept_drop=False,
                # The made-up runs lie days apart.
                last=LastRun(any_will_do=True),
                progress=lambda *_: None,
                note=lambda _: None,
            )
            previous = open_ledger(secrets, catalog.company.site, ledger_file.read_bytes())
            say(f"  {run:2} de {RUNS}: al {moment:%Y-%m-%d}, {synced.report.orders} pedidos")
    assert previous is not None  # noqa: S101 - there are twelve runs
    return previous


def _build_only(args: argparse.Namespace) -> int:
    built = _built(args)
    number = args.port or PORT
    _say_links(built, f"http://127.0.0.1:{number}/")
    _say(f"Para abrirlos: .venv/bin/demoras serve --site {WORK / SITE} --port {number}")
    return 0


def _build_and_serve(args: argparse.Namespace) -> int:
    # The port comes first: that it is taken is told before the work and not after it.
    with site_server(WORK / SITE, args.port) as server:
        built = _built(args)
        address = f"http://127.0.0.1:{server.server_port}/"
        _say(f"\nSitio: {address}")
        _say_links(built, address)
        _say("Ctrl-C para terminar.")
        with suppress(KeyboardInterrupt):
            server.serve_forever()
    return 0


def build_demo(root: Path, work: Path, now: datetime, say: Callable[[str], None]) -> BuiltDemo:
    """Sync and build as of `now` into `site` of a folder, and tell so."""
    catalog = load_catalog(root)
    # Made anew each time and kept nowhere: the links of a demo end with it.
    secrets = Secrets(Secret(random_source.token_bytes(32)))
    work.mkdir(exist_ok=True)
    began = time.monotonic()
    ledger_file, site = work / "ledger.bin", work / SITE
    made_up = make_up_history(catalog, end=now, size=SIZE, tidy=True)
    ledger = sync_all(_dated(catalog, made_up), secrets, made_up, ledger_file, now, say, _hooked(catalog, secrets))
    sealed = ledger_file.read_bytes()
    say("→ Construyendo el sitio …")
    with begun_site(root, site, Terminal.real().environ) as engine:
        written = pipeline.build(
            root,
            catalog,
            lambda: (ledger, sealed),
            site,
            engine=engine,
            secrets=secrets,
            now=now,
            progress=lambda *_: None,
        )
    say(f"✓ {site}: {written.files} páginas de pedidos, en {time.monotonic() - began:.1f} s.")
    return BuiltDemo(catalog, secrets, ledger)


def _built(args: argparse.Namespace) -> BuiltDemo:
    root = Path()
    zone = ZoneInfo(load_catalog(root).calendar.zone)
    return build_demo(root, WORK, read_now(args.now, zone).replace(microsecond=0), _say)


def _dated(catalog: Catalog, made_up: MadeUpHistory) -> Catalog:
    """Return a Catalog that reads every moment which the demo's billing tells: its runs lie a week apart.

    With intervals as long as that, no figure of the records would tell anything.
    """
    told = {"events": "activity_log", "requirements_field": made_up.requirements_field}
    return replace(catalog, billing=catalog.billing.model_copy(update=told))


def _hooked(catalog: Catalog, secrets: Secrets) -> Installation:
    """Return an installation whose hook writes an event for all that happens."""
    key = event_key(secrets.current, catalog.company.site)
    return Installation(sign=partial(event_mac, key), modules=True)


def _say_links(built: BuiltDemo, address: str) -> None:
    _say("Pedidos de muestra, uno de cada estado:")
    for state in SAMPLES:
        found = _sample(built.ledger, state)
        if found is not None:
            _say(f"  {WORDS.stages.of(state).short:20} {built.link(found, address)}")


def _sample(ledger: Ledger, state: State) -> OrderId | None:
    """Return the newest order all of whose items are in one state."""
    found = [key for key, order in ledger.orders.items() if {item.state for item in order.items} == {state}]
    return found[-1] if found else None


def _say(line: str) -> None:
    sys.stdout.write(shown_lines(line) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(run_demo())
