"""The command's whole grammar: the modules of `grammar/` in, one parser out."""

from __future__ import annotations

import argparse

from generator.cli.grammar import data, faq, internal, links, manual, runs, servers, staff
from generator.cli.grammar.declaring import Commands
from generator.cli.spanish_parser import SpanishParser


def build_parser() -> argparse.ArgumentParser:
    """Return the whole command's parser; what it parsed names in `does` the function that does it."""
    parser = SpanishParser(
        prog="demoras",
        description="Genera el sitio de demoras y SLA, sus preguntas y la página privada de cada pedido.",
        epilog="Códigos de salida: 0 bien, 1 datos incorrectos, 2 mal uso, 3 facturación o sitio sin respuesta.",
    )
    commands = Commands(parser, "COMANDO")
    for part in (data, runs, internal, links, servers, staff, manual, faq):
        part.declare(commands)
    return parser
