"""The commands `manual preview` and `manual push`: the pages named in data/manual.yml in, what changes in them out."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from zoneinfo import ZoneInfo

from generator.cli.progress_line import ProgressLine
from generator.cli.world import World, read_now
from generator.errors import DemorasError, PublishError
from generator.load import load_catalog
from generator.publish.manual.client import BookStack
from generator.publish.manual.push import Change, Plan, Refused, Unchanged
from generator.publish.manual.push import push as push_change
from generator.tasks.manual import manual_plans, manual_wiki


def preview(args: argparse.Namespace, world: World) -> int:
    """Show what would change, page by page."""
    catalog = load_catalog(args.root)
    now = read_now(args.now, ZoneInfo(catalog.calendar.zone))
    with manual_wiki(catalog, world.environ) as wiki, ProgressLine(world.err) as progress:
        progress("manual", 0, None)
        plans = manual_plans(catalog, wiki, now)
    return _shown(plans, world)


def push(args: argparse.Namespace, world: World) -> int:
    """Write what changed, or, unless told so, only show it; where a page is refused, no page is written."""
    catalog = load_catalog(args.root)
    now = read_now(args.now, ZoneInfo(catalog.calendar.zone))
    with manual_wiki(catalog, world.environ) as wiki:
        with ProgressLine(world.err) as progress:
            progress("manual", 0, None)
            plans = manual_plans(catalog, wiki, now)
        code = _shown(plans, world)
        changes = [plan for plan in plans if isinstance(plan, Change)]
        if code:
            world.say("No se escribió ninguna página.")
        elif changes and not args.yes:
            world.say("No se escribió nada; para escribir, agregue --yes.")
        elif changes:
            code = _written(wiki, changes, world)
    return code


def _shown(plans: Sequence[Plan], world: World) -> int:
    for plan in plans:
        match plan:
            case Unchanged(page):
                world.say(f"{page.title}: sin cambios.")
            case Change():
                world.say(f"{plan.page.title}:")
                for title in plan.added:
                    world.say(f"  El bloque «{title}» no está; se agrega al final de la página.")
                for line in plan.difference:
                    world.say(f"  {line}")
            case Refused(error):
                _tell(error, world)
    return 1 if any(isinstance(plan, Refused) for plan in plans) else 0


def _written(wiki: BookStack, changes: Sequence[Change], world: World) -> int:
    code = 0
    for change in changes:
        try:
            page = push_change(wiki, change)
        except PublishError as error:
            # One page's own trouble; the others are told apart from it, and written.
            _tell(error, world)
            code = 1
        else:
            world.say(f"{page.title}: escrita, revisión {page.revision}.")
    return code


def _tell(error: DemorasError, world: World) -> None:
    world.err.write(f"demoras: {error.message} Remedio: {error.remedy}\n")
