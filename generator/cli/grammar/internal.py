"""The command that builds the staff's own site."""

from __future__ import annotations

from pathlib import Path

from generator.cli.grammar.declaring import Commands


def declare(commands: Commands) -> None:
    """Declare `internal`."""
    internal = commands.add(
        "internal", "internal:internal", "Construye el sitio interno: respuestas para enviar y lo que está pendiente."
    )
    internal.add_argument(
        "--out", type=Path, default=Path("site-interno"), metavar="CARPETA", help="carpeta del sitio (site-interno)"
    )
