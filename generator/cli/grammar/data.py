"""The commands that need nothing but `data/`: to check it, to explain it, to fill it."""

from __future__ import annotations

from generator.cli.grammar.declaring import Commands
from generator.cli.grammar.values import year


def declare(commands: Commands) -> None:
    """Declare `check`, `explain`, `holidays` and `schema`."""
    check = commands.add(
        "check", "check:check", "Revisa data/ y muestra todos los problemas juntos, y los datos supuestos."
    )
    check.add_argument(
        "--links", action="store_true", help="revisa también que las páginas del manual enlacen al sitio"
    )

    explain = commands.add("explain", "explain:explain", "Cuenta un plazo día por día.")
    explain.add_argument("service", nargs="?", metavar="SERVICIO", help="id del servicio")
    explain.add_argument("--promise", metavar="PLAZO", help='un plazo cualquiera, como "2 días hábiles"')
    explain.add_argument("--from", dest="start", metavar="MOMENTO", help="cuándo empieza (por defecto, --now)")
    explain.add_argument("--json", action="store_true", help="en JSON, con cada momento en ISO 8601 con zona")

    holidays = commands.add(
        "holidays",
        "holidays:holidays",
        "Escribe los feriados de un año, o agrega los que falten, y muestra las diferencias.",
    )
    holidays.add_argument("year", type=year, metavar="AÑO", help="año de data/holidays/ que se escribe o completa")

    commands.add("schema", "schema:schema", "Escribe data/schema/, con lo que un editor sabe de cada archivo de data/.")
