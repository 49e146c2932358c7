"""`demoras internal`: `data/` in, the staff's own site out; no secret and no Ledger is needed."""

from __future__ import annotations

import argparse
from zoneinfo import ZoneInfo

from generator.cli.progress_line import ProgressLine
from generator.cli.terminal import Terminal, read_now
from generator.load import load_catalog
from generator.tasks.internal import build_internal


def internal(args: argparse.Namespace, terminal: Terminal) -> int:
    """Write the staff's own site."""
    catalog = load_catalog(args.root)
    now = read_now(args.now, ZoneInfo(catalog.calendar.zone))
    with ProgressLine(terminal.err) as progress:
        progress("páginas internas", 0, None)
        build_internal(args.root, catalog, args.out, now=now, environ=terminal.environ)
    terminal.say(f"Sitio interno construido en {args.out}: no lo publique. Para verlo: demoras serve --site {args.out}")
    return 0
