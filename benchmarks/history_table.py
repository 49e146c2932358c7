"""The table of a whole history: what whole runs cost the first time, in quiet, after a day, a week and a restore."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Self

from benchmarks.whole_runs import Cost, CountingServer, run_whole
from generator.load import load_catalog
from generator.model.catalog import Catalog
from generator.model.events import event_mac
from generator.publish.derived_names import event_key
from generator.publish.secret import Secret
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
from generator.sandbox.days_work import USUAL_DAY, DaysWork

END = datetime(2026, 11, 23, 13, 0, tzinfo=UTC)
YEARS = 8
QUIET_RUNS = 10
ONE_PAYMENT = DaysWork(orders=0, payments=1, delivered=0, tickets_opened=0, tickets_answered=0, tickets_closed=0)
_EVERY = timedelta(minutes=30)
MOST_CATCHING_UP = 12
_ROW = "  {:44} {:>9} {:>9} {:>8} {:>9} {:>9} {:>5}  {}"


@dataclass(frozen=True, slots=True)
class Measured:
    """What is measured: a company of so many orders, and the ways of the installation that lists them.

    `busy` answers take as long as a busy installation's; `events` are in the activity log, and runs read them.
    """

    orders: int
    listing: ListingOrder
    busy: bool = False
    events: bool = False


def print_history_table(measured: Measured) -> None:
    """Measure and print."""
    catalog = load_catalog(Path())
    size, settled = company_years(measured.orders, YEARS)
    history = until(make_up_history(catalog, end=END, size=size, settled=settled), END)
    counts = f"{len(history.orders)} pedidos, {len(history.invoices)} facturas y {len(history.tickets)} tickets"
    slowly = ", con las demoras de una instalación ocupada" if measured.busy else ""
    told = ", con eventos" if measured.events else ""
    _say(f"{counts} en {YEARS} años, listados {measured.listing}{slowly}{told}:")
    _say(_ROW.format("Corrida entera", "consultas", "(tickets)", "filas", "segundos", "de cálculo", "MB", "salida"))
    for name, cost in _costs(catalog, history, measured):
        times = f"{cost.seconds:.1f}", f"{cost.computed:.1f}"
        messages = cost.by_action.get("GetTicket", 0)
        _say(_ROW.format(name, cost.calls, messages, cost.rows, *times, f"{cost.megabytes:.0f}", cost.code or ""))
        if cost.code:
            _say(f"    {cost.said.strip()[-300:]}")


def _costs(catalog: Catalog, history: MadeUpHistory, measured: Measured) -> Iterator[tuple[str, Cost]]:
    key = os.urandom(32)
    delays = BUSY if measured.busy else Delays()
    with TemporaryDirectory() as folder:
        yield "leer todo, sin orden en que confiar", _whole_reading(history, Path(folder), delays)
    sign = partial(event_mac, event_key(Secret(key), catalog.company.site)) if measured.events else None
    with TemporaryDirectory() as folder:
        ways = Installation(measured.listing, delays, sign)
        root = _root_with_events(Path(folder) / "root") if measured.events else Path()
        with Company(history, Path(folder), ways, root, key) as company:
            yield "primera", company.run()
            catching_up = list(_until_caught_up(company))
            yield f"{len(catching_up)} que leen los mensajes: la mayor", max(catching_up, key=_size)
            quiet = [company.run(after=_EVERY) for _ in range(QUIET_RUNS)]
            yield f"{QUIET_RUNS} más, nada cambió: la mayor", max(quiet, key=_size)
            company.work(ONE_PAYMENT)
            yield "tras un solo pago", company.run()
            yield "  y hasta publicar el sitio", company.build()
            company.work(USUAL_DAY)
            yield "tras un día de trabajo", company.run()
            yield "media hora después", company.run(after=_EVERY)
            company.work(*[USUAL_DAY] * 7)
            yield "tras una semana sin correr", company.run()
            yield "media hora después", company.run(after=_EVERY)
            company.restore()
            yield "tras un respaldo de ayer, con --accept-drop", company.run("--accept-drop")
            yield "media hora después", company.run(after=_EVERY)


def _until_caught_up(company: Company) -> Iterator[Cost]:
    """Yield runs until one leaves no ticket's messages for the next: each reads a limited number."""
    for _ in range(MOST_CATCHING_UP):
        cost = company.run(after=_EVERY)
        yield cost
        if not cost.by_action.get("GetTicket"):
            return


def _size(cost: Cost) -> tuple[int, int]:
    return cost.calls, cost.rows


def _whole_reading(history: MadeUpHistory, folder: Path, delays: Delays) -> Cost:
    """Return what a first run costs where the listings show no order, so that all is read."""
    with Company(history, folder, Installation(ListingOrder.SHUFFLED, delays)) as company:
        return company.run()


def _root_with_events(root: Path) -> Path:
    """Return a copy of this project whose runs read events; all but `data/` are links."""
    root.mkdir()
    here = Path.cwd()
    for name in ("generator", "site_src", "mkdocs.yml", "mkdocs.internal.yml"):
        (root / name).symlink_to(here / name)
    shutil.copytree(here / "data", root / "data")
    with (root / "data" / "billing.yml").open("a", encoding="utf-8") as billing:
        billing.write("events: activity_log\n")
    return root


class Company:
    """A billing system that goes on, and the Ledger of the runs that read it."""

    def __init__(
        self,
        history: MadeUpHistory,
        folder: Path,
        installation: Installation,
        root: Path = Path(),
        key: bytes | None = None,
    ) -> None:
        self._root, self._site = root.resolve(), folder / "site"
        keys = Credentials.random()
        self._ledger = folder / "ledger.bin"
        self._billing = CountingServer(history, as_of=history.end, credentials=keys, installation=installation)
        self._environ = {
            "DEMORAS_SECRET": (key or os.urandom(32)).hex(),
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
        before: tuple[str, ...] = ("--new-ledger", "--discard-live")
        if self._ledger.exists():
            before = ("--previous", str(self._ledger), "--accept-old-ledger")
        return self._does("sync", *before, "--out", str(self._ledger), *options)

    def build(self) -> Cost:
        """Build the site of the last run."""
        return self._does("build", "--ledger", str(self._ledger), "--out", str(self._site))

    def work(self, *days: DaysWork) -> None:
        """Let days of work go by."""
        worked = self._billing.history
        for work in days:
            worked = a_day_later(worked, max(worked.end, self._billing.as_of), work)
        self._billing.history, self._billing.as_of = worked, worked.end

    def restore(self) -> None:
        """Bring billing back to what it was a day ago, half an hour from now."""
        self._billing.as_of += _EVERY
        self._billing.history = until(self._billing.history, self._billing.as_of - timedelta(days=1))

    def _does(self, *words: str) -> Cost:
        return run_whole(self._billing, self._root, self._environ, *words, "--now", self._billing.as_of.isoformat())


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()
