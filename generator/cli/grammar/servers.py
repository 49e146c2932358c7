"""The commands that serve something on this machine until interrupted."""

from __future__ import annotations

from pathlib import Path

from generator.cli.grammar.declaring import Commands
from generator.cli.grammar.values import port


def declare(commands: Commands) -> None:
    """Declare `serve` and `sandbox`."""
    serve = commands.add("serve", "local_servers:serve", "Sirve en esta máquina el sitio construido.")
    serve.add_argument("--site", type=Path, default=Path("site"), metavar="CARPETA", help="carpeta del sitio (site)")
    serve.add_argument("--port", type=port, default=8000, metavar="N", help="puerto (8000; 0 elige uno libre)")

    sandbox = commands.add(
        "sandbox", "local_servers:sandbox", "Sirve en esta máquina una facturación de prueba que habla como WHMCS."
    )
    sandbox.add_argument("--port", type=port, default=8100, metavar="N", help="puerto (8100; 0 elige uno libre)")
    sandbox.add_argument(
        "--as-of",
        metavar="MOMENTO",
        help="responde como en este momento de los 90 días inventados, que terminan en --now (por defecto, --now)",
    )
    sandbox.add_argument("--seed", type=int, default=20, metavar="N", help="semilla de los datos inventados (20)")
