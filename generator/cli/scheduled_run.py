"""The commands of a scheduled run: `sync` writes the next Ledger, `build` its site; `verdict` ends red or green."""

from __future__ import annotations

import argparse
import time
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from generator.cli.github_actions import append_to_summary, hand_on, mark_run, refuse_in_ci
from generator.cli.progress_line import ProgressLine
from generator.cli.spanish_parser import LEDGER_PLACE, Commands
from generator.cli.terminal import Terminal, parse_moment, read_now
from generator.errors import NoBillingError, UnreachableError, UsageError
from generator.model.billing_systems import BillingSystem

if TYPE_CHECKING:
    from generator.model.catalog import Catalog
    from generator.model.ledger import Ledger
    from generator.pipeline import Synced
    from generator.publish.mkdocs_build import Engine
    from generator.publish.order_files import WrittenOrders

LONGEST_KEPT_BACK = timedelta(hours=24)
# What was not published where one of these stops, as the page of a run on GitHub says it.
NOTHING = "nada; el sitio sigue como estaba."
AFTER_ALL = "sólo lo que no se pudo leer; lo demás se publica igual."


def declare_scheduled_run(commands: Commands) -> None:
    """Declare `sync`, `build` and `verdict`."""
    sync = commands.add("sync", _sync, "Lee la facturación y escribe el Ledger siguiente, sellado.")
    sync.add_argument("--source", choices=[*map(str, BillingSystem)], default="whmcs", help="sistema de facturación")
    before = sync.add_mutually_exclusive_group(required=True)
    before.add_argument("--previous", metavar=LEDGER_PLACE, help="dónde está el Ledger de la corrida anterior")
    before.add_argument("--new-ledger", action="store_true", help="primera corrida: empieza un Ledger vacío")
    sync.add_argument(
        "--live",
        metavar=LEDGER_PLACE,
        help="con --new-ledger, dónde estaría el publicado (la dirección de data/company.yml)",
    )
    sync.add_argument("--discard-live", action="store_true", help="con --new-ledger, aunque el publicado se abra bien")
    sync.add_argument(
        "--accept-old-ledger", action="store_true", help="acepta un Ledger anterior viejo, o que no es el último"
    )
    sync.add_argument("--out", type=Path, required=True, metavar="LEDGER", help="archivo del Ledger que se escribe")
    sync.add_argument(
        "--accept-drop", action="store_true", help="acepta que falten muchos pedidos de una vez, o que sean otros"
    )
    sync.add_argument(
        "--changed",
        action="store_true",
        help="lee sólo lo que nombran los eventos nuevos («events» de data/billing.yml), si alcanza; si no, todo",
    )
    sync.add_argument("--verbose", action="store_true", help="muestra cada llamada a la facturación, sin datos")
    sync.set_defaults(lost=NOTHING)

    build = commands.add("build", _build, "Construye el sitio: páginas públicas y páginas de pedidos selladas.")
    build.add_argument("--ledger", metavar=LEDGER_PLACE, help="el Ledger que se publica; sin data/billing.yml no va")
    build.add_argument("--out", type=Path, default=Path("site"), metavar="CARPETA", help="carpeta del sitio (site)")
    build.set_defaults(lost=NOTHING)

    for command in (sync, build):
        command.add_argument(
            "--published-since",
            metavar="MOMENTO",
            help="una corrida leyó y publicó después de este momento: un Ledger de antes no es el último",
        )

    verdict = commands.add("verdict", _verdict, "Termina en 3 si algo quedó sin leer por más de 24 horas.")
    verdict.add_argument("--ledger", required=True, metavar=LEDGER_PLACE, help="el Ledger que se juzga")
    verdict.add_argument("--ids", action="store_true", help="muestra también el id interno; no se acepta en CI")
    verdict.set_defaults(lost=AFTER_ALL)


