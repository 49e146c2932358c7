"""`demoras build`: a Ledger in, the site of it out."""

from __future__ import annotations

import argparse
from zoneinfo import ZoneInfo

from generator import pipeline
from generator.cli.ledgers import ledger_at
from generator.cli.progress_line import ProgressLine
from generator.cli.terminal import Terminal, read_now
from generator.load import load_catalog
from generator.publish.secret import read_secrets


def build(args: argparse.Namespace, terminal: Terminal) -> int:
    """Write the site of a Ledger."""
    catalog = load_catalog(args.root)
    secrets = read_secrets(terminal.environ)
    now = read_now(args.now, ZoneInfo(catalog.calendar.zone))
    with ProgressLine(terminal.err) as progress:
        progress("Ledger", 0, None)
        written = pipeline.build(
            args.root,
            catalog,
            lambda: ledger_at(args.ledger, catalog, secrets),
            args.out,
            secrets=secrets,
            now=now,
            environ=terminal.environ,
            progress=progress,
        )
    terminal.say(f"Sitio construido en {args.out}: {written.files} páginas de pedidos.")
    for refused in written.refused:
        terminal.err.write(f"demoras: {refused.message}\n")
    return 0
