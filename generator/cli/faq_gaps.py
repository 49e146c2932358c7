"""The command `faq gaps`: which matters of tickets no question of `data/faq/` answers, and which answers nobody sought.

It asks the stages themselves and not the pipeline: the subjects must never come near a Ledger, a site or a log.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from generator.cli.github_actions import refuse_in_ci
from generator.cli.progress_line import ProgressLine
from generator.cli.spanish_parser import Commands, positive_count
from generator.cli.terminal import Terminal, read_now

if TYPE_CHECKING:
    from generator.compute.gaps.unanswered import Gaps
    from generator.model.catalog import Catalog
    from generator.pull.interface import SubjectSource

MOST_EXAMPLES = 3


def declare_faq_gaps(commands: Commands) -> None:
    """Declare `faq gaps`."""
    faq = commands.family("faq", "Compara las preguntas de data/faq/ con lo que preguntan los clientes.")
    gaps = faq.add(
        "gaps",
        _gaps,
        "Muestra de qué tratan los tickets que ninguna pregunta responde, y las respuestas que nadie buscó.",
    )
    where = gaps.add_mutually_exclusive_group()
    where.add_argument(
        "--days",
        type=positive_count,
        default=90,
        metavar="N",
        help="lee de la facturación los tickets de los últimos N días (90)",
    )
    where.add_argument(
        "--from",
        dest="file",
        type=Path,
        metavar="ARCHIVO",
        help="lee los asuntos de un archivo: uno por línea, o un CSV con una columna «asunto»",
    )
    gaps.add_argument(
        "--min", type=positive_count, default=3, metavar="N", help="muestra los grupos de N asuntos o más (3)"
    )
    gaps.add_argument(
        "--examples",
        action="store_true",
        help="muestra hasta tres asuntos de cada grupo, tal como el cliente los escribió",
    )


def _gaps(args: argparse.Namespace, terminal: Terminal) -> int:
    """Print the frequent groups of subjects that no question answers, then the questions no subject asked."""
    from generator.compute.gaps.known_questions import questions_of
    from generator.compute.gaps.unanswered import gaps_of
    from generator.load import load_catalog

    # A log of CI is kept, and often public: not even the groups' words belong there.
    refuse_in_ci(
        terminal,
        "«faq gaps» lee asuntos de clientes y no se ejecuta en integración continua (CI).",
        "Ejecútelo en su propia máquina; si esta lo es, quite la variable CI del entorno.",
    )
    catalog = load_catalog(args.root)
    offered = catalog.in_offer(read_now(args.now, ZoneInfo(catalog.calendar.zone)))
    source = _source(args, catalog, terminal)
    with ProgressLine(terminal.err) as progress:
        subjects = source.subjects(progress=progress)
        progress("comparando asuntos y preguntas", 0, None)
        found = gaps_of(
            questions_of(offered), subjects.found, minimum=args.min, examples=MOST_EXAMPLES if args.examples else 0
        )
    where = "del archivo" if args.file else f"de los últimos {args.days} días"
    if subjects.unreadable:
        terminal.say(f"Tickets que no se pudieron leer: {subjects.unreadable}.")
    for line in _shown(found, where):
        terminal.say(line)
    return 0


def _source(args: argparse.Namespace, catalog: Catalog, terminal: Terminal) -> SubjectSource:
    from generator.pull.subject_file import SubjectFile
    from generator.pull.whmcs.ticket_subjects import WhmcsSubjects
    from generator.pull.whmcs.whmcs_settings import settings_from

    if args.file:
        return SubjectFile(args.file)
    now = read_now(args.now, ZoneInfo(catalog.calendar.zone))
    settings = settings_from(terminal.environ, ZoneInfo(catalog.billing.zone))
    return WhmcsSubjects(settings, since=now - timedelta(days=args.days), until=now)


def _shown(found: Gaps, where: str) -> Iterator[str]:
    if not found.total:
        yield f"No hay asuntos {where}: nada para comparar."
        return
    yield f"Asuntos {where}: {found.total}; con respuesta: {_part(found.answered, found.total)}."
    yield ""
    yield from _groups(found)
    if found.unused:
        yield ""
        yield f"Respuestas que ningún asunto buscó ({len(found.unused)}):"
        width = max(len(question.path) for question in found.unused)
        yield from (f"  {question.path:<{width}}  {question.title}" for question in found.unused)


def _groups(found: Gaps) -> Iterator[str]:
    loose = f"Sin respuesta y sin grupo: {_part(found.loose, found.total)}."
    if not found.groups:
        yield "Ningún tema sin respuesta se repite."
        yield loose
        return
    yield "Temas que ninguna pregunta responde:"
    yield "  Asuntos  Parte  Palabras"
    for group in found.groups:
        yield f"  {group.count:>7}  {_percent(group.count, found.total):>5}  {', '.join(group.label)}"
        yield from (f"{'':18}· {example}" for example in group.examples)
    yield loose
    yield "Remedio: si un tema ya tiene respuesta, agregue esas palabras a «wordings» de su archivo de data/faq/;"
    yield "si no la tiene, escriba una pregunta nueva."


def _part(count: int, total: int) -> str:
    return f"{count} ({_percent(count, total)})"


def _percent(count: int, total: int) -> str:
    return f"{round(100 * count / total)} %"
