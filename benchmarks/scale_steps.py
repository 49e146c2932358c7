"""One process of the table of many orders: it makes Ledgers, publishes one, or folds one."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

from benchmarks.many_orders import NOW, pull_of
from generator.compute.fold import fold
from generator.compute.order_views import OrdersViews
from generator.load import load_catalog
from generator.model.ledger import Ledger
from generator.publish.ledger_file import open_ledger, seal_ledger
from generator.publish.order_files import MANY, ORDERS_FOLDER
from generator.publish.private_part import write_private_part
from generator.publish.secret import Secret, Secrets
from generator.publish.swap import staging, swap_into_place

SECRETS = Secrets(Secret(bytes(range(100, 132))))
RUN = timedelta(minutes=30)
FIRST, CHANGED = "primero.bin", "uno-por-ciento.bin"
SITE = "sitio"


class Steps:
    """The seconds of each step."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}
        self._last = time.perf_counter()

    def ends(self, name: str) -> None:
        """Take the time since the step before."""
        now = time.perf_counter()
        self.seconds[name], self._last = now - self._last, now

    @contextmanager
    def only(self, name: str) -> Iterator[None]:
        """Take the time of a block alone."""
        self._last = time.perf_counter()
        yield
        self.ends(name)


def main(argv: Sequence[str]) -> None:
    """Do what the first word says in the folder that the second names."""
    what, folder, last = argv[0], Path(argv[1]), argv[2]
    if what == "make":
        _make(folder, int(last))
        return
    steps = Steps()
    if what == "fold":
        _fold(folder, int(last), steps)
    else:
        _publish(folder, last, steps)
    sys.stdout.write(json.dumps(steps.seconds))


def _make(folder: Path, count: int) -> None:
    """Write the Ledger of a first run, and of the next one, in which one order of a hundred changed."""
    catalog = load_catalog(Path())
    first, _ = fold(catalog, pull_of(catalog, count), None, NOW)
    changed, _ = fold(catalog, pull_of(catalog, count, count // 100), first, NOW + RUN)
    for name, ledger in ((FIRST, first), (CHANGED, changed)):
        (folder / name).write_bytes(seal_ledger(SECRETS, catalog.company.site, ledger))


def _publish(folder: Path, name: str, steps: Steps) -> None:
    """Publish all of a Ledger's order pages as a build does, without the public pages."""
    catalog, sealed, out = load_catalog(Path()), (folder / name).read_bytes(), folder / SITE
    with steps.only("abrir el Ledger"):
        ledger = open_ledger(SECRETS, catalog.company.site, sealed)

    def tell(_what: str, done: int, total: int | None) -> None:
        if total is not None and done == total // 2:
            steps.ends("vistas; sellar y escribir, o enlazar")

    with staging(out) as new:
        write_private_part(
            new,
            catalog=catalog,
            ledger=ledger,
            sealed_ledger=sealed,
            views=OrdersViews(ledger, ledger.synced_at),
            secrets=SECRETS,
            progress=tell,
            before=out,
        )
        steps.ends("releer y vigencia")
        swap_into_place(new, out, linked=ORDERS_FOLDER, many=MANY)
        steps.ends("intercambiar")


def _fold(folder: Path, count: int, steps: Steps) -> Ledger:
    """Fold a run that finds every order as it was."""
    catalog, sealed = load_catalog(Path()), (folder / FIRST).read_bytes()
    with steps.only("inventar lo leído, que no es plegar"):
        observed = pull_of(catalog, count)
    with steps.only("abrir el Ledger"):
        last = open_ledger(SECRETS, catalog.company.site, sealed)
    ledger, _ = fold(catalog, observed, last, NOW + RUN)
    steps.ends("plegar")
    seal_ledger(SECRETS, catalog.company.site, ledger)
    steps.ends("sellar el Ledger")
    return ledger


if __name__ == "__main__":
    main(sys.argv[1:])
