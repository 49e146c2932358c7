"""`demoras verdict`: a Ledger in; green, or red where something was kept back for too long."""

from __future__ import annotations

import argparse
from datetime import timedelta
from zoneinfo import ZoneInfo

from generator.cli.ledgers import shown_ledger_at
from generator.cli.run_summary import kept_back_words
from generator.cli.terminal import Terminal, read_now, refuse_in_ci
from generator.errors import UnreachableError
from generator.load import load_catalog
from generator.publish.kept_back import kept_back
from generator.publish.secret import read_secrets

LONGEST = timedelta(hours=24)


def verdict(args: argparse.Namespace, terminal: Terminal) -> int:
    """Name what is kept back by its tag, and stop where one has been so for more than a day.

    Raises:
        UsageError: ids are asked for where a log would keep them.
        UnreachableError: something has been kept back for more than 24 hours.

    """
    if args.ids:
        refuse_in_ci(terminal, "--ids no se usa en CI: los ids quedarían en un registro.")
    catalog = load_catalog(args.root)
    secrets = read_secrets(terminal.environ)
    now = read_now(args.now, ZoneInfo(catalog.calendar.zone))
    ledger = shown_ledger_at(args.ledger, catalog, secrets, terminal)
    rows = kept_back(ledger, secrets)
    for row in rows:
        terminal.say(kept_back_words(row) + (f", id interno {row.id}" if args.ids else ""))
    if old := sum(now - row.kept.since > LONGEST for row in rows):
        raise UnreachableError(
            f"Hay filas de la facturación que no se pueden leer desde hace más de 24 horas: {old}.",
            "Corríjalas en la facturación; «demoras verdict --ids», en su máquina, dice cuáles son.",
        )
    terminal.say("Nada quedó sin leer por más de 24 horas.")
    return 0
