"""One process of the table of many orders: it makes the Ledgers that are published, or folds a run."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path

from benchmarks.many_orders import NOW, pull_of
from benchmarks.measured_process import Steps
from benchmarks.scale_steps import CHANGED, FIRST, SECRETS
from generator.compute.fold import fold
from generator.load import load_catalog
from generator.model.ledger import Ledger
from generator.publish.ledger_file import open_ledger, seal_ledger

RUN = timedelta(minutes=30)


def main(argv: Sequence[str]) -> None:
    """Do what the first word says, `make` or `fold`, in the folder that the second names, with so many orders."""
    what, folder, count = argv[0], Path(argv[1]), int(argv[2])
    if what == "make":
        _make(folder, count)
        return
    steps = Steps()
    _fold(folder, count, steps)
    sys.stdout.write(str(steps))


def _make(folder: Path, count: int) -> None:
    """Write the Ledger of a first run, and of the next one, in which one order of a hundred changed."""
    catalog = load_catalog(Path())
    first, _ = fold(catalog, pull_of(catalog, count), None, NOW)
    changed, _ = fold(catalog, pull_of(catalog, count, count // 100), first, NOW + RUN)
    for name, ledger in ((FIRST, first), (CHANGED, changed)):
        (folder / name).write_bytes(seal_ledger(SECRETS, catalog.company.site, ledger))


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
