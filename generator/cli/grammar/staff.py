"""The commands for whoever answers for the data: what has to be looked at again, what a change does to clients."""

from __future__ import annotations

from generator.cli.grammar.declaring import Commands


def declare(commands: Commands) -> None:
    """Declare `reviews` and `diff`."""
    reviews = commands.add(
        "reviews", "reviews:reviews", "Enumera los datos con la revisión vencida, o que vence en 30 días."
    )
    form = reviews.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help="en JSON, con cada fecha en ISO 8601")
    form.add_argument("--markdown", action="store_true", help="sólo las vencidas, en Markdown; nada si no hay ninguna")

    diff = commands.add(
        "diff", "diff:diff", "Muestra qué cambia para el cliente respecto de otra versión de los datos."
    )
    diff.add_argument("base", metavar="BASE", help="revisión de git (main, HEAD^) o carpeta con otro data/")
