"""The commands for whoever answers for the data: `internal` builds their own site, `reviews` and `diff` report.

`reviews` and `diff` ask the stages themselves and not the pipeline: billing's and sealing's libraries are not needed.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from generator.cli.progress_line import ProgressLine
from generator.cli.spanish_parser import LEDGER_PLACE, Commands
from generator.cli.terminal import Terminal, read_now
from generator.errors import DataError, UsageError

if TYPE_CHECKING:
    from generator.model.catalog import Catalog
    from generator.model.changes import Version
    from generator.model.ledger import Ledger
    from generator.model.reviews import Review, Reviews

MOST_ISSUE_SIGNS = 60_000
"""GitHub refuses an issue of more than 65,536 characters; what stands around the list is added to this."""
_REMEDY = "Revíselo, corríjalo si hace falta, y ponga en «review_by» la fecha de la próxima revisión."


def declare_internal_site(commands: Commands) -> None:
    """Declare `internal`."""
    internal = commands.add(
        "internal", _internal, "Construye el sitio interno: respuestas para enviar y lo que está pendiente."
    )
    internal.add_argument(
        "--out", type=Path, default=Path("site-interno"), metavar="CARPETA", help="carpeta del sitio (site-interno)"
    )
    internal.add_argument("--ledger", metavar=LEDGER_PLACE, help="con él dice qué plazos se apartaron de lo que pasa")


def declare_staff_reports(commands: Commands) -> None:
    """Declare `reviews` and `diff`."""
    reviews = commands.add("reviews", _reviews, "Enumera los datos con la revisión vencida, o que vence en 30 días.")
    form = reviews.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help="en JSON, con cada fecha en ISO 8601")
    form.add_argument("--markdown", action="store_true", help="sólo las vencidas, en Markdown; nada si no hay ninguna")

    diff = commands.add("diff", _diff, "Muestra qué cambia para el cliente respecto de otra versión de los datos.")
    diff.add_argument("base", metavar="BASE", help="revisión de git (main, HEAD^) o carpeta con otro data/")
    # On GitHub `check` runs beside it on the same data: two marks on one line would read as two faults.
    diff.set_defaults(marks=False)


def _internal(args: argparse.Namespace, terminal: Terminal) -> int:
    """Write the staff's own site."""
    from generator.load import load_catalog
    from generator.staff_pipeline import build_internal

    catalog = load_catalog(args.root)
    now = read_now(args.now, ZoneInfo(catalog.calendar.zone))
    ledger = _ledger(args.ledger, catalog, terminal) if args.ledger else None
    with ProgressLine(terminal.err) as progress:
        progress("páginas internas", 0, None)
        build_internal(args.root, catalog, args.out, now=now, environ=terminal.environ, ledger=ledger)
    terminal.say(f"Sitio interno construido en {args.out}: no lo publique. Para verlo: demoras serve --site {args.out}")
    return 0


def _ledger(place: str, catalog: Catalog, terminal: Terminal) -> Ledger:
    # Only here is the secret asked for: without a Ledger the staff's site needs none.
    from generator.cli.ledgers import shown_ledger_at
    from generator.publish.secret import read_secrets

    return shown_ledger_at(place, catalog, read_secrets(terminal.environ), terminal)


def _reviews(args: argparse.Namespace, terminal: Terminal) -> int:
    """List what is past its review date and what comes due within 30 days; the Markdown list holds only the former."""
    from generator.compute.due_reviews import due_reviews
    from generator.load import load_catalog

    catalog = load_catalog(args.root)
    zone = ZoneInfo(catalog.calendar.zone)
    now = read_now(args.now, zone)
    today = now.astimezone(zone).date()
    found = due_reviews(catalog.in_offer(now), today)
    if args.json:
        terminal.say(json.dumps(_values(found, today), ensure_ascii=False, indent=2))
        return 0
    for line in _markdown(found.overdue) if args.markdown else _plain(found):
        terminal.say(line)
    return 0


def _values(found: Reviews, today: date) -> dict[str, object]:
    return {
        "today": today.isoformat(),
        "overdue": [_value(one) for one in found.overdue],
        "soon": [_value(one) for one in found.soon],
    }


def _value(one: Review) -> dict[str, str]:
    return {"path": one.path, "title": one.title, "owner": one.owner, "review_by": one.review_by.isoformat()}


def _plain(found: Reviews) -> Iterator[str]:
    for title, some in (("Revisiones vencidas", found.overdue), ("Vencen en los próximos 30 días", found.soon)):
        if some:
            yield f"{title} ({len(some)}):"
            yield from (f"  {one.review_by.isoformat()} {one.path} ({one.owner})" for one in some)
    if found.overdue:
        yield _REMEDY
    elif not found.soon:
        yield "No hay revisiones vencidas, ni que venzan en los próximos 30 días."


def _markdown(overdue: Sequence[Review]) -> Iterator[str]:
    """Yield the body of the issue that stands open while there is any; nothing where there is none."""
    if not overdue:
        return
    # Nothing here depends on the day it is made, so that an unchanged list is the same text.
    # Nor on what somebody typed: a question could hold a sign of Markdown, or mention somebody.
    yield "| Venció | Archivo | Responde |"
    yield "|---|---|---|"
    room = MOST_ISSUE_SIGNS
    for count, one in enumerate(overdue):
        row = f"| {one.review_by.isoformat()} | `{one.path}` | {one.owner} |"
        room -= len(row) + 1
        if room < 0:
            yield f"| … | y {len(overdue) - count} más: «demoras reviews» las dice todas | |"
            break
        yield row
    yield ""
    yield _REMEDY


def _diff(args: argparse.Namespace, terminal: Terminal) -> int:
    """Print what changes for clients from BASE, a folder or a git revision, to the data under the root."""
    import tempfile

    from generator.compute.version_changes import version_changes
    from generator.load import load_catalog
    from generator.load.written_pages import FOLDER
    from generator.render.change_report import changes_markdown

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
        with_pages = all((folder / FOLDER).is_dir() for folder in (base, args.root))
        before = _version(base, old_catalog, now, with_pages=with_pages) if old_catalog else None
    found = version_changes(before, _version(args.root, catalog, now, with_pages=with_pages), now)
    terminal.hand_over(changes_markdown(found, zone, now, faults) + "\n")
    return 0


def _base(args: argparse.Namespace, scratch: Path, terminal: Terminal) -> Path:
    """Return the folder of the earlier data: the one named, else one with what the revision of that name held."""
    from generator.load.revision import write_revision

    if args.base and (Path(args.base) / "data").is_dir():
        return Path(args.base)
    if not args.root.is_dir():
        raise UsageError(f"No hay una carpeta {args.root}.", "Revise el valor de --root.")
    write_revision(args.root, args.base, scratch, terminal.environ)
    return scratch


def _version(root: Path, catalog: Catalog, now: datetime, *, with_pages: bool) -> Version:
    from generator.compute.public_facts import public_facts
    from generator.load.written_pages import written_pages
    from generator.render.visible import version

    return version(catalog, public_facts(catalog, None, now), written_pages(root).pages if with_pages else {})
