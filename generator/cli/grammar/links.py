"""The commands about private links and the secret they are made from."""

from __future__ import annotations

from generator.cli.grammar.declaring import PLACE, Commands


def declare(commands: Commands) -> None:
    """Declare `link` and `new-secret`."""
    link = commands.add("link", "link:link", "Muestra el enlace privado de un pedido.")
    link.add_argument("order", metavar="PEDIDO", help="id interno del pedido en la facturación")
    link.add_argument("--number", action="store_true", help="PEDIDO es el número público; se busca en el Ledger")
    link.add_argument("--ledger", metavar=PLACE, help="con --number: dónde buscarlo (por defecto, el sitio publicado)")
    link.add_argument("--site-url", metavar="URL", help="dirección del sitio (por defecto, la de data/company.yml)")

    commands.add("new-secret", "new_secret:new_secret", "Muestra un secreto nuevo para DEMORAS_SECRET.")
