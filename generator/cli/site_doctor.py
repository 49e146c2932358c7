"""The command `doctor`, which looks at a deployed site from outside, as a reader or a monitor would."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from dataclasses import astuple
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from generator.cli.github_actions import tell_on_page
from generator.cli.progress_line import ProgressLine
from generator.cli.spanish_parser import Commands
from generator.cli.terminal import Terminal, read_now
from generator.errors import UsageError

if TYPE_CHECKING:
    from datetime import datetime

    from generator.http.exchange import Response
    from generator.model.catalog import Catalog
    from generator.publish.site_checkup import Finding

CALL_SECONDS = 30.0
LOST = "nada: esta corrida sólo mira lo publicado, que sigue como estaba."


def declare_site_doctor(commands: Commands) -> None:
    """Declare `doctor`."""
    doctor = commands.add("doctor", _doctor, "Mira desde afuera un sitio publicado y dice qué no está como debe.")
    doctor.set_defaults(lost=LOST)
    doctor.add_argument(
        "url", nargs="?", metavar="URL", help="dirección del sitio (por defecto, la de data/company.yml)"
    )
    doctor.add_argument("--age", action="store_true", help="sólo de cuándo es y si su Ledger está, para un vigía")
    doctor.add_argument("--manual", action="store_true", help="además, si las páginas del manual enlazan al sitio")
    doctor.add_argument(
        "--hook",
        type=Path,
        metavar="CARPETA",
        help="además, si el enganche de esa carpeta (includes/hooks de WHMCS) es el de esta versión",
    )


def _doctor(args: argparse.Namespace, terminal: Terminal) -> int:
    """Print what was looked at; 1 where something is not as it should be."""
    from generator.load import load_catalog

    if args.hook is not None and not args.hook.is_dir():
        raise UsageError(f"{args.hook} no es una carpeta.", "Indique la carpeta includes/hooks de WHMCS.")
    catalog = load_catalog(args.root)
    now = read_now(args.now, ZoneInfo(catalog.calendar.zone))
    with ProgressLine(terminal.err) as progress:
        progress("sitio publicado", 0, None)
        found = [*_findings(args, catalog, terminal, now)]
    wrong = [one for one in found if one.remedy]
    for one in found:
        terminal.say(f"mal: {one.said}\n    {one.remedy}" if one.remedy else f"bien: {one.said}")
    if wrong:
        terminal.say(f"{len(wrong)} de {len(found)} cosas no están como deben.")
        whys, remedies = (" ".join(dict.fromkeys(texts)) for texts in zip(*map(astuple, wrong), strict=True))
        tell_on_page(args.lost, whys, remedies, terminal.environ)
    return 1 if wrong else 0


def _findings(args: argparse.Namespace, catalog: Catalog, terminal: Terminal, now: datetime) -> Iterator[Finding]:
    import secrets as random_source

    from generator.publish.published_site import PublishedSite, site_root
    from generator.publish.site_checkup import Finding, age_findings, made_finding
    from generator.staff_pipeline import manual_links, manual_wiki, shop_hook_findings, site_findings

    with PublishedSite(site_root(args.url or catalog.company.site_url)) as published:

        def look(path: str, largest: int) -> Response:
            # A query of its own each time, so that no cache answers.
            fresh = f"{path}?sin-cache={random_source.token_hex(8)}"
            return published.look(fresh, largest=largest, seconds=CALL_SECONDS)

        if not args.age:
            yield from site_findings(args.root, look, now)
        elif catalog.billing.is_read:
            yield from age_findings(look, now)
        else:
            yield made_finding(look, now)
    if args.manual:
        with manual_wiki(catalog, terminal.environ, terminal.tell) as wiki:
            missing = manual_links(catalog, wiki, now)
        yield from (Finding(problem.message, problem.remedy) for problem in missing)
        if not missing:
            yield Finding("Todas las páginas del manual enlazan al sitio.")
    if args.hook is not None:
        yield from shop_hook_findings(args.hook)