def _sync(args: argparse.Namespace, terminal: Terminal) -> int:
    """Write the next Ledger and tell what staff should look at; on GitHub also in the run's summary."""
    from generator.cli.sync_summary import summary_lines, summary_table, warnings_of
    from generator.load import load_catalog

    catalog = load_catalog(args.root)
    now = read_now(args.now, ZoneInfo(catalog.calendar.zone))
    synced, seconds = _synced(args, catalog, terminal, now)
    limits = catalog.billing.limits
    append_to_summary(terminal.environ, summary_table(synced, seconds, limits, now))
    for line in summary_lines(synced, seconds, limits):
        terminal.say(line)
    for line in warnings_of(synced):
        mark_run(terminal, "Totales que no coinciden", line)
    return 0


def _synced(args: argparse.Namespace, catalog: Catalog, terminal: Terminal, now: datetime) -> tuple[Synced, float]:
    """Return what a sync did and the seconds it took.

    Raises:
        UsageError: the live Ledger is to be discarded for nothing.

    """
    from generator import pipeline
    from generator.cli.ledgers import ledger_at, refuse_live, written_at
    from generator.compute.ledger_guard import LastRun
    from generator.publish.secret import read_secrets

    if args.discard_live and not args.new_ledger:
        raise UsageError(
            "Se pidió descartar el Ledger publicado, y no empezar uno nuevo: por sí solo no hace nada.",
            "Si de verdad hay que empezar de cero, use --new-ledger además de lo ya pedido; si no, pida sólo lo demás.",
        )
    if not catalog.billing.is_read:
        raise NoBillingError
    secrets = read_secrets(terminal.environ)
    published_since = _published_since(args, catalog)
    if args.new_ledger and not args.discard_live:
        refuse_live(args.live or catalog.company.site_url, catalog, secrets)
    source = terminal.open_billing(args.source, catalog, terminal.environ)
    wanted = None if args.accept_old_ledger else published_since
    began = time.monotonic()
    with ProgressLine(terminal.err) as progress:
        progress("Ledger anterior", 0, None)
        # Before the one to go on from is read: of two at once, no run has need.
        wrote = None if args.accept_old_ledger else written_at(args.out, catalog, secrets)
        synced = pipeline.sync(
            catalog,
            source,
            None if args.new_ledger else ledger_at(args.previous, catalog, secrets, wanted)[0],
            args.out,
            secrets=secrets,
            now=now,
            accept_drop=args.accept_drop,
            progress=progress,
            note=terminal.tell if args.verbose else lambda _: None,
            now_is_clock=args.now is None,
            changed=args.changed,
            last=LastRun(wrote, published_since, any_will_do=args.accept_old_ledger),
        )
    return synced, time.monotonic() - began


def _published_since(args: argparse.Namespace, catalog: Catalog) -> datetime | None:
    """Return the moment after which something was published, where that is known."""
    given = args.published_since
    return parse_moment(given, ZoneInfo(catalog.calendar.zone), "--published-since") if given else None


def _build(args: argparse.Namespace, terminal: Terminal) -> int:
    """Write the site of a Ledger; the engine gets ready while all that a build needs besides is still imported."""
    from generator.publish.mkdocs_build import begun_site

    with begun_site(args.root, args.out, terminal.environ) as engine:
        written = _built(args, terminal, engine)
    orders = f": {written.files} páginas de pedidos" if written else ", sin pedidos: no hay data/billing.yml"
    terminal.say(f"Sitio construido en {args.out}{orders}.")
    for refused in written.refused if written else ():
        terminal.tell(f"demoras: {refused.message}")
    return 0


