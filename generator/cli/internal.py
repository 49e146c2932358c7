"""`demoras internal`: `data/` in, the staff's own site out; no secret and no Ledger is needed."""

from __future__ import annotations

import argparse
from zoneinfo import ZoneInfo

from generator.cli.progress_line import ProgressLine
from generator.cli.world import World, read_now
from generator.load import load_catalog
from generator.tasks.internal import build_internal


def internal(args: argparse.Namespace, world: World) -> int:
    """Write the staff's own site."""
    catalog = load_catalog(args.root)
    now = read_now(args.now, ZoneInfo(catalog.calendar.zone))
    with ProgressLine(world.err) as progress:
        progress("páginas internas", 0, None)
        build_internal(args.root, catalog, args.out, now=now, environ=world.environ)
    world.say(f"Sitio interno construido en {args.out}: no lo publique. Para verlo: demoras serve --site {args.out}")
    return 0
