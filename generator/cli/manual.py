"""The commands `manual preview` and `manual push`: the pages named in data/manual.yml in, what changes in them out."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from zoneinfo import ZoneInfo

from generator.cli.progress_line import ProgressLine
from generator.cli.terminal import Terminal, read_now
from generator.errors import DemorasError, PublishError
from generator.load import load_catalog
from generator.publish.manual.client import BookStack
from generator.publish.manual.push import Change, Plan, Refused, Unchanged
from generator.publish.manual.push import push as push_change
from generator.tasks.manual import manual_plans, manual_wiki


def preview(args: argparse.Namespace, terminal: Terminal) -> int:
    """Show what would change, page by page."""
    catalog = load_catalog(args.root)
    now = read_now(args.now, ZoneInfo(catalog.calendar.zone))
    with manual_wiki(catalog, terminal.environ) as wiki, ProgressLine(terminal.err) as progress:
        progress("manual", 0, None)
        plans = manual_plans(catalog, wiki, now)
    return _shown(plans, terminal)


def push(args: argparse.Namespace, terminal: Terminal) -> int:
    """Write what changed, or, unless told so, only show it; where a page is refused, no page is written."""
    catalog = load_catalog(args.root)
    now = read_now(args.now, ZoneInfo(catalog.calendar.zone))
    with manual_wiki(catalog, terminal.environ) as wiki:
        with ProgressLine(terminal.err) as progress:
            progress("manual", 0, None)
            plans = manual_plans(catalog, wiki, now)
        code = _shown(plans, terminal)
        changes = [plan for plan in plans if isinstance(plan, Change)]
        if code:
            terminal.say("No se escribió ninguna página.")
        elif changes and not args.yes:
            terminal.say("No se escribió nada; para escribir, agregue --yes.")
        elif changes:
            code = _written(wiki, changes, terminal)
    return code


def _shown(plans: Sequence[Plan], terminal: Terminal) -> int:
    for plan in plans:
        match plan:
            case Unchanged(page):
                terminal.say(f"{page.title}: sin cambios.")
            case Change():
                terminal.say(f"{plan.page.title}:")
                for title in plan.added:
                    terminal.say(f"  El bloque «{title}» no está; se agrega al final de la página.")
                for line in plan.difference:
                    terminal.say(f"  {line}")
            case Refused(error):
                _tell(error, terminal)
    return 1 if any(isinstance(plan, Refused) for plan in plans) else 0


def _written(wiki: BookStack, changes: Sequence[Change], terminal: Terminal) -> int:
    code = 0
    for change in changes:
        try:
            page = push_change(wiki, change)
        except PublishError as error:
            # One page's own trouble; the others are told apart from it, and written.
            _tell(error, terminal)
            code = 1
        else:
            terminal.say(f"{page.title}: escrita, revisión {page.revision}.")
    return code


def _tell(error: DemorasError, terminal: Terminal) -> None:
    terminal.err.write(f"demoras: {error.message} Remedio: {error.remedy}\n")
