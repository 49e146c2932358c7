"""`demoras sync`: billing in, the next Ledger out, and what staff should look at."""

from __future__ import annotations

import argparse
import time
from datetime import datetime
from zoneinfo import ZoneInfo

from generator import pipeline
from generator.cli.ledgers import ledger_at
from generator.cli.progress_line import ProgressLine
from generator.cli.run_summary import Run, append_to_summary, failure_line, summary_lines, summary_table
from generator.cli.terminal import Terminal, read_now
from generator.load import load_catalog
from generator.model.catalog import Catalog
from generator.publish.secret import read_secrets


def sync(args: argparse.Namespace, terminal: Terminal) -> int:
    """Write the next Ledger and tell what staff should look at; on GitHub also in the run's summary."""
    try:
        catalog = load_catalog(args.root)
        now = read_now(args.now, ZoneInfo(catalog.calendar.zone))
        run = _run(args, catalog, terminal, now)
    except Exception as error:
        append_to_summary(terminal.environ, failure_line(error))
        raise
    append_to_summary(terminal.environ, summary_table(run, now, ZoneInfo(catalog.calendar.zone)))
    for line in summary_lines(run):
        terminal.say(line)
    return 0


def _run(args: argparse.Namespace, catalog: Catalog, terminal: Terminal, now: datetime) -> Run:
    secrets = read_secrets(terminal.environ)
    source = terminal.open_billing(args.source, catalog, terminal.environ)
    began = time.monotonic()
    with ProgressLine(terminal.err) as progress:
        progress("Ledger anterior", 0, None)
        synced = pipeline.sync(
            catalog,
            source,
            None if args.new_ledger else ledger_at(args.previous, catalog, secrets)[0],
            args.out,
            secrets=secrets,
            now=now,
            accept_drop=args.accept_drop,
            progress=progress,
            note=terminal.tell if args.verbose else _say_nothing,
        )
    return Run(synced, time.monotonic() - began)


def _say_nothing(_: str) -> None:
    return
