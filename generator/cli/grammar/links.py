"""The commands about private links and the secret they are made from."""

from __future__ import annotations

import argparse
from pathlib import Path

from generator.cli.grammar.declaring import PLACE, Commands
from generator.cli.grammar.values import day


def declare(commands: Commands) -> None:
    """Declare `link`, `links`, `revoke` and `new-secret`."""
    link = commands.add("link", "link:link", "Muestra el enlace privado de un pedido; no se acepta en CI.")
    _order(link)
    _site_url(link)

    links = commands.add(
        "links", "links:links", "Muestra los enlaces de los pedidos de unas fechas; no se acepta en CI."
    )
    links.add_argument("--since", type=day, required=True, metavar="FECHA", help="primer día, AAAA-MM-DD, incluido")
    links.add_argument("--until", type=day, metavar="FECHA", help="último día, incluido (por defecto, sin límite)")
    links.add_argument("--csv", action="store_true", help="como planilla: número, fecha y enlace, separados por «;»")
    links.add_argument(
        "--out", type=Path, metavar="ARCHIVO", help="lo escribe en un archivo que sólo su dueño puede leer"
    )
    links.add_argument("--ledger", metavar=PLACE, help="dónde está el Ledger (por defecto, el sitio publicado)")
    _site_url(links)

    revoke = commands.add("revoke", "revoke:revoke", "Anula el enlace de un pedido en data/revocations.yml.")
    _order(revoke)
    revoke.add_argument("--erase", action="store_true", help="además borra el pedido, porque su cliente lo pidió")

    commands.add("new-secret", "new_secret:new_secret", "Muestra un secreto nuevo para DEMORAS_SECRET.")


def _order(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("order", metavar="PEDIDO", help="id interno del pedido en la facturación")
    parser.add_argument("--number", action="store_true", help="PEDIDO es el número público; se busca en el Ledger")
    parser.add_argument(
        "--ledger", metavar=PLACE, help="con --number: dónde buscarlo (por defecto, el sitio publicado)"
    )


def _site_url(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--site-url", metavar="URL", help="dirección del sitio (por defecto, la de data/company.yml)")
