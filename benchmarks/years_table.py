"""The table of many years of records: how long the Ledger gets by them, and what they add to a run and to a build."""

from __future__ import annotations

import json
import os
import sys
from dataclasses import asdict
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from random import Random
from secrets import token_bytes
from tempfile import TemporaryDirectory
from zoneinfo import ZoneInfo

from benchmarks.many_orders import NOW, pull_of
from benchmarks.measured_process import Cost, measured_process
from benchmarks.table_parts import best, say
from generator.compute.fold import fold
from generator.compute.records.counted_rows import counted_answers, counted_items
from generator.compute.records.kept_promises import records_of
from generator.load import load_catalog
from generator.model.catalog import Catalog
from generator.model.ledger import Ledger
from generator.model.outcomes import AnsweredTicket, FinishedItem
from generator.publish.ledger_file import open_ledger, seal_ledger
from generator.publish.secret import Secret, Secrets

ORDERS_A_DAY, TICKETS_A_DAY = 300, 100
OPEN = 1000
"""Orders that have a page."""
BEST_OF = 3
_best = partial(best, runs=BEST_OF)
_MONTH = 30
"""Days after which rows are counted together here; a run does it each time."""


def print_years_table(years: int) -> None:
    """Measure a Ledger without any records and the same with years of them, and print both."""
    catalog, secret = load_catalog(Path()), token_bytes(32)
    bare, _ = fold(catalog, pull_of(catalog, OPEN), None, NOW)
    finished, answers = years_of_rows(catalog, years)
    full = bare.model_copy(update={"finished": finished, "answers": answers})
    orders, tickets = sum(row.count for row in finished), sum(row.count for row in answers)
    say(f"\n{years} años de {ORDERS_A_DAY} pedidos y {TICKETS_A_DAY} tickets por día, con {OPEN} pedidos que se ven:")
    say(f"  {orders} pedidos en {len(finished)} filas, {tickets} tickets en {len(answers)} filas")
    say(f"  {'':36} {'sin registros':>14} {'con ellos':>14}")
    figures: dict[str, tuple[float, ...]] = {}
    with TemporaryDirectory(dir=Path.cwd(), prefix=".bench-") as name:
        folder = Path(name)
        for number, ledger in enumerate((bare, full)):
            steps = _sizes_and_steps(catalog, Secrets(Secret(secret)), ledger, folder / f"{number}.bin")
            for what, value in steps.items():
                figures[what] = (*figures.get(what, ()), value)
        builds = _builds(folder, secret)
    for what, pair in figures.items():
        say(f"  {what:36} {pair[0]:14.3f} {pair[1]:14.3f}")
    for what in ("wall", "cpu", "megabytes"):
        pair = tuple(min(getattr(cost, what) for cost in costs) for costs in builds)
        say(f"  {_BUILD[what]:36} {pair[0]:14.2f} {pair[1]:14.2f}")
    say(json.dumps({"years": years, "steps": figures, "builds": [[asdict(one) for one in some] for some in builds]}))


_BUILD = {
    "wall": "demoras build, segundos",
    "cpu": "demoras build, procesador",
    "megabytes": "demoras build, MB de memoria",
}


def years_of_rows(
    catalog: Catalog, years: int, *, orders: int = ORDERS_A_DAY, tickets: int = TICKETS_A_DAY
) -> tuple[tuple[FinishedItem, ...], tuple[AnsweredTicket, ...]]:
    """Return what so many years leave, counted together as runs do: services in turn, nine in ten on time."""
    dice = Random(15)  # noqa: S311 - figures, not secrets
    today = NOW.astimezone(ZoneInfo(catalog.calendar.zone)).date()
    items: tuple[FinishedItem, ...] = ()
    answers: tuple[AnsweredTicket, ...] = ()
    for back in range(years * 365, 0, -_MONTH):
        days = [today - timedelta(one) for one in range(back, max(0, back - _MONTH), -1)]
        sold = (_item(catalog, dice, day) for day in days for _ in range(orders))
        asked = (_answer(catalog, dice, day) for day in days for _ in range(tickets))
        items, answers = counted_items((*items, *sold), days[-1]), counted_answers((*answers, *asked), days[-1])
    return items, answers


def _item(catalog: Catalog, dice: Random, day: date) -> FinishedItem:
    key = dice.choice([*catalog.services])
    promise = catalog.services[key].promise
    least = round(promise.last * (dice.uniform(0.2, 1) if dice.random() < 0.9 else dice.uniform(1, 4)))
    # Runs half an hour apart leave intervals; where lines of the shop tell, or in days, there are none.
    most = least + (dice.randrange(31) if promise.unit.key == "minute" and dice.random() < 0.2 else 0)
    on_time = True if most <= promise.last else False if least > promise.last else None
    return FinishedItem(
        service=key,
        month=f"{day:%Y-%m}",
        day=day,
        unit=promise.unit.key,
        promised=promise.last,
        least=least,
        most=most,
        on_time=on_time,
        censored=False,
    )


def _answer(catalog: Catalog, dice: Random, day: date) -> AnsweredTicket:
    key = dice.choice([name for name, entry in catalog.attention.items() if entry.departments])
    target, took = catalog.attention[key].target, round(dice.expovariate(0.5))
    return AnsweredTicket(
        category=key,
        month=f"{day:%Y-%m}",
        day=day,
        unit=target.unit.key if target else "open_hour",
        promised=target.last if target else None,
        took=took,
        on_time=took <= target.last if target else None,
    )


def _sizes_and_steps(catalog: Catalog, secrets: Secrets, ledger: Ledger, path: Path) -> dict[str, float]:
    site = catalog.company.site
    sealed = seal_ledger(secrets, site, ledger)
    path.write_bytes(sealed)
    observed = pull_of(catalog, OPEN)
    return {
        "Ledger sellado, MB": len(sealed) / 1e6,
        "sellarlo, segundos": _best(lambda: seal_ledger(secrets, site, ledger)),
        "abrirlo": _best(lambda: open_ledger(secrets, site, sealed)),
        "plegar una corrida sin cambios": _best(lambda: fold(catalog, observed, ledger, NOW + timedelta(minutes=30))),
        "los registros de las páginas": _best(lambda: records_of(catalog, ledger)),
    }


def _builds(folder: Path, secret: bytes) -> tuple[list[Cost], list[Cost]]:
    """Return what whole builds cost, without and with records, in turns."""
    os.environ["DEMORAS_SECRET"] = secret.hex()
    costs: tuple[list[Cost], list[Cost]] = ([], [])
    for _ in range(BEST_OF):
        for number, some in enumerate(costs):
            places = ("--ledger", f"{folder}/{number}.bin", "--out", f"{folder}/site{number}")
            words = (sys.executable, "-m", "generator", "build", "--now", NOW.isoformat(), *places)
            some.append(measured_process(*words))
    return costs
