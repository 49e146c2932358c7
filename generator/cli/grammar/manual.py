"""The commands about the company's manual (BookStack)."""

from __future__ import annotations

from generator.cli.grammar.declaring import Commands


def declare(commands: Commands) -> None:
    """Declare `manual preview` and `manual push`."""
    manual = commands.family("manual", "Lleva las demoras y el SLA a las páginas del manual (BookStack).")
    manual.add("preview", "manual:preview", "Muestra qué cambiaría en cada página del manual; no escribe nada.")
    push = manual.add(
        "push", "manual:push", "Escribe en el manual los bloques que cambiaron; sin --yes sólo los muestra."
    )
    push.add_argument("--yes", action="store_true", help="escribe de verdad")
