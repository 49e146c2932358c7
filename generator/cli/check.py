"""The command `check`: all of `data/` in, the word that it is right, its warnings and what nobody has confirmed out."""

from __future__ import annotations

import argparse
from zoneinfo import ZoneInfo

from generator import pipeline
from generator.cli.marks import mark
from generator.cli.terminal import Terminal, read_now
from generator.model.catalog import Catalog
from generator.tasks.manual import manual_links, manual_wiki


def check(args: argparse.Namespace, terminal: Terminal) -> int:
    """Say that the data are right, what needs a look before long, and which facts nobody has confirmed."""
    catalog, warnings = pipeline.check(args.root, read_now(args.now, ZoneInfo("UTC")))
    figures = f"{len(catalog.services)} servicios, {len(catalog.calendar.holidays)} feriados"
    terminal.say(f"Los datos están bien: {figures}, calendario hasta {catalog.calendar.last_year}.")
    for warning in warnings:
        terminal.say(f"aviso: {warning}")
        if terminal.environ.get("GITHUB_ACTIONS") == "true":
            terminal.say(mark(warning, "warning"))
    if catalog.assumed:
        terminal.say("Datos supuestos, que la empresa todavía tiene que confirmar:")
        for path in catalog.assumed:
            terminal.say(f"  {path}")
    return _check_links(catalog, terminal) if args.links else 0


def _check_links(catalog: Catalog, terminal: Terminal) -> int:
    """Say which pages of the manual lost their link to the site; that is a fault to mend there, so it ends in 1."""
    with manual_wiki(catalog, terminal.environ) as wiki:
        missing = manual_links(catalog, wiki)
    for warning in missing:
        terminal.say(f"aviso: {warning}")
        if terminal.environ.get("GITHUB_ACTIONS") == "true":
            terminal.say(mark(warning, "warning"))
    if not missing:
        terminal.say("Todas las páginas del manual enlazan al sitio.")
    return 1 if missing else 0
