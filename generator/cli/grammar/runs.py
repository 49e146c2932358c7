"""The commands of a scheduled run: from billing to the Ledger, from the Ledger to the site."""

from __future__ import annotations

from pathlib import Path

from generator.cli.grammar.declaring import PLACE, Commands
from generator.model.billing_systems import BillingSystem


def declare(commands: Commands) -> None:
    """Declare `sync`, `build` and `verdict`."""
    sync = commands.add("sync", "sync:sync", "Lee la facturación y escribe el Ledger siguiente, sellado.")
    sync.add_argument("--source", choices=[*map(str, BillingSystem)], default="whmcs", help="sistema de facturación")
    before = sync.add_mutually_exclusive_group(required=True)
    before.add_argument("--previous", metavar=PLACE, help="dónde está el Ledger de la corrida anterior")
    before.add_argument("--new-ledger", action="store_true", help="primera corrida: empieza un Ledger vacío")
    sync.add_argument("--out", type=Path, required=True, metavar="LEDGER", help="archivo del Ledger que se escribe")
    sync.add_argument("--accept-drop", action="store_true", help="acepta que falten muchos pedidos de una vez")
    sync.add_argument("--verbose", action="store_true", help="muestra cada llamada a la facturación, sin datos")

    build = commands.add("build", "build:build", "Construye el sitio: páginas públicas y páginas de pedidos selladas.")
    build.add_argument("--ledger", required=True, metavar=PLACE, help="el Ledger que se publica")
    build.add_argument("--out", type=Path, default=Path("site"), metavar="CARPETA", help="carpeta del sitio (site)")

    verdict = commands.add("verdict", "verdict:verdict", "Termina en 3 si algo quedó sin leer por más de 24 horas.")
    verdict.add_argument("--ledger", required=True, metavar=PLACE, help="el Ledger que se juzga")
    verdict.add_argument("--ids", action="store_true", help="muestra también el id interno; no se acepta en CI")
