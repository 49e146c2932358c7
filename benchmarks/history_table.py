"""The table of a whole history: what whole runs cost the first time, in quiet, after a day, a week and a restore."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.measured_company import EVERY, Company
from benchmarks.page_differences import Differences
from benchmarks.table_parts import say
from benchmarks.whole_runs import Cost
from generator.load import load_catalog
from generator.model.catalog import Catalog
from generator.model.events import event_mac
from generator.publish.derived_names import event_key
from generator.publish.secret import Secret
from generator.sandbox import (
    BUSY,
    Delays,
    Installation,
    ListingOrder,
    MadeUpHistory,
    company_years,
    make_up_history,
    until,
)
from generator.sandbox.days_work import USUAL_DAY, DaysWork

END = datetime(2026, 11, 23, 13, 0, tzinfo=UTC)
YEARS = 8
QUIET_RUNS = 10
ONE_PAYMENT = DaysWork(orders=0, payments=1, delivered=0, tickets_opened=0, tickets_answered=0, tickets_closed=0)
MOST_CATCHING_UP = 400
_ROW = "  {:44} {:>9} {:>9} {:>8} {:>9} {:>9} {:>5}  {:28} {}"
QUIET, A_DAY, MEMORY = "6 consultas, 3000 filas", "12 consultas y las de tickets", "120 MB"
"""What the steps are to cost at most."""


@dataclass(frozen=True, slots=True)
class Measured:
    """What is measured: a company of so many orders, and the ways of the installation that lists them.

    `busy` answers take as long as a busy installation's; `events` are in the activity log, and runs read them. Each
    wait for what comes by turns ends after `waiting` quiet runs.
    """

    orders: int
    listing: ListingOrder
    busy: bool = False
    events: bool = False
    waiting: int = MOST_CATCHING_UP


def print_history_table(measured: Measured) -> None:
    """Measure and print."""
    catalog = load_catalog(Path())
    size, settled = company_years(measured.orders, YEARS)
    history = until(make_up_history(catalog, end=END, size=size, settled=settled), END)
    counts = f"{len(history.orders)} pedidos, {len(history.invoices)} facturas y {len(history.tickets)} tickets"
    slowly = ", con las demoras de una instalación ocupada" if measured.busy else ""
    told = ", con eventos" if measured.events else ""
    say(f"{counts} en {YEARS} años, listados {measured.listing}{slowly}{told}:")
    say(
        _ROW.format(
            "Corrida entera", "consultas", "(tickets)", "filas", "segundos", "de cálculo", "MB", "a lo sumo", ""
        )
    )
    for step in _steps(catalog, history, measured):
        cost = step.cost
        times = f"{cost.seconds:.1f}", f"{cost.computed:.1f}"
        messages = cost.by_action.get("GetTicket", 0)
        figures = cost.calls, messages, cost.rows, *times, f"{cost.megabytes:.0f}"
        say(_ROW.format(step.name, *figures, step.goal, step.told))
        if cost.code:
            say(f"    {cost.said.strip()[-300:]}")


@dataclass(frozen=True, slots=True)
class Step:
    """What one step cost, what it is to cost at most, and how its pages differ from a whole reading's."""

    name: str
    cost: Cost
    goal: str = ""
    pages: Differences | None = None

    @property
    def told(self) -> str:
        """What stands at the end of its row."""
        code = f"salida {self.cost.code}" if self.cost.code else ""
        return "; ".join(filter(None, (code, str(self.pages or ""))))


def _steps(catalog: Catalog, history: MadeUpHistory, measured: Measured) -> Iterator[Step]:
    key = os.urandom(32)
    delays = BUSY if measured.busy else Delays()
    sign = partial(event_mac, event_key(Secret(key), catalog.company.site)) if measured.events else None
    with TemporaryDirectory() as place, ExitStack() as companies:
        folder = Path(place)
        root = _root_with_events(folder / "root") if measured.events else Path()
        shuffled = Installation(ListingOrder.SHUFFLED, delays)
        whole = companies.enter_context(Company(history, folder / "whole", shuffled, key=key))
        followed = Company(history, folder / "followed", Installation(measured.listing, delays, sign), root, key)
        company = companies.enter_context(followed)
        yield Step("leer todo, sin orden en que confiar", whole.run())
        yield Step("primera", company.run(), MEMORY, company.compared(catalog, whole))
        catching_up = list(_until(company, measured, lambda cost: not cost.by_action.get("GetTicket")))
        yield Step(f"{len(catching_up)} que leen los mensajes: la mayor", max(catching_up, key=_size))
        quiet = [company.run(after=EVERY) for _ in range(QUIET_RUNS)]
        yield Step(f"{QUIET_RUNS} más, nada cambió: la mayor", max(quiet, key=_size), QUIET)
        catching_up = list(_until(company, measured, lambda _: company.has_read_all(catalog)))
        name = f"{len(catching_up)} hasta leer todo una vez: la mayor"
        yield Step(name, max(catching_up, key=_size), QUIET, company.compared(catalog, whole))
        company.work(ONE_PAYMENT, lasting=EVERY / 2)
        yield Step("tras un solo pago, con --changed", company.run("--changed"))
        yield Step("  y hasta publicar el sitio", company.build(), "10 s las dos")
        company.work(USUAL_DAY)
        yield Step("tras un día de trabajo", company.run(), A_DAY, company.compared(catalog, whole))
        yield Step("media hora después", company.run(after=EVERY), QUIET)
        company.work(*[USUAL_DAY] * 7)
        yield Step("tras una semana sin correr", company.run(), MEMORY, company.compared(catalog, whole))
        yield Step("media hora después", company.run(after=EVERY), QUIET)
        company.restore()
        restored = company.run("--accept-drop")
        pages = company.compared(catalog, whole, "--accept-drop")
        yield Step("tras un respaldo de ayer, con --accept-drop", restored, MEMORY, pages)
        yield Step("media hora después", company.run(after=EVERY), QUIET, company.compared(catalog, whole))


def _until(company: Company, measured: Measured, is_done: Callable[[Cost], bool]) -> Iterator[Cost]:
    """Yield quiet runs until one after which something is done; each does a little of it."""
    for _ in range(measured.waiting):
        cost = company.run(after=EVERY)
        yield cost
        if is_done(cost):
            return


def _size(cost: Cost) -> tuple[int, int]:
    return cost.calls, cost.rows


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
