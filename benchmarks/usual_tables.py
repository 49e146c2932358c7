"""The usual tables: what a date, each stage of a run, a sealed file's length and the order page cost."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from zoneinfo import ZoneInfo

from benchmarks.file_lengths import length_lines
from benchmarks.order_page import page_lines
from benchmarks.table_parts import best, say
from generator.compute.business_calendar import BusinessCalendar
from generator.compute.fold import fold
from generator.compute.order_views import order_views
from generator.compute.promises import resolve
from generator.load import load_catalog
from generator.model.catalog import Catalog
from generator.model.ledger import Ledger
from generator.model.promise import Promise, parse_promise
from generator.model.reading import Known
from generator.publish.freshness import write_freshness
from generator.publish.order_files import write_orders
from generator.publish.secret import Secret, Secrets
from generator.pull.whmcs.source import WhmcsSource
from generator.pull.whmcs.whmcs_settings import WhmcsSettings
from generator.sandbox import Credentials, SandboxServer, make_up_history

NOW = datetime(2026, 11, 23, 13, 0, tzinfo=UTC)
BEST_OF = 5
_best = partial(best, runs=BEST_OF)


def print_usual_tables() -> None:
    """Measure and print."""
    catalog = load_catalog(Path())
    _promises(catalog)
    _stages(catalog)


def print_page_table() -> None:
    """Measure and print the order page alone, on the orders of the demo's first run."""
    catalog = load_catalog(Path())
    credentials = Credentials.random()
    with SandboxServer(make_up_history(catalog, end=NOW), as_of=NOW, credentials=credentials) as billing:
        source = WhmcsSource(_settings(billing.url, credentials, catalog))
        observed = source.observe(now=NOW, known=Known(), progress=lambda *_: None, note=lambda _: None)
    ledger, _ = fold(catalog, observed, None, NOW)
    for line in page_lines(catalog, ledger, Secrets(Secret(bytes(range(100, 132))))):
        say(line)


def _promises(catalog: Catalog) -> None:
    """Print what a date costs: 400 of a unit must cost what 2 do, by bisection and not by walking."""
    calendar = BusinessCalendar(catalog.calendar)
    starts = [NOW - timedelta(minutes=37 * step) for step in range(2000)]
    say("Una fecha, según el largo del plazo (razón contra el de 2):")
    for ending in ("horas", "horas en días hábiles", "horas hábiles", "días hábiles", "días corridos"):
        short, long = parse_promise(f"2 {ending}"), parse_promise(f"400 {ending}")
        quick, slow = (_best(partial(_resolve_all, promise, starts, calendar)) for promise in (short, long))
        say(f"  {ending:24} {len(starts) / quick:10,.0f} por segundo   400 contra 2: {slow / quick:5.2f}")


def _resolve_all(promise: Promise, starts: Sequence[datetime], calendar: BusinessCalendar) -> None:
    for start in starts:
        resolve(promise, start, calendar)


def _stages(catalog: Catalog) -> None:
    """Print what each stage of a run costs, against reading `data/`."""
    load = _best(lambda: load_catalog(Path()))
    calendar = _best(lambda: BusinessCalendar(catalog.calendar))
    credentials = Credentials.random()
    with SandboxServer(make_up_history(catalog, end=NOW), as_of=NOW, credentials=credentials) as billing:
        source = WhmcsSource(_settings(billing.url, credentials, catalog))
        pull = _best(lambda: source.observe(now=NOW, known=Known(), progress=lambda *_: None, note=lambda _: None))
        observed = source.observe(now=NOW, known=Known(), progress=lambda *_: None, note=lambda _: None)
    first, _ = fold(catalog, observed, None, NOW)
    folding = _best(lambda: fold(catalog, observed, first, NOW + timedelta(minutes=30)))
    views = tuple(order_views(first, NOW))
    viewing = _best(lambda: tuple(order_views(first, NOW)))
    sealing = _best(lambda: _seal(catalog, first))
    say(f"\nUna corrida de {len(first.orders)} pedidos (razón contra leer data/, {load * 1000:.0f} ms):")
    rows = [("calendario", calendar), ("leer facturación", pull), ("plegar", folding), ("vistas", viewing)]
    for name, seconds in [*rows, (f"sellar {len(views)} y releer", sealing)]:
        say(f"  {name:24} {seconds * 1000:8.1f} ms   {seconds / load:6.2f}")
    say("\nQué dice el largo de un archivo a quien sólo ve los archivos:")
    for line in length_lines(views, Secret(bytes(range(100, 132))), catalog.company.site):
        say(line)
    say("")
    for line in page_lines(catalog, first, Secrets(Secret(bytes(range(100, 132))))):
        say(line)


def _settings(url: str, credentials: Credentials, catalog: Catalog) -> WhmcsSettings:
    return WhmcsSettings(
        url=url,
        identifier=credentials.identifier,
        secret=credentials.secret,
        access_key=credentials.access_key,
        zone=ZoneInfo(catalog.billing.zone),
    )


def _seal(catalog: Catalog, ledger: Ledger) -> None:
    secrets = Secrets(Secret(bytes(range(100, 132))))
    with TemporaryDirectory() as folder:
        written = write_orders(
            Path(folder),
            secrets=secrets,
            site=catalog.company.site,
            revocations={},
            views=tuple(order_views(ledger, NOW)),
        )
        write_freshness(Path(folder), written.published, NOW)
