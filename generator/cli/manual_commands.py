"""The commands about the company's manual (BookStack): `manual preview` and `manual push`."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from generator.cli.progress_line import ProgressLine
from generator.cli.spanish_parser import Commands
from generator.cli.terminal import Terminal, read_now
from generator.errors import DemorasError, PublishError

if TYPE_CHECKING:
    from generator.publish.manual.bookstack_client import BookStack
    from generator.publish.manual.push import Change, Plan


def declare_manual_commands(commands: Commands) -> None:
    """Declare `manual preview` and `manual push`."""
    manual = commands.family("manual", "Lleva las demoras y el SLA a las páginas del manual (BookStack).")
    manual.add("preview", _preview, "Muestra qué cambiaría en cada página del manual; no escribe nada.")
    push = manual.add("push", _push, "Escribe en el manual los bloques que cambiaron; sin --yes sólo los muestra.")
    push.add_argument("--yes", action="store_true", help="escribe de verdad")


def _preview(args: argparse.Namespace, terminal: Terminal) -> int:
    """Show what would change, page by page."""
    from generator.load import load_catalog
    from generator.staff_pipeline import manual_plans, manual_wiki

    catalog = load_catalog(args.root)
    now = read_now(args.now, ZoneInfo(catalog.calendar.zone))
    with manual_wiki(catalog, terminal.environ, terminal.tell) as wiki, ProgressLine(terminal.err) as progress:
        progress("manual", 0, None)
        plans = manual_plans(catalog, wiki, now)
    return _shown(plans, terminal)


def _push(args: argparse.Namespace, terminal: Terminal) -> int:
    """Write what changed, or, unless told so, only show it; a page that is refused holds up no other."""
    from generator.load import load_catalog
    from generator.publish.manual.push import Change, Refused
    from generator.staff_pipeline import manual_plans, manual_wiki

    catalog = load_catalog(args.root)
    now = read_now(args.now, ZoneInfo(catalog.calendar.zone))
    with manual_wiki(catalog, terminal.environ, terminal.tell) as wiki:
        with ProgressLine(terminal.err) as progress:
            progress("manual", 0, None)
            plans = manual_plans(catalog, wiki, now)
        code = _shown(plans, terminal)
        changes = [plan for plan in plans if isinstance(plan, Change)]
        if changes and not args.yes:
            terminal.say("No se escribió nada; para escribir, agregue --yes.")
        elif args.yes:
            code = _written(wiki, changes, [plan.title for plan in plans if isinstance(plan, Refused)], terminal)
    return code


def _shown(plans: Sequence[Plan], terminal: Terminal) -> int:
    from generator.publish.manual.push import Change, Refused, Unchanged

    for plan in plans:
        match plan:
            case Unchanged(page):
                terminal.say(f"{page.title}: sin cambios.")
            case Change():
                terminal.say(f"{plan.page.title}:")
                for title in plan.added:
                    terminal.say(f"  El bloque «{title}» no está; se agrega al final de la página.")
                for title in plan.adopted:
                    terminal.say(f"  El bloque «{title}» perdió su marca; se le devuelve.")
                for title in plan.opened:
                    terminal.say(f"  El bloque «{title}» está plegado; queda a la vista (open: true).")
                for line in plan.difference:
                    terminal.say(f"  {line}")
            case Refused(error=error):
                _tell(error, terminal)
    return 1 if any(isinstance(plan, Refused) for plan in plans) else 0


def _written(wiki: BookStack, changes: Sequence[Change], refused: Sequence[str], terminal: Terminal) -> int:
    """Write page after page; say at the end, or where the manual stops answering, which were not, and why.

    Raises:
        UnreachableError: the manual stopped answering, or every page failed alike, which is then said once.

    """
    from generator.publish.manual.manual_errors import fault_of_all
    from generator.publish.manual.push import push

    left = {change.page.title: None for change in changes}
    errors: dict[str, PublishError | None] = {}
    of_all = None
    try:
        for change in changes:
            title = change.page.title
            try:
                page = push(wiki, change)
            except PublishError as error:
                # One page's own trouble; the others are told apart from it, and written.
                errors[title] = error
            else:
                errors[title] = None
                terminal.say(f"{page.title}: escrita, revisión {page.revision}.")
            del left[title]
        of_all = fault_of_all([*errors.values()]) if len(changes) > 1 else None
    finally:
        missed = {title: error for title, error in errors.items() if error}
        for one in () if of_all else missed.values():
            _tell(one, terminal)
        if not_written := [*dict.fromkeys(refused), *missed, *left]:
            terminal.say(f"Sin escribir: {'; '.join(not_written)}.")
    if of_all:
        raise of_all
    return 1 if refused or missed else 0


def _tell(error: DemorasError, terminal: Terminal) -> None:
    terminal.tell(f"demoras: {error.message} Remedio: {error.remedy}")
