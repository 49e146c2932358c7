"""The command `drift`: promises that have left what happens, and the figure that would fit, written where asked for."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from typing import TYPE_CHECKING

from generator.cli.spanish_parser import LEDGER_PLACE, Commands
from generator.cli.terminal import Terminal
from generator.errors import UsageError

if TYPE_CHECKING:
    from pathlib import Path

    from generator.model.promise import Promise
    from generator.model.records import Drift


def declare_promise_drift(commands: Commands) -> None:
    """Declare `drift`."""
    drift = commands.add("drift", _drift, "Enumera los plazos que se apartaron de lo que pasa, y cuál correspondería.")
    drift.add_argument("--ledger", metavar=LEDGER_PLACE, help="dónde está el Ledger (por defecto, el sitio publicado)")
    drift.add_argument("--write", metavar="SERVICIO", help="escribe el plazo propuesto en el archivo de ese servicio")


def _drift(args: argparse.Namespace, terminal: Terminal) -> int:
    """List what has drifted; with `--write`, put one service's proposed figure into its file.

    Raises:
        UsageError: the service to write has not drifted.
        LedgerError: the Ledger does not open.

    """
    from generator.cli.ledgers import shown_ledger_at
    from generator.compute.records.kept_promises import records_of
    from generator.load import load_catalog
    from generator.publish.secret import read_secrets

    catalog = load_catalog(args.root)
    secrets = read_secrets(terminal.environ)
    ledger = shown_ledger_at(args.ledger or catalog.company.site_url, catalog, secrets, terminal)
    found = records_of(catalog, ledger).drifts
    if args.write is None:
        for line in drift_lines(found):
            terminal.say(line)
        if not found:
            terminal.say("Ningún plazo se apartó de lo que pasa.")
        return 0
    asked = next((one for one in found if one.service == args.write), None)
    if asked is None:
        listed = ", ".join(one.service for one in found) or "ninguno"
        raise UsageError(f"El plazo de {args.write[:40]!r} no se apartó.", f"Se pueden escribir: {listed}.")
    if asked.proposed is None:
        raise UsageError(
            f"De {asked.service} no se sabe qué plazo correspondería.",
            "Escriba usted el plazo, o espere a que se sepa.",
        )
    _write(args.root, asked.service, asked.promise, asked.proposed)
    terminal.say(f"data/services/{asked.service}.yml: promise: {asked.proposed} (era {asked.promise}).")
    terminal.say("Falta: envíe ese archivo por pull request; nada cambia hasta que se acepte y se publique.")
    return 0


def drift_lines(found: tuple[Drift, ...]) -> Iterator[str]:
    """Yield what is told of each: what is promised, what happened and what would fit."""
    from generator.words.measured_time import time_words

    for one in found:
        what = "se pasa" if one.is_broken else "sobra"
        days = 30 if one.is_broken else 90
        took = "tantos siguen sin terminar que no se sabe en cuánto están 9 de cada 10"
        if one.p90:
            took = f"9 de cada 10 estuvieron en {time_words(one.p90, one.promise.unit.key)}"
        proposed = f". Propuesto: {one.proposed}" if one.proposed else ""
        yield f"{one.service}: {what}; promete {one.promise}, y en los últimos {days} días {took}{proposed}"


def _write(root: Path, service: str, before: Promise, proposed: Promise) -> None:
    from generator.curate.promise_figure import with_promise
    from generator.publish.atomic import write_atomically

    shown = f"data/services/{service}.yml"
    path = root / shown
    # Not "utf-8-sig": a mark at the start stays where it is.
    text = path.read_bytes().decode("utf-8")
    changed = with_promise(text, shown, before, proposed)
    write_atomically(path, changed.encode("utf-8"), mode=path.stat().st_mode & 0o777)
