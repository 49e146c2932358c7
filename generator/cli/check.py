"""The command `check`: all of `data/` in, the word that it is right, its warnings and what nobody has confirmed out."""

from __future__ import annotations

import argparse
from zoneinfo import ZoneInfo

from generator import pipeline
from generator.cli.marks import mark
from generator.cli.world import World, read_now
from generator.model.catalog import Catalog
from generator.tasks.manual import manual_links, manual_wiki


def check(args: argparse.Namespace, world: World) -> int:
    """Say that the data are right, what needs a look before long, and which facts nobody has confirmed."""
    catalog, warnings = pipeline.check(args.root, read_now(args.now, ZoneInfo("UTC")))
    figures = f"{len(catalog.services)} servicios, {len(catalog.calendar.holidays)} feriados"
    world.say(f"Los datos están bien: {figures}, calendario hasta {catalog.calendar.last_year}.")
    for warning in warnings:
        world.say(f"aviso: {warning}")
        if world.environ.get("GITHUB_ACTIONS") == "true":
            world.say(mark(warning, "warning"))
    if catalog.assumed:
        world.say("Datos supuestos, que la empresa todavía tiene que confirmar:")
        for path in catalog.assumed:
            world.say(f"  {path}")
    return _check_links(catalog, world) if args.links else 0


def _check_links(catalog: Catalog, world: World) -> int:
    """Say which pages of the manual lost their link to the site; that is a fault to mend there, so it ends in 1."""
    with manual_wiki(catalog, world.environ) as wiki:
        missing = manual_links(catalog, wiki)
    for warning in missing:
        world.say(f"aviso: {warning}")
        if world.environ.get("GITHUB_ACTIONS") == "true":
            world.say(mark(warning, "warning"))
    if not missing:
        world.say("Todas las páginas del manual enlazan al sitio.")
    return 1 if missing else 0
