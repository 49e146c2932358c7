"""The command `diff`: the data as they were and as they are in; what clients would read otherwise out.

It asks the stages themselves and not `pipeline`, as `explain` does: billing's and sealing's libraries are not needed.
"""

from __future__ import annotations

import argparse
import tempfile
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from generator.cli.terminal import Terminal, read_now
from generator.compute.public_facts import public_facts
from generator.compute.version_changes import version_changes
from generator.errors import DataError, UsageError
from generator.load import load_catalog
from generator.load.revision import write_revision
from generator.model.catalog import Catalog
from generator.model.changes import Version
from generator.render.changes import changes_markdown
from generator.render.visible import version

_PAGES = Path("site_src", "docs")


def diff(args: argparse.Namespace, terminal: Terminal) -> int:
    """Print what changes for clients from BASE, a folder or a git revision, to the data under the root."""
    catalog = load_catalog(args.root)
    zone = ZoneInfo(catalog.calendar.zone)
    now = read_now(args.now, zone)
    with tempfile.TemporaryDirectory(prefix="demoras-") as scratch:
        base = _base(args, Path(scratch), terminal)
        try:
            old_catalog, faults = load_catalog(base), 0
        except DataError as error:
            old_catalog, faults = None, len(error.problems)
        # Where only one side has pages of its own, they are no change of the data.
        with_pages = (base / _PAGES).is_dir() and (args.root / _PAGES).is_dir()
        before = _version(base, old_catalog, now, with_pages=with_pages) if old_catalog else None
    found = version_changes(before, _version(args.root, catalog, now, with_pages=with_pages), now)
    terminal.say(changes_markdown(found, zone, now, faults))
    return 0


def _base(args: argparse.Namespace, scratch: Path, terminal: Terminal) -> Path:
    """Return the folder of the earlier data: the one named, else one with what the revision of that name held."""
    if args.base and (Path(args.base) / "data").is_dir():
        return Path(args.base)
    if not args.root.is_dir():
        raise UsageError(f"No hay una carpeta {args.root}.", "Revise el valor de --root.")
    write_revision(args.root, args.base, scratch, terminal.environ)
    return scratch


def _version(root: Path, catalog: Catalog, now: datetime, *, with_pages: bool) -> Version:
    folder = root / _PAGES
    files = sorted(folder.rglob("*.md")) if with_pages else []
    written = {path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8") for path in files}
    return version(catalog, public_facts(catalog, None, now), written)
