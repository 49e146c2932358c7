"""The table of a whole history: what whole runs cost the first time, in quiet, after a day, a week and a restore."""

from __future__ import annotations

import secrets
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Self

from benchmarks.whole_runs import Cost, CountingServer, run_whole
from generator.load import load_catalog
from generator.sandbox import (
    BUSY,
    Credentials,
    Delays,
    Installation,
    ListingOrder,
    MadeUpHistory,
    a_day_later,
    company_years,
    make_up_history,
    until,
)

END = datetime(2026, 11, 23, 13, 0, tzinfo=UTC)
YEARS = 8
QUIET_RUNS = 10
_EVERY = timedelta(minutes=30)
_ROW = "  {:44} {:>9} {:>9} {:>9} {:>9}   {}"


def print_history_table(orders: int, *, busy: bool, listing: ListingOrder) -> None:
    """Measure and print; `busy` answers take as long as a busy installation's."""
    catalog = load_catalog(Path())
    size, settled = company_years(orders, YEARS)
    history = until(make_up_history(catalog, end=END, size=size, settled=settled), END)
    counts = f"{len(history.orders)} pedidos, {len(history.invoices)} facturas y {len(history.tickets)} tickets"
    slowly = ", con las demoras de una instalación ocupada" if busy else ""
    _say(f"{counts} en {YEARS} años, listados {listing}{slowly}:")
    _say(_ROW.format("Corrida entera", "consultas", "filas", "segundos", "MB", "salida"))
    delays = BUSY if busy else Delays()
    for name, cost in _measured(history, Installation(listing, delays)):
        cells = (cost.calls, cost.rows, f"{cost.seconds:.1f}", f"{cost.megabytes:.0f}", cost.code or "")
        _say(_ROW.format(name, *cells))
        if cost.code:
            _say(f"    {cost.said.strip()[-300:]}")


def _measured(history: MadeUpHistory, installation: Installation) -> Iterator[tuple[str, Cost]]:
    yield "leer todo, sin orden en que confiar", _whole_reading(history, installation.delays)
    with TemporaryDirectory() as folder, Company(history, Path(folder), installation) as company:
        yield "primera", company.run()
        yield "segunda, que sigue con lo que faltara", company.run(after=_EVERY)
        quiet = [company.run(after=_EVERY) for _ in range(QUIET_RUNS)]
        yield f"{QUIET_RUNS} más, nada cambió: la mayor", max(quiet, key=lambda cost: (cost.calls, cost.rows))
        company.work(days=1)
        yield "tras un día de trabajo", company.run()
        yield "media hora después", company.run(after=_EVERY)
        company.work(days=7)
        yield "tras una semana sin correr", company.run()
        yield "media hora después", company.run(after=_EVERY)
        company.restore()
        yield "tras un respaldo de ayer, con --accept-drop", company.run("--accept-drop")
        yield "media hora después", company.run(after=_EVERY)


def _whole_reading(history: MadeUpHistory, delays: Delays) -> Cost:
    """Return what a first run costs where the listings show no order, so that all is read."""
    shuffled = Installation(ListingOrder.SHUFFLED, delays)
    with TemporaryDirectory() as folder, Company(history, Path(folder), shuffled) as company:
        return company.run()


class Company:
    """A billing system that goes on, and the Ledger of the runs that read it."""

    def __init__(self, history: MadeUpHistory, folder: Path, installation: Installation, root: Path = Path()) -> None:
        self._root = root.resolve()
        keys = Credentials.random()
        self._ledger = folder / "ledger.bin"
        self._billing = CountingServer(history, as_of=history.end, credentials=keys, installation=installation)
        self._environ = {
            "DEMORAS_SECRET": secrets.token_hex(32),
            "DEMORAS_WHMCS_URL": self._billing.url,
            "DEMORAS_WHMCS_IDENTIFIER": keys.identifier,
            "DEMORAS_WHMCS_SECRET": keys.secret,
            "DEMORAS_WHMCS_ACCESS_KEY": keys.access_key or "",
        }

    def __enter__(self) -> Self:
        self._billing.__enter__()
        return self

    def __exit__(self, *fault: object) -> None:
        self._billing.__exit__(None, None, None)

    def run(self, *options: str, after: timedelta = timedelta()) -> Cost:
        """Run `sync` some time later; a first run begins a Ledger."""
        self._billing.as_of += after
        known = self._ledger.exists()
        before = (
            ("--previous", str(self._ledger), "--accept-old-ledger") if known else ("--new-ledger", "--discard-live")
        )
        moment = self._billing.as_of.isoformat()
        return run_whole(
            self._billing,
            self._root,
            self._environ,
            "sync",
            *before,
            "--out",
            str(self._ledger),
            "--now",
            moment,
            *options,
        )

    def work(self, *, days: int) -> None:
        """Let days of work go by."""
        worked = self._billing.history
        for _ in range(days):
            worked = a_day_later(worked, max(worked.end, self._billing.as_of))
        self._billing.history, self._billing.as_of = worked, worked.end

    def restore(self) -> None:
        """Bring billing back to what it was a day ago, half an hour from now."""
        self._billing.as_of += _EVERY
        self._billing.history = until(self._billing.history, self._billing.as_of - timedelta(days=1))


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()
