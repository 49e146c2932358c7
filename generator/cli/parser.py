"""The command's grammar: every option with its help, in Spanish."""

from __future__ import annotations

import argparse
import re
from collections.abc import Sequence
from pathlib import Path

from generator.cli.spanish_parser import SpanishParser

PLACE = "DIR|ARCHIVO|URL"


def build_parser() -> argparse.ArgumentParser:
    """Return the whole command's parser; the chosen command's name ends in `command`."""
    parser = SpanishParser(
        prog="demoras",
        description="Genera el sitio de demoras y SLA, sus preguntas y la página privada de cada pedido.",
        epilog="Códigos de salida: 0 bien, 1 datos incorrectos, 2 mal uso, 3 facturación o sitio sin respuesta.",
    )
    commands = parser.add_subparsers(dest="command", metavar="COMANDO", required=True, parser_class=SpanishParser)

    def command(name: str, summary: str) -> argparse.ArgumentParser:
        made = commands.add_parser(name, help=summary, description=summary)
        made.add_argument("--root", type=Path, default=Path(), metavar="CARPETA", help="carpeta que contiene data/")
        made.add_argument("--now", metavar="MOMENTO", help="actúa como si fuera este momento (ISO 8601)")
        return made

    command("check", "Revisa data/ y muestra todos los problemas juntos, y los datos supuestos.")

    sync = command("sync", "Lee la facturación y escribe el Ledger siguiente, sellado.")
    sync.add_argument("--source", choices=["whmcs"], default="whmcs", help="sistema de facturación")
    before = sync.add_mutually_exclusive_group(required=True)
    before.add_argument("--previous", metavar=PLACE, help="dónde está el Ledger de la corrida anterior")
    before.add_argument("--new-ledger", action="store_true", help="primera corrida: empieza un Ledger vacío")
    sync.add_argument("--out", type=Path, required=True, metavar="LEDGER", help="archivo del Ledger que se escribe")
    sync.add_argument("--accept-drop", action="store_true", help="acepta que falten muchos pedidos de una vez")

    build = command("build", "Construye el sitio: páginas públicas y páginas de pedidos selladas.")
    build.add_argument("--ledger", required=True, metavar=PLACE, help="el Ledger que se publica")
    build.add_argument("--out", type=Path, default=Path("site"), metavar="CARPETA", help="carpeta del sitio (site)")

    serve = command("serve", "Sirve en esta máquina el sitio construido.")
    serve.add_argument("--site", type=Path, default=Path("site"), metavar="CARPETA", help="carpeta del sitio (site)")
    serve.add_argument("--port", type=port, default=8000, metavar="N", help="puerto (8000; 0 elige uno libre)")

    sandbox = command("sandbox", "Sirve en esta máquina una facturación de prueba que habla como WHMCS.")
    sandbox.add_argument("--port", type=port, default=8100, metavar="N", help="puerto (8100; 0 elige uno libre)")
    sandbox.add_argument(
        "--as-of",
        metavar="MOMENTO",
        help="responde como en este momento de los 90 días inventados, que terminan en --now (por defecto, --now)",
    )
    sandbox.add_argument("--seed", type=int, default=20, metavar="N", help="semilla de los datos inventados (20)")

    link = command("link", "Muestra el enlace privado de un pedido.")
    link.add_argument("order", metavar="PEDIDO", help="id interno del pedido en la facturación")
    link.add_argument("--number", action="store_true", help="PEDIDO es el número público; se busca en el Ledger")
    link.add_argument("--ledger", metavar=PLACE, help="con --number: dónde buscarlo (por defecto, el sitio publicado)")
    link.add_argument("--site-url", metavar="URL", help="dirección del sitio (por defecto, la de data/company.yml)")

    explain = command("explain", "Cuenta un plazo día por día.")
    explain.add_argument("service", nargs="?", metavar="SERVICIO", help="id del servicio")
    explain.add_argument("--promise", metavar="PLAZO", help='un plazo cualquiera, como "2 días hábiles"')
    explain.add_argument("--from", dest="start", metavar="MOMENTO", help="cuándo empieza (por defecto, --now)")
    explain.add_argument("--json", action="store_true", help="en JSON, con cada momento en ISO 8601 con zona")

    holidays = command(
        "holidays", "Escribe los feriados de un año, o agrega los que falten, y muestra las diferencias."
    )
    holidays.add_argument("year", type=year, metavar="AÑO", help="año de data/holidays/ que se escribe o completa")

    command("new-secret", "Muestra un secreto nuevo para DEMORAS_SECRET.")
    return parser


def command_parsers(parser: argparse.ArgumentParser) -> dict[str, argparse.ArgumentParser]:
    """Return each command's own parser by name, in the order of the help."""
    actions = [action for action in parser._actions if isinstance(action, argparse._SubParsersAction)]  # noqa: SLF001
    return dict(actions[0].choices)


def command_names(parser: argparse.ArgumentParser) -> Sequence[str]:
    """Return the names of all commands, in the order of the help."""
    return list(command_parsers(parser))


def port(text: str) -> int:
    """Return a TCP port; 0 picks a free one."""
    if not (text.isascii() and text.isdecimal() and len(text) <= 5 and int(text) <= 65535):
        raise argparse.ArgumentTypeError(f"no es un puerto, de 0 a 65535: {text[:40]!r}")
    return int(text)


def year(text: str) -> int:
    """Return a year that may name a file of holidays."""
    if not re.fullmatch(r"20[0-9]{2}", text):
        raise argparse.ArgumentTypeError(f"no es un año, de 2000 a 2099: {text[:40]!r}")
    return int(text)
