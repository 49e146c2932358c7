"""The commands about the questions that `data/faq/` answers."""

from __future__ import annotations

import argparse
from pathlib import Path

from generator.cli.grammar.declaring import Commands


def declare(commands: Commands) -> None:
    """Declare `faq gaps`."""
    faq = commands.family("faq", "Compara las preguntas de data/faq/ con lo que preguntan los clientes.")
    gaps = faq.add(
        "gaps",
        "faq_gaps:gaps",
        "Muestra de qué tratan los tickets que ninguna pregunta responde, y las respuestas que nadie buscó.",
    )
    where = gaps.add_mutually_exclusive_group()
    where.add_argument(
        "--days",
        type=count,
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
    gaps.add_argument("--min", type=count, default=3, metavar="N", help="muestra los grupos de N asuntos o más (3)")
    gaps.add_argument(
        "--examples",
        action="store_true",
        help="muestra hasta tres asuntos de cada grupo, tal como el cliente los escribió",
    )


def count(text: str) -> int:
    """Return a number of something, 1 at least."""
    if not (text.isascii() and text.isdecimal() and len(text) <= 4 and int(text) > 0):
        raise argparse.ArgumentTypeError(f"no es una cantidad, de 1 a 9999: {text[:40]!r}")
    return int(text)