def _built(args: argparse.Namespace, terminal: Terminal, engine: Engine) -> WrittenOrders | None:
    """Return what was written of orders; None of a company without billing, whose site has none."""
    from generator import pipeline
    from generator.cli.ledgers import ledger_at
    from generator.compute.ledger_guard import LastRun, refuse_step_back
    from generator.load import load_catalog
    from generator.publish.secret import read_secrets

    catalog = load_catalog(args.root)
    now = read_now(args.now, ZoneInfo(catalog.calendar.zone))
    if not catalog.billing.is_read:
        # Of a data folder that lost its billing the orders would be gone from the site.
        if args.ledger or terminal.environ.get("DEMORAS_SECRET"):
            raise NoBillingError
        pipeline.build_without_orders(args.root, catalog, args.out, engine=engine, now=now)
        return None
    if not args.ledger:
        raise UsageError("faltan argumentos: --ledger.", "Indique en él el Ledger que se publica.")
    secrets = read_secrets(terminal.environ)
    since = _published_since(args, catalog)

    def read() -> tuple[Ledger, bytes]:
        ledger, sealed = ledger_at(args.ledger, catalog, secrets, since, with_texts=True)
        # However old it is: an edit of the data goes out while billing is down.
        refuse_step_back(ledger, LastRun(published_since=since))
        return ledger, sealed

    with ProgressLine(terminal.err) as progress:
        progress("Ledger", 0, None)
        return pipeline.build(
            args.root,
            catalog,
            read,
            args.out,
            engine=engine,
            secrets=secrets,
            now=now,
            progress=progress,
        )


def _verdict(args: argparse.Namespace, terminal: Terminal) -> int:
    """Name what is kept back by its tag, and stop where one has been so for more than a day.

    Raises:
        UsageError: ids are asked for where a log would keep them.
        UnreachableError: something has been kept back, or no run could read what is new, for more than 24 hours.

    """
    from generator.cli.ledgers import shown_ledger_at
    from generator.cli.sync_summary import REASONS, kept_back_words, missing_words, reading_words
    from generator.load import load_catalog
    from generator.model.base import iso_utc
    from generator.publish.kept_back import kept_back, missing_orders, unknown_orders
    from generator.publish.secret import read_secrets

    if args.ids:
        refuse_in_ci(terminal, "--ids no se usa en CI: los ids quedarían en un registro.")
    catalog = load_catalog(args.root)
    secrets = read_secrets(terminal.environ)
    now = read_now(args.now, ZoneInfo(catalog.calendar.zone))
    ledger = shown_ledger_at(args.ledger, catalog, secrets, terminal)
    # Told only: that an order is gone may be right, and ends by itself.
    for order in missing_orders(ledger, secrets):
        terminal.say(missing_words(order) + (f", id interno {order.id}" if args.ids else ""))
    for unknown in unknown_orders(ledger, secrets) if args.ids else ():
        why = "; ".join(REASONS[reason] for reason in unknown.reasons)
        terminal.say(f"pedido {unknown.tag}, sin etapa: {why}, id interno {unknown.id}")
    rows = kept_back(ledger, secrets)
    for row in rows:
        terminal.say(kept_back_words(row) + (f", id interno {row.id}" if args.ids else ""))
    old = sum(now - row.kept.since > LONGEST_KEPT_BACK for row in rows)
    for line in reading_words(ledger.reading):
        terminal.say(line)
    behind = ledger.reading.behind_since if ledger.reading else None
    is_late = behind is not None and now - behind > LONGEST_KEPT_BACK
    # By this, and not by the exit code, the action tells a verdict from a failure to judge.
    hand_on(terminal.environ, "verdict", "unread" if old else "behind" if is_late else "read")
    if old:
        raise UnreachableError(
            f"Hay filas de la facturación que no se pueden leer desde hace más de 24 horas: {old}.",
            "Corríjalas en la facturación; «demoras verdict --ids», en su máquina, dice cuáles son.",
        )
    if behind is not None and is_late:
        raise UnreachableError(
            f"Desde {iso_utc(behind)} ninguna corrida alcanza a leer lo nuevo y lo reciente de la facturación.",
            "Suba «run_seconds» en «limits» de data/billing.yml, o vea por qué la facturación responde tan despacio.",
        )
    terminal.say("Nada quedó sin leer por más de 24 horas.")
    return 0
